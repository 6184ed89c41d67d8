"""The rows that a table gives for a dataset: its own, those of its cells and those of its notes.

A report has half a million cells. What was read of them is kept as columns, and their records are made when
somebody asks for them, so that a document takes as little memory as its text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import overload

from extractors.grid import Grid, GridCell
from extractors.records import Cell, Passage, Table, TableNote, row_id, row_ids
from extractors.tables.columns import TypedCell
from extractors.tables.notes import Line, Note
from extractors.tables.typed import TypedTable


class TableRows:
    """A table with what was read of it.

    Args:
        grid: the table.
        passage: the passage that stands for it in the text.
        ordinal: its place among the tables of the document.
        below: what may be its notes, see :func:`extractors.tables.below.lines_below`.
    """

    def __init__(self, grid: Grid, passage: Passage, ordinal: int, below: Sequence[Line]) -> None:
        typed = TypedTable(grid, below)
        self.table = _table(grid, typed, passage, ordinal)
        self.notes = tuple(_note(self.table, note, number) for number, note in enumerate(typed.notes))
        self._cells = grid.cells
        self._types = typed.cells()

    def __len__(self) -> int:
        return len(self._cells)

    def cells(self) -> Iterator[Cell]:
        """Make the records of its cells."""
        table = self.table
        cell_id = row_ids("cel", table.payload_sha256, table.ordinal)
        for cell, read in zip(self._cells, self._types, strict=True):
            yield _cell(table, cell, read, cell_id)


class CellRows(Sequence[Cell]):
    """The cells of all tables of a document; each pass over them makes their records anew."""

    __slots__ = ("_tables",)

    def __init__(self, tables: Sequence[TableRows]) -> None:
        self._tables = tables

    def __len__(self) -> int:
        return sum(len(table) for table in self._tables)

    def __iter__(self) -> Iterator[Cell]:
        for table in self._tables:
            yield from table.cells()

    @overload
    def __getitem__(self, index: int) -> Cell: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Cell]: ...
    def __getitem__(self, index: int | slice) -> Cell | Sequence[Cell]:
        return tuple(self)[index]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, CellRows) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]


def _table(grid: Grid, typed: TypedTable, passage: Passage, ordinal: int) -> Table:
    return Table(
        table_id=row_id("tbl", passage.payload_sha256, ordinal),
        document_id=passage.document_id,
        payload_sha256=passage.payload_sha256,
        ordinal=ordinal,
        passage_id=passage.passage_id,
        caption=grid.caption,
        n_rows=grid.n_rows,
        n_cols=grid.n_cols,
        n_header_rows=grid.n_header_rows,
        page=grid.page,
        last_page=grid.last_page if grid.last_page is not None else grid.page,
        bbox=passage.bbox,
        method=grid.method,
        unit=typed.measure.unit,
        scale=typed.measure.scale,
        confidence=typed.confidence,
        checks=typed.totals.checks(),
        ocr=grid.ocr,
        specimen=passage.specimen,
    )


def _cell(table: Table, cell: GridCell, read: TypedCell, cell_id: Callable[..., str]) -> Cell:
    return Cell(
        cell_id=cell_id(cell.row, cell.col),
        table_id=table.table_id,
        document_id=table.document_id,
        payload_sha256=table.payload_sha256,
        row=cell.row,
        col=cell.col,
        row_span=cell.row_span,
        col_span=cell.col_span,
        text=cell.text,
        page=cell.page,
        bbox=cell.bbox,
        is_header=cell.is_header,
        repeated=cell.repeated,
        text_clean=read.text_clean,
        note_marks=read.note_marks,
        kind=read.kind,
        value=read.value,
        value_date=read.value_date,
        unit=read.unit,
        scale=read.scale,
        header_path=read.header_path,
        stub_path=read.stub_path,
        is_total=read.is_total,
        adds_up=read.adds_up,
        specimen=table.specimen,
    )


def _note(table: Table, note: Note, ordinal: int) -> TableNote:
    return TableNote(
        note_id=row_id("tnt", table.payload_sha256, table.ordinal, ordinal),
        table_id=table.table_id,
        document_id=table.document_id,
        payload_sha256=table.payload_sha256,
        ordinal=ordinal,
        mark=note.mark,
        text=note.text,
        means=note.means,
        passage_id=note.line.passage_id,
        page=note.line.page,
        specimen=table.specimen,
    )
