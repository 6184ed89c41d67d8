"""Rows that no ruling parts: where numbers stand under each other in one cell, each has its own row.

Some programs rule the header and the whole body only. Two lines with numbers in the same column are never
one row, while two lines of words may be one wrapped label.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from extractors.pdf.lines import Line
from extractors.pdf.marks import around
from extractors.tables.cells import FoundCell, FoundTable, in_order

_SAME_LINE = 2.0
_NUMBER = re.compile(
    r"[-\u2013(<$\u20ac\u00a3+~]*\d[\d.,\s]*[%)*\u2020\u2021a-c]{0,3}|[-\u2013\u2014*.]|[DHXNS]|N/?A",
    re.IGNORECASE,
)


@lru_cache(maxsize=16_384)
def is_number(text: str) -> bool:
    """Tell whether a text is a figure, a dash in place of one, or a suppression mark."""
    return bool(_NUMBER.fullmatch(text.strip()))


def split_bands(table: FoundTable) -> FoundTable:
    """Split each row of a table that holds several lines of numbers into as many rows."""
    cells: list[FoundCell] = []
    added = 0
    shifts: list[int] = []
    for row in range(table.n_rows):
        shifts.append(row + added)
        starts = _row_starts([c for c in table.cells if c.row == row and c.row_end == row + 1])
        added += max(0, len(starts) - 1)
        cells.extend(_split_row(table, row, starts, shifts[row]))
    shifts.append(table.n_rows + added)
    return replace(table, cells=in_order(_spread(cells, table, shifts)), n_rows=table.n_rows + added)


def _split_row(table: FoundTable, row: int, starts: Sequence[float], first: int) -> list[FoundCell]:
    found: list[FoundCell] = []
    for cell in table.cells:
        if cell.row != row or cell.row_end != row + 1:
            continue
        if not starts[1:]:
            found.append(replace(cell, row=first, row_end=first + 1))
        else:
            found.extend(_pieces(cell, starts, first))
    return found


def _spread(cells: Sequence[FoundCell], table: FoundTable, shifts: Sequence[int]) -> list[FoundCell]:
    """Add the cells that span rows, grown by the rows that were split."""
    tall = [
        replace(cell, row=shifts[cell.row], row_end=shifts[cell.row_end])
        for cell in table.cells
        if cell.row_end - cell.row > 1
    ]
    return [*cells, *tall]


def _row_starts(cells: Sequence[FoundCell]) -> list[float]:
    """Give the baselines of the rows that a band holds, or nothing where it is one row."""
    columns = [cell for cell in cells if _stacked(cell)]
    if not columns or len(columns) < max(1, sum(bool(cell.lines) for cell in cells) / 4):
        return []
    return _baselines([line for cell in columns for line in cell.lines])


def _stacked(cell: FoundCell) -> bool:
    """Tell whether a cell holds several lines and nearly all are numbers."""
    numbers = sum(is_number(line.text) for line in cell.lines)
    return len(_baselines(cell.lines)) > 1 and numbers >= max(2, 0.8 * len(cell.lines))


def _baselines(lines: Sequence[Line]) -> list[float]:
    found: list[float] = []
    for line in sorted(lines, key=lambda line: line.baseline):
        if not found or line.baseline - found[-1] > _SAME_LINE:
            found.append(line.baseline)
    return found


def _pieces(cell: FoundCell, starts: Sequence[float], first: int) -> list[FoundCell]:
    """Cut a cell into one a row; a line without a number beside it goes to the row next to it."""
    rows: list[list[Line]] = [[] for _ in starts]
    for line in cell.lines:
        nearest = min(range(len(starts)), key=lambda index: abs(starts[index] - line.baseline))
        rows[nearest].append(line)
    _, top, _, bottom = cell.bbox
    between = (min(max(top, (a + b) / 2 - 3), bottom) for a, b in pairwise(starts))
    tops = [top, *between, bottom]
    return [
        FoundCell(
            row=first + index,
            col=cell.col,
            row_end=first + index + 1,
            col_end=cell.col_end,
            bbox=around([(cell.bbox[0], tops[index], cell.bbox[2], tops[index + 1])]),
            lines=tuple(lines),
        )
        for index, lines in enumerate(rows)
    ]
