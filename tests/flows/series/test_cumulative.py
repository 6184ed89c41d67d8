"""What was added from one release to the next."""

from datetime import date

import pytest

from extractors.records import Basis, Counts
from flows.series.cumulative import quarters
from tests.flows.series.releases import JULY, JUNE, MARCH, Release, figure, laid

CHANGES = """
    SELECT from_statistic_id, to_statistic_id, period_start, period_end, difference, is_revision
    FROM statistic_changes ORDER BY period_end
"""
APRIL = date(2011, 4, 1)


def test_a_cumulative_figure_grows_by_the_difference() -> None:
    march, june = Release("march", (figure(10, MARCH),)), Release("june", (figure(25),))
    with laid(june, march) as tables:
        assert tables.rows(CHANGES) == [("march 0", "june 0", APRIL, JUNE, 15.0, False)]


def test_a_figure_that_falls_is_a_revision_and_is_not_clipped() -> None:
    with laid(Release("march", (figure(288, MARCH),)), Release("june", (figure(271),))) as tables:
        assert tables.rows(CHANGES) == [("march 0", "june 0", APRIL, JUNE, -17.0, True)]


def test_the_last_release_through_a_day_counts() -> None:
    releases = (
        Release("march", (figure(10, MARCH),), captured=1),
        Release("june", (figure(25),), captured=2),
        Release("june again", (figure(26),), captured=3),
    )
    with laid(*releases) as tables:
        assert tables.rows(CHANGES) == [("march 0", "june again 0", APRIL, JUNE, 16.0, False)]


def test_a_withheld_figure_makes_a_longer_step() -> None:
    releases = (
        Release("march", (figure(10, MARCH),)),
        Release("june", (figure(None),)),
        Release("july", (figure(30, JULY),)),
    )
    with laid(*releases) as tables:
        assert tables.rows(CHANGES) == [("march 0", "july 0", APRIL, JULY, 20.0, False)]


@pytest.mark.parametrize(
    "other",
    [
        {"definition_version": "levels-2011"},
        {"series": "border-patrol"},
        {"level": "level_1"},
        {"basis": Basis.MONTH, "period_start": date(2011, 6, 1)},
        {"counts": Counts.SHARE},
    ],
    ids=lambda other: next(iter(other)),
)
def test_nothing_is_differenced_across_definitions(other: dict) -> None:
    with laid(Release("march", (figure(10, MARCH),)), Release("june", (figure(25, **other),))) as tables:
        assert tables.rows(CHANGES) == []


def test_a_release_that_contradicts_itself_counts_for_nothing() -> None:
    with laid(Release("march", (figure(10, MARCH),)), Release("june", (figure(25), figure(26)))) as tables:
        assert tables.rows(CHANGES) == []


def test_fiscal_years_are_apart() -> None:
    first = {"basis": Basis.FISCAL_YEAR_TO_DATE, "period_start": date(2010, 10, 1)}
    second = {"basis": Basis.FISCAL_YEAR_TO_DATE, "period_start": date(2011, 10, 1)}
    releases = (
        Release("june", (figure(25, **first),)),
        Release("july", (figure(30, JULY, **first),)),
        Release("october", (figure(3, date(2011, 10, 31), **second),)),
    )
    with laid(*releases) as tables:
        assert tables.rows(CHANGES) == [("june 0", "july 0", date(2011, 7, 1), JULY, 5.0, False)]


def test_months_make_quarters_and_other_spans_make_none() -> None:
    ends = (MARCH, date(2011, 4, 30), date(2011, 5, 31), JUNE, JULY)
    releases = [Release(f"r{n}", (figure(10 * n * n + 1, end),)) for n, end in enumerate(ends)]
    with laid(*releases) as tables:
        (row,) = quarters(tables.connection).fetchall()
        found = dict(zip(quarters(tables.connection).columns, row, strict=True))
    assert (found["period_start"], found["period_end"], found["difference"], found["n_changes"]) == (
        APRIL,
        JUNE,
        90.0,
        3,
    )
    assert [tables.names[found[f"{side}_statistic_id"]] for side in ("from", "to")] == ["r0 0", "r3 0"]
    assert (found["place_id"], found["measure"], found["level"]) == ("ZZ-sample-county", "removed", None)


def test_a_step_over_the_end_of_a_quarter_is_split_by_nobody() -> None:
    with laid(Release("march", (figure(10, MARCH),)), Release("july", (figure(30, JULY),))) as tables:
        assert quarters(tables.connection).fetchall() == []
