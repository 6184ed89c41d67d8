"""A table while it is being read: cells with their lines, before rows are split, headed and joined."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Protocol

from extractors.pdf.characters import SOFT_HYPHEN
from extractors.pdf.lines import Line, joined
from extractors.pdf.marks import around
from extractors.records import BBox

_LEADER = re.compile(r"\s*(?:\.{4,}|(?:\.\s){3,}\.?|\u2026{2,}|_{4,})\s*$")

_LEADING = frozenset(".\u2026_")

SAME_EDGE = 3.0
"""Points by which a column edge may differ between the parts of one table."""


class Columned(Protocol):
    """Anything that has columns."""

    @property
    def edges(self) -> tuple[float, ...]:
        """The abscissas between which they stand."""


@dataclass(slots=True)
class FoundCell:
    """A cell with its lines from top to bottom; ends of rows and columns are exclusive.

    Not frozen only because a report has a million of them and frozen ones take three times as long to make.
    """

    row: int
    col: int
    row_end: int
    col_end: int
    bbox: BBox
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """The lines joined by a space, without the dots that lead to the next cell."""
        if not self.lines:
            return ""
        text = joined(self.lines)
        return _LEADER.sub("", text) if text[-1:] in _LEADING else text

    @property
    def raised(self) -> tuple[tuple[int, int], ...]:
        """The stretches of the text that are small type above the line, as offsets."""
        found: list[tuple[int, int]] = []
        at = 0
        for line in self.lines:
            if line.raised:
                found.extend((at + start, at + end) for start, end in line.raised)
            at += len(line.text) + 1
        return tuple(found) if found and not any(SOFT_HYPHEN in line.text for line in self.lines) else ()

    @property
    def bold(self) -> bool:
        """Whether all that stands in the cell is bold."""
        return bool(self.lines) and all(line.bold for line in self.lines)

    def moved(self, rows: int) -> FoundCell:
        """Give the same cell some rows further down."""
        return replace(self, row=self.row + rows, row_end=self.row_end + rows)


@dataclass(frozen=True, slots=True)
class FoundTable:
    """Cells in reading order, the column edges they stand between, and by which marks they were found."""

    cells: tuple[FoundCell, ...]
    n_rows: int
    n_cols: int
    edges: tuple[float, ...]
    bbox: BBox
    method: str = "rulings"
    n_led: int = 0
    """Rows in which a leader of dots runs to the next cell; it is in no cell."""
    ys: tuple[float, ...] = ()
    """The row edges where white parts the cells: only those with text are kept, each other place is empty."""
    turn: int = 0
    """Degrees by which it is turned clockwise; edges and cells are those of the straight table."""

    @property
    def n_cells(self) -> int:
        """How many cells it has, empty ones among them."""
        if not self.ys:
            return len(self.cells)
        covered = sum((cell.row_end - cell.row) * (cell.col_end - cell.col) for cell in self.cells)
        return len(self.cells) + self.n_rows * self.n_cols - covered

    def followed_by(self, other: FoundTable) -> FoundTable:
        """Give one table of this and of another with the same columns below it."""
        below = tuple(cell.moved(self.n_rows) for cell in other.cells)
        return replace(
            self,
            cells=(*self.cells, *below),
            n_rows=self.n_rows + other.n_rows,
            bbox=around((self.bbox, other.bbox)),
        )

    def rows(self) -> list[list[FoundCell]]:
        """Give the cells by the row they begin in."""
        rows: list[list[FoundCell]] = [[] for _ in range(self.n_rows)]
        for cell in self.cells:
            rows[cell.row].append(cell)
        return rows


def same_edges(one: Sequence[float], other: Sequence[float]) -> bool:
    """Tell whether two tables have the same columns."""
    return len(one) == len(other) and all(abs(a - b) <= SAME_EDGE for a, b in zip(one, other, strict=True))


def in_order(cells: Iterable[FoundCell]) -> tuple[FoundCell, ...]:
    """Sort cells by row, then column."""
    return tuple(sorted(cells, key=attrgetter("row", "col")))
