"""Tables whose cells are ruled: which lattices of a page are tables, and what stands in their cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import inf

import numpy as np
from numpy.typing import NDArray

from extractors.pdf.lines import Line, lines_of, rows_of
from extractors.pdf.marks import Word
from extractors.records import BBox
from extractors.tables.bands import split_bands
from extractors.tables.cells import FoundCell, FoundTable, in_order, same_edges
from extractors.tables.gutters import is_spread, split_columns
from extractors.tables.lattice import Lattice, Rulings, Slot, lattices

_THIN_COLUMN = 7.0
_THIN_ROW = 4.0
_MIN_FILLED = 0.1
_SECTION_GAP = 10.0
_FEWEST = 3
_FREE = 0.55
_PIECES_APART = 30.0
_SPREAD_ROWS = 3
_SPREAD = 0.3

Mask = NDArray[np.bool_]
Refused = Callable[[FoundTable], bool]


@dataclass(slots=True)
class _Cell:
    """A cell with its words; lines are made of them when they are asked for, see :class:`_Ruled`."""

    row: int
    col: int
    row_end: int
    col_end: int
    bbox: BBox
    words: list[Word]
    _lines: tuple[Line, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """Its lines from top to bottom."""
        if self.words and not self._lines:
            self._lines = tuple(lines_of(self.words))
        return self._lines


@dataclass(eq=False)
class _Ruled:
    """A lattice read as cells; many a one is then read by white, so that few of its lines are needed."""

    cells: list[_Cell]
    n_rows: int
    n_cols: int
    edges: tuple[float, ...]
    bbox: BBox

    @cached_property
    def table(self) -> FoundTable:
        """The table that it is."""
        cells = in_order(
            FoundCell(cell.row, cell.col, cell.row_end, cell.col_end, cell.bbox, cell.lines)
            for cell in self.cells
        )
        return FoundTable(cells, self.n_rows, self.n_cols, self.edges, self.bbox)


def ruled_tables(
    words: Sequence[Word], rulings: Rulings, *, refused: Refused
) -> tuple[list[FoundTable], list[Word]]:
    """Find the ruled tables of a page.

    Args:
        words: its upright words.
        rulings: its rulings, visible edges of shading among them.
        refused: tells whether a grid is none for other reasons than its cells.

    Returns:
        the tables from top to bottom, and the words that stand in none of them.
    """
    x = np.array([(word.x0 + word.x1) / 2 for word in words])
    y = np.array([(word.top + word.bottom) / 2 for word in words])
    read: list[tuple[_Ruled, Mask]] = []
    for lattice in _outermost(lattices(rulings)):
        places = lattice.cells_at(x, y)
        ruled = _tidy(lattice, _by_cell(words, places))
        if _is_table(ruled.cells):
            read.append((ruled, places >= 0))
    left = _half_ruled([ruled for ruled, _ in read], refused)
    taken = np.zeros(len(words), dtype=np.bool_)
    tables: list[FoundTable] = []
    for ruled, inside in read:
        if ruled not in left and not refused(ruled.table):
            taken |= inside
            tables.append(split_columns(split_bands(split_columns(ruled.table))))
    outside = [words[number] for number in np.flatnonzero(~taken).tolist()]
    return _stacked_up(tables, outside), outside


def _half_ruled(grids: Sequence[_Ruled], refused: Refused) -> list[_Ruled]:
    """Give the grids whose columns no ruling parts, and those that are pieces of such tables."""
    left = [grid for grid in grids if _is_half_ruled(grid.cells)]
    waiting = [grid for grid in grids if grid not in left]
    while near := [
        grid for grid in waiting if any(_beside(grid, other) and not refused(other.table) for other in left)
    ]:
        left.extend(near)
        waiting = [grid for grid in waiting if grid not in near]
    return left


def _beside(one: _Ruled, other: _Ruled) -> bool:
    """Tell whether two grids stand close above each other: a column ruling that breaks off parts them."""
    apart = max(one.bbox[1], other.bbox[1]) - min(one.bbox[3], other.bbox[3])
    shared = min(one.bbox[2], other.bbox[2]) - max(one.bbox[0], other.bbox[0])
    widths = (one.bbox[2] - one.bbox[0], other.bbox[2] - other.bbox[0])
    return apart <= _PIECES_APART and shared >= 0.5 * min(widths)


def _stacked_up(tables: Sequence[FoundTable], outside: Sequence[Word]) -> list[FoundTable]:
    """Join tables with the same columns that only a little white parts: one table in sections."""
    stacked: list[FoundTable] = []
    for table in tables:
        if stacked and _below(stacked[-1], table, outside):
            stacked[-1] = stacked[-1].followed_by(table)
        else:
            stacked.append(table)
    return stacked


def _below(upper: FoundTable, lower: FoundTable, outside: Iterable[Word]) -> bool:
    top, bottom = upper.bbox[3], lower.bbox[1]
    if not 0 <= bottom - top <= _SECTION_GAP or not same_edges(upper.edges, lower.edges):
        return False
    return not any(top <= (word.top + word.bottom) / 2 <= bottom for word in outside)


def _outermost(found: Sequence[Lattice]) -> list[Lattice]:
    """Leave out boxes of a single cell and lattices that stand within a cell of another."""
    several = [lattice for lattice in found if lattice.xs[2:] and lattice.ys[2:]]
    return [one for one in several if not any(_within(one, other) for other in several if other is not one)]


def _within(one: Lattice, other: Lattice) -> bool:
    x0, top, x1, bottom = other.bbox
    return x0 <= one.xs[0] and one.xs[-1] <= x1 and top <= one.ys[0] and one.ys[-1] <= bottom


def _by_cell(words: Sequence[Word], places: NDArray[np.int32]) -> dict[int, list[Word]]:
    """Give words by the number of the cell that each stands in; those in none are left out."""
    inside: dict[int, list[Word]] = {}
    within = np.flatnonzero(places >= 0)
    for word, number in zip(within.tolist(), places[within].tolist(), strict=True):
        inside.setdefault(number, []).append(words[word])
    return inside


def _tidy(lattice: Lattice, inside: dict[int, list[Word]]) -> _Ruled:
    """Give the cells of a lattice with their words; the white between double rulings is no row or column."""
    parts = [
        part
        for number, slot in enumerate(lattice.slots)
        for part in _parts(slot, lattice, inside.get(number, []))
    ]
    rows = _kept(
        [(slot.row, slot.row_end, bool(words)) for slot, words in parts], lattice.ys, thinnest=_THIN_ROW
    )
    cols = _kept(
        [(slot.col, slot.col_end, bool(words)) for slot, words in parts], lattice.xs, thinnest=_THIN_COLUMN
    )
    edges = [x for index, x in enumerate(lattice.xs[:-1]) if cols[index + 1] > cols[index]]
    return _Ruled(
        cells=[
            _Cell(
                rows[slot.row],
                cols[slot.col],
                rows[slot.row_end],
                cols[slot.col_end],
                lattice.box(slot),
                words,
            )
            for slot, words in parts
            if rows[slot.row] < rows[slot.row_end] and cols[slot.col] < cols[slot.col_end]
        ],
        n_rows=rows[-1],
        n_cols=cols[-1],
        edges=(*edges, lattice.xs[-1]),
        bbox=lattice.bbox,
    )


def _parts(slot: Slot, lattice: Lattice, words: list[Word]) -> Iterator[tuple[Slot, list[Word]]]:
    """Part a cell over several columns where its texts leave a column edge free: shading can hide rulings."""
    for edge in range(slot.col + 1, slot.col_end) if len(words) > 1 else ():
        at = lattice.xs[edge]
        left = [word for word in words if word.x0 + word.x1 < 2 * at]
        if left and len(left) < len(words) and _is_free(words, at):
            yield replace(slot, col_end=edge), left
            words = [word for word in words if word.x0 + word.x1 >= 2 * at]
            slot = replace(slot, col=edge)
    yield slot, words


def _is_free(words: Sequence[Word], at: float) -> bool:
    """Tell whether more than a space of white lies over a column edge on each line beside it."""
    size = max(word.size for word in words)
    for row in rows_of(words):
        before = max((word.x1 for word in row if word.x0 + word.x1 < 2 * at), default=-inf)
        behind = min((word.x0 for word in row if word.x0 + word.x1 >= 2 * at), default=inf)
        if behind - before < _FREE * size:
            return False
    return True


def _is_half_ruled(cells: Sequence[_Cell]) -> bool:
    """Tell whether rulings part the rows and leave the figures to stand in columns by themselves."""
    filled = len({cell.row for cell in cells if cell.words})
    enough = max(min(_SPREAD_ROWS, filled), _SPREAD * filled)
    spread: set[int] = set()
    for cell in cells:
        if len(cell.words) > 1 and is_spread(cell.lines):
            spread.add(cell.row)
            if len(spread) >= enough:
                return True
    return False


def _kept(spans: Iterable[tuple[int, int, bool]], edges: Sequence[float], *, thinnest: float) -> list[int]:
    """Give, for each edge, how many rows or columns before it are kept: all but thin ones without text."""
    filled = {start for start, end, text in spans if text and end - start == 1}
    kept = [0]
    for index in range(len(edges) - 1):
        sliver = edges[index + 1] - edges[index] < thinnest and index not in filled
        kept.append(kept[-1] + (not sliver))
    return kept


def _is_table(cells: Sequence[_Cell]) -> bool:
    """Tell a table from boxes and charts: at least two rows and columns, and text in enough cells."""
    filled = [cell for cell in cells if cell.words]
    if len(filled) < _FEWEST:
        return False
    rows, cols = Counter(cell.row for cell in filled), {cell.col for cell in filled}
    side_by_side = sum(count > 1 for count in rows.values())
    if side_by_side < min(2, len(rows) - 1):
        return False
    return len(rows) > 1 and len(cols) > 1 and len(filled) >= _MIN_FILLED * len(cells)
