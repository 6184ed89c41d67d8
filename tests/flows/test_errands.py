"""Which archive is asked for what."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flows.archives.manners import OWN_MACHINE, PUBLIC
from flows.errands import (
    Asking,
    Errand,
    archives_of,
    collect_captures,
    errands_for,
    errands_of,
    first_failure,
    holdings,
)
from flows.errors import ArchiveError, InputError
from flows.settings import DataRoot
from flows.sources.series import load_all
from tests.flows.archives.faulty import HOST, FaultyArchive, Held, serving

SERIES = load_all()[0]
PAGE = Held(SERIES.addresses[0], "20130801000000", b"<p>SPECIMEN page</p>")


def test_a_series_is_asked_for_in_its_archives_unless_others_are_named() -> None:
    assert errands_of([SERIES.name], [], []) == errands_for(SERIES)
    assert errands_of([SERIES.name], ["warc=x"], []) == [Errand("warc=x", SERIES.addresses, SERIES.name)]
    assert errands_of([], ["warc=x"], ["http://a/"]) == [Errand("warc=x", ("http://a/",))]
    assert set(archives_of([])) == {each for series in load_all() for each in series.archives}


@pytest.mark.parametrize(
    ("names", "archives", "addresses"),
    [([], [], []), ([], ["warc=x"], []), ([], [], ["http://a/"]), ([SERIES.name], [], ["http://a/"])],
)
def test_what_is_named_by_half_is_refused(names, archives, addresses) -> None:
    with pytest.raises(InputError, match="nothing to ask for"):
        errands_of(names, archives, addresses)


def test_a_series_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(InputError, match=SERIES.name):
        errands_of(["no-such"], [], [])


def test_a_rate_slows_everything_and_hastens_captures_alone() -> None:
    slow, fast = PUBLIC.at_rate(6), PUBLIC.at_rate(300)
    assert (slow.index_per_minute, slow.replay_per_minute) == (6, 6)
    assert (fast.index_per_minute, fast.replay_per_minute) == (24, 300)
    assert OWN_MACHINE.at_rate(60).index_per_minute == 60


def test_an_archive_that_is_down_does_not_keep_the_others_from_being_asked(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("flows.errands.OWN_MACHINE", replace(OWN_MACHINE, waits=()))
    root = DataRoot(tmp_path)
    with serving(FaultyArchive([PAGE])) as archive:
        errands = [
            Errand("wayback=http://127.0.0.1:9", (PAGE.url,)),
            Errand(f"wayback={archive.base}", (PAGE.url, f"{HOST}/none")),
        ]
        down, up = collect_captures(errands, root, asking=Asking(rate=60_000))
    assert (down.unasked, up.fetched) == ((PAGE.url,), 1)
    assert isinstance(first_failure([up, down]), ArchiveError)
    [log] = root.runs.glob("*-collect.json")
    assert '"unasked"' in log.read_text()


def test_series_are_told_with_what_is_held_of_them(tmp_path) -> None:
    root = DataRoot(tmp_path)
    with serving(FaultyArchive([PAGE])) as archive:
        collect_captures([Errand(f"wayback={archive.base}", (PAGE.url,))], root)
    [found] = [each for each in holdings(root) if each.series.name == SERIES.name]
    assert found.captures[PAGE.url] == 1
    assert sum(found.captures.values()) == 1
    assert found.latest == PAGE.timestamp
