"""Header rows: how many rows at the top of a table say what its columns hold.

What speaks for a row as header: it has no figures where the rows below have them, its type is bold where
theirs is not, or its cells span columns that the next row divides. Years are no figures here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from extractors.tables.bands import is_number
from extractors.tables.cells import FoundCell, FoundTable

MAX_HEADER_ROWS = 6

YEAR = re.compile(
    r"(?:FY\s*)?(?:19|20)\d\d(?:\s*[-\u2013]\s*(?:19|20)?\d\d)?[*\u2020\u2021a-c]?", re.IGNORECASE
)

_SIGN = re.compile(r"[-\u2013\u2014*]+|N/?A", re.IGNORECASE)


def header_rows(table: FoundTable) -> int:
    """Count the rows at the top that are headers; 0 where nothing sets them apart."""
    rows = table.rows()
    most = min(MAX_HEADER_ROWS, table.n_rows - 1)
    figured = (number for number, row in enumerate(rows) if _has_figures(row))
    first = next(figured, 0)
    if first and (leading := _leading(rows[:first], most)):
        return leading
    if not first and next(figured, 0):
        return 0
    return _bold_rows(rows, most)


def printed_title(table: FoundTable) -> str | None:
    """Give the text of a first row that is one cell over all columns: a title printed inside the grid."""
    filled = [cell for cell in takewhile(lambda cell: cell.row == 0, table.cells) if cell.lines]
    whole = len(filled) == 1 and filled[0].col == 0 and filled[0].col_end == table.n_cols
    return filled[0].text if whole else None


def _leading(rows: Sequence[Sequence[FoundCell]], most: int) -> int:
    """Count the rows before the first figures that stand for columns, not for a group of rows."""
    count = 0
    for row in rows[:most]:
        filled = [cell for cell in row if cell.lines]
        groups = (
            len(filled) == 1 and filled[0].col == 0 and count > 0 and filled[0].col_end - filled[0].col == 1
        )
        if groups:
            break
        count = max(count + 1, *(min(cell.row_end, most) for cell in row), count + 1) if row else count + 1
    return min(count, len(rows), most)


def _bold_rows(rows: Sequence[Sequence[FoundCell]], most: int) -> int:
    bold = [bool(filled) and all(cell.bold for cell in filled) for row in rows for filled in [_filled(row)]]
    if all(bold):
        return 0
    count = 0
    while count < most and bold[count]:
        count += 1
    return count


def _filled(row: Sequence[FoundCell]) -> list[FoundCell]:
    return [cell for cell in row if cell.lines]


def _has_figures(row: Sequence[FoundCell]) -> bool:
    """Tell whether a row holds figures, or signs in place of figures in all cells but its label."""
    texts = [cell.text for cell in row if cell.lines]
    figures = (is_number(text) and any(map(str.isdigit, text)) and not YEAR.fullmatch(text) for text in texts)
    return any(figures) or (len(texts) > 2 and all(_SIGN.fullmatch(text) for text in texts[1:]))
