"""What reading the real PDFs costs, against stock pdfplumber in the same run.

Time is that of this process's CPU, file by file, the two readers in turn; recognition of scans is off.
Quote the ratio, since machines differ; it is to be 10 at least, and 14 is aimed at.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pdfplumber

from extractors.records import CaptureContext
from extractors.registry import Ocr, extract
from tests.benchmarks.corpus import PDFS, n_pages, require_corpus

QUICK_STEP = 10
QUICK_FROM = 100
"""In haste, stock pdfplumber reads every tenth page only of files with so many pages and more."""


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds of both readers for files of together so many pages."""

    pages: int
    ours: float
    stock: float

    def line(self, name: str) -> str:
        ours, stock = (1e3 * seconds / self.pages for seconds in (self.ours, self.stock))
        return f"{name[:60]:<60} {self.pages:>5} {ours:>13.1f} {stock:>14.1f} {stock / ours:>6.1f}"

    @classmethod
    def of_all(cls, costs: Sequence[Cost]) -> Cost:
        """Add up; long files weigh by their pages."""
        return cls(
            pages=sum(cost.pages for cost in costs),
            ours=sum(cost.ours for cost in costs),
            stock=sum(cost.stock for cost in costs),
        )


def ours(payload: bytes) -> None:
    """Read text, passages, tables and links."""
    extract(payload, CaptureContext(), ocr=Ocr.OFF)


def stock(payload: bytes, step: int = 1) -> None:
    """Let pdfplumber read text and tables of every ``step``-th page."""
    with pdfplumber.open(BytesIO(payload)) as file:
        for page in file.pages[::step]:
            page.extract_text()
            page.extract_tables()
            page.close()


def cpu_seconds(read: Callable[[], None]) -> float:
    """Time one call by the CPU time of this process."""
    began = time.process_time()
    read()
    return time.process_time() - began


def run(*, quick: bool = False) -> None:
    """Print what each file costs and the ratio over all, then the longest report in a process of its own."""
    require_corpus()
    files = sorted(PDFS.rglob("*.pdf"))
    ours(min(files, key=lambda path: path.stat().st_size).read_bytes())  # imports are not timed
    if quick:
        print(
            f"QUICK: stock pdfplumber reads every {QUICK_STEP}th page of files of {QUICK_FROM} pages and more"
        )
    print(f"{'file':<60} {'pages':>5} {'ours ms/page':>13} {'stock ms/page':>14} {'ratio':>6}")
    costs = []
    for path in files:
        if cost := _cost(path.read_bytes(), quick=quick):
            costs.append(cost)
            print(cost.line(path.name), flush=True)
    print(Cost.of_all(costs).line("all"))
    print(alone(max(files, key=lambda path: n_pages(path.read_bytes()))))


def _cost(payload: bytes, *, quick: bool) -> Cost | None:
    pages = n_pages(payload)
    step = QUICK_STEP if quick and pages >= QUICK_FROM else 1
    timed = len(range(0, pages, step))
    if not pages:
        return None
    mine = cpu_seconds(lambda: ours(payload))
    theirs = cpu_seconds(lambda: stock(payload, step)) * pages / timed
    return Cost(pages=pages, ours=mine, stock=theirs)


def alone(path: Path) -> str:
    """Say what one file costs on one core in a fresh process, imports included, and its peak memory."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        seconds, megabytes = pool.apply(_measured, (path,))
    return f"{path.name}: {seconds:.1f} s on one core, at most {megabytes:.0f} MB in memory"


def _measured(path: Path) -> tuple[float, float]:
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    began = time.perf_counter()
    ours(path.read_bytes())
    return time.perf_counter() - began, _peak_megabytes()


def _peak_megabytes() -> float:
    """Give the most memory this process held; ``getrusage`` alone would tell that of its parent."""
    status = Path("/proc/self/status")
    if status.exists():
        fields = dict(line.split(":", 1) for line in status.read_text().splitlines())
        return int(fields["VmHWM"].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
