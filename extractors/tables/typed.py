"""From a grid to typed cells: kinds, values, units, marks and paths, and what holds of the table as a whole.

The time taken grows with the number of cells and of places.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from extractors.grid import Grid, GridCell
from extractors.records import CellKind
from extractors.tables.notes import Line, Note
from extractors.tables.paths import Path, Row, column_paths, is_total, stub_of
from extractors.tables.readings import Reading, as_sign, texts_of
from extractors.tables.totals import NO_TOTALS, Amounts, Labelled, Totals, totals_of
from extractors.tables.trust import Shape, confidence, uniformity
from extractors.tables.units import Measure, nearest
from extractors.tables.values import BLANK, PERCENT, TEXT, Value, is_numeric

MAX_PLACES = 4_000_000
"""Places of a grid beyond which its totals are not added up, since most of it is empty."""

_MOST_DECIMALS = 6
_ADDED = (CellKind.NUMBER, CellKind.CURRENCY)
_NO_MEASURE = Measure()


@dataclass(slots=True)
class TypedCell:
    """What is read out of a cell and its surroundings; the fields are those of the record.

    Not frozen only because a report has a million of them and frozen ones take three times as long to make.
    """

    text_clean: str
    note_marks: tuple[str, ...]
    kind: CellKind
    value: float | None
    value_date: date | None
    unit: str | None
    scale: str | None
    header_path: Path
    stub_path: Path
    is_total: bool
    adds_up: bool | None


@dataclass(slots=True)
class Column:
    """How many cells of a column's body hold figures or signs, words, and codes that may be either."""

    figures: int = 0
    words: int = 0
    codes: int = 0

    @property
    def has_figures(self) -> bool:
        """Whether figures are the rule in it, so that a code stands for one."""
        return self.figures > self.words


class TypedTable:
    """What is read out of a table.

    Args:
        grid: the table.
        below: what may be its notes, see :func:`extractors.tables.below.lines_below`.
    """

    def __init__(self, grid: Grid, below: Sequence[Line] = ()) -> None:
        self._grid = grid
        texts, notes = texts_of(grid, below)
        self.notes: tuple[Note, ...] = tuple(notes)
        self._readings = [texts[cell.text, cell.raised] for cell in grid.cells]
        self._labels = [reading.text for reading in self._readings]
        self._columns = self._counted()
        self._n_stub = self._stub_width()
        self._heads = column_paths(grid, self._labels)
        note_rows = frozenset(note.line.row for note in notes if note.line.row is not None)
        self._stub = stub_of(grid, self._labels, self._n_stub, note_rows)

    @cached_property
    def measure(self) -> Measure:
        """The unit and scale that the caption, or a title inside the grid, gives for the whole table."""
        titles = [
            label
            for cell, label in zip(self._grid.cells, self._labels, strict=True)
            if cell.row < self._grid.n_header_rows and cell.col_span == self._grid.n_cols > 1
        ]
        return nearest([self._grid.caption or "", *titles])

    @cached_property
    def confidence(self) -> float:
        """How far the table can be trusted, see :func:`extractors.tables.trust.confidence`."""
        body = [row for row in self._stub.rows.values() if row.n_data]
        labelled = sum(1 for row in body if row.own or row.covered_from is not None)
        held, tried = self.totals.tally()
        pairs = [_figures_and_words(column) for column in self._columns[self._n_stub :]]
        shape = Shape(
            labelled / (len(body) or 1),
            uniformity(pairs),
            has_header=self._grid.n_header_rows > 0,
            held=held,
            tried=tried,
        )
        return confidence(self._grid.method, shape)

    def cells(self) -> Iterator[TypedCell]:
        """Give what is read out of each cell of the grid, in its order."""
        row_measures = {number: nearest(row.own[-1:]) for number, row in self._stub.rows.items()}
        col_measures = [nearest(reversed(path)) for path in self._heads.paths]
        total_rows, total_cols = self._total_rows | self.totals.rows.keys(), self._total_cols
        for number, (cell, reading) in enumerate(zip(self._grid.cells, self._readings, strict=True)):
            if self._is_head(cell):
                yield self._head(number, reading)
                continue
            value = self._value(cell, reading)
            total = cell.row in total_rows or cell.col in total_cols
            figure = value.number is not None and cell.col >= self._n_stub
            unit, scale = value.unit, value.scale
            if figure:
                named = (row_measures.get(cell.row, _NO_MEASURE), col_measures[cell.col])
                unit, scale = self._unit(value, *named)
            yield TypedCell(
                reading.text,
                reading.marks,
                value.kind,
                value.number,
                value.day,
                unit,
                scale,
                self._heads.path(cell),
                self._stub.path(cell),
                total,
                self.totals.adds_up(cell.row, cell.col) if total and figure else None,
            )

    def _is_head(self, cell: GridCell) -> bool:
        return cell.row < self._grid.n_header_rows or cell.repeated

    def _head(self, number: int, reading: Reading) -> TypedCell:
        kind = CellKind.TEXT if reading.text else CellKind.BLANK
        path = self._heads.of_headers.get(number, ())
        return TypedCell(
            reading.text, reading.marks, kind, None, None, None, None, path, (), is_total=False, adds_up=None
        )

    def _value(self, cell: GridCell, reading: Reading) -> Value:
        if cell.col < self._n_stub and reading.text[:1] == "(":
            return TEXT if is_numeric(reading.value.kind) else reading.value
        if reading.is_code and cell.col >= self._n_stub and self._columns[cell.col].has_figures:
            return as_sign(reading).value
        return reading.value

    def _unit(self, value: Value, row: Measure, col: Measure) -> tuple[str | None, str | None]:
        """Give unit and scale of a number: its own first, then those of row, column and table."""
        if value.kind is CellKind.PERCENT:
            return value.unit, None
        unit = value.unit or row.unit or col.unit or self.measure.unit
        if unit == PERCENT:
            return unit, None
        return unit, value.scale or row.scale or col.scale or self.measure.scale

    def _counted(self) -> list[Column]:
        columns = [Column() for _ in range(self._grid.n_cols)]
        for cell, reading in zip(self._grid.cells, self._readings, strict=True):
            if self._is_head(cell) or not reading.text or cell.col_span > 1:
                continue
            column = columns[cell.col]
            if reading.is_code and reading.value is TEXT:
                column.codes += 1
            elif reading.value.kind in (CellKind.TEXT, CellKind.DATE):
                column.words += 1
            else:
                column.figures += 1
        return columns

    def _stub_width(self) -> int:
        """Count the first columns that hold labels: one, and those that a column of labels divides."""
        if self._grid.n_cols < 2:
            return 0
        parting = {cell.col for cell in self._grid.cells if self._parts(cell)}
        width = 1
        while width < self._grid.n_cols - 1 and width - 1 in parting and not self._columns[width].has_figures:
            width += 1
        return width

    def _parts(self, cell: GridCell) -> bool:
        """Tell whether a cell is the label of several rows, which the column to its right tells apart."""
        return cell.row_span > 1 and bool(cell.text) and not self._is_head(cell)

    @cached_property
    def _total_rows(self) -> frozenset[int]:
        return frozenset(number for number, row in self._stub.rows.items() if _is_total_row(row))

    @cached_property
    def _total_cols(self) -> frozenset[int]:
        cols = range(self._n_stub, self._grid.n_cols)
        return frozenset(col for col in cols if any(map(is_total, self._heads.paths[col])))

    @cached_property
    def totals(self) -> Totals:
        """The printed totals, and which add up."""
        if self._grid.n_rows * self._grid.n_cols > MAX_PLACES:
            return NO_TOTALS
        rows = self._stub.rows
        data = [number for number, row in rows.items() if row.n_data]
        labelled = Labelled(
            data_rows=data,
            total_rows=self._total_rows.intersection(data),
            group_rows=frozenset(number for number, row in rows.items() if row.is_group),
            parents={number: row.parent for number in data if (row := rows[number]).parent is not None},
            data_cols=[col for col in range(self._n_stub, self._grid.n_cols) if self._adds(col)],
            total_cols=frozenset(col for col in self._total_cols if self._adds(col)),
            leaves={col: path[-1] for col, path in enumerate(self._heads.paths) if path},
        )
        if not (labelled.total_rows or labelled.parents or labelled.total_cols):
            return NO_TOTALS
        return totals_of(self._amounts(), labelled)

    def _adds(self, col: int) -> bool:
        return self._columns[col].has_figures

    def _amounts(self) -> Amounts:
        """Give the numbers of the body as whole numbers, in units of the last decimal printed."""
        values = {id(reading): reading.value for reading in self._readings}.values()
        step = 10 ** min(_MOST_DECIMALS, max((value.decimals for value in values), default=0))
        known = [[0] * self._grid.n_rows for _ in range(self._grid.n_cols)]
        gaps: list[set[int]] = [set() for _ in known]
        for cell, reading in zip(self._grid.cells, self._readings, strict=True):
            value = reading.value
            if value is BLANK or self._is_head(cell):
                continue
            if value.number is not None and value.kind in _ADDED:
                known[cell.col][cell.row] = round(value.number * step)
            else:
                gaps[cell.col].add(cell.row)
        return Amounts(known, [frozenset(rows) for rows in gaps])


def _is_total_row(row: Row) -> bool:
    return bool(row.n_data) and any(map(is_total, row.own))


def _figures_and_words(column: Column) -> tuple[int, int]:
    codes = column.codes if column.has_figures else 0
    return column.figures + codes, column.words + column.codes - codes
