"""Documents are read as they stood at a day, whatever was captured later."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from flows.errors import InstantNotUnderstood
from flows.publish import publish_release
from flows.releases.asof import AsOf
from flows.releases.reader import Release, open_release
from flows.settings import DataRoot, RunSettings
from tests.flows.line import run_line
from tests.flows.warc_fixtures import HOST, LATER, NOON, page, write_warc


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    folder = tmp_path_factory.mktemp("asof")
    first, second = page("SPECIMEN", "as it was"), page("SPECIMEN", "as it is")
    captures = [
        (f"{HOST}/a", NOON, first),
        (f"{HOST}/a", LATER, second),
        (f"{HOST}/a", LATER + timedelta(days=90), first),
        (f"{HOST}/b", LATER, page("SPECIMEN", "another page")),
    ]
    line = run_line([write_warc(folder / "w.warc.gz", captures)], folder / "data")
    root = DataRoot(folder / "data")
    publish_release(line.tables, [], collection=line.collection, settings=RunSettings(root))
    return open_release(root.path)


def words(tables: AsOf) -> list[str]:
    return [row for row in tables["passages"].to_table()["text"].to_pylist() if row != "SPECIMEN"]


@pytest.mark.parametrize(
    ("when", "found"),
    [
        ("2013-07-19", set()),
        ("2013-07-20", {"as it was"}),
        (date(2013, 7, 20), {"as it was"}),
        (NOON, {"as it was"}),
        (NOON - timedelta(seconds=1), set()),
        ("2013-07-20T14:00:00+02:00", {"as it was"}),
        ("2013-07-20T13:59:59+02:00", set()),
        (datetime(2014, 1, 5, 8, 0, tzinfo=UTC).astimezone(timezone(timedelta(hours=9))), {"as it was"}),
        (LATER, {"as it is", "another page"}),
        (datetime(2014, 1, 5, 9, 0), {"as it is", "another page"}),
        ("2030-01-01", {"as it was", "another page"}),
        (date.max, {"as it was", "another page"}),
    ],
)
def test_each_publication_is_read_as_it_was_last_captured(
    release: Release, when: str | date, found: set[str]
) -> None:
    assert set(words(release.as_of(when))) == found


def test_all_tables_of_documents_are_those_of_the_versions(release: Release) -> None:
    then = release.as_of("2013-12-31")
    assert set(then) >= {"captures", "documents", "passages", "links", "tables", "cells"}
    assert not {"issues", "revisions", "changes"} & set(then)
    assert {name: len(then[name].to_table()) for name in ("captures", "documents", "passages", "cells")} == {
        "captures": 1,
        "documents": 1,
        "passages": 2,
        "cells": 0,
    }


def test_what_is_no_date_is_said(release: Release) -> None:
    with pytest.raises(InstantNotUnderstood, match=r"'June 2012' is no date.*2012-06-30"):
        release.as_of("June 2012")
