"""Where on a page something stands: the cell or passage of the dataset that holds its place."""

from __future__ import annotations

from collections import defaultdict

from extractors.records import BBox, Extraction, PassageKind

_INSIDE = 3.0

Address = tuple[str | None, str | None]


class Addresses:
    """The cells and passages of an extraction by page."""

    def __init__(self, extraction: Extraction, pages: frozenset[int]) -> None:
        self._cells: defaultdict[int, list[tuple[BBox, str]]] = defaultdict(list)
        self._passages: defaultdict[int, list[tuple[BBox, str]]] = defaultdict(list)
        for cell in extraction.cells if pages and extraction.tables else ():
            if cell.page in pages and cell.bbox and cell.text:
                self._cells[cell.page].append((cell.bbox, cell.cell_id))
        for passage in extraction.passages:
            if passage.page in pages and passage.bbox and passage.kind is not PassageKind.TABLE:
                self._passages[passage.page].append((passage.bbox, passage.passage_id))

    def of(self, page: int, box: BBox) -> Address:
        """Give the ids of the cell, or else of the smallest passage, that holds the first word in a box."""
        cell = _smallest(self._cells[page], box)
        return (cell, None) if cell else (None, _smallest(self._passages[page], box))


def _smallest(boxes: list[tuple[BBox, str]], box: BBox) -> str | None:
    x, y = box[0] + _INSIDE, box[1] + min(_INSIDE, (box[3] - box[1]) / 2)
    holding = [
        (_area(each), name) for each, name in boxes if each[0] <= x <= each[2] and each[1] <= y <= each[3]
    ]
    return min(holding)[1] if holding else None


def _area(box: BBox) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])
