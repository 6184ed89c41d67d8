"""Rows of words: what stands on one baseline, cut into words, and these joined to segments.

A gap is judged by the width of the space in the type at hand: the words of a cell stand about one space
apart, the cells of a row several. Dot leaders count as white, and belong to the word before them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import numpy as np

from extractors.pdf.glyphs import Glyphs
from extractors.pdf.lines import FROM_LEFT, rows_of, size_of
from extractors.pdf.marks import Ruling, Word
from extractors.pdf.words import WORD_GAP

USUAL_SPACE = 0.27
"""Ems that a space is wide in most fonts, taken where a page has none."""

_WIDEST_SPACE = 0.62
_SEGMENT_SPACES = 2.6
_SEGMENT_EMS = 0.9
_LEVEL = 0.35
_DOTS = ".\u2026\u00b7_"
_LEAST_DOTS = 3
_BEFORE_FIGURES = frozenset(("$", "\u20ac", "\u00a3", "US$"))
_AFTER_FIGURES = frozenset(("%", ")", "*", "**", "***"))
_SIGNS = _BEFORE_FIGURES | _AFTER_FIGURES


@dataclass(slots=True)
class Segment:
    """Words of one row that no gap parts which is wide enough for a gutter; not frozen, as words."""

    words: tuple[Word, ...]
    text: str
    x0: float
    x1: float


@dataclass(slots=True)
class Row:
    """What stands on one baseline, from left to right; leaders of dots stand apart. Not frozen, as words."""

    words: tuple[Word, ...]
    segments: tuple[Segment, ...]
    leaders: tuple[Word, ...]
    baseline: float
    size: float
    top: float
    bottom: float
    x0: float
    x1: float


def space_width(glyphs: Glyphs) -> float:
    """Give the usual width of a space in ems."""
    spaces = (glyphs.codes == ord(" ")) & (glyphs.sizes > 0)
    if not spaces.any():
        return USUAL_SPACE
    boxes = glyphs.boxes[spaces]
    sides = np.where(glyphs.turns[spaces] % 180 == 0, boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1])
    usual: float = median((sides / glyphs.sizes[spaces]).tolist())
    return min(max(usual, 0.75 * USUAL_SPACE), _WIDEST_SPACE)


def segment_gap(space: float) -> float:
    """Give the white in ems from which on two words stand in two segments, for a width of the space."""
    return max(min(_SEGMENT_SPACES * space, _SEGMENT_EMS), 2 * WORD_GAP)


def word_rows(words: Sequence[Word], space: float) -> list[Row]:
    """Give the rows of upright writing from top to bottom.

    Args:
        words: of one turn.
        space: the width of a space in ems.
    """
    gap = segment_gap(space)
    rows = (row_of(line, gap) for line in _level(rows_of(words)))
    return [row for row in rows if row]


def _level(lines: Iterable[list[Word]]) -> list[list[Word]]:
    """Join lines that stand beside each other at nearly one height: cells that are set a little lower."""
    level: list[list[Word]] = []
    for line in lines:
        if level and _beside(level[-1], line):
            level[-1] = level[-1] + line
        else:
            level.append(line)
    return level


def _beside(one: Sequence[Word], other: Sequence[Word]) -> bool:
    size = min(size_of(one), size_of(other))
    if abs(one[-1].baseline - other[0].baseline) > _LEVEL * size:
        return False
    taken = sorted((word.x0, word.x1) for word in one)
    starts = [x0 for x0, _ in taken]
    return not any(
        (at and taken[at - 1][1] > word.x0) or (at < len(taken) and taken[at][0] < word.x1)
        for word in other
        if (at := bisect_right(starts, word.x0)) is not None
    )


def row_of(words: Iterable[Word], gap: float) -> Row | None:
    """Make a row of words; ``gap`` is the white in ems that parts segments."""
    kept, leaders = _without_leaders(sorted(words, key=FROM_LEFT))
    if not kept:
        return None
    size = size_of(kept)
    return Row(
        words=tuple(kept),
        segments=tuple(_segments(kept, gap * size)),
        leaders=tuple(leaders),
        baseline=_middle([word.baseline for word in kept]),
        size=size,
        top=min([word.top for word in kept]),
        bottom=max([word.bottom for word in kept]),
        x0=kept[0].x0,
        x1=max([word.x1 for word in kept]),
    )


def _middle(heights: list[float]) -> float:
    """Give the median of some heights, which are mostly one."""
    return heights[0] if heights.count(heights[0]) == len(heights) else median(heights)


def _without_leaders(words: Sequence[Word]) -> tuple[list[Word], list[Word]]:
    dots = {number for number, word in enumerate(words) if not word.text.strip(_DOTS)}
    if not dots:
        return list(words), []
    led = {number for number in dots if _in_leader(words, dots, number)}
    kept = [word for number, word in enumerate(words) if number not in led]
    return kept, [words[number] for number in sorted(led)]


def _in_leader(words: Sequence[Word], dots: AbstractSet[int], number: int) -> bool:
    """Tell whether a word of dots is a leader: several dots, or one of several such words."""
    if number == 0:
        return False
    if len(words[number].text) >= _LEAST_DOTS:
        return True
    return len(dots & set(range(number - 2, number + 3))) >= _LEAST_DOTS


_RULE = re.compile(r"[-=_\u2013\u2014]{4,}")


def _segments(words: Sequence[Word], gap: float) -> list[Segment]:
    signed = not _SIGNS.isdisjoint([word.text for word in words])
    ends = [
        index
        for index, (left, right) in enumerate(pairwise(words), start=1)
        if right.x0 - left.x1 > gap and not (signed and _of_one_figure(left, right))
    ]
    return [segment_of(words[start:end]) for start, end in zip([0, *ends], [*ends, len(words)], strict=True)]


def segment_of(words: Sequence[Word]) -> Segment:
    """Make a segment of words from left to right."""
    if len(words) == 1:
        return Segment((words[0],), words[0].text, words[0].x0, words[0].x1)
    text = " ".join([word.text for word in words])
    return Segment(tuple(words), text, words[0].x0, max([word.x1 for word in words]))


def _of_one_figure(left: Word, right: Word) -> bool:
    """Tell whether a sign and a figure belong together whatever the white between them."""
    return (left.text in _BEFORE_FIGURES and right.text[0] in "0123456789(-.,\u2013\u2014*") or (
        right.text in _AFTER_FIGURES and right.x0 - left.x1 < 2 * left.size
    )


def without_dashes(rows: Iterable[Row]) -> tuple[list[Row], list[Ruling]]:
    """Part rows of writing from rows that typewriters draw as rules, with dashes or underscores."""
    kept: list[Row] = []
    rules: list[Ruling] = []
    for row in rows:
        if all(_RULE.fullmatch(word.text) for word in row.words):
            at = (row.top + row.bottom) / 2
            rules.extend(Ruling(True, at, segment.x0, segment.x1) for segment in row.segments)
        else:
            kept.append(row)
    return kept, rules
