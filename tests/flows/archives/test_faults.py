"""Whatever goes wrong at an archive, what reaches the vault is what reaches it when nothing does."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from flows.archives.opening import open_archive
from flows.archives.window import Window
from flows.collect import CollectReport, Scope, collect
from flows.settings import DataRoot
from tests.flows.archives.faulty import BRISK, FAULTS, HOST, FaultyArchive, holdings, serving
from tests.flows.archives.reading import held_in

EVERYTHING = f"{HOST}/*"
KINDS = {"wayback": "wayback={base}", "cdxj": "cdxj={base}/coll", "memento": "memento={base}/timemap/link"}
INDEX = {"wayback": "/cdx/search/cdx", "cdxj": "/coll/cdx", "memento": "/timemap/"}


@pytest.fixture
def faulty() -> Iterator[FaultyArchive]:
    with serving(FaultyArchive(holdings())) as archive:
        yield archive


@pytest.fixture
def root(tmp_path) -> DataRoot:
    return DataRoot(tmp_path / "root")


def run(faulty: FaultyArchive, root: DataRoot, kind: str, **more) -> CollectReport:
    archive = open_archive(KINDS[kind].format(base=faulty.base), manners=BRISK, root=root)
    urls = [EVERYTHING] if kind != "memento" else sorted({each.url for each in faulty.held})
    return collect(archive, urls, root, **more)


def everything(faulty: FaultyArchive) -> set[tuple[str, str, str]]:
    return {each.key for each in faulty.held}


@pytest.mark.parametrize("kind", KINDS)
def test_a_good_night_asks_once_for_each_capture(faulty, root, kind) -> None:
    report = run(faulty, root, kind)
    assert held_in(root) == everything(faulty)
    assert (report.findings, report.left, report.failure) == ((), (), None)
    assert len(faulty.captures_asked()) == len(faulty.held)


@pytest.mark.parametrize("kind", KINDS)
def test_no_fault_of_a_replay_loses_a_capture(faulty, root, kind) -> None:
    told_by_digest = ("cut_without_length", "length_too_short")
    faults = [fault for fault in FAULTS if kind != "memento" or fault not in told_by_digest]
    for number, fault in enumerate(faults):
        burst = 3 if fault == "unwell_in_a_burst" else 1
        faulty.faults[f"id_/{faulty.held[number].url}"] = [fault] * burst
    report = run(faulty, root, kind)
    assert held_in(root) == everything(faulty)
    assert (report.left, report.failure) == ((), None)
    assert set(faulty.injected) == set(faults)
    assert len(faulty.captures_asked()) <= len(faulty.held) + sum(faulty.injected.values())


@pytest.mark.parametrize("fault", [*FAULTS, "missing_row", "repeated_row"])
@pytest.mark.parametrize("kind", ["wayback", "cdxj"])
def test_no_fault_of_an_index_loses_a_capture(faulty, root, kind, fault) -> None:
    faulty.faults[INDEX[kind]] = [fault]
    report = run(faulty, root, kind)
    assert held_in(root) == everything(faulty)
    assert (report.left, report.failure) == ((), None)
    assert faulty.injected == {fault: 1}
    assert len(faulty.asked) <= len(faulty.held) + 4


def test_what_is_held_is_never_asked_for_again(faulty, root) -> None:
    run(faulty, root, "wayback")
    faulty.asked.clear()
    report = run(faulty, root, "wayback")
    assert (report.fetched, report.already_held) == (0, len(faulty.held))
    assert [path.partition("?")[0] for path in faulty.asked] == ["/cdx/search/cdx"]


def test_slices_are_followed_to_the_end(faulty, root) -> None:
    faulty.slice = 4
    run(faulty, root, "wayback")
    assert held_in(root) == everything(faulty)


def test_an_archive_that_is_down_is_said_so_with_what_is_left_and_the_next_run_goes_on(faulty, root) -> None:
    for each in faulty.held[4:]:
        faulty.faults[f"id_/{each.url}"] = ["unwell"] * 100
    report = run(faulty, root, "wayback")
    assert report.failure is not None
    assert len(report.left) + report.fetched == len(faulty.held)
    assert report.unasked == (EVERYTHING,)
    faulty.faults.clear()
    run(faulty, root, "wayback")
    assert held_in(root) == everything(faulty)


def test_a_dry_run_asks_the_index_alone_and_writes_nothing(faulty, root) -> None:
    report = run(faulty, root, "wayback", scope=Scope(dry=True))
    assert len(report.left) == len(faulty.held)
    assert faulty.captures_asked() == []
    assert not root.vault.exists()


@pytest.mark.parametrize("kind", KINDS)
def test_captures_outside_the_window_are_not_fetched(faulty, root, kind) -> None:
    run(faulty, root, kind, scope=Scope(Window("20110612000000", "20110614235959")))
    wanted = {key for key in everything(faulty) if "20110612" <= key[1] < "20110615"}
    assert held_in(root) == wanted
    assert len(faulty.captures_asked()) == len(wanted)


def test_a_body_that_comes_again_is_stored_once(faulty, root) -> None:
    run(faulty, root, "wayback")
    kinds = [record.kind for record in records_in(root)]
    assert (kinds.count("response"), kinds.count("revisit")) == (len(faulty.held) - 1, 1)


def records_in(root: DataRoot):
    from flows.archives.records import records
    from flows.archives.warcs import warc_files

    return [place for path in warc_files([root.vault]) for place in records(path)]
