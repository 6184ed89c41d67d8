"""Pictures drawn in processes of their own, since archived files are hostile input."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from flows.evidence.holdings import Holdings
from flows.evidence.pictures import write_pictures
from flows.evidence.record import evidence
from flows.limits import time_limit
from flows.releases.reader import Tables
from flows.settings import Limits
from flows.workers import Done, run_jobs

LIMITS = Limits(seconds=60.0)
"""What drawing one row may take."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What became of a row: its pictures, or why there are none."""

    pictures: tuple[Path, ...] = ()
    why_not: Exception | None = None


def draw_rows(rows: Sequence[str], tables: Tables, holdings: Holdings, folder: Path) -> Iterator[Done[str]]:
    """Draw rows into a folder, each under its id; the result of each is a :class:`Drawn`."""
    given = (tables.citation, tables.files, holdings, folder)
    yield from run_jobs(draw_row, {row: (row, *given) for row in rows}, workers=1, limits=LIMITS)


def draw_row(row: str, citation: str, files: dict[str, Path], holdings: Holdings, folder: Path) -> Drawn:
    """Draw one row, in a worker."""
    tables = Tables(citation, files)
    try:
        with time_limit(LIMITS.seconds):
            drawn = evidence(tables, row).pictures(tables, holdings)
    except Exception as error:  # what may be wrong is as manifold as files, and whoever asked decides
        return Drawn(why_not=error)
    return Drawn(tuple(write_pictures(drawn, folder / f"{row}.png")))
