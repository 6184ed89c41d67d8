"""A run that was killed is completed by the next one, to the byte, and no finished work is done twice."""

from __future__ import annotations

import fcntl
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.integration.command import Run, User, files, succeeded
from tests.integration.conftest import Build

UNFINISHED = ".part"
SHARDS = 4


@dataclass(frozen=True)
class Place:
    """A data root in which runs are killed."""

    root: Path

    @property
    def fragments(self) -> list[Path]:
        """The fragments that are finished."""
        return self._folders("fragments")

    @property
    def indexes(self) -> list[Path]:
        """The indexes that are finished."""
        return self._folders("index")

    def _folders(self, kind: str) -> list[Path]:
        folder = self.root / "work" / kind
        found = sorted(folder.iterdir()) if folder.is_dir() else []
        return [path for path in found if not path.name.endswith(UNFINISHED)]

    @property
    def unfinished(self) -> list[Path]:
        """What is half done."""
        return list((self.root / "work").glob(f"*/*{UNFINISHED}"))

    @property
    def finished(self) -> dict[Path, tuple[int, int]]:
        """The files of indexes and fragments, each by its inode and the time of its last change."""
        found = [file for folder in (*self.indexes, *self.fragments) for file in folder.iterdir()]
        return {file: (file.stat().st_ino, file.stat().st_mtime_ns) for file in found}

    @property
    def release(self) -> Path:
        """The first release."""
        return self.root / "releases" / "1.0.0"

    def is_free(self) -> bool:
        """Tell whether nobody holds the data root."""
        with (self.root / "work" / "lock").open("a") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                return False
        return True


@pytest.fixture
def place(tmp_path) -> Place:
    return Place(tmp_path / "root")


@dataclass(frozen=True)
class Relay:
    """Two who build the same collection, the second where the first was ended."""

    first: User
    second: User
    large: Path
    place: Place
    undisturbed: Build

    def begin(self) -> Run:
        """Start the run that will be ended."""
        return build(self.first, self.large, self.place)

    def complete(self) -> None:
        """Run to the end, and see to it that nothing was lost or done twice."""
        before = self.place.finished
        succeeded(build(self.second, self.large, self.place).end())
        assert files(self.place.release) == files(self.undisturbed.release)
        assert before.items() <= self.place.finished.items()
        assert self.place.unfinished == []


@pytest.fixture
def relay(operator, large, place, undisturbed) -> Relay:
    return Relay(operator, operator, large, place, undisturbed)


@pytest.fixture
def relay_alone(user, operator, large, place, undisturbed) -> Relay:
    """The run that will be ended has started a Prefect server of its own, which ends with it."""
    return Relay(user, operator, large, place, undisturbed)


def build(user: User, large: Path, place: Place) -> Run:
    return user.begin("rebuild", large, "--data-root", place.root, "--workers", "2")


def kill(run: Run, place: Place) -> None:
    """End a run with all its processes, and see to it that the data root is free."""
    assert run.kill().status == -9
    run.wait_until_gone()
    assert place.is_free()


def test_a_run_killed_while_it_extracts_is_completed(relay, place) -> None:
    run = relay.begin()
    run.wait_until(lambda: bool(place.fragments))
    kill(run, place)
    assert 0 < len(place.fragments) < SHARDS
    assert not place.release.exists()
    (place.root / "work" / "fragments" / f"{'0' * 64}.1{UNFINISHED}").mkdir()
    relay.complete()
    assert len(place.fragments) == SHARDS


@pytest.mark.soak
@pytest.mark.parametrize("done", ["index", "extract", "assemble", "validate"])
def test_a_run_killed_behind_a_stage_is_completed(relay_alone, place, done: str) -> None:
    run = relay_alone.begin()
    run.wait_for_stage(done)
    kill(run, place)
    assert not place.release.exists() or files(place.release) == files(relay_alone.undisturbed.release)
    relay_alone.complete()


@pytest.mark.soak
def test_a_run_killed_while_it_indexes_is_completed(relay_alone, place) -> None:
    run = relay_alone.begin()
    run.wait_until(lambda: bool(place.unfinished))
    kill(run, place)
    assert place.fragments == []
    relay_alone.complete()


@pytest.mark.soak
def test_a_run_whose_main_process_alone_was_killed_is_completed(relay_alone, place) -> None:
    """Want of memory ends one process; its workers do not know yet when the next run starts."""
    run = relay_alone.begin()
    run.wait_until(lambda: bool(place.fragments))
    run.process.kill()
    assert run.end().status == -9
    assert place.is_free()
    relay_alone.complete()
