"""Rows of words: what stands on one baseline, cut into words, and these joined to segments.

A gap is judged by the width of the space in the type at hand: the words of a cell stand about one space
apart, the cells of a row several. Dot leaders count as white, and belong to the word before them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extractors.pdf.lines import WORD_GAP, overprints, plain, rows_of
from extractors.pdf.marks import Char, Ruling
from extractors.records import BBox

USUAL_SPACE = 0.27
"""Ems that a space is wide in most fonts, taken where a page has none."""

_WIDEST_SPACE = 0.62
_SEGMENT_SPACES = 2.6
_SEGMENT_EMS = 0.9
_TOUCHING = 0.02
_LEVEL = 0.35
_DOTS = frozenset(".\u2026\u00b7_")
_LEAST_DOTS = 3
_BEFORE_FIGURES = frozenset(("$", "\u20ac", "\u00a3", "US$"))
_AFTER_FIGURES = frozenset(("%", ")", "*", "**", "***"))


@dataclass(slots=True)
class Word:
    """Characters without white between them; ``chars`` holds leaders that follow too, the box does not."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool
    chars: list[Char]


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of one row that no gap parts which is wide enough for a gutter by itself."""

    words: tuple[Word, ...]

    @property
    def x0(self) -> float:
        """The left edge."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """The right edge."""
        return max(word.x1 for word in self.words)

    @property
    def text(self) -> str:
        """The words with a space between them."""
        return " ".join(word.text for word in self.words)

    @property
    def bold(self) -> bool:
        """Whether every word is bold."""
        return all(word.bold for word in self.words)


@dataclass(frozen=True, slots=True)
class Row:
    """What stands on one baseline, from left to right."""

    words: tuple[Word, ...]
    segments: tuple[Segment, ...]
    baseline: float
    size: float
    top: float
    bottom: float

    @property
    def x0(self) -> float:
        """The left edge."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """The right edge."""
        return max(word.x1 for word in self.words)


def space_width(chars: Iterable[Char]) -> float:
    """Give the usual width of a space in ems."""
    widths = [(char.x1 - char.x0) / char.size for char in chars if char.text == " " and char.size > 0]
    usual = median(widths) if widths else USUAL_SPACE
    return min(max(usual, 0.75 * USUAL_SPACE), _WIDEST_SPACE)


def segment_gap(space: float) -> float:
    """Give the white in ems from which on two words stand in two segments, for a width of the space."""
    return max(min(_SEGMENT_SPACES * space, _SEGMENT_EMS), 2 * WORD_GAP)


def word_rows(chars: Sequence[Char], space: float) -> list[Row]:
    """Give the rows of upright writing from top to bottom.

    Args:
        chars: characters of one turn.
        space: the width of a space in ems.
    """
    gap = segment_gap(space)
    rows = (row_of(words, gap) for line in _level(rows_of(chars)) if (words := _words(line)))
    return [row for row in rows if row]


def _level(lines: Iterable[list[Char]]) -> list[list[Char]]:
    """Join lines that stand beside each other at nearly one height: cells that are set a little lower."""
    level: list[list[Char]] = []
    for line in lines:
        if level and _beside(level[-1], line):
            level[-1] = level[-1] + line
        else:
            level.append(line)
    return level


def _beside(one: Sequence[Char], other: Sequence[Char]) -> bool:
    size = min(one[0].size, other[0].size)
    if abs(one[-1].baseline - other[0].baseline) > _LEVEL * size:
        return False
    taken = sorted((char.x0, char.x1) for char in one if char.text.strip())
    starts = [x0 for x0, _ in taken]
    return not any(
        (at and taken[at - 1][1] > char.x0) or (at < len(taken) and taken[at][0] < char.x1)
        for char in other
        if char.text.strip() and (at := bisect_right(starts, char.x0)) is not None
    )


def row_of(words: Sequence[Word], gap: float) -> Row | None:
    """Make a row of words from left to right; ``gap`` is the white in ems that parts segments."""
    words = _without_leaders(words)
    if not words:
        return None
    size = median(word.size for word in words)
    return Row(
        words=tuple(words),
        segments=tuple(_segments(words, gap * size)),
        baseline=median(word.chars[0].baseline for word in words),
        size=size,
        top=min(word.top for word in words),
        bottom=max(word.bottom for word in words),
    )


def _words(line: Iterable[Char]) -> list[Word]:
    words: list[Word] = []
    last: Word | None = None
    space = False
    for char in sorted(line, key=lambda char: char.x0):
        text = plain(char.text)
        if not text.strip():
            space = True
            continue
        if last is not None:
            gap = char.x0 - last.x1
            if any(overprints(char, twin) for twin in last.chars[-3:]):
                last.chars.append(char)
                continue
            apart = gap > WORD_GAP * char.size or (space and gap > _TOUCHING * char.size)
            if not apart and _is_leader(last.text, text):
                _grow(last, char, text)
                space = False
                continue
        last = Word(text, char.x0, char.top, char.x1, char.bottom, char.size, char.bold, [char])
        words.append(last)
        space = False
    return words


def _is_leader(text: str, following: str) -> bool:
    """Tell whether a character goes on with a word: a leader and a text that touch are two."""
    return not (
        (len(text) >= _LEAST_DOTS and _DOTS.issuperset(text[-_LEAST_DOTS:])) and following not in _DOTS
    )


def _grow(word: Word, char: Char, text: str) -> None:
    word.text += text
    word.x1 = max(word.x1, char.x1)
    word.top, word.bottom = min(word.top, char.top), max(word.bottom, char.bottom)
    word.size = max(word.size, char.size)
    word.bold = word.bold and char.bold
    word.chars.append(char)


def _without_leaders(words: Sequence[Word]) -> list[Word]:
    """Give leaders to the word before them, cut at their first dot."""
    kept: list[Word] = []
    for index, word in enumerate(words):
        if _DOTS.issuperset(word.text) and _in_leader(words, index):
            if kept:
                kept[-1].chars.extend(word.chars)
        else:
            kept.append(_cut_at_leader(word))
    return kept


def _in_leader(words: Sequence[Word], index: int) -> bool:
    """Tell whether a word of dots is a leader: three or more, or one of several such words."""
    if len(words[index].text) >= _LEAST_DOTS:
        return index > 0
    near = words[max(0, index - 2) : index + 3]
    return index > 0 and sum(_DOTS.issuperset(word.text) for word in near) >= _LEAST_DOTS


_RULE = re.compile(r"[-=_\u2013\u2014]{4,}")
_TAIL = re.compile(r"[.\u2026\u00b7_]{4,}$")


def _cut_at_leader(word: Word) -> Word:
    tail = _TAIL.search(word.text)
    if not tail or len(word.text) != len(word.chars) or tail.start() == 0:
        return word
    head = word.chars[: tail.start()]
    return Word(
        word.text[: tail.start()],
        word.x0,
        word.top,
        max(char.x1 for char in head),
        word.bottom,
        word.size,
        word.bold,
        word.chars,
    )


def _segments(words: Sequence[Word], gap: float) -> Iterable[Segment]:
    start = 0
    for index, (left, right) in enumerate(pairwise(words), start=1):
        if right.x0 - left.x1 > gap and not _of_one_figure(left, right):
            yield Segment(tuple(words[start:index]))
            start = index
    yield Segment(tuple(words[start:]))


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


def box_of(words: Iterable[Word]) -> BBox:
    """Give the box around some words."""
    words = list(words)
    return (
        min(word.x0 for word in words),
        min(word.top for word in words),
        max(word.x1 for word in words),
        max(word.bottom for word in words),
    )
