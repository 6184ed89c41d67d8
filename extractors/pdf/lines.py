"""From words to lines: what stands on one baseline, cut where a wide gap may be a column's edge.

Pure functions. Writing that is turned is laid straight first, so that all of this sees only horizontal text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import inf
from operator import attrgetter

from extractors.pdf.characters import SOFT_HYPHEN
from extractors.pdf.marks import Word
from extractors.pdf.words import TOUCHING, WORD_GAP
from extractors.records import BBox

SEGMENT_GAP = 1.2
"""Ems of white within a baseline that may be the gutter between two columns."""

_FROM_TOP = attrgetter("baseline", "x0")
FROM_LEFT = attrgetter("x0")
_READ_UPWARDS = 270
_SMALL = 0.85
_LIFT = 0.12

Span = tuple[int, int]


@dataclass(slots=True, unsafe_hash=True)
class Line:
    """Text on one baseline; ``bold`` if every word in it is, ``size`` that of most of its characters.

    ``raised`` tells which parts of the text are small type above the baseline, as first and one past the
    last character: footnote marks, ordinals, powers. Nobody changes a line; it is not frozen only because
    frozen ones take three times as long to make.
    """

    text: str
    bbox: BBox
    baseline: float
    size: float
    bold: bool
    turn: int = 0
    raised: tuple[Span, ...] = ()


def lines_of(words: Sequence[Word]) -> list[Line]:
    """Give the lines of some words from top to bottom; pieces of a line apart stand apart.

    Turned writing comes after the upright, each turn for itself.
    """
    if len(words) == 1 and not words[0].turn:
        return [_line_of_one(words[0])]
    if _on_one_line(words):
        return [_line(piece) for piece in _pieces(words)]
    by_turn: dict[int, list[Word]] = {}
    for word in words:
        by_turn.setdefault(word.turn, []).append(word)
    found = _upright_lines(by_turn.pop(0, []))
    for turn in sorted(by_turn):
        straight = [laid_straight(word) for word in by_turn[turn]]
        found.extend(turned_back(line, turn) for line in _upright_lines(straight))
    return found


def _on_one_line(words: Sequence[Word]) -> bool:
    """Tell whether upright words stand on exactly one baseline, as nearly all cells do; none do too."""
    baseline = words[0].baseline if words else 0.0
    return all(word.baseline == baseline and not word.turn for word in words)


def one_text(words: Sequence[Word]) -> str:
    """Give the text of some words, their lines joined by a space."""
    return joined(lines_of(words))


def joined(lines: Sequence[Line]) -> str:
    """Join the texts of lines by a space; a soft hyphen at the end of a line joins without."""
    text = lines[0].text if len(lines) == 1 else " ".join(line.text for line in lines)
    return text.replace(f"{SOFT_HYPHEN} ", "").replace(SOFT_HYPHEN, "") if SOFT_HYPHEN in text else text


def _upright_lines(words: Sequence[Word]) -> list[Line]:
    return [_line(piece) for row in rows_of(words) for piece in _pieces(row)]


def rows_of(words: Sequence[Word]) -> list[list[Word]]:
    """Give upright words by baseline from top to bottom, raised and lowered ones with their line."""
    return _with_raised(_rows(words))


def _rows(words: Sequence[Word]) -> list[list[Word]]:
    """Group words by baseline, from top to bottom."""
    rows: list[list[Word]] = []
    last = 0.0
    for word in sorted(words, key=_FROM_TOP):
        if rows and word.baseline - last <= max(0.8, 0.12 * word.size):
            rows[-1].append(word)
        else:
            rows.append([word])
        last = word.baseline
    return rows


def _with_raised(rows: list[list[Word]]) -> list[list[Word]]:
    """Put raised and lowered small type, such as footnote marks, into the row that it touches."""
    merged: list[list[Word]] = []
    for row in rows:
        if merged and _belongs(row, merged[-1]):
            merged[-1].extend(row)
        else:
            merged.append(row)
    return merged


def _belongs(one: Sequence[Word], other: Sequence[Word]) -> bool:
    if abs(one[0].baseline - other[0].baseline) > max(one[0].size, other[0].size):
        return False
    small, large = sorted((one, other), key=size_of)
    size = size_of(large)
    if size_of(small) > _SMALL * size:
        return False
    lift = large[0].baseline - small[0].baseline
    if not -0.35 * size <= lift <= 0.75 * size:
        return False
    reach = 0.6 * size
    left, right = min(word.x0 for word in large), max(word.x1 for word in large)
    if not any(left - reach <= word.x0 <= right + reach for word in small):
        return False
    length = sum(len(word.text) for word in large)
    return sum(len(word.text) for word in small) <= max(4, length)


def size_of(words: Sequence[Word]) -> float:
    """Give the size that most characters of some words have."""
    if len({word.size for word in words}) == 1:
        return _tenths(words[0].size)
    sizes: Counter[float] = Counter()
    for word in words:
        sizes[_tenths(word.size)] += len(word.text)
    return sizes.most_common(1)[0][0]


@lru_cache(maxsize=1_024)
def _tenths(size: float) -> float:
    """Round to a tenth of a point, each of the few sizes once."""
    return round(size, 1)


def _pieces(row: Sequence[Word]) -> Iterator[list[Word]]:
    """Cut a row at its wide gaps."""
    piece: list[Word] = []
    right = 0.0
    for word in sorted(row, key=FROM_LEFT):
        if piece and word.x0 - right > SEGMENT_GAP * word.size:
            yield piece
            piece = []
        piece.append(word)
        right = max(right, word.x1) if len(piece) > 1 else word.x1
    if piece:
        yield piece


def is_parted(right: float, word: Word) -> bool:
    """Tell whether a space stands between what ends at ``right`` and a word."""
    gap = word.x0 - right
    return gap > WORD_GAP * word.size or (word.spaced and gap > TOUCHING * word.size)


def _line(piece: Sequence[Word]) -> Line:
    """Make a line of words from left to right."""
    if len(piece) == 1:
        return _line_of_one(piece[0])
    size = size_of(piece)
    baseline = next(word.baseline for word in piece if _tenths(word.size) == size)
    text, right = "", -inf
    raised: list[Span] = []
    for word in piece:
        if text and is_parted(right, word):
            text += " "
        if word.size <= _SMALL * size and baseline - word.baseline > _LIFT * size:
            raised.append((len(text), len(text) + len(word.text)))
        text += word.text
        right = max(right, word.x1)
    top, bottom = min([word.top for word in piece]), max([word.bottom for word in piece])
    return Line(
        text=text,
        bbox=(piece[0].x0, top, right, bottom),
        baseline=baseline,
        size=size,
        bold=_is_bold(piece),
        raised=tuple(raised),
    )


def _is_bold(words: Sequence[Word]) -> bool:
    if True not in {word.bold for word in words}:
        return False
    return all(word.bold or not any(map(str.isalnum, word.text)) for word in words)


def _line_of_one(word: Word) -> Line:
    box = (word.x0, word.top, word.x1, word.bottom)
    return Line(word.text, box, word.baseline, _tenths(word.size), word.bold)


def laid_straight(word: Word) -> Word:
    """Turn a word's box back so that its writing runs from left to right."""
    x0, top, x1, bottom = word.bbox
    box = {
        90: (top, -x1, bottom, -x0),
        180: (-x1, -bottom, -x0, -top),
        270: (-bottom, x0, -top, x1),
    }[word.turn]
    baseline = word.baseline if word.turn == _READ_UPWARDS else -word.baseline
    return Word(word.text, *box, baseline, word.size, word.bold, word.spaced, 0)


def turned_back(line: Line, turn: int) -> Line:
    """Give a straight line the place on the page that it was turned from."""
    x0, top, x1, bottom = line.bbox
    back = {
        90: (-bottom, x0, -top, x1),
        180: (-x1, -bottom, -x0, -top),
        270: (top, -x1, bottom, -x0),
    }[turn]
    return Line(line.text, back, line.baseline, line.size, line.bold, turn, line.raised)
