"""From rulings to grids: lines that cross make a lattice, and what no line parts is one cell.

The geometry is that of spreadsheets: the rulings of a lattice give its column and row edges, each slot
between neighbouring edges belongs to a cell, and two slots without a ruling between them belong to the same
cell. So a merged cell is one cell with spans, and nothing is repeated. Columns and rows count from 0.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from extractors.pdf.glyphs import Floats
from extractors.pdf.marks import Ruling
from extractors.records import BBox

SNAP = 2.5
"""Points within which rulings side by side are one."""

JOIN = 3.0
"""Points by which rulings may miss each other and still meet."""

MAX_SLOTS = 250_000
"""Slots of a lattice beyond which it is a drawing; the widest list seen has 4,000 a page."""

_FULL = 0.5
_MOST = 0.75
_LOWEST_ROW = 4.5


@dataclass(slots=True)
class Slot:
    """The slots of a lattice that one cell covers; ends are exclusive. Not frozen, as words."""

    row: int
    col: int
    row_end: int
    col_end: int


@dataclass(frozen=True, slots=True)
class Lattice:
    """Column edges, row edges, and the cells between them in reading order."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    slots: tuple[Slot, ...]

    @property
    def bbox(self) -> BBox:
        """The box of the whole lattice."""
        return (self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def box(self, slot: Slot) -> BBox:
        """Give the box of one cell."""
        return (self.xs[slot.col], self.ys[slot.row], self.xs[slot.col_end], self.ys[slot.row_end])

    def cells_at(self, x: Floats, y: Floats) -> NDArray[np.int32]:
        """Give the number of the cell in which each of some points lies, or -1."""
        grid = [[-1] * (len(self.xs) + 1) for _ in range(len(self.ys) + 1)]
        for number, slot in enumerate(self.slots):
            for row in grid[slot.row + 1 : slot.row_end + 1]:
                row[slot.col + 1 : slot.col_end + 1] = [number] * (slot.col_end - slot.col)
        rows, cols = (np.searchsorted(edges, at, side="right") for edges, at in ((self.ys, y), (self.xs, x)))
        return np.array(grid, dtype=np.int32)[rows, cols]


@dataclass(frozen=True, slots=True)
class Rulings:
    """The horizontal and the vertical rulings of a page in order, pieces of one line joined."""

    across: list[Ruling]
    down: list[Ruling]


def rulings_of(drawn: Iterable[Ruling]) -> Rulings:
    """Join what is drawn to rulings; what is shorter than a point is none."""
    lines = [ruling for ruling in drawn if ruling.end - ruling.start >= 1]
    return Rulings(*(_merged(r for r in lines if r.horizontal is level) for level in (True, False)))


def lattices(rulings: Rulings) -> list[Lattice]:
    """Find the lattices of a page, from top to bottom; a box around text is one of a single cell."""
    found = [_lattice(*_closed(*group)) for group in _groups(rulings.across, rulings.down)]
    return sorted((lattice for lattice in found if lattice), key=lambda lattice: lattice.bbox[1::-1])


def _merged(rulings: Iterable[Ruling]) -> list[Ruling]:
    """Make one ruling of those that lie on one line and touch."""
    merged: list[Ruling] = []
    for line in _snapped(rulings):
        at = sum(ruling.at for ruling in line) / len(line)
        start, end = line[0].start, line[0].end
        for ruling in line:
            if ruling.start > end + JOIN:
                merged.append(Ruling(ruling.horizontal, at, start, end))
                start, end = ruling.start, ruling.end
            end = max(end, ruling.end)
        merged.append(Ruling(line[0].horizontal, at, start, end))
    return merged


def _snapped(rulings: Iterable[Ruling]) -> list[list[Ruling]]:
    """Give rulings by the line on which they lie, in order along it."""
    lines: list[list[Ruling]] = []
    for ruling in sorted(rulings, key=attrgetter("at", "start")):
        if lines and ruling.at - lines[-1][0].at <= SNAP:
            lines[-1].append(ruling)
        else:
            lines.append([ruling])
    return [sorted(line, key=attrgetter("start")) for line in lines]


class _Sets:
    """Numbers in sets that are joined pair by pair; each set has one of its numbers as leader."""

    def __init__(self, size: int) -> None:
        self._next = list(range(size))

    def leader(self, number: int) -> int:
        """Give the leader of the set that a number is in."""
        while self._next[number] != number:
            self._next[number] = self._next[self._next[number]]
            number = self._next[number]
        return number

    def join(self, one: int, other: int) -> None:
        """Make one set of two."""
        self._next[self.leader(one)] = self.leader(other)


def _groups(across: Sequence[Ruling], down: Sequence[Ruling]) -> Iterator[tuple[list[Ruling], list[Ruling]]]:
    """Give rulings that cross, directly or through others, as pairs of horizontal and vertical ones."""
    sets = _Sets(len(across) + len(down))
    heights = [ruling.at for ruling in across]
    for number, vertical in enumerate(down, start=len(across)):
        first = bisect_right(heights, vertical.start - JOIN)
        for index in range(first, bisect_right(heights, vertical.end + JOIN)):
            if across[index].start - JOIN <= vertical.at <= across[index].end + JOIN:
                sets.join(index, number)
    groups: dict[int, tuple[list[Ruling], list[Ruling]]] = defaultdict(lambda: ([], []))
    for index, ruling in enumerate((*across, *down)):
        groups[sets.leader(index)][0 if ruling.horizontal else 1].append(ruling)
    return (group for group in groups.values() if len(group[0]) > 1 and group[1])


def _closed(across: list[Ruling], down: list[Ruling]) -> tuple[list[Ruling], list[Ruling]]:
    """Close the open sides of a table whose outer rulings are left out: its rules show how far it goes."""
    top, bottom = across[0].at, max(ruling.at for ruling in across)
    left, right = min(ruling.start for ruling in across), max(ruling.end for ruling in across)
    sides = []
    for edge, ends in ((left, [r.start for r in across]), (right, [r.end for r in across])):
        reaching = sum(abs(end - edge) <= 2 * JOIN for end in ends)
        there = [ruling for ruling in down if abs(ruling.at - edge) <= JOIN]
        drawn = sum(ruling.end - ruling.start for ruling in there)
        if reaching >= max(2, len(across) / 3) and drawn < 0.9 * (bottom - top):
            at = there[0].at if there else edge
            sides.append(Ruling(horizontal=False, at=at, start=top, end=bottom))
    foot = _foot(across, down)
    return [*across, *foot], sorted([*down, *sides], key=lambda ruling: ruling.at)


def _foot(across: Sequence[Ruling], down: Sequence[Ruling]) -> list[Ruling]:
    """Close a table below whose last full rule the columns go on, as some spreadsheets print their bodies."""
    end = max(ruling.end for ruling in down)
    reaching = [ruling.at for ruling in down if end - ruling.end <= 2 * JOIN]
    if len(reaching) < max(3, len({ruling.at for ruling in down}) / 3):
        return []
    widest = max(across, key=lambda ruling: ruling.end - ruling.start)
    left, right = min(*reaching, widest.start), max(*reaching, widest.end)
    drawn: dict[float, float] = defaultdict(float)
    for ruling in across:
        drawn[ruling.at] += ruling.end - ruling.start
    last = max((at for at, length in drawn.items() if length >= _FULL * (right - left)), default=across[0].at)
    return [Ruling(horizontal=True, at=end, start=left, end=right)] if end - last > _LOWEST_ROW else []


def _lattice(across: Sequence[Ruling], down: Sequence[Ruling]) -> Lattice | None:
    ys, xs = sorted({ruling.at for ruling in across}), sorted({ruling.at for ruling in down})
    if not xs[1:] or not ys[1:] or len(xs) * len(ys) > MAX_SLOTS:
        return None
    above, before = _ruled(ys, xs, across), _ruled(xs, ys, down)
    slots = sorted(_cells(above, before), key=attrgetter("row", "col"))
    return Lattice(tuple(xs), tuple(ys), tuple(slots)) if slots else None


def _ruled(places: Sequence[float], edges: Sequence[float], rulings: Iterable[Ruling]) -> list[list[bool]]:
    """Tell for each place at which rulings lie along which slots between edges one runs."""
    n_slots = len(edges) - 1
    sides = {at: [False] * n_slots for at in places}
    for ruling in rulings:
        side = sides[ruling.at]
        first = bisect_left(edges, ruling.start - JOIN)
        last = bisect_right(edges, ruling.end + JOIN) - 1
        side[first:last] = [True] * (last - first)
        for slot in (first - 1, last):
            if 0 <= slot < n_slots and not side[slot]:
                side[slot] = _runs_along(ruling, edges[slot], edges[slot + 1])
    return list(sides.values())


def _runs_along(ruling: Ruling, start: float, end: float) -> bool:
    """Tell whether a ruling that ends beside a slot runs along most of it."""
    return min(ruling.end, end) - max(ruling.start, start) >= _MOST * (end - start)


def _cells(above: Sequence[Sequence[bool]], before: Sequence[Sequence[bool]]) -> Iterator[Slot]:
    """Join slots that no ruling parts, and give each joined area that is closed, cut to rectangles.

    Args:
        above: for each row edge, along which columns it is ruled.
        before: for each column edge, along which rows it is ruled.
    """
    n_rows, n_cols = len(above) - 1, len(before) - 1
    outside = n_rows * n_cols
    sets = _Sets(outside + 1)
    for row, side in enumerate(above):
        for col in _open(side):
            here = row * n_cols + col if row < n_rows else outside
            sets.join(here, (row - 1) * n_cols + col if row else outside)
    for col, side in enumerate(before):
        for row in _open(side):
            here = row * n_cols + col if col < n_cols else outside
            sets.join(here, row * n_cols + col - 1 if col else outside)
    areas: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for index in range(outside):
        areas[sets.leader(index)].append(divmod(index, n_cols))
    areas.pop(sets.leader(outside), None)
    for area in areas.values():
        yield from _rectangles(area)


def _open(side: Sequence[bool]) -> list[int]:
    """Give the slots along which no ruling runs."""
    return [slot for slot, ruled in enumerate(side) if not ruled]


def _rectangles(area: Sequence[tuple[int, int]]) -> Iterator[Slot]:
    """Give an area as one rectangle, or as one a row where it has corners."""
    if len(area) == 1:
        row, col = area[0]
        yield Slot(row, col, row + 1, col + 1)
        return
    rows, cols = {row for row, _ in area}, {col for _, col in area}
    if len(rows) * len(cols) == len(area):
        yield Slot(min(rows), min(cols), max(rows) + 1, max(cols) + 1)
        return
    members, taken = set(area), set[tuple[int, int]]()
    for row, col in sorted(area):
        if (row, col) in taken:
            continue
        end = col
        while (row, end) in members:
            taken.add((row, end))
            end += 1
        yield Slot(row, col, row + 1, end)
