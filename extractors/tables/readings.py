"""What each text of a table says, once its notes are known: label, marks, value.

A table has far fewer different texts than cells, so each is read once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extractors.grid import Grid, GridCell, PackedCells, Raised
from extractors.records import CellKind
from extractors.tables.notemarks import candidates, marked, plain_mark
from extractors.tables.notes import Line, Note, is_note, notes_in
from extractors.tables.values import SYMBOL, TEXT, Value, bracketed, is_code, value_of

ZERO = Value(CellKind.NUMBER, number=0.0)


@dataclass(frozen=True, slots=True)
class Reading:
    """A text without marks, its marks, and its value; ``meant`` if a note says what the cell is."""

    text: str
    marks: tuple[str, ...]
    value: Value
    meant: bool = False


@dataclass(frozen=True, slots=True)
class Texts:
    """The different texts of a table, which of them stands in each cell, and the notes that explain them."""

    readings: list[Reading]
    codes: NDArray[np.int32]
    notes: list[Note]


def texts_of(grid: Grid, cells: PackedCells, below: Sequence[Line]) -> Texts:
    """Read the different texts of a table.

    Args:
        grid: the table.
        cells: its cells.
        below: what may be its notes beside its own last rows.
    """
    texts, codes = _different(cells)
    printed = [*texts, (grid.caption or "", ())]
    used = {mark for text, raised in printed for mark in candidates(text, raised)}
    signs = {plain_mark(text) for text, _ in texts if _is_sign(text)} | (used & {"*"})
    signs |= {plain_mark(text) for text, _ in texts if bracketed(text) is not TEXT}
    notes = notes_in([*_last_rows(grid), *below], used=used, signs=signs)
    by_mark = {note.mark: note for note in notes if note.mark}
    return Texts([_reading(*key, by_mark) for key in texts], codes, notes)


def _different(cells: PackedCells) -> tuple[list[tuple[str, Raised]], NDArray[np.int32]]:
    """Give each text once, and its number for each cell; raised figures make it another text."""
    keys: list[str | tuple[str, Raised]] = list(cells.texts)
    for number, raised in cells.raised.items():
        keys[number] = (cells.texts[number], raised)
    known = {key: number for number, key in enumerate(dict.fromkeys(keys))}
    codes = np.fromiter(map(known.__getitem__, keys), dtype=np.int32, count=len(keys))
    return [(key, ()) if isinstance(key, str) else key for key in known], codes


def _is_sign(text: str) -> bool:
    return len(text) <= 12 and (value_of(text).kind is CellKind.SYMBOL or is_code(text))


def _reading(text: str, raised: Raised, notes: Mapping[str, Note]) -> Reading:
    split = marked(text, raised, {mark: note.printed for mark, note in notes.items()})
    if split.marks and split.text != text:
        return Reading(split.text, split.marks, value_of(split.text))
    if split.marks:
        return Reading(text, split.marks, _meant(notes[split.marks[0]]), meant=True)
    if _is_sign(text) and (note := notes.get(plain_mark(text))):
        return Reading(text, (plain_mark(text),), _meant(note), meant=True)
    return Reading(text, (), _unraised(text, raised))


def _unraised(text: str, raised: Raised) -> Value:
    """Read a text without marks; raised figures, as of a power, are none of those of a number."""
    if any(character.isdigit() for start, end in raised for character in text[start:end]):
        return TEXT
    return value_of(text)


def _meant(note: Note) -> Value:
    """Give the value of a cell that holds the mark of a note and nothing else."""
    if note.means is CellKind.NUMBER:
        return ZERO
    return Value(note.means) if note.means else SYMBOL


def _last_rows(grid: Grid) -> Iterator[Line]:
    """Give the rows at the end of a table that hold one text alone which may be a note."""
    alone: list[Line] = []
    for row, cells in _rows_from_below(grid):
        if len(cells) != 1 or row < grid.n_header_rows:
            break
        wide = cells[0].col == 0 and (cells[0].col_span == grid.n_cols or len(cells[0].text) > 40)
        if wide and is_note(cells[0].text):
            alone.append(Line(cells[0].text, page=cells[0].page, row=row))
    yield from reversed(alone)


def _rows_from_below(grid: Grid) -> Iterator[tuple[int, list[GridCell]]]:
    """Give the cells with text by row, the last row first."""
    held: list[GridCell] = []
    for cell in reversed(grid.cells):
        if not cell.text or cell.repeated:
            continue
        if held and held[0].row != cell.row:
            yield held[0].row, held
            held = []
        held.append(cell)
    if held:
        yield held[0].row, held
