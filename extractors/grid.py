"""A table on its own: cells at their places, before there is a document to put them in."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.records import BBox

Raised = tuple[tuple[int, int], ...]
"""Stretches of a text that are printed above its line: start and end of each, as offsets."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell before it has a table: place and span in the grid, text, and where it was seen.

    ``raised`` are the stretches of ``text`` that stand above its line, start and end as offsets: what tells
    the mark of a note from the last figure of a number. ``extent`` is where the first line of the text begins
    and ends, counted from the left edge of the column in points, in web pages in spaces; it gives
    indentation.
    """

    row: int
    col: int
    text: str
    row_span: int = 1
    col_span: int = 1
    is_header: bool = False
    repeated: bool = False
    page: int | None = None
    bbox: BBox | None = None
    raised: Raised = ()
    extent: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table before it has a document; its cells do not overlap and may leave places of the grid empty."""

    cells: tuple[GridCell, ...]
    n_rows: int
    n_cols: int
    method: str
    n_header_rows: int = 0
    caption: str | None = None
    page: int | None = None
    last_page: int | None = None
    bbox: BBox | None = None

    def as_text(self) -> str:
        """Give the text of the grid, a tab between columns and a line a row; a spanning cell stands once."""
        rows: list[list[str]] = [[""] * self.n_cols for _ in range(self.n_rows)]
        for cell in self.cells:
            rows[cell.row][cell.col] = " ".join(cell.text.split())
        return "\n".join("\t".join(row).rstrip("\t") for row in rows).strip("\n")
