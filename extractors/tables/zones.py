"""Where prose stands beside a table: rows are parted at the gutter of the page before tables are sought."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from extractors.pdf.captions import is_caption
from extractors.pdf.glyphs import Floats
from extractors.pdf.marks import Word
from extractors.tables.runs import Frame
from extractors.tables.words import Row, Segment, row_of

_PROSE_WORDS = 6
_FEWEST_LINES = 5
_FEWEST_RUNNING = 3
_LEADING = 1.6
_INDENT = 3.0
_LETTERS = 0.75
_STEPS = 60
_NARROW = 0.6
_FILLED = 0.6
_NEAR = 4
_DEEPEST = 2


def is_prose(segment: Segment) -> bool:
    """Tell whether a segment is a line of running text: many words, mostly letters."""
    if len(segment.words) < _PROSE_WORDS:
        return False
    text = "".join(word.text for word in segment.words)
    return sum(map(str.isalpha, text)) >= _LETTERS * len(text)


def zones(rows: Sequence[Row], gap: float, framed: Sequence[Frame] = (), depth: int = 0) -> list[list[Row]]:
    """Give rows in parts: what stands across the page, and the sides of a gutter beside running text.

    Args:
        rows: the rows of a page from top to bottom.
        gap: the white in ems that parts segments.
        framed: spaces that rules part into rows of texts; a gutter does not part one that lies across it.
        depth: how often the page has been parted already.
    """
    parts = _captioned_apart(rows, gap) if depth < _DEEPEST else None
    if parts is not None:
        return [zone for part in parts for zone in zones(part, gap, framed, depth + 1)]
    at = _gutter(rows) if depth < _DEEPEST else None
    if at is None:
        return [list(rows)] if rows else []
    across = [frame for frame in framed if frame.left < at < frame.right]
    beside = [
        _stands_beside(rows, index, at) and not any(frame.holds(row) for frame in across)
        for index, row in enumerate(rows)
    ]
    found: list[list[Row]] = []
    for parted, band in groupby(zip(beside, rows, strict=True), key=lambda pair: pair[0]):
        members = [row for _, row in band]
        if not parted:
            found.append(members)
            continue
        for side in (_side(members, at, gap, left=True), _side(members, at, gap, left=False)):
            found.extend(zones(side, gap, framed, depth + 1))
    return found


def _second_caption(row: Row) -> float | None:
    """Give where the second of two captions beside each other begins: so does a second table."""
    if len(row.segments) == 2 and all(is_caption(segment.text) for segment in row.segments):
        return row.segments[1].x0 - 1
    return None


def _captioned_apart(rows: Sequence[Row], gap: float) -> list[Sequence[Row]] | None:
    """Part what stands below two captions between them, down to the first row that lies across."""
    for index, row in enumerate(rows):
        at = _second_caption(row)
        if at is not None:
            below = range(index, len(rows))
            end = next((n for n in below if any(s.x0 < at < s.x1 for s in rows[n].segments)), len(rows))
            sides = (_side(rows[index:end], at, gap, left=left) for left in (True, False))
            return [rows[:index], *sides, rows[end:]]
    return None


def _gutter(rows: Sequence[Row]) -> float | None:
    """Find the strip beside running text that the fewest words cross, if there is running text beside one."""
    prose = _running([segment for row in rows for segment in row.segments if is_prose(segment)])
    if len(prose) < _FEWEST_LINES:
        return None
    left, right = min(row.x0 for row in rows), max(row.x1 for row in rows)
    narrow = [segment for segment in prose if segment.x1 - segment.x0 <= _NARROW * (right - left)]
    if len(narrow) < max(_FEWEST_LINES, 0.3 * len(prose)):
        return None
    places = left + (right - left) * (0.2 + 0.6 * np.arange(_STEPS + 1) / _STEPS)
    crossing = _crossing(narrow, places)
    if crossing.min() > 0.05 * len(narrow):
        return None
    best = places[crossing == crossing.min()]
    at = float(best[np.argmin(_crossing([word for row in rows for word in row.words], best))])
    sides = [s for s in narrow if s.x1 <= at], [s for s in narrow if s.x0 >= at]
    return at if any(_fills(side) for side in sides) else None


def _crossing(things: Sequence[Segment | Word], places: Floats) -> NDArray[np.int64]:
    """Count what lies across each place."""
    starts = np.array([thing.x0 for thing in things])[:, None]
    ends = np.array([thing.x1 for thing in things])[:, None]
    crossing: NDArray[np.int64] = np.count_nonzero((starts < places) & (places < ends), axis=0)
    return crossing


def _running(lines: Iterable[Segment]) -> list[Segment]:
    """Give the lines of prose that stand close under each other, three and more: long labels wrap less often.

    Lines are taken from top to bottom.
    """
    stacks: list[list[Segment]] = []
    growing: list[list[Segment]] = []
    for line in lines:
        first = line.words[0]
        growing = [s for s in growing if first.baseline - s[-1].words[0].baseline <= _LEADING * first.size]
        stack = next((s for s in growing if abs(s[-1].x0 - line.x0) <= _INDENT * first.size), None)
        if stack is None:
            stack = []
            stacks.append(stack)
            growing.append(stack)
        stack.append(line)
    return [line for stack in stacks if len(stack) >= _FEWEST_RUNNING for line in stack]


def _fills(side: Sequence[Segment]) -> bool:
    """Tell whether lines run on from one to the next: most of them end near where the longest does."""
    if len(side) < _FEWEST_LINES:
        return False
    left, right = min(s.x0 for s in side), max(s.x1 for s in side)
    return sum(s.x1 >= right - 0.2 * (right - left) for s in side) >= _FILLED * len(side)


def _stands_beside(rows: Sequence[Row], index: int, at: float) -> bool:
    """Tell whether a row leaves the gutter free, and running text stands on one side of it close by."""
    if any(segment.x0 < at < segment.x1 for segment in rows[index].segments):
        return False
    near = rows[max(0, index - _NEAR) : index + _NEAR + 1]
    prose = [s for row in near for s in row.segments if is_prose(s) and not s.x0 < at < s.x1]
    return len(prose) >= 2


def _side(rows: Iterable[Row], at: float, gap: float, *, left: bool) -> list[Row]:
    return list(_rows_of_side(rows, at, gap, left))


def _rows_of_side(rows: Iterable[Row], at: float, gap: float, left: bool) -> Iterator[Row]:
    for row in rows:
        words: list[Word] = [word for word in row.words if (word.x0 < at) is left]
        if words and (part := row_of(words, gap)):
            yield part
