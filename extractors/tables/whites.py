"""Columns by white: the vertical strips that the rows of a table leave free are its gutters."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

from extractors.pdf.glyphs import Floats
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
        walls: where vertical rulings part columns, from left to right.
    """
    if not rows:
        return []
    sizes = sorted(row.size for row in rows)
    narrowest = (_NARROW if len(rows) >= _MANY_ROWS else _WIDE) * sizes[len(rows) // 2]
    by_row = [inked(row, space) for row in rows]
    inks = _up_to_walls(np.array(list(chain.from_iterable(by_row))), walls)
    full = _are_full(rows)
    firm = _shared(
        inks[np.repeat(full, list(map(len, by_row)))], walls, narrowest, int(_TOLERATED * sum(full))
    )
    clear = inks[~_cross(inks, firm)]
    return _shared(clear if len(clear) else np.array(firm), walls, narrowest)


def _are_full(rows: Sequence[Row]) -> list[bool]:
    """Tell which rows have nearly as many segments as the fullest have."""
    counts = [len(row.segments) for row in rows]
    least = _FULL * sorted(counts)[-min(2, len(counts))]
    return [count >= least for count in counts]


def _up_to_walls(inks: Floats, walls: Sequence[float]) -> Floats:
    """Cut texts that run over a ruling where they meet it: they began in the cell before."""
    start, end = inks.T
    wall = np.array([*walls, np.inf])[np.searchsorted(walls, start + _STEP, side="right")]
    return np.stack((start, np.where(wall < end - _STEP, wall, end)), axis=1)


def _cross(inks: Floats, columns: Sequence[Interval]) -> NDArray[np.bool_]:
    """Tell which texts reach from one column into the next."""
    starts = np.array([*(low for low, _ in columns[1:]), np.inf, np.inf])
    crosses: NDArray[np.bool_] = (
        starts[np.searchsorted([high for _, high in columns], inks[:, 0], side="right")] < inks[:, 1]
    )
    return crosses


def _shared(inks: Floats, walls: Sequence[float], narrowest: float, tolerated: int = 0) -> list[Interval]:
    """Give the stretches that more inks than are tolerated cover, the narrowest gutter or more between."""
    low, high = float(inks[:, 0].min()), float(inks[:, 1].max())
    steps = ((inks - low) / _STEP).astype(np.int64)
    n_steps = int((high - low) / _STEP) + 3
    begun, ended = (np.bincount(at, minlength=n_steps) for at in (steps[:, 0], steps[:, 1] + 1))
    return _joined(_stretches(np.cumsum(begun - ended)[:-1] > tolerated, low), narrowest, walls)


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


def over(stretches: Sequence[Interval], columns: Sequence[Interval]) -> list[tuple[int, int]]:
    """Give the columns that each of some stretches stands over, as first and one past the last.

    It stands over a column if it covers most of it, and at least over the one that it shares most with.
    """
    start, end = np.array(stretches, dtype=np.float64).reshape(-1, 2, 1).transpose(1, 0, 2)
    low, high = np.array(columns, dtype=np.float64).T
    shared = np.minimum(end, high) - np.maximum(start, low)
    covers = (shared >= 0.5 * np.minimum(high - low, end - start)) & (low < end) & (start < high)
    nearest = np.searchsorted(gutters(columns), (start + end)[:, 0] / 2, side="right")
    covers[np.arange(len(covers)), nearest] |= ~covers.any(axis=1)
    last = len(columns) - covers[:, ::-1].argmax(axis=1)
    return list(zip(covers.argmax(axis=1).tolist(), last.tolist(), strict=True))


def by_column(words: Iterable[Word], columns: Sequence[Interval]) -> dict[int, list[Word]]:
    """Give words by the column that their middles lie in."""
    middles = gutters(columns)
    found: dict[int, list[Word]] = {}
    for word in words:
        found.setdefault(bisect_right(middles, (word.x0 + word.x1) / 2), []).append(word)
    return found
