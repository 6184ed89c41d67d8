"""Columns by white: the vertical strips that the rows of a table leave free are its gutters."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import itemgetter

import numpy as np

from extractors.pdf.marks import Word
from extractors.tables.words import Row, Segment

Interval = tuple[float, float]

_STEP = 0.5
_TOLERATED = 0.08
_CLOSING_SPACES = 1.7
_NARROW = 0.35
_WIDE = 0.75
_MANY_ROWS = 4
_FULL = 0.6


def inked(row: Row, space: float) -> list[Interval]:
    """Give the stretches of a row that hold ink, white of about one space within them closed."""
    found: list[Interval] = []
    for segment in row.segments:
        start, end = segment.words[0].x0, segment.words[0].x1
        for word in segment.words[1:]:
            if word.x0 - end > _CLOSING_SPACES * space * row.size and not _sign(segment):
                found.append((start, end))
                start = word.x0
            end = max(word.x1, end)
        found.append((start, end))
    return found


def _sign(segment: Segment) -> bool:
    return len(segment.words) == 2 and not segment.words[0].text[-1].isalnum()


def columns_of(rows: Sequence[Row], space: float, walls: Sequence[float] = ()) -> list[Interval]:
    """Give the columns that some rows share, as stretches of ink between their gutters.

    The rows with the most segments show the gutters; the others, whose long labels may run over them, only
    add what stands clear of these.

    Args:
        rows: rows of one table.
        space: the width of a space in ems.
        walls: where vertical rulings part columns.
    """
    if not rows:
        return []
    full = _fullest(rows)
    narrowest = (_NARROW if len(rows) >= _MANY_ROWS else _WIDE) * sorted(row.size for row in rows)[
        len(rows) // 2
    ]
    firm = _shared(
        [_up_to_wall(ink, walls) for row in full for ink in inked(row, space)],
        walls,
        narrowest,
        int(_TOLERATED * len(full)),
    )
    inks = [_up_to_wall(ink, walls) for row in rows for ink in inked(row, space)]
    clear = [ink for ink in inks if not _crosses(ink, firm)]
    return _shared(clear or firm, walls, narrowest)


def _fullest(rows: Sequence[Row]) -> list[Row]:
    """Give the rows that have nearly as many segments as the fullest have."""
    counts = sorted((len(row.segments) for row in rows), reverse=True)
    least = _FULL * counts[min(1, len(counts) - 1)]
    return [row for row in rows if len(row.segments) >= least]


def _up_to_wall(ink: Interval, walls: Sequence[float]) -> Interval:
    """Cut a text that runs over a ruling where it meets it: it began in the cell before."""
    crossed = [wall for wall in walls if ink[0] + _STEP < wall < ink[1] - _STEP]
    return (ink[0], crossed[0]) if crossed else ink


def _crosses(ink: Interval, columns: Sequence[Interval]) -> bool:
    first = bisect_right(columns, ink[0], key=itemgetter(1))
    return first + 1 < len(columns) and columns[first + 1][0] < ink[1]


def _shared(
    inks: Sequence[Interval], walls: Sequence[float], narrowest: float, tolerated: int = 0
) -> list[Interval]:
    """Give the stretches that more inks than are tolerated cover, the narrowest gutter or more between."""
    low, high = min(start for start, _ in inks), max(end for _, end in inks)
    steps = np.zeros(int((high - low) / _STEP) + 3, dtype=np.int32)
    np.add.at(steps, [int((start - low) / _STEP) for start, _ in inks], 1)
    np.add.at(steps, [int((end - low) / _STEP) + 1 for _, end in inks], -1)
    return _joined(_stretches(np.cumsum(steps[:-1]) > tolerated, low), narrowest, walls)


def _stretches(covered: np.ndarray, low: float) -> list[Interval]:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], covered.astype(np.int8), [0]))))
    return [
        (low + start * _STEP, low + end * _STEP)
        for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
    ]


def _joined(stretches: Sequence[Interval], narrowest: float, walls: Sequence[float]) -> list[Interval]:
    columns: list[Interval] = []
    for start, end in _cut(stretches, walls):
        walled = any(columns[-1][1] - _STEP <= wall <= start + _STEP for wall in walls) if columns else False
        if columns and start - columns[-1][1] < narrowest and not walled:
            columns[-1] = (columns[-1][0], end)
        else:
            columns.append((float(start), float(end)))
    return columns


def _cut(stretches: Iterable[Interval], walls: Sequence[float]) -> Iterator[Interval]:
    """Cut stretches at the walls that stand in them."""
    for start, end in stretches:
        edges = [start, *(wall for wall in sorted(walls) if start + _STEP < wall < end - _STEP), end]
        yield from (part for part in pairwise(edges) if part[1] - part[0] > 3 * _STEP or len(edges) < 3)


def gutters(columns: Sequence[Interval]) -> list[float]:
    """Give the middles of the white between columns."""
    return [(left[1] + right[0]) / 2 for left, right in pairwise(columns)]


def over(start: float, end: float, columns: Sequence[Interval]) -> tuple[int, int]:
    """Give the columns that a stretch stands over, as first and one past the last.

    It stands over a column if it covers most of it, and at least over the one that it shares most with.
    """
    first = bisect_right(columns, start, key=itemgetter(1))
    most = -1
    for index in range(first, len(columns)):
        low, high = columns[index]
        if low >= end:
            break
        if min(end, high) - max(start, low) >= 0.5 * min(high - low, end - start):
            first = index if most < 0 else first
            most = index
    if most >= 0:
        return first, most + 1
    middles = gutters(columns)
    at = bisect_right(middles, (start + end) / 2)
    return at, at + 1


def by_column(words: Iterable[Word], columns: Sequence[Interval]) -> dict[int, list[Word]]:
    """Give words by the column that their middles lie in."""
    middles = gutters(columns)
    found: dict[int, list[Word]] = {}
    for word in words:
        found.setdefault(bisect_right(middles, (word.x0 + word.x1) / 2), []).append(word)
    return found
