"""What archives list against what is held: gaps are rows, and so are links to what nobody holds."""

from __future__ import annotations

import pytest

from flows.archives.opening import open_archive
from flows.collect import Scope, collect
from flows.settings import DataRoot
from tests.flows.archives.faulty import BRISK, HOST, FaultyArchive, Held, serving
from tests.flows.line import run_line

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
    assert line.rows(f"{COUNTS} ORDER BY address") == [
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
