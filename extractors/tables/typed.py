"""From a grid to typed cells: kinds, values, units, marks and paths, and what holds of the table as a whole.

The work is done for each different text of a column, and only numbered for each cell; the time taken grows
with the number of cells and of places.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from math import nan

import numpy as np
from numpy.typing import NDArray

from extractors.grid import Grid, GridCell, packed
from extractors.records import CellKind
from extractors.tables.columns import Coded, TypedCells
from extractors.tables.evidence import Column
from extractors.tables.notes import Line, Note
from extractors.tables.paths import Body, Path, Row, Stub, column_paths, is_total, stub_of
from extractors.tables.readings import Reading, texts_of
from extractors.tables.totals import NO_TOTALS, Amounts, Labelled, Totals, totals_of
from extractors.tables.trust import Shape, confidence, uniformity
from extractors.tables.units import Measure, nearest
from extractors.tables.values import BLANK, PERCENT, TEXT, Value, is_numeric

MAX_PLACES = 4_000_000
"""Places of a grid beyond which its totals are not added up, since most of it is empty."""

_MOST_DECIMALS = 6
_SEVERAL = 0.5
_ADDED = (CellKind.NUMBER, CellKind.CURRENCY)

Codes = NDArray[np.int32]
Mask = NDArray[np.bool_]


class TypedTable:
    """What is read out of a table.

    Args:
        grid: the table.
        below: what may be its notes, see :func:`extractors.tables.below.lines_below`.
    """

    def __init__(self, grid: Grid, below: Sequence[Line] = ()) -> None:
        self._grid = grid
        self._cells = packed(grid.cells)
        self._row, self._col, self._down, self._across = self._cells.places.T.astype(np.int64)
        texts = texts_of(grid, self._cells, below)
        self.notes: tuple[Note, ...] = tuple(texts.notes)
        self._readings, self._codes = texts.readings, texts.codes
        self._filled: Mask = np.array([bool(r.text) for r in self._readings], dtype=bool)[self._codes]
        self._is_header: Mask = self._row < grid.n_header_rows
        self._is_head: Mask = self._is_header | self._cells.repeated
        self._columns = self._counted()
        self._n_stub = self._stub_width()
        self._heads = column_paths(grid.n_cols, self._labels(self._is_header))
        self._stub = self._read_stub()
        self._row_measures = [nearest(row.own[-1:]) for row in self._rows()]
        self._values, self._measures, self._value_codes = self._valued()
        self._number: NDArray[np.float64] = np.array(
            [nan if value.number is None else value.number for value in self._values], dtype=np.float64
        )[self._value_codes]

    @cached_property
    def measure(self) -> Measure:
        """The unit and scale that the caption, or a title inside the grid, gives for the whole table."""
        titles = self._is_header & (self._across == self._grid.n_cols) & (self._grid.n_cols > 1)
        return nearest([self._grid.caption or "", *(label for _, label in self._labels(titles))])

    @cached_property
    def confidence(self) -> float:
        """How far the table can be trusted, see :func:`extractors.tables.trust.confidence`."""
        body = [row for row in self._stub.rows.values() if row.n_data]
        labelled = sum(1 for row in body if row.own or row.covered_from is not None)
        held, tried = self.totals.tally()
        shape = Shape(
            labelled / (len(body) or 1),
            uniformity([column.parts for column in self._columns[self._n_stub :]]),
            has_header=self._grid.n_header_rows > 0,
            held=held,
            tried=tried,
        )
        return confidence(self._grid.method, shape)

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

    def cells(self) -> TypedCells:
        """Give what is read out of each cell of the grid, in its order."""
        texts, values, measures = self._readings, self._values, self._measures
        total = self._is_total()
        return TypedCells(
            text_clean=Coded([reading.text for reading in texts], self._codes),
            note_marks=Coded([reading.marks for reading in texts], self._codes),
            kind=Coded([value.kind for value in values], self._value_codes),
            value=self._number,
            value_date=Coded([value.day for value in values], self._value_codes),
            unit=Coded([measure.unit for measure in measures], self._value_codes),
            scale=Coded([measure.scale for measure in measures], self._value_codes),
            header_path=self._header_paths(),
            stub_path=self._stub_paths(),
            is_total=Coded([False, True], total.astype(np.int8)),
            adds_up=self._adds_up(total),
        )

    def _labels(self, chosen: Mask) -> Iterator[tuple[GridCell, str]]:
        """Give some of the cells with their texts without marks."""
        numbers = np.flatnonzero(chosen)
        labels = (self._readings[code].text for code in self._codes[numbers].tolist())
        return zip(self._cells.taken(numbers), labels, strict=True)

    def _counted(self) -> list[Column]:
        columns = [Column() for _ in range(self._grid.n_cols)]
        body = self._filled & ~self._is_head & (self._across == 1)
        n_texts = len(self._readings)
        different, counts = np.unique(self._col[body] * n_texts + self._codes[body], return_counts=True)
        for key, count in zip(different.tolist(), counts.tolist(), strict=True):
            col, code = divmod(key, n_texts)
            columns[col].add(self._readings[code], count)
        return columns

    def _stub_width(self) -> int:
        """Count the first columns that hold labels: as many as are needed to tell the rows apart.

        A label of several rows, and one printed again in each, leaves that to the column to its right.
        """
        if self._grid.n_cols < 2:
            return 0
        parting = set(self._col[(self._down > 1) & self._filled & ~self._is_head].tolist())
        told: dict[int, Path] = {}
        width = 1
        while width < self._grid.n_cols - 1 and not self._columns[width].has_figures:
            told = self._told_apart(width - 1, told)
            if width - 1 not in parting and len(set(told.values())) > _SEVERAL * len(told):
                break
            width += 1
        return width

    def _told_apart(self, col: int, told: Mapping[int, Path]) -> dict[int, Path]:
        """Give the labels of each row up to a column."""
        mask = (self._col == col) & self._filled & ~self._is_head
        return {cell.row: (*told.get(cell.row, ()), label) for cell, label in self._labels(mask)}

    def _read_stub(self) -> Stub:
        notes = [note.line.row for note in self.notes if note.line.row is not None]
        body = self._filled & ~self._is_head & ~np.isin(self._row, notes)
        data = body & (self._col >= self._n_stub)
        rows, counts = np.unique(self._row[data], return_counts=True)
        over = data & (self._down > 1)
        covering = {
            below: row
            for row, down in zip(self._row[over].tolist(), self._down[over].tolist(), strict=True)
            for below in range(row + 1, row + down)
        }
        n_data = dict(zip(rows.tolist(), counts.tolist(), strict=True))
        return stub_of(self._grid, Body(self._labels(body & ~data), n_data, covering), self._n_stub)

    def _rows(self) -> Iterator[Row]:
        """Give a row for each number, one without anything where nothing is printed."""
        nothing = Row([])
        return (self._stub.rows.get(number, nothing) for number in range(self._grid.n_rows))

    def _valued(self) -> tuple[list[Value], list[Measure], Codes]:
        """Give values with their measures, and the number of one for each cell.

        One is made for each different text under each column and each measure of rows; header cells, which
        have no value, take the place of a column behind the last.
        """
        known: dict[Measure, int] = {}
        by_row = np.array([known.setdefault(measure, len(known)) for measure in self._row_measures], np.int64)
        n_texts, n_cols = len(self._readings), self._grid.n_cols
        column = np.where(self._is_head, n_cols, self._col)
        keys = (by_row[self._row] * (n_cols + 1) + column) * n_texts + self._codes
        different, codes = np.unique(keys, return_inverse=True)
        values: list[Value] = []
        measures: list[Measure] = []
        of_rows, of_cols = list(known), [nearest(reversed(path)) for path in self._heads.paths]
        for key in different.tolist():
            place, code = divmod(key, n_texts)
            number, col = divmod(place, n_cols + 1)
            value = self._value(self._readings[code], col)
            values.append(value)
            if value.number is None or col < self._n_stub:
                measures.append(Measure(value.unit, value.scale))
            else:
                measures.append(self._measure(value, of_rows[number], of_cols[col]))
        return values, measures, codes.astype(np.int32)

    def _value(self, reading: Reading, col: int) -> Value:
        if col == self._grid.n_cols:
            return TEXT if reading.text else BLANK
        if col < self._n_stub and reading.text[:1] == "(":
            return TEXT if is_numeric(reading.value.kind) else reading.value
        if col < self._n_stub and reading.value is TEXT:
            return TEXT
        return self._columns[col].value(reading)

    def _measure(self, value: Value, row: Measure, col: Measure) -> Measure:
        """Give unit and scale of a number: its own first, then those of row, column and table."""
        if value.kind is CellKind.PERCENT:
            return Measure(value.unit)
        unit = value.unit or row.unit or col.unit or self.measure.unit
        if unit == PERCENT:
            return Measure(unit)
        return Measure(unit, value.scale or row.scale or col.scale or self.measure.scale)

    def _header_paths(self) -> Coded[Path]:
        paths, codes = [*self._heads.paths, ()], self._col.copy()
        codes[self._is_head] = self._grid.n_cols
        special = [
            *zip(np.flatnonzero(self._is_header).tolist(), self._heads.of_headers, strict=True),
            *self._spanning(),
        ]
        for number, path in special:
            codes[number] = len(paths)
            paths.append(path)
        return Coded(paths, codes.astype(np.int32))

    def _spanning(self) -> Iterator[tuple[int, Path]]:
        for number in np.flatnonzero((self._across > 1) & ~self._is_head).tolist():
            yield number, self._heads.over(int(self._col[number]), int(self._across[number]))

    def _stub_paths(self) -> Coded[Path]:
        paths = [path for number in range(self._grid.n_rows) for path in self._stub.paths(number)]
        codes = self._row * (self._n_stub + 1) + np.minimum(self._col, self._n_stub)
        codes[self._is_head] = len(paths)
        return Coded([*paths, ()], codes.astype(np.int32))

    @cached_property
    def _total_rows(self) -> frozenset[int]:
        return frozenset(number for number, row in self._stub.rows.items() if _is_total_row(row))

    @cached_property
    def _total_cols(self) -> frozenset[int]:
        cols = range(self._n_stub, self._grid.n_cols)
        return frozenset(col for col in cols if any(map(is_total, self._heads.paths[col])))

    def _adds(self, col: int) -> bool:
        return self._columns[col].has_figures

    def _is_total(self) -> Mask:
        rows, cols = self._total_rows | self.totals.rows.keys(), self._total_cols
        found: Mask = np.isin(self._row, list(rows)) | np.isin(self._col, list(cols))
        return found & ~self._is_head

    def _adds_up(self, total: Mask) -> Coded[bool | None]:
        codes = np.zeros(len(total), dtype=np.int8)
        verdicts = (None, False, True)
        judged = np.flatnonzero(total & ~np.isnan(self._number) & (self._col >= self._n_stub))
        places = zip(self._row[judged].tolist(), self._col[judged].tolist(), strict=True)
        codes[judged] = [verdicts.index(self.totals.adds_up(row, col)) for row, col in places]
        return Coded(verdicts, codes)

    def _amounts(self) -> Amounts:
        """Give the numbers of the body as whole numbers, in units of the last decimal printed."""
        step = 10 ** min(_MOST_DECIMALS, max((value.decimals for value in self._values), default=0))
        amounts = [_amount(value, step) for value in self._values]
        known = [[0] * self._grid.n_rows for _ in range(self._grid.n_cols)]
        gaps: list[set[int]] = [set() for _ in known]
        body = ~self._is_head & self._filled
        places = (self._row[body], self._col[body], self._value_codes[body])
        for row, col, code in zip(*(numbers.tolist() for numbers in places), strict=True):
            amount = amounts[code]
            if amount is None:
                gaps[col].add(row)
            else:
                known[col][row] = amount
        return Amounts(known, [frozenset(rows) for rows in gaps])


def _amount(value: Value, step: int) -> int | None:
    """Give a number in whole steps; ``None`` for what is no amount: a sign, words, a percentage."""
    if value.number is None or value.kind not in _ADDED:
        return None
    return round(value.number * step)


def _is_total_row(row: Row) -> bool:
    return bool(row.n_data) and any(map(is_total, row.own))
