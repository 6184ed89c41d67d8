"""Columns that no ruling parts: where the rows of one ruled column share vertical white, it is several.

Some spreadsheets rule their rows and leave the figures to stand in columns by themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from extractors.pdf.lines import Line
from extractors.pdf.paragraphs import has_mark
from extractors.tables.bands import is_number
from extractors.tables.cells import FoundCell, FoundTable, in_order

_MIN_ROWS = 2
_MIN_SHARE = 0.25
_MIN_GAP = 3.0
_LONGEST_MARK = 4
_FEWEST_PIECES = 2

Interval = tuple[float, float]


def split_columns(table: FoundTable) -> FoundTable:
    """Split each ruled column whose cells hold pieces with white between them, row after row."""
    by_col: dict[int, list[FoundCell]] = {}
    for cell in table.cells:
        if cell.col_end == cell.col + 1:
            by_col.setdefault(cell.col, []).append(cell)
    for col in sorted(by_col, reverse=True):
        columns = _columns_within(by_col[col])
        if len(columns) > 1:
            table = _split(table, col, columns)
    return table


def _columns_within(cells: Sequence[FoundCell]) -> list[Interval]:
    """Give the columns that the cells of one ruled column show, as intervals of ink."""
    filled = [cell for cell in cells if cell.lines]
    spread = [cell for cell in filled if is_spread(cell.lines)]
    if len(spread) < max(_MIN_ROWS, _MIN_SHARE * len(filled)):
        return []
    columns: list[Interval] = []
    for start, end in sorted((line.bbox[0], line.bbox[2]) for cell in spread for line in cell.lines):
        if columns and start - columns[-1][1] < _MIN_GAP:
            columns[-1] = (columns[-1][0], max(columns[-1][1], end))
        else:
            columns.append((start, end))
    return columns


def is_spread(lines: Sequence[Line]) -> bool:
    """Tell whether each baseline of a cell has pieces apart; a wrapped text with one wide gap has not."""
    if len(lines) < _FEWEST_PIECES:
        return False
    lines = [line for line in lines if not _is_mark(line.text)]
    baselines = {round(line.baseline) for line in lines}
    return bool(lines) and len(lines) >= _FEWEST_PIECES * len(baselines)


@lru_cache(maxsize=16_384)
def _is_mark(text: str) -> bool:
    return len(text) <= _LONGEST_MARK and has_mark(f"{text} ") and not is_number(text)


def _split(table: FoundTable, col: int, columns: Sequence[Interval]) -> FoundTable:
    more = len(columns) - 1
    bounds = [(left[1] + right[0]) / 2 for left, right in pairwise(columns)]
    cells: list[FoundCell] = []
    for cell in table.cells:
        if cell.col == col and cell.col_end == col + 1:
            cells.extend(_pieces(cell, columns, bounds))
        else:
            start, end = (at + more if at > col else at for at in (cell.col, cell.col_end))
            cells.append(replace(cell, col=start, col_end=end))
    edges = (*table.edges[: col + 1], *bounds, *table.edges[col + 1 :])
    return replace(table, cells=in_order(cells), n_cols=table.n_cols + more, edges=edges)


def _pieces(cell: FoundCell, columns: Sequence[Interval], bounds: Sequence[float]) -> list[FoundCell]:
    """Cut one cell where it has text; where nothing is ruled and nothing stands, there is no cell.

    A line that reaches over several columns keeps the cell whole, as their heading; so does an empty one.
    """
    places = [_place(line, columns) for line in cell.lines]
    if not places or any(len(place) != 1 for place in places):
        return [replace(cell, col_end=cell.col + len(columns))]
    edges = [cell.bbox[0], *bounds, cell.bbox[2]]
    return [
        replace(
            cell,
            col=cell.col + index,
            col_end=cell.col + index + 1,
            bbox=(edges[index], cell.bbox[1], edges[index + 1], cell.bbox[3]),
            lines=tuple(line for line, place in zip(cell.lines, places, strict=True) if place == [index]),
        )
        for index in sorted({place[0] for place in places})
    ]


def _place(line: Line, columns: Sequence[Interval]) -> list[int]:
    """Give the columns that a line stands over, or the nearest."""
    over = [
        index for index, (start, end) in enumerate(columns) if line.bbox[0] < end and start < line.bbox[2]
    ]
    middle = (line.bbox[0] + line.bbox[2]) / 2
    return over or [min(range(len(columns)), key=lambda i: abs(sum(columns[i]) / 2 - middle))]
