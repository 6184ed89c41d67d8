"""Tables of attachments, as ``Attachment | Ext. | Size | Date``: the cells of a row are the note of its link.

A column is known by its heading; without headings by what is in a cell, and then both a format and a size
are asked for. A number of pages and a date count only beside a format or a size.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import reduce

from extractors.grid import Grid, GridCell
from extractors.html import notes
from extractors.records import CellKind
from extractors.stated import LinkNote
from extractors.tables.values import day_of, value_of

_HEADINGS = {
    "format": re.compile(r"(?:file\s*)?(?:ext(?:ension|\.)?|type|format)|extensi\u00f3n|formato"),
    "size": re.compile(r"(?:file\s*)?size(?:\s*\(.*\))?|tama\u00f1o"),
    "pages": re.compile(r"(?:n(?:umber|o\.?)\s+of\s+)?pages|p\u00e1ginas"),
    "date": re.compile(r"(?:(?:file|posted|upload(?:ed)?|publication|revision)\s+)?date(?:\s+posted)?|fecha"),
}
_Row = Sequence[tuple[int, GridCell]]


def notes_of_cells(grid: Grid) -> Mapping[int, LinkNote]:
    """Give the note for the links in a cell, by the number of the cell among those of the grid.

    ``raw`` is the text of the cells of the note with what stands between them, as in the text of the table.
    """
    columns = _columns(grid)
    if grid.n_header_rows and not {"format", "size"} & set(columns.values()):
        return {}
    rows: defaultdict[int, list[tuple[int, GridCell]]] = defaultdict(list)
    for number, cell in enumerate(grid.cells):
        if cell.row >= grid.n_header_rows and cell.row_span == cell.col_span == 1:
            rows[cell.row].append((number, cell))
    return {place: note for row in rows.values() for place, note in _notes_of_row(row, columns).items()}


def _columns(grid: Grid) -> dict[int, str]:
    """Give what the columns hold, by their last headings."""
    headings = {cell.col: cell.text for cell in grid.cells if cell.row < grid.n_header_rows}
    known = ((col, _heading(text.strip(" :").lower())) for col, text in headings.items())
    return {col: name for col, name in known if name}


def _heading(text: str) -> str | None:
    return next((name for name, form in _HEADINGS.items() if form.fullmatch(text)), None)


def _notes_of_row(row: _Row, columns: Mapping[int, str]) -> dict[int, LinkNote]:
    """Read the note of a row; it is that of each cell that is no part of it and has words."""
    parts = {cell.col: part for _, cell in row if (part := _part(cell, columns.get(cell.col), columns))}
    if not parts:
        return {}
    raw = "\t".join(cell.text for _, cell in row if min(parts) <= cell.col <= max(parts))
    note = reduce(_merged, parts.values(), LinkNote(raw))
    enough = (note.format is not None) + (note.bytes is not None)
    if enough < (1 if columns else 2):
        return {}
    return {number: note for number, cell in row if cell.col not in parts and cell.text}


def _part(cell: GridCell, name: str | None, columns: Mapping[int, str]) -> LinkNote | None:
    """Read a cell as a part of a note; ``None`` if it is none."""
    if name == "date":
        day = _day(cell.text)
        return LinkNote("", dated=day) if day else None
    if name == "pages":
        return LinkNote("", pages=int(cell.text)) if _is_count(cell.text) else None
    return notes.read_cell(cell.text) if name or not columns else None


def _day(text: str) -> date | None:
    """Read a day; in figures the month stands first, as all publishers here are American."""
    value = value_of(text)
    if value.day is None and value.kind is CellKind.DATE:
        return day_of(text, month_first=True).day
    return value.day


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 5  # noqa: PLR2004


def _merged(note: LinkNote, part: LinkNote) -> LinkNote:
    return replace(
        note,
        format=note.format or part.format,
        pages=note.pages if part.pages is None else part.pages,
        bytes=note.bytes if part.bytes is None else part.bytes,
        bytes_least=note.bytes_least if part.bytes_least is None else part.bytes_least,
        bytes_most=note.bytes_most if part.bytes_most is None else part.bytes_most,
        dated=note.dated or part.dated,
    )
