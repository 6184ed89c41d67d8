"""Pages as pictures, with what was found on them drawn over: for anyone who asks "why this number?"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

import pdfplumber

from extractors.records import BBox, Cell, Extraction, PassageKind

RESOLUTION = 110
"""Dots an inch of a picture: small type stays readable, and a page is a few hundred kilobytes."""

_CELL = ((200, 30, 30), (255, 80, 80, 30))
_HEADER = ((200, 30, 30), (255, 170, 40, 70))
_TABLE = ((150, 0, 0), (0, 0, 0, 0))
_PASSAGES = {
    PassageKind.HEADING: ((20, 60, 200), (60, 110, 255, 50)),
    PassageKind.PAGE_HEADER: ((130, 130, 130), (130, 130, 130, 40)),
    PassageKind.PAGE_FOOTER: ((130, 130, 130), (130, 130, 130, 40)),
}
_TEXT = ((30, 120, 60), (60, 190, 110, 25))


def pictures(payload: bytes, extraction: Extraction) -> Iterator[tuple[int, bytes]]:
    """Give the pages of a PDF, counted from 1, each as a PNG with boxes around what was read.

    Tables are dark red, cells red, their headers orange; headings blue, running headers and footers grey,
    all other passages green.

    Args:
        payload: the file.
        extraction: what was read from it.
    """
    cells = defaultdict(list)
    for cell in extraction.cells:
        cells[cell.page].append(cell)
    with pdfplumber.open(BytesIO(payload)) as file:
        for page in file.pages:
            picture = page.to_image(resolution=RESOLUTION)
            _draw(picture, page, extraction, cells[page.page_number])
            stream = BytesIO()
            picture.save(stream, format="PNG", quantize=True)
            yield page.page_number, stream.getvalue()
            page.close()


def _draw(picture: Any, page: Any, extraction: Extraction, cells: Sequence[Cell]) -> None:
    number = page.page_number
    for passage in extraction.passages:
        if passage.page == number and passage.kind is not PassageKind.TABLE:
            _box(picture, page, passage.bbox, _PASSAGES.get(passage.kind, _TEXT))
    for cell in cells:
        _box(picture, page, cell.bbox, _HEADER if cell.is_header else _CELL)
    for table in extraction.tables:
        if table.page == number:
            _box(picture, page, table.bbox, _TABLE, width=3)


def _box(
    picture: Any,
    page: Any,
    bbox: BBox | None,
    colours: tuple[tuple[int, ...], tuple[int, ...]],
    width: int = 1,
) -> None:
    """Draw one box; a picture counts from the corner of the media box, a box from that of the page shown."""
    if bbox is None:
        return
    left, top = page.bbox[0], page.bbox[1]
    x0, y0, x1, y1 = bbox
    stroke, fill = colours
    picture.draw_rect(
        (x0 + left, y0 + top, x1 + left, y1 + top), fill=fill, stroke=stroke, stroke_width=width
    )
