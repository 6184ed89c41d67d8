"""What reads tables: this project, stock pdfplumber, and other free tools where they are installed.

Each gives tables in the form of ``labels``, its spans where it tells of any. All are used as their
documentation shows, without settings made for these documents.
"""

from __future__ import annotations

import importlib.util
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any

import pdfplumber

from extractors.records import CaptureContext, Cell, Extraction
from extractors.registry import Ocr, extract
from tests.benchmarks.labels import GridTable


@dataclass(frozen=True, slots=True)
class Reader:
    """A tool by name, the module it needs, and what it finds in a PDF; no pages given means all of them."""

    name: str
    module: str
    tables: Callable[[bytes, tuple[int, ...]], Iterator[GridTable]]

    @property
    def installed(self) -> bool:
        return importlib.util.find_spec(self.module) is not None


def ours(payload: bytes, pages: tuple[int, ...]) -> Iterator[GridTable]:
    """Give our tables, one a page: whole documents are read, and truth knows only the part on a page."""
    parts: dict[tuple[str, int], list[Cell]] = defaultdict(list)
    for cell in _extraction(payload).cells:
        if cell.page and (not pages or cell.page in pages):
            parts[cell.table_id, cell.page].append(cell)
    for (_, page), cells in parts.items():
        yield _part(cells, page)


@lru_cache(maxsize=1)
def _extraction(payload: bytes) -> Extraction:
    """Read a document once though several of its pages are labelled."""
    return extract(payload, CaptureContext(), ocr=Ocr.OFF)


def _part(cells: list[Cell], page: int) -> GridTable:
    first = min(cell.row for cell in cells)
    boxes = [cell.bbox for cell in cells]
    grid = [
        (c.row - first, c.col, c.row - first + c.row_span - 1, c.col + c.col_span - 1, c.text) for c in cells
    ]
    return {"page": page, "bbox": _around([box for box in boxes if box]), "cells": grid, "boxes": boxes}


def _around(boxes: list[Any]) -> tuple[float, float, float, float] | None:
    if not boxes:
        return None
    left, top, right, bottom = zip(*boxes, strict=True)
    return (min(left), min(top), max(right), max(bottom))


def stock(payload: bytes, pages: tuple[int, ...]) -> Iterator[GridTable]:
    """Give what ``find_tables`` of pdfplumber finds with its default settings."""
    with pdfplumber.open(BytesIO(payload)) as file:
        for page in file.pages:
            if not pages or page.page_number in pages:
                for table in page.find_tables():
                    yield _rows(table.extract(), page.page_number, table.bbox)
            page.close()


def _rows(rows: list[list[str | None]], page: int, bbox: Any = None) -> GridTable:
    cells = [(r, c, r, c, text or "") for r, row in enumerate(rows) for c, text in enumerate(row)]
    return {"page": page, "bbox": bbox, "cells": cells, "boxes": [None] * len(cells)}


def _camelot(flavor: str) -> Callable[[bytes, tuple[int, ...]], Iterator[GridTable]]:
    def tables(payload: bytes, pages: tuple[int, ...]) -> Iterator[GridTable]:
        import camelot

        wanted = ",".join(map(str, pages)) or "all"
        for table in camelot.read_pdf(BytesIO(payload), pages=wanted, flavor=flavor):
            yield _rows(table.df.values.tolist(), int(table.page))

    return tables


def _tablers(payload: bytes, pages: tuple[int, ...]) -> Iterator[GridTable]:
    import tablers

    document = tablers.Document(bytes=payload)
    for page in document.pages():
        number = page.page_idx + 1
        if not pages or number in pages:
            for table in tablers.find_tables(page, extract_text=True):
                rows = [[value.text for value in row] for row in table.to_list()]
                yield _rows(rows, number, tuple(table.bbox))
    document.close()


def _img2table(payload: bytes, pages: tuple[int, ...]) -> Iterator[GridTable]:
    from img2table.document import PDF

    wanted = [page - 1 for page in pages] or None
    found = PDF(payload, pages=wanted, pdf_text_extraction=True).extract_tables(borderless_tables=True)
    for page, tables in found.items():
        for table in tables:
            yield _spanned(table.content, page + 1)


def _spanned(content: dict[int, list[Any]], page: int) -> GridTable:
    """Make one cell of those with the same box: img2table repeats a cell in all places that it spans."""
    places: dict[Any, list[tuple[int, int]]] = defaultdict(list)
    texts = {}
    for r, row in enumerate(content.values()):
        for c, cell in enumerate(row):
            box = (cell.bbox.x1, cell.bbox.y1, cell.bbox.x2, cell.bbox.y2)
            places[box].append((r, c))
            texts[box] = cell.value or ""
    cells = [(*min(spots), *max(spots), texts[box]) for box, spots in places.items()]
    return {"page": page, "bbox": None, "cells": cells, "boxes": [None] * len(cells)}


OURS = Reader(name="ours", module="extractors", tables=ours)

READERS = (
    OURS,
    Reader(name="pdfplumber", module="pdfplumber", tables=stock),
    Reader(name="camelot hybrid", module="camelot", tables=_camelot("hybrid")),
    Reader(name="camelot lattice", module="camelot", tables=_camelot("lattice")),
    Reader(name="img2table borderless", module="img2table", tables=_img2table),
    Reader(name="tablers", module="tablers", tables=_tablers),
)
