"""HTML tables to grids, by the table model of the HTML standard, and which of them hold data at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from bs4 import Tag

from extractors.grid import Grid, GridCell
from extractors.html.text import Line
from extractors.html.tree import ZONE_TAG

METHOD = "html"
MAX_PLACES = 400_000
"""Places in a grid, rows times columns."""

MAX_COL_SPAN = 1000
"""The most columns a cell may span by the standard; a larger number is a way to say "all of them"."""

LEAST = 2
"""Rows, and columns in the widest row, below which nothing is a table of data."""

LONG_CELL = 400
"""Characters; a table without header cells or rules that has a longer cell is taken for a page layout."""

_HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]
_GROUPS = {"thead": 0, "tbody": 1, "tfoot": 2}

LEAST_INDENT = 2
"""No-break spaces in front of a label from which they indent it; a single one is there by chance."""

CellLine = Callable[[Tag], Line]


class GridTooLarge(ValueError):
    """The spans of a table add up to more places than :data:`MAX_PLACES`."""


def is_layout(table: Tag) -> bool:
    """Tell whether a table only arranges a page: then its cells are read as text, one after the other.

    Data are at least two rows and two columns, without a table inside, that have a header cell, a caption
    or rules, or whose cells are short and mostly filled.
    """
    if table.get("role") in ("presentation", "none") or table.find(["table", ZONE_TAG]) or _has_strays(table):
        return True
    rows = [_cells(row) for _, row in _rows(table)]
    if len(rows) < LEAST or max(map(len, rows)) < LEAST:
        return True
    if table.find(["th", "caption", "thead"]):
        return False
    if table.find([*_HEADINGS, "form", "input"]):
        return True
    if str(table.get("border") or "0").strip() not in ("0", "no", "none"):
        return False
    return _is_loose([cell.get_text() for row in rows for cell in row])


def _has_strays(table: Tag) -> bool:
    """Tell whether text stands in a table but in none of its cells, as in broken markup."""
    groups = table.find_all(["thead", "tbody", "tfoot"], recursive=False)
    inner = [(row, ("td", "th")) for _, row in _rows(table)] + [(group, ("tr",)) for group in groups]
    return (
        any(
            child.get_text().strip()
            for node, expected in [(table, ("caption", "thead", "tbody", "tfoot", "tr")), *inner]
            for child in node.children
            if not (isinstance(child, Tag) and child.name in expected)
        )
        or len(table.find_all("caption")) > 1
    )


def _is_loose(texts: list[str]) -> bool:
    filled = [text for text in texts if text.strip()]
    return len(filled) * 2 < len(texts) or any(len(text) > LONG_CELL for text in filled)


def read(table: Tag, *, line_of: CellLine, caption: str | None = None) -> Grid:
    """Read a table of data.

    ``line_of`` is asked for each cell once, in reading order. Spans end with their row group and where
    another cell stands, so cells never overlap. Rows of a ``thead`` come first and of a ``tfoot`` last.
    Without any header cell, a first row that alone is bold throughout is the header.

    Raises:
        GridTooLarge: the grid would have more than :data:`MAX_PLACES` places.
    """
    rows = list(_rows(table))
    layout = _Layout(groups=[group for group, _ in rows])
    for number, (_, row) in enumerate(rows):
        for cell in _cells(row):
            layout.place(cell, row=number, line=line_of(cell))
    cells = tuple(layout.finished())
    header_rows = _header_rows(rows)
    bold = header_rows == 0 and _has_bold_header([row for _, row in rows])
    return Grid(
        cells=tuple(replace(cell, is_header=True) if bold and cell.row == 0 else cell for cell in cells),
        n_rows=len(rows),
        n_cols=layout.width,
        method=METHOD,
        n_header_rows=1 if bold else header_rows,
        caption=caption,
    )


@dataclass(slots=True)
class _Layout:
    """Places cells row by row, as the standard's algorithm for forming a table does."""

    groups: list[int]
    width: int = 0
    _taken: set[tuple[int, int]] = field(default_factory=set)
    _cells: list[GridCell] = field(default_factory=list)
    _full_width: set[int] = field(default_factory=set)

    def place(self, cell: Tag, *, row: int, line: Line) -> None:
        col = self._first_free(row)
        asked = _span(cell, "colspan")
        cols = 1
        while asked <= MAX_COL_SPAN and cols < asked and (row, col + cols) not in self._taken:
            cols += 1
        if asked > MAX_COL_SPAN:
            self._full_width.add(len(self._cells))
        rows = self._rows_below(row, _span(cell, "rowspan", unlimited=0))
        self._take(row, col, rows, cols)
        header = cell.name == "th" or self.groups[row] == 0
        self._cells.append(
            GridCell(
                row,
                col,
                line.text,
                row_span=rows,
                col_span=cols,
                is_header=header,
                raised=tuple(line.raised),
                extent=_extent(line),
            )
        )

    def finished(self) -> Iterator[GridCell]:
        for number, cell in enumerate(self._cells):
            yield self._widened(cell) if number in self._full_width else cell

    def _first_free(self, row: int) -> int:
        col = self._cells[-1].col + self._cells[-1].col_span if self._in_row(row) else 0
        while (row, col) in self._taken:
            col += 1
        return col

    def _in_row(self, row: int) -> bool:
        return bool(self._cells) and self._cells[-1].row == row

    def _rows_below(self, row: int, asked: int) -> int:
        last = row
        while last + 1 < len(self.groups) and self.groups[last + 1] == self.groups[row]:
            if asked and last + 1 - row >= asked:
                break
            last += 1
        return last - row + 1

    def _take(self, row: int, col: int, rows: int, cols: int) -> None:
        self.width = max(self.width, col + cols)
        if max(len(self._taken) + rows * cols, self.width * len(self.groups)) > MAX_PLACES:
            raise GridTooLarge(f"{len(self.groups)} rows of {self.width} columns")
        self._taken.update((row + down, col + right) for down in range(rows) for right in range(cols))

    def _widened(self, cell: GridCell) -> GridCell:
        cols = cell.col_span
        below = range(cell.row, cell.row + cell.row_span)
        while cell.col + cols < self.width and all(
            (row, cell.col + cols) not in self._taken for row in below
        ):
            cols += 1
        self._taken.update((row, cell.col + right) for row in below for right in range(cols))
        return replace(cell, col_span=cols)


def _extent(line: Line) -> tuple[float, float]:
    start = line.indent if line.indent >= LEAST_INDENT else 0
    return float(start), float(start + len(line))


def _rows(table: Tag) -> Iterator[tuple[int, Tag]]:
    """Give the rows with the number of their group: 0 for a head, from 1 on for bodies, the foot last."""
    groups: list[tuple[int, int, list[Tag]]] = []
    for place, child in enumerate(table.find_all(["thead", "tbody", "tfoot", "tr"], recursive=False)):
        if child.name != "tr":
            groups.append((_GROUPS[child.name], place, child.find_all("tr", recursive=False)))
        elif groups and groups[-1][0] == 1:
            groups[-1][2].append(child)
        else:
            groups.append((1, place, [child]))
    for number, (rank, _, rows) in enumerate(sorted(groups, key=lambda group: group[:2])):
        yield from ((number + 1 if rank else 0, row) for row in rows)


def _cells(row: Tag) -> list[Tag]:
    return row.find_all(["td", "th"], recursive=False)


def _span(cell: Tag, name: str, *, unlimited: int = 1) -> int:
    """Read a span; ``rowspan=0`` means to the end of the row group."""
    value = str(cell.get(name) or "").strip()[:9]
    if not value.isascii() or not value.isdigit():
        return 1
    return int(value) or unlimited


def _header_rows(rows: list[tuple[int, Tag]]) -> int:
    count = 0
    for group, row in rows:
        cells = _cells(row)
        if group != 0 and not (cells and all(cell.name == "th" for cell in cells)):
            break
        count += 1
    return count if count < len(rows) else 0


def _has_bold_header(rows: list[Tag]) -> bool:
    if len(rows) < LEAST or any(row.find("th") for row in rows):
        return False
    return _is_bold(rows[0]) and not _is_bold(rows[1])


def _is_bold(row: Tag) -> bool:
    cells = _cells(row)
    return bool(cells) and all(
        "".join(cell.get_text().split())
        == "".join("".join(bold.get_text() for bold in cell.find_all(["b", "strong"])).split())
        != ""
        for cell in cells
    )
