"""From lines to blocks: what belongs together as one paragraph, heading or list item.

A new block begins where the distance between lines, their size or their weight changes, at a list mark, and
where the line before ended early with a full stop.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from extractors.pdf.characters import SOFT_HYPHEN
from extractors.pdf.columns import same_row
from extractors.pdf.lines import Line
from extractors.pdf.marks import around
from extractors.records import BBox

BULLET = re.compile(
    r"[\u2022\u25cf\u25cb\u25aa\u25a0\u25a1\u2023\u2043\u27a2\u2713\u25e6\u2219\u00b7\ufffd]"
    r"|[-\u2013\u2014*o](?= )"
)
_ORDINAL = r"(?:\d{1,2}|[a-zA-Z]|[ivxIVX]{1,5})"
NUMBERED = re.compile(rf"(?:\(?{_ORDINAL}\)|{_ORDINAL}\.)(?= |$)")

_TIGHT = 1.3
_LONGEST_MARK = 7
_SAME_SIZE = 0.08
_LEADINGS = (0.8, 2.6)
_NOTE = re.compile(r"(?:\d{1,2}|[*†‡]+) [A-Z\"“]")
_HYPHENED = re.compile(r"(\w+)-$")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Row:
    """What is read across at one height; ``pieces`` counts the stretches that wide gaps part."""

    line: Line
    pieces: int = 1


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that are one thing, with their text joined."""

    lines: tuple[Line, ...]
    text: str

    @property
    def bbox(self) -> BBox:
        """The box of all lines."""
        return around(line.bbox for line in self.lines)

    @property
    def size(self) -> float:
        """The size of most of the type."""
        weights: Counter[float] = Counter()
        for line in self.lines:
            weights[line.size] += len(line.text)
        return weights.most_common(1)[0][0]

    @property
    def bold(self) -> bool:
        """Whether every line is bold."""
        return all(line.bold for line in self.lines)


def words_in(lines: Iterable[Line]) -> frozenset[str]:
    """Give the words of some lines in lower case, by which a hyphen at a line's end is judged."""
    return frozenset(word for line in lines for word in _WORD.findall(line.text.lower()))


def has_mark(text: str) -> bool:
    """Tell whether a text begins as a list item does: with a bullet, a number or a letter."""
    return bool(BULLET.match(text) or NUMBERED.match(text))


def blocks(lines: Sequence[Line], *, words: frozenset[str]) -> list[Block]:
    """Group the lines of one run, in reading order, into blocks."""
    rows = _rows(lines)
    leading = _leading(rows)
    found: list[list[Row]] = []
    for row in rows:
        if found and not _parts(found[-1], row, leading):
            found[-1].append(row)
        else:
            found.append([row])
    return [Block(tuple(row.line for row in group), _text(group, words)) for group in found]


def _rows(lines: Sequence[Line]) -> list[Row]:
    rows: list[Row] = []
    for line in lines:
        if rows and rows[-1].line.turn == line.turn == 0 and same_row(rows[-1].line.bbox, line.bbox):
            rows[-1] = _beside(rows[-1], line)
        else:
            rows.append(Row(line))
    return rows


def _beside(row: Row, line: Line) -> Row:
    first = row.line
    label = row.pieces == 1 and has_mark(first.text) and len(first.text) <= _LONGEST_MARK
    longer = max(first, line, key=lambda part: len(part.text))
    merged = replace(
        longer,
        text=f"{first.text} {line.text}",
        bbox=around((first.bbox, line.bbox)),
        bold=first.bold and line.bold,
    )
    return Row(merged, pieces=row.pieces if label else row.pieces + 1)


def _leading(rows: Sequence[Row]) -> float:
    """Give the usual distance between baselines in ems: what most neighbours of one size have."""
    neighbours = [pair for pair in pairwise(row.line for row in rows) if pair[0].size > 0]
    ratios = [
        round((below.baseline - above.baseline) / above.size, 2)
        for above, below in neighbours
        if abs(above.size - below.size) <= _SAME_SIZE * above.size
    ]
    usual = [ratio for ratio in ratios if _LEADINGS[0] <= ratio <= _LEADINGS[1]]
    return median(sorted(usual)[: max(1, len(usual) * 2 // 3)]) if usual else 1.2


def _parts(block: Sequence[Row], row: Row, leading: float) -> bool:
    """Tell whether a row begins a new block after the one so far."""
    above, below = block[-1].line, row.line
    if row.pieces > 1 or block[-1].pieces > 1 or above.turn != below.turn:
        return True
    step = (below.baseline - above.baseline) / (above.size or 1.0)
    if not 0 < step <= _TIGHT * leading:
        return True
    if abs(above.size - below.size) > _SAME_SIZE * above.size or above.bold != below.bold:
        return True
    return _begins_anew(block, below, step > 1.12 * leading)


def _begins_anew(block: Sequence[Row], below: Line, loose: bool) -> bool:
    above = block[-1].line
    ended = above.text[-1] in ".:;?!" or above.text.endswith((" and", " or"))
    if BULLET.match(below.text):
        return True
    if _NOTE.match(below.text) and above.text[-1] in ".!?":
        return True
    if NUMBERED.match(below.text) and (ended or loose or has_mark(block[0].line.text)):
        return True
    left, right = min(row.line.bbox[0] for row in block), max(row.line.bbox[2] for row in block)
    right = max(right, below.bbox[2])
    early = above.bbox[2] < right - 0.2 * (right - left)
    indented = len(block) > 1 and below.bbox[0] - above.bbox[0] > above.size
    return ended and (early or indented)


def _text(rows: Sequence[Row], words: frozenset[str]) -> str:
    text = rows[0].line.text
    for row in rows[1:]:
        text = _continued(text, row.line.text, words)
    return text.replace(SOFT_HYPHEN, "")


def _continued(text: str, following: str, words: frozenset[str]) -> str:
    """Join two lines; a hyphen goes only if it is soft or the document has the whole word elsewhere."""
    if text.endswith(SOFT_HYPHEN):
        return text[:-1] + following
    hyphened, start = _HYPHENED.search(text), _WORD.match(following)
    if not hyphened or not start or not start[0][0].islower():
        return f"{text} {following}"
    whole = hyphened[1] + start[0]
    return (text[:-1] if whole.lower() in words else text) + following
