"""Pages as pictures: true cells on the left, found ones on the right, each with its row and column.

Red are cells of which the other side has none with the same text and extent. Where truth has no boxes (our
labels have none) its grid is drawn as plain columns of the same width.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw
from pypdfium2 import PdfDocument

from tests.benchmarks.corpus import scorer
from tests.benchmarks.labels import GridTable, Labelled

SCALE = 1.5
"""Pixels a point: small type stays readable."""

ROW = 22
_SAME, _OTHER, _INK = (20, 120, 60), (210, 20, 20), (0, 0, 0)


def draw(document: Labelled, found: Sequence[GridTable], folder: Path) -> None:
    """Write a PNG for each page on which a table is or was found, named by document and page."""
    folder.mkdir(parents=True, exist_ok=True)
    pages = {table["page"] for table in (*document.tables, *found)}
    with PdfDocument(document.path.read_bytes()) as file:
        for page in sorted(pages):
            picture = file[page - 1].render(scale=SCALE).to_pil().convert("RGB")
            here = [[t for t in tables if t["page"] == page] for tables in (document.tables, found)]
            name = document.name if document.pages else f"{document.name}-{page}"
            _beside(_side(picture, here[0], here[1]), _side(picture, here[1], here[0])).save(
                folder / f"{name}.png"
            )


def _beside(left: Image.Image, right: Image.Image) -> Image.Image:
    both = Image.new("RGB", (left.width + right.width + 10, max(left.height, right.height)), "white")
    both.paste(left, (0, 0))
    both.paste(right, (left.width + 10, 0))
    return both


def _side(picture: Image.Image, tables: Sequence[GridTable], others: Sequence[GridTable]) -> Image.Image:
    """Draw tables on the page where they have boxes, else beneath one another as plain grids."""
    known = Counter(_key(cell) for table in others for cell in table["cells"])
    if any(box for table in tables for box in table["boxes"]):
        side = picture.copy()
        for table in tables:
            _boxes(ImageDraw.Draw(side), table, known)
        return side
    rows = sum(_last(table, 2) + 2 for table in tables)
    side = Image.new("RGB", (picture.width, max(picture.height, rows * ROW)), "white")
    top = 0
    for table in tables:
        _grid(ImageDraw.Draw(side), table, known, top)
        top += (_last(table, 2) + 2) * ROW
    return side


def _boxes(pen: ImageDraw.ImageDraw, table: GridTable, known: Counter[Any]) -> None:
    for cell, box in zip(table["cells"], table["boxes"], strict=True):
        if box and cell[4]:
            place = tuple(SCALE * value for value in box)
            pen.rectangle(place, outline=_colour(cell, known), width=2)
            pen.text((place[0] + 2, place[1]), f"{cell[0]},{cell[1]}", fill=_colour(cell, known))


def _grid(pen: ImageDraw.ImageDraw, table: GridTable, known: Counter[Any], top: int) -> None:
    width = pen.im.size[0] / (_last(table, 3) + 1)
    for cell in table["cells"]:
        r0, c0, r1, c1, text = cell
        place = (c0 * width, top + r0 * ROW, (c1 + 1) * width - 2, top + (r1 + 1) * ROW - 2)
        pen.rectangle(place, outline=_colour(cell, known))
        pen.text((place[0] + 2, place[1] + 4), str(text)[: int((c1 + 1 - c0) * width / 6)], fill=_INK)


def _last(table: GridTable, end: int) -> int:
    return max((int(cell[end]) for cell in table["cells"]), default=0)


def _key(cell: Sequence[Any]) -> tuple[Any, ...]:
    """What makes two cells equal: extent and letters; a row too many would make all below it differ."""
    return (cell[2] - cell[0], cell[3] - cell[1], scorer().norm(cell[4]))


def _colour(cell: Sequence[Any], known: Counter[Any]) -> tuple[int, int, int]:
    return _SAME if known[_key(cell)] else _OTHER
