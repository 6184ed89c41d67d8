"""Tables that go on over pages: which parts are one table, and the grid that they make together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.grid import Grid, GridCell
from extractors.tables.cells import FoundCell, FoundTable, same_edges

_CONTINUED = re.compile(
    r"[\s,:\u2013-]*[(\[]?\s*(?:continued|cont(?:inued|'d|d)?\.?)\s*[)\]]?\s*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Part:
    """What one page holds of a table."""

    table: FoundTable
    page: int
    n_header_rows: int
    caption: str | None = None

    def header(self, n_rows: int) -> list[tuple[int, int, str]]:
        """Give places and texts of the cells in the first rows."""
        return [(cell.row, cell.col, cell.text) for cell in self.table.cells if cell.row < n_rows]


def goes_on(before: Part, after: Part, *, first: Part) -> bool:
    """Tell whether the table at the end of a page goes on at the top of the next.

    The columns must be the same; and the header or the caption is printed again, or the part on the next
    page has neither.

    Args:
        before: the last part so far.
        after: the table at the top of the next page.
        first: the part in which the table begins.
    """
    if after.page != before.page + 1 or not _same_columns(first, before, after):
        return False
    if after.caption and not _same_caption(first.caption, after.caption):
        return False
    return repeats(first, after) or after.n_header_rows == 0 or not _header_in_bold(after)


def _same_columns(first: Part, before: Part, after: Part) -> bool:
    """Tell whether the columns agree; those without rulings may stand a little apart under one header."""
    one, other = before.table.edges, after.table.edges
    outer = same_edges((one[0], one[-1]), (other[0], other[-1]))
    return same_edges(one, other) or (outer and len(one) == len(other) and repeats(first, after))


def repeats(first: Part, after: Part) -> bool:
    """Tell whether a part begins with the header of the table again."""
    rows = first.n_header_rows
    return rows > 0 and after.table.n_rows >= rows and first.header(rows) == after.header(rows)


def grid_of(parts: Sequence[Part], *, method: str) -> Grid:
    """Make one grid of the parts of a table; header cells that are printed again are kept and marked."""
    first = parts[0]
    cells: list[GridCell] = []
    n_rows = 0
    for part in parts:
        again = part is not first and repeats(first, part)
        header = first.n_header_rows if part is first or again else 0
        cells.extend(_cell(cell, n_rows, header, part, again) for cell in part.table.cells)
        n_rows += part.table.n_rows
    return Grid(
        cells=tuple(cells),
        n_rows=n_rows,
        n_cols=first.table.n_cols,
        method=method,
        n_header_rows=first.n_header_rows,
        caption=first.caption,
        page=first.page,
        last_page=parts[-1].page,
        bbox=first.table.bbox,
    )


def _cell(cell: FoundCell, shift: int, header_rows: int, part: Part, again: bool) -> GridCell:
    is_header = cell.row < header_rows
    return GridCell(
        row=cell.row + shift,
        col=cell.col,
        text=cell.text,
        row_span=cell.row_end - cell.row,
        col_span=cell.col_end - cell.col,
        is_header=is_header,
        repeated=is_header and again,
        page=part.page,
        bbox=cell.bbox,
        extent=_extent(cell, part.table.edges),
    )


def _extent(cell: FoundCell, edges: Sequence[float]) -> tuple[float, float] | None:
    """Give where the first line of a cell begins and ends, from the left edge of its column."""
    if not cell.lines or cell.lines[0].turn or cell.col >= len(edges):
        return None
    x0, _, x1, _ = cell.lines[0].bbox
    return x0 - edges[cell.col], x1 - edges[cell.col]


def _same_caption(one: str | None, other: str) -> bool:
    return one is not None and _CONTINUED.sub("", one) == _CONTINUED.sub("", other)


def _header_in_bold(part: Part) -> bool:
    rows = part.table.rows()
    return all(cell.bold for row in rows[: part.n_header_rows] for cell in row if cell.lines)
