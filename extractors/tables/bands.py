"""Rows that no ruling parts: where numbers stand under each other in one cell, each has its own row.

Some programs rule the header and the whole body only. Two lines with numbers in the same column are never
one row, while two lines of words may be one wrapped label.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate, pairwise

from extractors.pdf.lines import Line
from extractors.pdf.marks import around
from extractors.tables.cells import FoundCell, FoundTable, in_order

_SAME_LINE = 2.0
_RAISED = 3.0
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
    starts = [_row_starts([c for c in row if c.row_end == c.row + 1]) for row in table.rows()]
    added = list(accumulate((max(0, len(rows) - 1) for rows in starts), initial=0))
    if not added[-1]:
        return table
    cells: list[FoundCell] = []
    for cell in table.cells:
        first, end = (row + added[row] for row in (cell.row, cell.row_end))
        if cell.row_end == cell.row + 1 and end > first + 1:
            cells.extend(_pieces(cell, starts[cell.row], first))
        else:
            cells.append(replace(cell, row=first, row_end=end))
    return replace(table, cells=in_order(cells), n_rows=table.n_rows + added[-1])


def _row_starts(cells: Sequence[FoundCell]) -> list[float]:
    """Give the baselines of the rows that a band holds, or nothing where it is one row."""
    columns = [cell for cell in cells if _stacked(cell)]
    if not columns or len(columns) < max(1, sum(bool(cell.lines) for cell in cells) / 4):
        return []
    return _baselines([line for cell in columns for line in cell.lines])


def _stacked(cell: FoundCell) -> bool:
    """Tell whether a cell holds several lines and nearly all are numbers."""
    if len(cell.lines) <= 1:
        return False
    numbers = sum(is_number(line.text) for line in cell.lines)
    return len(_baselines(cell.lines)) > 1 and numbers >= max(2, 0.8 * len(cell.lines))


def _baselines(lines: Sequence[Line]) -> list[float]:
    found: list[float] = []
    for line in sorted(lines, key=lambda line: line.baseline):
        if not found or line.baseline - found[-1] > _SAME_LINE:
            found.append(line.baseline)
    return found


def _nearest(starts: Sequence[float], baseline: float) -> int:
    """Give the row whose baseline is nearest, the upper one of two; rows are from top to bottom."""
    below = bisect_left(starts, baseline)
    beside = range(max(below - 1, 0), min(below + 1, len(starts)))
    return min(beside, key=lambda row: abs(starts[row] - baseline))


def _pieces(cell: FoundCell, starts: Sequence[float], first: int) -> list[FoundCell]:
    """Cut a cell into one a row; a line without a number beside it goes to the row next to it."""
    rows: list[list[Line]] = [[] for _ in starts]
    for line in cell.lines:
        rows[_nearest(starts, line.baseline)].append(line)
    _, top, _, bottom = cell.bbox
    # Type stands on its baseline, so the middle of the white lies above the middle of two baselines.
    middles = ((a + b) / 2 - min(_RAISED, (b - a) / 4) for a, b in pairwise(starts))
    between = (min(max(top, middle), bottom) for middle in middles)
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
