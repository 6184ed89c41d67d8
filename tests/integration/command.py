"""The installed command, run as a user or a night operator runs it: by itself, and under a clean environment.

Each run leads a process group of its own, as a command does that a shell or cron starts; what it prints goes
into files, since whoever outlives a killed run would hold a pipe open.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest

COMMAND = Path(sys.executable).with_name("dhs-archive")
LONGEST = 300.0
"""Seconds after which a run hangs."""


@dataclass(frozen=True)
class Ended:
    """What a run left behind: its exit status, what it printed, and how long it took."""

    status: int
    out: str
    err: str
    seconds: float

    @property
    def complaint(self) -> str:
        """The sentence that says why it stopped; a traceback or a second one fails the test."""
        assert "Traceback" not in self.err
        said = [line for line in self.err.splitlines() if line.startswith("dhs-archive: ")]
        assert len(said) == 1, self.err
        assert self.err.rstrip("\n").endswith(said[0]), f"more is printed after it: {self.err}"
        return said[0].removeprefix("dhs-archive: ")


class Run:
    """A command at work."""

    def __init__(self, command: Sequence[str | Path], folder: Path, environment: Mapping[str, str]) -> None:
        self._began = time.monotonic()
        self._out, self._err = _fresh(folder, "out"), _fresh(folder, "err")
        with self._out.open("wb") as out, self._err.open("wb") as err:
            self.process = subprocess.Popen(
                command,
                cwd=folder,
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                start_new_session=True,
            )

    @property
    def err(self) -> str:
        """What it has said so far."""
        return self._err.read_text()

    def wait_until(self, reached: Callable[[], bool]) -> None:
        """Wait for something to happen while the command is still at work."""
        end = time.monotonic() + LONGEST
        while not reached():
            assert self.process.poll() is None, f"it ended before: {self.err}"
            assert time.monotonic() < end, f"it hangs: {self.err}"
            time.sleep(0.01)

    def wait_for_stage(self, name: str) -> None:
        """Wait until a stage is done, which is when its line appears."""
        self.wait_until(lambda: any(line.startswith(f"{name} ") for line in self.err.splitlines()))

    def interrupt(self) -> Ended:
        """Press Ctrl-C: the terminal tells the whole group."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.end()

    def kill(self) -> Ended:
        """End the whole group as a power cut would."""
        os.killpg(self.process.pid, signal.SIGKILL)
        return self.end()

    def end(self) -> Ended:
        """Wait for the end of the command."""
        status = self.process.wait(LONGEST)
        seconds = time.monotonic() - self._began
        return Ended(status, self._out.read_text(), self.err, seconds)

    def left(self) -> list[psutil.Process]:
        """Give the processes of its group that are alive."""
        return [process for process in psutil.process_iter() if self._is_ours(process)]

    def _is_ours(self, process: psutil.Process) -> bool:
        try:
            alive = process.status() != psutil.STATUS_ZOMBIE
            return alive and os.getpgid(process.pid) == self.process.pid
        except (psutil.NoSuchProcess, ProcessLookupError):
            return False

    def wait_until_gone(self) -> None:
        """Wait until no process of its group is left."""
        end = time.monotonic() + 20
        while left := self.left():
            assert time.monotonic() < end, f"still there: {[process.cmdline() for process in left]}"
            time.sleep(0.05)

    def sweep(self) -> None:
        """See to it that nothing of it outlives the test."""
        for process in self.left():
            process.kill()
        if self.process.poll() is None:
            self.process.wait(LONGEST)


def _fresh(folder: Path, kind: str) -> Path:
    """Give the name of a file that is not there yet, out of the sight of the command."""
    aside = folder.with_name(f"{folder.name}-printed")
    aside.mkdir(exist_ok=True)
    return aside / f"{len(list(aside.iterdir()))}.{kind}"


@dataclass
class User:
    """Somebody who sits in a folder and types commands.

    Args:
        folder: where.
        environment: all variables that there are; none of the caller's.
    """

    folder: Path
    environment: dict[str, str]
    runs: list[Run] = field(default_factory=list)

    def begin(self, *arguments: str | Path, **variables: str) -> Run:
        """Start a command of dhs-archive."""
        return self.start([COMMAND, *arguments], **variables)

    def run(self, *arguments: str | Path, **variables: str) -> Ended:
        """Run a command of dhs-archive to its end."""
        return self.begin(*arguments, **variables).end()

    def type(self, line: str) -> Ended:
        """Run a line as a shell does."""
        return self.start(["/bin/sh", "-c", line]).end()

    def start(self, command: Sequence[str | Path], **variables: str) -> Run:
        """Start any program."""
        run = Run(command, self.folder, self.environment | variables)
        self.runs.append(run)
        return run


@contextmanager
def sitting_in(folder: Path, **variables: str) -> Iterator[User]:
    """Give a user for the length of a block, and end what is left of the commands."""
    folder.mkdir(exist_ok=True)
    home = folder.with_name(f"{folder.name}-home")
    home.mkdir(exist_ok=True)
    user = User(folder, {"PATH": os.defpath, "HOME": str(home), **variables})
    try:
        yield user
    finally:
        for run in user.runs:
            run.sweep()


def succeeded(ended: Ended) -> Ended:
    """See to it that a run did what it was asked for."""
    if ended.status != 0:
        pytest.fail(f"exit status {ended.status}: {ended.err[-4000:]}")
    return ended


def files(folder: Path) -> dict[str, bytes]:
    """Give the files below a folder with their bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
