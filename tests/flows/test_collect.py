from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from flows.archives.protocol import CaptureNotGiven, Fetched, Finding, InventoryPage, Memento
from flows.archives.vault import held
from flows.archives.window import EVER, Window
from flows.collect import Progress, Scope, collect
from flows.errors import ArchiveUnavailable, StorageError
from flows.settings import DataRoot

NOW = datetime(2024, 1, 5, tzinfo=UTC)
DAYS = [f"201106{day}000000" for day in range(10, 16)]
URL = "http://www.dhs.specimen.invalid/a"


class Shelf:
    """An archive in memory; what stands in ``trouble`` is raised instead of given."""

    name = "shelf.specimen.invalid"

    def __init__(self, *timestamps: str) -> None:
        self.timestamps = timestamps
        self.trouble: dict[str, BaseException] = {}
        self.asked: list[str] = []

    def inventory(self, pattern: str, window: Window = EVER) -> Iterator[InventoryPage]:
        mementos = tuple(
            Memento(self.name, URL, timestamp, "text/html", 200, None, f"http://{self.name}/{timestamp}")
            for timestamp in self.timestamps
        )
        yield InventoryPage(f"http://{self.name}/cdx?url={pattern}", b"answer", "text/plain", NOW, mementos)

    def fetch(self, memento: Memento) -> Fetched:
        self.asked.append(memento.timestamp)
        if error := self.trouble.get(memento.timestamp):
            raise error
        body = memento.timestamp.encode()
        return Fetched(memento, 200, "OK", (), body, NOW, memento.replay_url, ())


def missing(day: str = DAYS[0], *, faulty: bool = False) -> CaptureNotGiven:
    finding = Finding("not_in_archive", f"http://x/{day}", "404 of the archive", "Look.")
    return CaptureNotGiven(finding, faulty=faulty)


@pytest.fixture
def root(tmp_path) -> DataRoot:
    return DataRoot(tmp_path)


def held_days(root: DataRoot) -> list[str]:
    return sorted(timestamp for _, _, timestamp in held(root))


def test_what_is_held_is_not_asked_for_again(root) -> None:
    first = collect(Shelf(*DAYS[:2]), [URL], root)
    assert (first.listed, first.already_held, first.fetched, len(first.sealed)) == (2, 0, 2, 1)
    shelf = Shelf(*DAYS[:3])
    second = collect(shelf, [URL], root)
    assert (second.listed, second.already_held, second.fetched) == (3, 2, 1)
    assert shelf.asked == [DAYS[2]]


def test_a_run_with_nothing_new_leaves_the_vault_as_it_is(root) -> None:
    collect(Shelf(*DAYS), [URL], root)
    before = sorted(root.vault.iterdir())
    report = collect(Shelf(*DAYS), [URL], root)
    assert (report.fetched, report.sealed) == (0, ())
    assert sorted(root.vault.iterdir()) == before


def test_a_capture_listed_twice_is_fetched_once(root) -> None:
    shelf = Shelf(DAYS[0], DAYS[0])
    report = collect(shelf, [URL, URL + "*"], root)
    assert (report.listed, report.fetched, shelf.asked) == (1, 1, [DAYS[0]])


def test_one_capture_that_is_missing_does_not_stop_the_run(root) -> None:
    shelf = Shelf(*DAYS)
    shelf.trouble[DAYS[1]] = missing()
    report = collect(shelf, [URL], root)
    assert [finding.code for finding in report.findings] == ["not_in_archive"]
    assert held_days(root) == [DAYS[0], *DAYS[2:]]


def test_many_missing_captures_do_not_mean_that_the_archive_is_down(root) -> None:
    shelf = Shelf(*DAYS)
    shelf.trouble = {day: missing(day) for day in DAYS}
    assert len(collect(shelf, [URL], root).findings) == len(DAYS)


def test_an_archive_that_fails_again_and_again_is_down_and_what_came_is_sealed(root) -> None:
    shelf = Shelf(*DAYS)
    shelf.trouble = dict.fromkeys(DAYS[1:], missing(faulty=True))
    report = collect(shelf, [URL], root)
    assert isinstance(report.failure, ArchiveUnavailable)
    assert "3 captures in a row" in str(report.failure)
    assert [timestamp for _, _, timestamp in report.left] == DAYS[1:]
    assert report.unasked == (URL,)
    assert shelf.asked == DAYS[:4]
    assert held_days(root) == DAYS[:1]


@pytest.mark.parametrize("error", [KeyboardInterrupt(), RuntimeError()])
def test_whatever_ends_a_run_seals_what_is_whole(root, error) -> None:
    shelf = Shelf(*DAYS)
    shelf.trouble[DAYS[2]] = error
    with pytest.raises(type(error)):
        collect(shelf, [URL], root)
    assert held_days(root) == DAYS[:2]
    assert list(root.spool.iterdir()) == []


def test_a_disk_that_fails_leaves_the_spool_to_the_next_run(root) -> None:
    shelf = Shelf(*DAYS)
    shelf.trouble[DAYS[2]] = StorageError("The disk is full.", "Make room.")
    with pytest.raises(StorageError):
        collect(shelf, [URL], root)
    assert not root.vault.exists()
    healthy = Shelf(*DAYS)
    report = collect(healthy, [URL], root)
    assert healthy.asked == DAYS[2:]
    assert len(report.sealed) == 2
    assert held_days(root) == DAYS


def test_a_limit_stops_fetching_and_the_next_run_goes_on(root) -> None:
    first = collect(Shelf(*DAYS), [URL], root, scope=Scope(limit=2))
    assert (first.listed, first.fetched) == (6, 2)
    second = collect(Shelf(*DAYS), [URL], root, scope=Scope(limit=10))
    assert (second.already_held, second.fetched) == (2, 4)
    assert held_days(root) == DAYS


def test_progress_is_told_after_each_capture(root) -> None:
    told: list[Progress] = []
    shelf = Shelf(*DAYS[:2])
    shelf.trouble[DAYS[1]] = missing()
    collect(shelf, [URL], root, progress=told.append)
    assert told == [Progress(1, 0, 1, 0), Progress(2, 0, 1, 1)]


def test_an_address_of_which_nothing_is_listed_is_a_finding(root) -> None:
    [finding] = collect(Shelf(), [URL], root).findings
    assert (finding.code, finding.address) == ("nothing_listed", URL)
