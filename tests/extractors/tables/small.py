"""Small tables written as rows of texts, and what is read out of them."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.grid import Grid, GridCell
from extractors.records import Passage, PassageKind
from extractors.tables.columns import TypedCell
from extractors.tables.notes import Line
from extractors.tables.rows import TableRows
from extractors.tables.typed import TypedTable


def grid(*rows: Sequence[str], n_header_rows: int = 1, caption: str | None = None, raised=None) -> Grid:
    """Make a table; ``raised`` gives stretches by place. Leading blanks of a text indent it."""
    cells = [
        GridCell(row, col, text.strip(), raised=(raised or {}).get((row, col), ()), extent=_extent(text))
        for row, texts in enumerate(rows)
        for col, text in enumerate(texts)
    ]
    return Grid(tuple(cells), len(rows), len(rows[0]), "html", n_header_rows, caption)


def _extent(text: str) -> tuple[float, float]:
    return float(len(text) - len(text.lstrip())), float(len(text))


def below(*texts: str) -> list[Line]:
    """Make lines that stand directly behind a table."""
    return [Line(text, PassageKind.PARAGRAPH) for text in texts]


def typed(table: Grid, *notes: str) -> dict[tuple[int, int], TypedCell]:
    """Give what is read of each cell, by its place."""
    cells = TypedTable(table, below(*notes)).cells()
    return {(cell.row, cell.col): read for cell, read in zip(table.cells, cells, strict=True)}


def rows_of(table: Grid, *notes: str, text: str = "") -> TableRows:
    """Give the rows of a dataset."""
    passage = Passage(
        passage_id="psg-1",
        document_id="doc-1",
        payload_sha256="ab" * 32,
        ordinal=0,
        kind=PassageKind.TABLE,
        heading_path=(),
        text=text,
        char_start=0,
        char_end=len(text),
        text_sha256="cd" * 32,
        page=None,
        bbox=None,
        ocr=None,
        confidence=None,
        specimen=True,
    )
    return TableRows(table, passage, 0, below(*notes))
