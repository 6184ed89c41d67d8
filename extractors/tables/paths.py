"""What a cell stands under: the headers of its column, outermost first, and the labels of its row.

A row stands under the group rows above it, the rows above it that are indented less, and the merged or left
out labels to its left. Indentation is only trusted where the labels share few left edges, since the left
edges of centred or right-aligned labels mean nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from extractors.grid import Grid, GridCell

Path = tuple[str, ...]

MAX_LEVELS = 8
"""Left edges of labels beyond which they are not levels of a hierarchy."""

_STEP_POINTS = 2.0
_STEP_SPACES = 0.5
_TOTAL = re.compile(
    r"(?:grand |sub-?|overall |combined |nationwide )?totals?\b(?! (?:number|amount) of\b)"
    r"|.*\S\s\(?(?:sub-?)?totals?\)?$",
    re.IGNORECASE,
)
_CLOSES_GROUPS = re.compile(r"(?:grand|overall|combined|nationwide) totals?\b|totals?, all\b", re.IGNORECASE)
_GROUP, _DATA = 0, 1


@lru_cache(maxsize=8_192)
def is_total(label: str) -> bool:
    """Tell whether a label says that it heads a total."""
    return bool(_TOTAL.match(label))


@lru_cache(maxsize=8_192)
def _closes_groups(label: str) -> bool:
    return bool(_CLOSES_GROUPS.match(label))


@dataclass(frozen=True, slots=True)
class Columns:
    """The header path of each column, and of each header cell in the order of these."""

    paths: tuple[Path, ...]
    of_headers: tuple[Path, ...]

    def over(self, col: int, col_span: int) -> Path:
        """Give the header path of a body cell; of one over several columns, what they have in common."""
        first, last = self.paths[col], self.paths[col + col_span - 1]
        common = 0
        while common < min(len(first), len(last)) and first[common] == last[common]:
            common += 1
        return first[:common]


def column_paths(n_cols: int, headers: Iterable[tuple[GridCell, str]]) -> Columns:
    """Read the header rows; a cell over all columns is a title and heads none of them.

    Args:
        n_cols: how many columns the table has.
        headers: the cells of its header rows with their texts without marks.
    """
    paths: list[list[str]] = [[] for _ in range(n_cols)]
    of_headers: list[Path] = []
    for cell, label in headers:
        of_headers.append(tuple(paths[cell.col]))
        if not label or (cell.col_span == n_cols > 1):
            continue
        for path in paths[cell.col : cell.col + cell.col_span]:
            if not path or path[-1] != label:
                path.append(label)
    return Columns(tuple(map(tuple, paths)), tuple(of_headers))


@dataclass(slots=True)
class Row:
    """A row of the body: its labels by stub column, and how much stands beside them."""

    labels: list[str]
    extent: tuple[float, float] | None = None
    n_data: int = 0
    covered_from: int | None = None
    wide: str = ""
    above: Path = ()
    parent: int | None = None

    @property
    def own(self) -> Path:
        """The labels printed for the row itself, outermost first."""
        return tuple([label for label in self.labels if label])

    @property
    def is_group(self) -> bool:
        """Whether it is a heading for the rows below: a label, and nothing beside it."""
        return self.n_data == 0 and self.covered_from is None and bool(self.wide or self.own)


@dataclass(frozen=True, slots=True)
class Stub:
    """The rows of a table's body with their labels, and how many of its first columns are labels."""

    n_cols: int
    rows: dict[int, Row]
    full: dict[int, Path]

    def paths(self, number: int) -> Iterator[Path]:
        """Give what each label column of a row stands under, then what the cells beside them do."""
        row = self.rows.get(number)
        if row is None:
            yield from [()] * (self.n_cols + 1)
            return
        for col in range(self.n_cols):
            yield row.above + tuple(label for label in row.labels[:col] if label) if col else row.above
        yield self.full[number]


@dataclass(frozen=True, slots=True)
class Body:
    """What is printed in the body of a table: its labels, and how much stands beside them.

    ``labels`` are cells in the first columns with their texts without marks, ``n_data`` counts the cells with
    text to their right by row, and ``covering`` gives the first row of those that a cell over several covers.
    """

    labels: Iterable[tuple[GridCell, str]]
    n_data: Mapping[int, int]
    covering: Mapping[int, int]


def stub_of(grid: Grid, body: Body, n_stub: int) -> Stub:
    """Read the labels of the rows.

    Args:
        grid: the table.
        body: what is printed in its body, but for rows that are notes.
        n_stub: how many of the first columns hold labels.
    """
    rows = _rows(grid, body, n_stub)
    _join_wrapped(rows)
    _carry_down(rows)
    levels = _levels(rows, _STEP_SPACES if grid.page is None else _STEP_POINTS) if n_stub == 1 else {}
    _Hierarchy(rows, _above_what_it_heads(rows, levels)).climb()
    full = {number: row.above + row.own for number, row in rows.items()}
    for number, row in rows.items():
        if row.covered_from is not None and not row.n_data:
            full[number] = full.get(row.covered_from, full[number])
    return Stub(n_stub, rows, full)


def _rows(grid: Grid, body: Body, n_stub: int) -> dict[int, Row]:
    rows = {number: Row([""] * n_stub, n_data=count) for number, count in body.n_data.items()}
    for number, start in body.covering.items():
        _row(rows, number, n_stub).covered_from = start
    for cell, label in body.labels:
        if cell.col_span > n_stub and cell.col + cell.col_span == grid.n_cols:
            _row(rows, cell.row, n_stub).wide = label
        else:
            _add_label(rows, cell, label, n_stub)
    return dict(sorted(rows.items()))


def _add_label(rows: dict[int, Row], cell: GridCell, label: str, n_stub: int) -> None:
    for number in range(cell.row, cell.row + cell.row_span):
        _row(rows, number, n_stub).labels[cell.col] = label
    if cell.col == 0:
        rows[cell.row].extent = cell.extent


def _row(rows: dict[int, Row], number: int, n_stub: int) -> Row:
    row = rows.get(number)
    if row is None:
        row = rows[number] = Row([""] * n_stub)
    return row


def _join_wrapped(rows: dict[int, Row]) -> None:
    """Join labels that are printed over several rows beside cells that span these."""
    for row in rows.values():
        start = None if row.n_data or row.covered_from is None else rows.get(row.covered_from)
        if start is not None:
            for place, label in enumerate(row.labels):
                if label and label != start.labels[place]:
                    start.labels[place] = f"{start.labels[place]} {label}".strip()


def _carry_down(rows: dict[int, Row]) -> None:
    """Repeat a label left out below its first row, where the label to its right is printed."""
    last: list[str] = []
    for row in rows.values():
        if row.is_group:
            last = []
            continue
        for place, label in enumerate(row.labels[:-1]):
            if label:
                break
            if place < len(last) and any(row.labels[place + 1 :]):
                row.labels[place] = last[place]
        last = row.labels


def _levels(rows: dict[int, Row], step: float) -> dict[int, int]:
    """Give the level of indentation of each row that has one."""
    extents = {number: row.extent for number, row in rows.items() if row.extent and not row.wide}
    if len(extents) < 3:
        return {}
    starts = [extent[0] for extent in extents.values()]
    ends = [extent[1] for extent in extents.values()]
    middles = [start + end for start, end in zip(starts, ends, strict=True)]
    if min(_spread(ends), _spread(middles) / 2) < 0.5 * _spread(starts):
        return {}
    edges = sorted(set(starts))
    levels, level = {edges[0]: 0}, 0
    for before, edge in pairwise(edges):
        level += edge - before > step
        levels[edge] = level
    if level >= MAX_LEVELS:
        return {}
    return {number: levels[extent[0]] for number, extent in extents.items()}


def _above_what_it_heads(rows: dict[int, Row], levels: dict[int, int]) -> dict[int, int]:
    """Put a group row no deeper than the row below it: a label in the middle of a table is not indented."""
    found = dict(levels)
    below: int | None = None
    for number, row in reversed(rows.items()):
        level = levels.get(number)
        if level is None:
            continue
        if row.is_group and below is not None:
            found[number] = min(level, below)
        elif row.n_data:
            below = level
    return found


def _spread(places: Sequence[float]) -> float:
    middle = sum(places) / len(places)
    return sum(abs(place - middle) for place in places) / len(places)


@dataclass(slots=True)
class _Hierarchy:
    """Puts each row under the rows that are open: group rows, and rows that are indented less."""

    rows: dict[int, Row]
    levels: dict[int, int]
    _open: list[tuple[tuple[int, int], Path, int | None]] = field(default_factory=list)
    """The rank of each open row, the labels down to it, and the nearest row with data, it or one above it."""

    def climb(self) -> None:
        level = 0
        for number, row in self.rows.items():
            if row.covered_from is not None and not row.n_data:
                continue
            level = self.levels.get(number, level)
            self._enter(number, row, level)

    def _enter(self, number: int, row: Row, level: int) -> None:
        label = row.wide or " ".join(row.own)
        if _closes_groups(label):
            self._open.clear()
        if row.wide:
            rank = (-1, _GROUP)
        elif is_total(label) and self._open and level > self._open[-1][0][0] >= 0:
            rank = (self._open[-1][0][0], _DATA)
        else:
            rank = (level, _GROUP if row.is_group else _DATA)
        while self._open and self._open[-1][0] >= rank:
            self._open.pop()
        if self._open:
            _, row.above, row.parent = self._open[-1]
        if label and (row.is_group or len(row.labels) == 1):
            self._open.append((rank, (*row.above, label), number if rank[1] == _DATA else row.parent))
