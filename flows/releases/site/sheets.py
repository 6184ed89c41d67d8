"""Pictures of whole pages, drawn in processes of their own, since archived files are hostile input."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from flows.errors import PayloadNotHeld
from flows.evidence.holdings import Holdings
from flows.limits import time_limit
from flows.releases.reader import Release
from flows.settings import Limits
from flows.workers import run_jobs

LIMITS = Limits(seconds=120.0)
"""What drawing the pages of one document may take."""

MOST_PAGES = 60
"""Pages of a document that are drawn; of longer ones the first."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as a picture.

    Args:
        number: the page, counted from 1.
        file: the picture, in the folder ``pictures`` of the site.
        width: of the page as displayed, in points.
        height: the same.
    """

    number: int
    file: str
    width: float
    height: float

    def as_values(self) -> dict[str, Any]:
        """Give the fields by name."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Drawn:
    """What became of a document: its sheets, or why there are none."""

    sheets: tuple[Sheet, ...] = ()
    why_not: str = ""


def draw_documents(
    documents: Mapping[str, int], release: Release, holdings: Holdings, folder: Path, *, workers: int
) -> dict[str, Drawn]:
    """Draw documents by digest, each with its number of pages, into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    jobs = {
        sha256: (sha256, min(pages, MOST_PAGES), str(release.path), holdings, folder)
        for sha256, pages in documents.items()
    }
    done = run_jobs(draw_document, jobs, workers=workers, limits=LIMITS)
    return {each.key: each.result or Drawn(why_not=f"Drawing ended: {each.fault}.") for each in done}


def draw_document(sha256: str, pages: int, release: str, holdings: Holdings, folder: Path) -> Drawn:
    """Draw the pages of one document, in a worker."""
    from extractors.pdf.crops import sheet
    from extractors.pdf.rendering import CannotDraw

    try:
        payload = holdings.payload(Release(Path(release)), sha256)
    except PayloadNotHeld as error:
        return Drawn(why_not=error.what)
    sheets = []
    try:
        with time_limit(LIMITS.seconds):
            for number in range(1, pages + 1):
                png, width, height = sheet(payload, number)
                name = f"{sha256[:24]}-{number}.png"
                (folder / name).write_bytes(png)
                sheets.append(Sheet(number, name, width, height))
    except CannotDraw as error:
        return Drawn(tuple(sheets), f"The pages cannot be drawn: {error}.")
    return Drawn(tuple(sheets))
