"""The type of recognised words: size and baseline, by which lines, headings and tables are found in scans.

A recogniser gives the box of the ink of each word. Size and baseline are estimated from its letters, since
a word without any tall or hanging letter has less ink than one that has both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from statistics import median

from extractors.pdf.marks import Word
from extractors.pdf.recognised import RecognisedWord
from extractors.records import BBox

_TALL = re.compile(r"[A-Z0-9bdfhklt()\[\]/&$%§#!?]")
_LOW = re.compile(r"[acemnorsuvwxzgpqyi]")
_HANGING = re.compile(r"[gjpqyQ,;()\[\]$§]")
_X_HEIGHT, _CAP_HEIGHT, _DESCENT = 0.50, 0.70, 0.21
"""Ems from the baseline to the top of an x, to that of a capital, and down to the foot of a p, as usual."""

_ALIKE = 0.16
"""How far estimates of one size lie apart; nearer ones are taken for the size of most of the page."""

_LONG = 100.0
_READ_UPWARDS = 270


@dataclass(frozen=True, slots=True)
class _InkLine:
    """The words of a line with their boxes laid straight, the size of their type, and their baseline."""

    words: tuple[RecognisedWord, ...]
    boxes: tuple[BBox, ...]
    size: float
    baseline: float

    def middle(self) -> float:
        return (self.boxes[0][0] + self.boxes[-1][2]) / 2

    def slope(self) -> float | None:
        """How much it falls a point; ``None`` for a line too short to tell."""
        run = self.boxes[-1][0] - self.boxes[0][0]
        if run < _LONG:
            return None
        first, last = (_foot(self.words[end], self.boxes[end], self.size) for end in (0, -1))
        return (last - first) / run


def typed(words: Sequence[RecognisedWord]) -> Iterator[Word]:
    """Give words as they would stand in a text layer, with size and baseline; turned ones come last."""
    by_turn: dict[int, list[RecognisedWord]] = {}
    for word in words:
        by_turn.setdefault(word.turn, []).append(word)
    for turn in sorted(by_turn):
        lines = [_ink_line(list(line)) for _, line in groupby(by_turn[turn], key=lambda word: word.line)]
        for line in _levelled(_evened(lines)):
            for place, word in enumerate(line.words):
                yield _word(word, line, spaced=place > 0)


def _word(word: RecognisedWord, line: _InkLine, *, spaced: bool) -> Word:
    baseline = line.baseline if word.turn in (0, _READ_UPWARDS) else -line.baseline
    return Word(
        word.text,
        *word.bbox,
        baseline=baseline,
        size=line.size,
        bold=False,
        spaced=spaced,
        turn=word.turn,
    )


def _ink_line(words: Sequence[RecognisedWord]) -> _InkLine:
    boxes = [_straight(word.bbox, word.turn) for word in words]
    inks = [box[3] - box[1] for box in boxes]
    sizes = [size for word, ink in zip(words, inks, strict=True) if (size := _size(word.text, ink))]
    size = median(sizes) if sizes else max(inks)
    feet = [_foot(word, box, size) for word, box in zip(words, boxes, strict=True)]
    return _InkLine(tuple(words), tuple(boxes), size, median(feet))


def _size(text: str, ink: float) -> float | None:
    """Estimate the size of type from the height of a word's ink; marks alone do not tell."""
    tall, low, hanging = _TALL.search(text), _LOW.search(text), _HANGING.search(text)
    if not tall and not low:
        return None
    return ink / ((_CAP_HEIGHT if tall else _X_HEIGHT) + (_DESCENT if hanging else 0.0))


def _foot(word: RecognisedWord, box: BBox, size: float) -> float:
    return box[3] - (_DESCENT * size if _HANGING.search(word.text) else 0.0)


def _evened(lines: Sequence[_InkLine]) -> list[_InkLine]:
    """Give lines of about the size of most of the page that size, the others one in half points."""
    usual = median(line.size for line in lines for word in line.words for _ in word.text)
    usual = round(usual * 2) / 2 or 0.5
    return [
        replace(line, size=usual if _alike(line.size, usual) else round(line.size * 2) / 2 or 0.5)
        for line in lines
    ]


def _alike(size: float, usual: float) -> bool:
    return abs(size - usual) <= _ALIKE * usual


def _levelled(lines: Sequence[_InkLine]) -> Iterator[_InkLine]:
    """Level the baselines of a page scanned a little askew, so that what stands side by side is one row."""
    slopes = [slope for line in lines if (slope := line.slope()) is not None]
    askew = median(slopes) if slopes else 0.0
    for line in lines:
        yield replace(line, baseline=line.baseline - askew * line.middle())


def _straight(box: BBox, turn: int) -> BBox:
    """Turn a box back so that its writing runs from left to right."""
    x0, top, x1, bottom = box
    return {
        0: box,
        90: (top, -x1, bottom, -x0),
        180: (-x1, -bottom, -x0, -top),
        270: (-bottom, x0, -top, x1),
    }[turn]
