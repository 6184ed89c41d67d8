"""What archives list against what is held: gaps are rows, and so are links to what nobody holds."""

from __future__ import annotations

import pytest

from flows.archives.opening import open_archive
from flows.collect import Scope, collect
from flows.settings import DataRoot
from flows.sources.series import load_all
from tests.flows.archives.faulty import BRISK, HOST, FaultyArchive, Held, serving
from tests.flows.line import run_line
from tests.flows.warc_fixtures import NOON, write_warc

PAGE = (
    b"<html><title>SPECIMEN</title><main><h1>SPECIMEN</h1>"
    b"<p>See <a href='/absent'>this</a>.</p></main></html>"
)
HELD = [
    Held(f"{HOST}/a", "20110610000000", PAGE),
    Held(f"{HOST}/a", "20120610000000", PAGE),
    Held(f"{HOST}/a", "20130610000000", PAGE + b"<!-- changed -->"),
    Held(f"{HOST}/b", "20110610000000", PAGE + b"<!-- b -->"),
]
COUNTS = "SELECT address, status, listed, held, identical, blocked, unplayable, missing FROM completeness"


@pytest.mark.parametrize("kind", ["wayback={base}", "cdxj={base}/coll", "memento={base}/timemap/link"])
def test_what_is_listed_is_held_and_what_is_linked_is_not(tmp_path, kind) -> None:
    root = DataRoot(tmp_path / "root")
    with serving(FaultyArchive(HELD)) as archive:
        asked = open_archive(kind.format(base=archive.base), manners=BRISK, root=root)
        collect(asked, [f"{HOST}/a", f"{HOST}/b"], root)
    line = run_line([root.vault], root.path)
    assert line.rows(f"{COUNTS} WHERE status <> 'never_asked' ORDER BY address") == [
        (f"{HOST}/a", "complete", 3, 3, 1, 0, 0, 0),
        (f"{HOST}/absent", "linked_only", 0, 0, 0, 0, 0, 0),
        (f"{HOST}/b", "complete", 1, 1, 0, 0, 0, 0),
    ]


def test_what_was_not_given_and_what_was_not_asked_for_are_gaps(tmp_path) -> None:
    root = DataRoot(tmp_path / "root")
    with serving(FaultyArchive(HELD)) as archive:
        archive.gone = {HELD[1].timestamp}
        collect(
            open_archive(f"wayback={archive.base}", manners=BRISK), [f"{HOST}/*"], root, scope=Scope(limit=2)
        )
    line = run_line([root.vault], root.path)
    assert line.rows(f"{COUNTS} WHERE listed > 0 ORDER BY address") == [
        (f"{HOST}/a", "gaps", 3, 2, 0, 0, 1, 0),
        (f"{HOST}/b", "not_held", 1, 0, 0, 0, 0, 1),
    ]


def test_what_a_series_declares_and_nobody_was_asked_for_is_a_row(tmp_path) -> None:
    known = load_all()[0]
    held, empty, *never = known.addresses
    root = DataRoot(tmp_path / "root")
    with serving(FaultyArchive([Held(held, "20110610000000", PAGE)])) as archive:
        collect(open_archive(f"wayback={archive.base}", manners=BRISK), [held, empty], root)
    line = run_line([root.vault], root.path)
    told = line.rows("SELECT address, series, archive, listed FROM completeness WHERE status = 'never_asked'")
    assert sorted(told) == [(address, known.name, "not_asked", 0) for address in sorted(never)]
    assert line.rows("SELECT series FROM completeness WHERE listed = 1") == [(known.name,)]


def test_what_is_held_of_a_series_was_asked_for(tmp_path) -> None:
    known = load_all()[0]
    write_warc(tmp_path / "own.warc.gz", [(address, NOON, PAGE) for address in known.addresses])
    line = run_line([tmp_path / "own.warc.gz"], tmp_path / "root")
    assert line.rows("SELECT * FROM completeness WHERE status = 'never_asked'") == []
