"""The figures of a table with the labels that each stands under, row by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from extractors.records import Cell, CellKind
from extractors.statistics.labels import key
from extractors.statistics.recipes import Dimension, Layout

ROWS, COLUMNS = "rows of the stub", "headers of columns"

Labelled = tuple[tuple[str, str], ...]
"""Labels, outermost first, each with its axis: rows, columns, or the name of a key column."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A cell with a value or a sign, and what its row and its column are called."""

    cell: Cell
    row: Labelled
    column: Labelled


@dataclass(slots=True)
class _Keys:
    """The labels of the key columns that reach into the present row, by column."""

    columns: Mapping[str, Dimension]
    order: Mapping[str, int]
    standing: dict[int, tuple[str, str, int]] = field(default_factory=dict)
    seen: dict[str, str] = field(default_factory=dict)

    def of(self, cell: Cell) -> str | None:
        """Give the key column that a cell lies in, if it lies in one."""
        return next(
            (name for label in reversed(cell.header_path) if (name := key(label)) in self.columns), None
        )

    def put(self, cell: Cell, name: str) -> None:
        if cell.text_clean:
            self.standing[cell.col] = (name, cell.text_clean, cell.row + cell.row_span - 1)
            self.seen[cell.text_clean] = name

    def before(self, cell: Cell) -> dict[str, str]:
        """Give the label of each key column that a figure stands under, the nearest to its left first."""
        found: dict[str, tuple[int, str]] = {}
        for col, (name, text, last) in self.standing.items():
            distance = cell.col - col if col < cell.col else 10_000 + col
            if last >= cell.row and (name not in found or distance < found[name][0]):
                found[name] = (distance, text)
        return {name: text for name, (_, text) in found.items()}


class Figures:
    """Reads the figures of a table by its layout.

    Args:
        layout: which columns hold labels, and what labels name.
        n_cols: columns of the table; the first of several never holds figures.
    """

    def __init__(self, layout: Layout, n_cols: int) -> None:
        order = {name: number for number, name in enumerate(layout.keys)}
        self._keys = _Keys(layout.keys, order)
        self._layout = layout
        self._labels_first = n_cols > 1
        self._columns: dict[tuple[str, ...], Labelled] = {}
        self._rows: dict[tuple[str, ...], Labelled] = {}

    def of(self, cells: Iterable[Cell]) -> Iterator[Figure]:
        """Give the figures among cells that come row by row; what has no figure or sign is left out."""
        for cell in cells:
            if cell.is_header or cell.repeated:
                continue
            name = self._keys.of(cell) if self._layout.keys else None
            if name is not None:
                self._keys.put(cell, name)
            elif cell.kind is not CellKind.BLANK and not (self._labels_first and cell.col == 0):
                yield Figure(cell, self._row(cell), self._column(cell.header_path))

    def _column(self, path: tuple[str, ...]) -> Labelled:
        if path not in self._columns:
            self._columns[path] = tuple((label, COLUMNS) for label in path)
        return self._columns[path]

    def _stub(self, path: tuple[str, ...]) -> Labelled:
        if path not in self._rows:
            self._rows[path] = tuple((label, ROWS) for label in path)
        return self._rows[path]

    def _row(self, cell: Cell) -> Labelled:
        if not self._layout.keys:
            return self._stub(cell.stub_path)
        keyed = self._keys.before(cell)
        others: list[tuple[str, str]] = []
        for label in cell.stub_path:
            name = self._keys.seen.get(label)
            if name is None:
                others.append((label, ROWS))
            else:
                keyed.setdefault(name, label)
        ordered = sorted(keyed, key=self._keys.order.__getitem__)
        return (*others, *((keyed[name], name) for name in ordered))
