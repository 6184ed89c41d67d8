"""What a table holds: tables, cells and notes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from extractors.records.identity import BBox


class CellKind(StrEnum):
    """What is printed in a cell, by its form and by what the notes of its table say. The list is closed.

    ``symbol`` is a printed sign, such as a dash or a bare code letter among figures, whose meaning the table
    does not state, or states to be none of the others. Header cells are ``text`` or ``blank``.
    """

    NUMBER = "number"
    PERCENT = "percent"
    CURRENCY = "currency"
    DATE = "date"
    TEXT = "text"
    SUPPRESSED = "suppressed"
    NOT_APPLICABLE = "not_applicable"
    NOT_AVAILABLE = "not_available"
    REDACTED = "redacted"
    SYMBOL = "symbol"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a page or PDF; one that runs over several pages is one table, placed where it begins."""

    table_id: str
    document_id: str
    payload_sha256: str
    ordinal: int
    passage_id: str
    caption: str | None
    n_rows: int
    n_cols: int
    n_header_rows: int
    page: int | None
    last_page: int | None
    bbox: BBox | None
    method: str
    unit: str | None
    scale: str | None
    confidence: float
    checks: tuple[str, ...]
    ocr: str | None
    specimen: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table at its top left place in the grid, rows and columns counted from 0.

    A cell that spans rows or columns stands once. ``repeated`` marks header cells printed again where a
    table goes on over a page. ``text`` is what is printed; all that follows ``repeated`` is read out of it
    and of its surroundings, and never replaces it. ``value`` is a float because any decimal of up to 15
    figures goes through one and back unharmed and every tool has it; a longer figure is text. It is the
    number as printed: neither percent nor ``scale`` are multiplied in.
    """

    cell_id: str
    table_id: str
    document_id: str
    payload_sha256: str
    row: int
    col: int
    row_span: int
    col_span: int
    text: str
    page: int | None
    bbox: BBox | None
    is_header: bool
    repeated: bool
    text_clean: str
    note_marks: tuple[str, ...]
    kind: CellKind
    value: float | None
    value_date: date | None
    unit: str | None
    scale: str | None
    header_path: tuple[str, ...]
    stub_path: tuple[str, ...]
    is_total: bool
    adds_up: bool | None
    specimen: bool


@dataclass(frozen=True, slots=True)
class TableNote:
    """A note of a table: a footnote, a line of its key, or its source, with the mark that leads to it.

    A footnote printed once for several tables is a row for each. ``mark`` is written plainly, see
    :func:`extractors.tables.notemarks.plain_mark`.
    """

    note_id: str
    table_id: str
    document_id: str
    payload_sha256: str
    ordinal: int
    mark: str | None
    text: str
    means: CellKind | None
    passage_id: str | None
    page: int | None
    specimen: bool
