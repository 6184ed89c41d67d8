"""Extracted tables as rows of values that know the heading they stand under.

All that the checks see of an extraction passes here, and of the records only tables and cells are read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extractors.records import Cell, Extraction, Table


@dataclass(frozen=True, slots=True)
class Value:
    """What a cell says, and the heading above it."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row below the headings of a table: its label, and its values from left to right.

    ``table`` is the ordinal of the table, ``page`` where the row is printed.
    """

    table: int
    page: int | None
    label: str
    values: tuple[Value, ...]


def rows(extraction: Extraction) -> Iterator[Row]:
    """Give the rows of all tables in the order in which they are printed, headings left out."""
    cells: defaultdict[str, list[Cell]] = defaultdict(list)
    for cell in extraction.cells:
        cells[cell.table_id].append(cell)
    for table in extraction.tables:
        yield from rows_of(table, cells[table.table_id])


def captions(extraction: Extraction) -> list[tuple[int | None, str]]:
    """Give the page and the caption of each table; no caption is an empty one."""
    return [(table.page, table.caption or "") for table in extraction.tables]


def rows_of(table: Table, cells: Iterable[Cell]) -> Iterator[Row]:
    """Give the rows of one table. A cell that spans rows stands in each of them."""
    headings: list[Cell] = []
    body: defaultdict[int, list[Cell]] = defaultdict(list)
    for cell in cells:
        if is_heading(cell, table):
            headings.append(cell)
            continue
        for row in range(cell.row, cell.row + cell.row_span):
            body[row].append(cell)
    above = {col: heading_of(headings, col) for col in range(table.n_cols)}
    for row in sorted(body):
        yield row_of(table.ordinal, sorted(body[row], key=lambda cell: cell.col), above=above)


def is_heading(cell: Cell, table: Table) -> bool:
    """Tell whether a cell is part of the headings of its table, and not the label of a row or a section."""
    return cell.is_header and (cell.repeated or cell.row < table.n_header_rows)


def row_of(table: int, cells: list[Cell], *, above: dict[int, str]) -> Row:
    """Give one row; its label is what stands in the first column."""
    label = " ".join(cell.text for cell in cells if cell.col == 0)
    values = (Value(above.get(cell.col, ""), cell.text) for cell in cells if cell.col)
    return Row(table, cells[0].page, label, tuple(values))


def heading_of(headings: Iterable[Cell], col: int) -> str:
    """Give the heading of a column, from top to bottom.

    Cells over several columns are titles and groups, which the printed tables of the truth name nowhere;
    headings that are printed again on the next page say nothing new.
    """
    own = [cell for cell in headings if cell.col == col and cell.col_span == 1 and not cell.repeated]
    return " ".join(cell.text for cell in sorted(own, key=lambda cell: cell.row) if cell.text)
