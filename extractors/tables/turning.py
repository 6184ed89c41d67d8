"""Pages and tables that are set sideways: laid straight to be read, and turned back to where they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extractors.pdf.lines import laid_straight
from extractors.pdf.marks import PageMarks, Ruling, Word
from extractors.records import BBox
from extractors.tables.cells import FoundTable

_MOST = 0.5

_STRAIGHTEN: dict[int, Callable[[Any], Any]] = {
    90: lambda box: (box[1], -box[2], box[3], -box[0]),
    180: lambda box: (-box[2], -box[3], -box[0], -box[1]),
    270: lambda box: (-box[3], box[0], -box[1], box[2]),
}
_BACK = {90: _STRAIGHTEN[270], 180: _STRAIGHTEN[180], 270: _STRAIGHTEN[90]}


def main_turn(words: Sequence[Word]) -> int:
    """Give the turn of most of the writing on a page: 0, 90, 180 or 270 degrees clockwise."""
    if not any(word.turn for word in words):
        return 0
    turns: Counter[int] = Counter()
    for word in words:
        turns[word.turn] += len(word.text)
    turn, count = turns.most_common(1)[0] if turns else (0, 0)
    return turn if count > _MOST * turns.total() else 0


def straightened(marks: PageMarks, turn: int) -> PageMarks:
    """Give the marks of a page as they are when its writing is laid straight; other writing is left out."""
    box = _STRAIGHTEN[turn]
    upright = turn == 180
    return replace(
        marks,
        width=marks.width if upright else marks.height,
        height=marks.height if upright else marks.width,
        words=tuple(laid_straight(word) for word in marks.words if word.turn == turn),
        rulings=tuple(_turned_ruling(ruling, box) for ruling in marks.rulings),
        shades=tuple(replace(shade, bbox=box(shade.bbox)) for shade in marks.shades),
        curves=tuple(box(curve) for curve in marks.curves),
    )


def _turned_ruling(ruling: Ruling, turned: Callable[[BBox], BBox]) -> Ruling:
    if ruling.horizontal:
        x0, top, x1, bottom = turned((ruling.start, ruling.at, ruling.end, ruling.at))
    else:
        x0, top, x1, bottom = turned((ruling.at, ruling.start, ruling.at, ruling.end))
    if x1 - x0 >= bottom - top:
        return Ruling(horizontal=True, at=top, start=x0, end=x1)
    return Ruling(horizontal=False, at=x0, start=top, end=bottom)


def turned_back(boxes: NDArray[Any], turn: int) -> NDArray[Any]:
    """Give boxes ``(n, 4)`` of a straight page where they stand on the page as displayed."""
    return np.stack(_BACK[turn](boxes.T), axis=1)


def table_turned_back(table: FoundTable, turn: int) -> FoundTable:
    """Give a table that was found on a straight page its place on the page; its cells stay as they are."""
    return replace(table, bbox=_BACK[turn](table.bbox), turn=turn)
