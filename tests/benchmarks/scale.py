"""What whole runs cost as archives grow: the installed command over generated archives, seen from outside.

Time by stage is what the run itself logs; what is left of its wall time is Prefect's start and end, and ours.
Memory is that of the largest process, and of all processes of the run together without what they share.
"""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

from tests.benchmarks.generated import write_archive
from tests.integration.conftest import free_port

COMMAND = Path(sys.executable).with_name("dhs-archive")
PREFECT = Path(sys.executable).with_name("prefect")
SIZES = (1_000, 10_000)
STAGES = ("index", "extract", "assemble", "validate", "publish")
_LOOK_EVERY = 0.2


@dataclass(frozen=True, slots=True)
class Cost:
    """What a run took: seconds as a whole and by stage, and megabytes.

    Args:
        seconds: wall time of the command.
        stages: wall time of its stages.
        largest: resident memory of its largest process.
        together: memory of all its processes, what they share left out.
    """

    seconds: float
    stages: Mapping[str, float]
    largest: float
    together: float

    @property
    def rest(self) -> float:
        """Seconds outside of the stages: Prefect's start and end, imports, planning."""
        return self.seconds - sum(self.stages.values())


def measured(arguments: Sequence[str | Path], root: Path, **variables: str) -> Cost:
    """Run a command of dhs-archive on a data root to its end.

    Raises:
        RuntimeError: it failed.
    """
    command = [COMMAND, *arguments, "--data-root", root]
    began, largest, together = time.monotonic(), 0, 0
    with (root.parent / "printed").open("w") as printed:
        process = subprocess.Popen(
            command, stdout=printed, stderr=printed, env={**os.environ, **variables}, start_new_session=True
        )
        while process.poll() is None:
            sizes = list(_sizes(process.pid))
            largest = max(largest, max((whole for whole, _ in sizes), default=0))
            together = max(together, sum(own for _, own in sizes))
            time.sleep(_LOOK_EVERY)
    seconds = time.monotonic() - began
    if process.returncode:
        told = (root.parent / "printed").read_text().splitlines()
        raise RuntimeError("\n".join(line for line in told if "Error" in line or "dhs-archive:" in line))
    log = json.loads(max((root / "work" / "runs").glob("*.json")).read_text())
    stages = {stage["name"]: stage["seconds"] for stage in log["stages"]}
    return Cost(seconds, stages, largest / 1e6, together / 1e6)


def _sizes(leader: int) -> Iterator[tuple[int, int]]:
    """Give the resident memory of each process of a run, and how much of it is its own."""
    with suppress(psutil.Error):
        top = psutil.Process(leader)
        for process in (top, *top.children(recursive=True)):
            with suppress(psutil.Error):
                memory = process.memory_info()
                yield memory.rss, memory.rss - memory.shared


def run(
    sizes: Sequence[int] = SIZES, *, keep: Path | None = None, engines: bool = False, workers: bool = False
) -> None:
    """Print what runs over archives of some sizes cost.

    Args:
        sizes: captures.
        keep: a folder where generated archives stay for the next time.
        engines: compare Dask with processes of this machine, at the first size.
        workers: compare two workers with one, at the first size.
    """
    with TemporaryDirectory() as name:
        folder = Path(name)
        archives = {size: write_archive(keep or folder, size) for size in sizes}
        lines = [_growth(archives, folder)]
        lines += [_by_workers(archives[sizes[0]], folder)] if workers else []
        lines += [_by_engine(archives[sizes[0]], folder)] if engines else []
        for line in chain.from_iterable(lines):
            print(line, flush=True)


def _growth(archives: Mapping[int, Path], folder: Path) -> Iterator[str]:
    """Give cost by number of captures, and by what power it grows from the smallest to the largest."""
    heads = ("captures", "a second", "wall s", *STAGES, "rest", "largest", "together", "again s")
    yield "".join(f"{head:>10}" for head in heads)
    costs = {}
    for size, archive in archives.items():
        root = folder / f"root-{size}"
        cost = costs[size] = measured(["rebuild", archive, "--ocr", "off"], root)
        again = measured(["rebuild", archive, "--ocr", "off"], root)
        values = (cost.seconds, *(cost.stages[stage] for stage in STAGES), cost.rest)
        memory = f"{cost.largest:>7.0f} MB{cost.together:>7.0f} MB"
        shown = "".join(f"{value:>10.1f}" for value in values)
        yield f"{size:>10,}{size / cost.seconds:>10.0f}{shown}{memory}{again.seconds:>10.1f}"
        shares = "".join(f"{value / cost.seconds:>10.0%}" for value in values)
        yield f"{'':>20}{shares}"
    small, large = min(costs), max(costs)
    if small < large:
        yield f"grows with the power {_power(small, large, costs):.2f} from {small:,} to {large:,} captures"


def _power(small: int, large: int, costs: Mapping[int, Cost]) -> float:
    work = {size: sum(costs[size].stages.values()) for size in (small, large)}
    return math.log(work[large] / work[small]) / math.log(large / small)


def _by_workers(archive: Path, folder: Path) -> Iterator[str]:
    one, two = (
        measured(["rebuild", archive, "--ocr", "off", "--workers", str(n)], folder / f"workers-{n}").stages[
            "extract"
        ]
        for n in (1, 2)
    )
    yield f"extract: {one:.1f} s with one worker, {two:.1f} s with two: {one / two:.2f} x"


def _by_engine(archive: Path, folder: Path) -> Iterator[str]:
    """Give the same build here and on a cluster of as many workers, with the same standing server."""
    with _prefect_server(folder / "prefect") as api:
        for engine in ("local", "dask"):
            arguments = ["rebuild", archive, "--ocr", "off", "--workers", "2", "--engine", engine]
            cost = measured(arguments, folder / engine, PREFECT_API_URL=api)
            yield f"{engine:<6} {cost.seconds:>7.1f} s, of which extract {cost.stages['extract']:.1f} s"


@contextmanager
def _prefect_server(home: Path) -> Iterator[str]:
    home.mkdir()
    port = free_port()
    environment = {**os.environ, "PREFECT_HOME": str(home)}
    server = subprocess.Popen(
        [PREFECT, "server", "start", "--host", "127.0.0.1", "--port", str(port)],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        time.sleep(20)
        yield f"http://127.0.0.1:{port}/api"
    finally:
        server.terminate()
        server.wait()
