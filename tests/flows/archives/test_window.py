from __future__ import annotations

import pytest

from flows.archives.window import EVER, Window, parse_window
from flows.errors import InstantNotUnderstood


@pytest.mark.parametrize(
    ("since", "until", "window"),
    [
        (None, None, EVER),
        ("2011", "2012", Window("20110101000000", "20121231235959")),
        ("2011-06", "2012-02", Window("20110601000000", "20120229235959")),
        ("2011-06-17", "2011-06-17", Window("20110617000000", "20110617235959")),
        ("20110617120000", None, Window("20110617120000", None)),
        ("2011-06-17T12:00:00Z", None, Window("20110617120000", None)),
    ],
)
def test_days_months_and_years_are_meant_whole(since, until, window) -> None:
    assert parse_window(since, until) == window


@pytest.mark.parametrize(
    ("since", "until"), [("soon", None), ("2011-13", None), ("2013", "2011"), ("201", None)]
)
def test_what_is_no_span_is_refused(since, until) -> None:
    with pytest.raises(InstantNotUnderstood):
        parse_window(since, until)


def test_both_ends_are_within() -> None:
    window = parse_window("2011-06-17", "2011-06-17")
    assert window.covers("20110617000000")
    assert window.covers("20110617235959")
    assert not window.covers("20110618000000")
    assert window.query == {"from": "20110617000000", "to": "20110617235959"}
