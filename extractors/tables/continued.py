"""Tables that go on over pages: which parts are one table, and the grid that they make together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

import numpy as np

from extractors.grid import UNKNOWN_EXTENT, Grid, PackedCells, stacked
from extractors.records import BBox
from extractors.tables.cells import SAME_EDGE, FoundCell, FoundTable, same_edges
from extractors.tables.headers import header_rows, printed_title
from extractors.tables.turning import turned_back

_CONTINUED = re.compile(
    r"[\s,:\u2013-]*[(\[]?\s*(?:continued|cont(?:inued|'d|d)?\.?)\s*[)\]]?\s*$", re.IGNORECASE
)

_TELLING = 4
"""Columns that do not agree by chance."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one page holds of a table; its cells are packed, since pages wait for each other."""

    page: int
    cells: PackedCells
    n_rows: int
    n_cols: int
    n_header_rows: int
    edges: tuple[float, ...]
    bbox: BBox
    method: str
    has_bold_header: bool
    title: str | None
    """What is printed over all columns in the first row."""
    caption: str | None = None

    def header(self, n_rows: int) -> list[tuple[int, int, str]]:
        """Give places and texts of the cells in the first rows."""
        rows, cols = self.cells.places[:, 0].tolist(), self.cells.places[:, 1].tolist()
        top = takewhile(lambda cell: cell[0] < n_rows, zip(rows, cols, self.cells.texts, strict=True))
        return list(top)


def part_of(table: FoundTable, page: int) -> Part:
    """Pack a table that was found on a page."""
    n_header_rows = header_rows(table)
    return Part(
        page=page,
        cells=_packed(table, page),
        n_rows=table.n_rows,
        n_cols=table.n_cols,
        n_header_rows=n_header_rows,
        edges=table.edges,
        bbox=table.bbox,
        method=table.method,
        has_bold_header=_header_in_bold(table, n_header_rows),
        title=printed_title(table),
    )


def goes_on(before: Part, after: Part, *, first: Part) -> bool:
    """Tell whether the table at the end of a page goes on at the top of the next.

    The columns must be the same; and the header or the caption is printed again, or the part on the next
    page has neither.

    Args:
        before: the last part so far.
        after: the table at the top of the next page.
        first: the part in which the table begins.
    """
    if after.page != before.page + 1:
        return False
    if not _same_columns(first, before, after):
        return _is_rest(before, after, first=first)
    if after.caption and not _same_caption(first.caption, after.caption):
        return False
    return repeats(first, after) or after.n_header_rows == 0 or not after.has_bold_header


def _same_columns(first: Part, before: Part, after: Part) -> bool:
    """Tell whether the columns agree.

    Under the same header those without rulings may stand a little apart, and labels further in.
    """
    one, other = before.edges, after.edges
    flush = abs(one[-1] - other[-1]) <= 2 * SAME_EDGE
    return same_edges(one, other) or (flush and len(one) == len(other) and repeats(first, after))


def _is_rest(before: Part, after: Part, *, first: Part) -> bool:
    """Tell whether a part without a header has its texts where the columns of the page before have theirs.

    White space alone parts the columns of a table without rulings, so that they begin elsewhere on each page.
    """
    if after.n_cols != before.n_cols or after.n_cols < _TELLING or after.caption:
        return False
    if not first.n_header_rows or after.n_header_rows:
        return False
    cols, edges = after.cells.places[:, 1], np.array(before.edges)
    middles = after.cells.extents.mean(axis=1) + np.array(_begins(after.edges))[cols]
    seen = (after.cells.places[:, 3] == 1) & ~np.isnan(middles)
    inside = (edges[cols] <= middles) & (middles <= edges[cols + 1])
    return bool(seen.any() and inside[seen].all())


def repeats(first: Part, after: Part) -> bool:
    """Tell whether a part begins with the header of the table again."""
    rows = first.n_header_rows
    return rows > 0 and after.n_rows >= rows and first.header(rows) == after.header(rows)


def grid_of(parts: Sequence[Part]) -> Grid:
    """Make one grid of the parts of a table; header cells that are printed again are kept and marked."""
    first = parts[0]
    cells: list[PackedCells] = []
    n_rows = 0
    for part in parts:
        again = part is not first and repeats(first, part)
        header = first.n_header_rows if part is first or again else 0
        cells.append(part.cells.marked(shift=n_rows, n_header_rows=header, repeated=again))
        n_rows += part.n_rows
    return Grid(
        cells=stacked(cells),
        n_rows=n_rows,
        n_cols=first.n_cols,
        method=first.method,
        n_header_rows=first.n_header_rows,
        caption=first.caption,
        page=first.page,
        last_page=parts[-1].page,
        bbox=first.bbox,
    )


def _packed(table: FoundTable, page: int) -> PackedCells:
    """Pack the cells of a table, empty ones among them, with their boxes on the page as displayed."""
    cells, edges = table.cells, table.edges
    places = [(c.row, c.col, c.row_end - c.row, c.col_end - c.col) for c in cells]
    texts = [cell.text for cell in cells]
    begins = _begins(edges)
    extents = [UNKNOWN_EXTENT if table.turn else _extent(cell, begins) for cell in cells]
    raised = {number: found for number, cell in enumerate(cells) if cell.lines and (found := cell.raised)}
    if table.ys:
        packed = PackedCells.between(
            edges, table.ys, places=places, texts=texts, extents=extents, page=page, raised=raised
        )
    else:
        boxes = [cell.bbox for cell in cells]
        packed = PackedCells.of(
            places=places, texts=texts, boxes=boxes, extents=extents, page=page, raised=raised
        )
    return replace(packed, boxes=turned_back(packed.boxes, table.turn)) if table.turn else packed


def _begins(edges: Sequence[float]) -> list[float]:
    """Give from where indentation is measured in each column: in the first from the edge of the page.

    The left edge of a table without rulings lies further right on a page whose labels are all indented.
    """
    return [0.0, *edges[1:]]


def _extent(cell: FoundCell, begins: Sequence[float]) -> tuple[float, float]:
    """Give where the first line of a cell begins and ends, from the place of its column."""
    if not cell.lines or cell.lines[0].turn or cell.col >= len(begins):
        return UNKNOWN_EXTENT
    x0, _, x1, _ = cell.lines[0].bbox
    return x0 - begins[cell.col], x1 - begins[cell.col]


def _same_caption(one: str | None, other: str) -> bool:
    return one is not None and _CONTINUED.sub("", one) == _CONTINUED.sub("", other)


def _header_in_bold(table: FoundTable, n_header_rows: int) -> bool:
    header = takewhile(lambda cell: cell.row < n_header_rows, table.cells)
    return all(cell.bold for cell in header if cell.lines)
