"""What was read of the cells of a table, kept as columns: each value once, and its number for each cell.

A report has half a million cells and few different values in any column of what is read out of them.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import isnan
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from extractors.records import CellKind
from extractors.tables.paths import Path

Value = TypeVar("Value", bound=Hashable)


class Coded(Generic[Value]):
    """A column in which few values repeat: the values, and the number of one of them for each row."""

    __slots__ = ("_codes", "_values")

    def __init__(self, values: Sequence[Value], codes: NDArray[np.integer[Any]]) -> None:
        self._values = values
        self._codes = np.ascontiguousarray(codes)

    def __iter__(self) -> Iterator[Value]:
        return map(self._values.__getitem__, self._codes.tolist())


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


@dataclass(frozen=True, slots=True)
class TypedCells:
    """What was read out of cells, a column a field; iterating makes the cells, anew on each pass.

    ``value`` is ``nan`` where there is none.
    """

    text_clean: Coded[str]
    note_marks: Coded[tuple[str, ...]]
    kind: Coded[CellKind]
    value: NDArray[np.float64]
    value_date: Coded[date | None]
    unit: Coded[str | None]
    scale: Coded[str | None]
    header_path: Coded[Path]
    stub_path: Coded[Path]
    is_total: Coded[bool]
    adds_up: Coded[bool | None]

    def __len__(self) -> int:
        return len(self.value)

    def __iter__(self) -> Iterator[TypedCell]:
        values = (None if isnan(value) else value for value in self.value.tolist())
        read = (self.text_clean, self.note_marks, self.kind, values, self.value_date, self.unit, self.scale)
        placed = (self.header_path, self.stub_path, self.is_total, self.adds_up)
        return map(TypedCell, *read, *placed)
