"""Tables whose cells are ruled: which lattices of a page are tables, and what stands in their cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractors.pdf.lines import lines_of
from extractors.pdf.marks import Char, Ruling, centre
from extractors.tables.bands import split_bands
from extractors.tables.cells import FoundCell, FoundTable, in_order, same_edges
from extractors.tables.gutters import split_columns
from extractors.tables.lattice import Lattice, lattices

METHOD = "rulings"

_THIN_COLUMN = 7.0
_THIN_ROW = 4.0
_MIN_FILLED = 0.1
_SECTION_GAP = 10.0
_FEWEST = 3


def ruled_tables(chars: Sequence[Char], rulings: Iterable[Ruling]) -> tuple[list[FoundTable], list[Char]]:
    """Find the ruled tables of a page.

    Returns:
        the tables from top to bottom, and the characters that stand in none of them.
    """
    tables: list[FoundTable] = []
    outside = list(chars)
    for lattice in _outermost(lattices(rulings)):
        inside, others = _parted(outside, lattice)
        table = _table(lattice, inside)
        if table:
            tables.append(table)
            outside = others
    return _stacked_up(tables, outside), outside


def _stacked_up(tables: Sequence[FoundTable], outside: Sequence[Char]) -> list[FoundTable]:
    """Join tables with the same columns that only a little white parts: one table in sections."""
    stacked: list[FoundTable] = []
    for table in tables:
        if stacked and _below(stacked[-1], table, outside):
            stacked[-1] = stacked[-1].followed_by(table)
        else:
            stacked.append(table)
    return stacked


def _below(upper: FoundTable, lower: FoundTable, outside: Iterable[Char]) -> bool:
    top, bottom = upper.bbox[3], lower.bbox[1]
    if not 0 <= bottom - top <= _SECTION_GAP or not same_edges(upper.edges, lower.edges):
        return False
    return not any(top <= (char.top + char.bottom) / 2 <= bottom and char.text.strip() for char in outside)


def _outermost(found: Sequence[Lattice]) -> list[Lattice]:
    """Leave out boxes of a single cell and lattices that stand within a cell of another."""
    several = [lattice for lattice in found if lattice.xs[2:] and lattice.ys[2:]]
    return [one for one in several if not any(_within(one, other) for other in several if other is not one)]


def _within(one: Lattice, other: Lattice) -> bool:
    x0, top, x1, bottom = other.bbox
    return x0 <= one.xs[0] and one.xs[-1] <= x1 and top <= one.ys[0] and one.ys[-1] <= bottom


def _parted(chars: Iterable[Char], lattice: Lattice) -> tuple[dict[int, list[Char]], list[Char]]:
    """Give the characters in each cell of a lattice, by the cell's number, and those in none."""
    cell_at = {
        (row, col): number
        for number, slot in enumerate(lattice.slots)
        for row in range(slot.row, slot.row_end)
        for col in range(slot.col, slot.col_end)
    }
    inside: dict[int, list[Char]] = {}
    outside: list[Char] = []
    for char in chars:
        place = lattice.place(*centre(char.bbox))
        number = cell_at.get(place) if place else None
        if number is None:
            outside.append(char)
        else:
            inside.setdefault(number, []).append(char)
    return inside, outside


def _table(lattice: Lattice, inside: dict[int, list[Char]]) -> FoundTable | None:
    cells = [
        FoundCell(
            row=slot.row,
            col=slot.col,
            row_end=slot.row_end,
            col_end=slot.col_end,
            bbox=lattice.box(slot),
            lines=tuple(lines_of(inside.get(number, ()))),
        )
        for number, slot in enumerate(lattice.slots)
    ]
    tidy = _without_slivers(cells, lattice)
    if not _is_table(tidy):
        return None
    return split_columns(split_bands(split_columns(tidy)))


def _without_slivers(cells: Sequence[FoundCell], lattice: Lattice) -> FoundTable:
    """Take out rows and columns that are only the white between double rulings."""
    rows = _kept(
        [(cell.row, cell.row_end, bool(cell.lines)) for cell in cells], lattice.ys, thinnest=_THIN_ROW
    )
    cols = _kept(
        [(cell.col, cell.col_end, bool(cell.lines)) for cell in cells], lattice.xs, thinnest=_THIN_COLUMN
    )
    placed = [
        replace(
            cell,
            row=rows[cell.row],
            row_end=rows[cell.row_end],
            col=cols[cell.col],
            col_end=cols[cell.col_end],
        )
        for cell in cells
    ]
    edges = [x for index, x in enumerate(lattice.xs[:-1]) if cols[index + 1] > cols[index]]
    return FoundTable(
        cells=in_order(cell for cell in placed if cell.row < cell.row_end and cell.col < cell.col_end),
        n_rows=rows[-1],
        n_cols=cols[-1],
        edges=(*edges, lattice.xs[-1]),
        bbox=lattice.bbox,
    )


def _kept(spans: Iterable[tuple[int, int, bool]], edges: Sequence[float], *, thinnest: float) -> list[int]:
    """Give, for each edge, how many rows or columns before it are kept: all but thin ones without text."""
    filled = {start for start, end, text in spans if text and end - start == 1}
    kept = [0]
    for index in range(len(edges) - 1):
        sliver = edges[index + 1] - edges[index] < thinnest and index not in filled
        kept.append(kept[-1] + (not sliver))
    return kept


def _is_table(table: FoundTable) -> bool:
    """Tell a table from boxes and charts: at least two rows and columns, and text in enough cells."""
    filled = [cell for cell in table.cells if cell.lines]
    side_by_side = sum(len([cell for cell in row if cell.lines]) > 1 for row in table.rows())
    if len(filled) < _FEWEST:
        return False
    rows, cols = {cell.row for cell in filled}, {cell.col for cell in filled}
    if side_by_side < min(2, len(rows) - 1):
        return False
    return len(rows) > 1 and len(cols) > 1 and len(filled) >= _MIN_FILLED * len(table.cells)
