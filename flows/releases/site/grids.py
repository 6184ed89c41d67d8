"""A table of the dataset as a page shows it: rows of cells with what each spans."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from flows.releases.site.rows import Row


@dataclass(frozen=True, slots=True)
class Grid:
    """A table and its cells.

    Args:
        table: the row of the table.
        lines: the rows of cells, top down; cells that only repeat a header over a page are left out.
    """

    table: Row
    lines: tuple[tuple[Row, ...], ...]


def grids(tables: Sequence[Row], cells: Sequence[Row]) -> dict[str, Grid]:
    """Give the tables of a document by the passage that they stand in.

    Args:
        tables: its tables.
        cells: their cells, in the order of table, row and column.
    """
    lines: dict[str, list[tuple[Row, ...]]] = {}
    for (table, _), line in groupby(cells, key=lambda cell: (cell["table_id"], cell["row"])):
        kept = tuple({**cell, "scope": _scope(cell)} for cell in line if not cell["repeated"])
        if kept:
            lines.setdefault(table, []).append(kept)
    return {table["passage_id"]: Grid(table, tuple(lines.get(table["table_id"], ()))) for table in tables}


def _scope(cell: Mapping[str, Any]) -> str | None:
    """Tell what a header heads; a cell that is none has no scope."""
    if not cell["is_header"]:
        return None
    return "colgroup" if cell["col_span"] > 1 else "col"


def boxes(cells: Sequence[Row], passages: Sequence[Row]) -> Iterator[tuple[int, str, tuple[float, ...]]]:
    """Give page, id and box of whatever stands at a place of a page."""
    for name, found in (("cell_id", cells), ("passage_id", passages)):
        for row in found:
            if row["page"] and row["bbox"] and not (name == "passage_id" and row["kind"] == "table"):
                yield row["page"], row[name], tuple(row["bbox"])
