"""From characters to lines: what stands on one baseline, cut where a wide gap may be a column's edge.

Pure functions. Writing that is turned is laid straight first, so that all of this sees only horizontal text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extractors.pdf.device import UNKNOWN_GLYPH
from extractors.pdf.marks import Char, around
from extractors.records import BBox

WORD_GAP = 0.18
"""Ems of white between two characters that part words; a space is a quarter of an em in most fonts."""

SEGMENT_GAP = 1.2
"""Ems of white within a baseline that may be the gutter between two columns."""

_TOUCHING = 0.02
_READ_UPWARDS = 270

SOFT_HYPHEN = "\u00ad"

_LIGATURES = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
}
_SYMBOL_BULLETS = dict.fromkeys((0xF0B7, 0xF0A7, 0xF0D8, 0xF076, 0xF0FC, 0xF02D, 0xF0A8), "\u2022")
_SPACES = dict.fromkeys((0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0xA0, 0x2002, 0x2003, 0x2007, 0x2009, 0x202F), " ")
_NOTHING = dict.fromkeys((*range(9), *range(0x0E, 0x20), 0x7F, 0x200B, 0xFEFF), "")
_HALVES = dict.fromkeys(range(0xD800, 0xE000), UNKNOWN_GLYPH)
_PLAIN = {**_LIGATURES, **_SYMBOL_BULLETS, **_SPACES, **_NOTHING, **_HALVES}


@dataclass(frozen=True, slots=True)
class Line:
    """Text on one baseline; ``bold`` if every letter in it is, ``size`` that of most of its characters."""

    text: str
    bbox: BBox
    baseline: float
    size: float
    bold: bool
    turn: int = 0


def plain(text: str) -> str:
    """Resolve ligatures, odd spaces and control characters; superscripts and accents stay as they are."""
    return text if text.isascii() and text.isprintable() else text.translate(_PLAIN)


def lines_of(chars: Iterable[Char]) -> list[Line]:
    """Give the lines of some characters from top to bottom; pieces of a line apart stand apart.

    Turned writing comes after the upright, each turn for itself.
    """
    by_turn: dict[int, list[Char]] = {}
    for char in chars:
        by_turn.setdefault(char.turn, []).append(char)
    found = _upright_lines(by_turn.pop(0, []))
    for turn in sorted(by_turn):
        straight = [laid_straight(char) for char in by_turn[turn]]
        found.extend(turned_back(line, turn) for line in _upright_lines(straight))
    return found


def one_text(chars: Iterable[Char]) -> str:
    """Give the text of some characters, its lines joined by a space."""
    return joined(lines_of(chars))


def joined(lines: Iterable[Line]) -> str:
    """Join the texts of lines by a space; a soft hyphen at the end of a line joins without."""
    text = " ".join(line.text for line in lines)
    return text.replace(f"{SOFT_HYPHEN} ", "").replace(SOFT_HYPHEN, "")


def _upright_lines(chars: Sequence[Char]) -> list[Line]:
    rows = rows_of(chars)
    return [line for row in rows for piece in _pieces(row) if (line := _line(piece))]


def _printed_once(row: Sequence[Char]) -> list[Char]:
    """Sort a row and drop characters printed twice at one place, by which some programs make bold type."""
    kept: list[Char] = []
    for char in sorted(row, key=lambda char: char.x0):
        if not any(overprints(char, twin) for twin in kept[-3:]):
            kept.append(char)
    return kept


def overprints(char: Char, twin: Char) -> bool:
    """Tell whether a character is printed a second time over another, to look bold."""
    return char.text == twin.text and char.x0 - twin.x0 < 0.3 * min(char.x1 - char.x0, char.size)


def rows_of(chars: Sequence[Char]) -> list[list[Char]]:
    """Give upright characters by baseline from top to bottom, raised and lowered ones with their line."""
    return _with_raised(_rows(chars))


def _rows(chars: Sequence[Char]) -> list[list[Char]]:
    """Group characters by baseline, from top to bottom."""
    rows: list[list[Char]] = []
    last = 0.0
    for char in sorted(chars, key=lambda char: (char.baseline, char.x0)):
        if rows and char.baseline - last <= max(0.8, 0.12 * char.size):
            rows[-1].append(char)
        else:
            rows.append([char])
        last = char.baseline
    return rows


def _with_raised(rows: list[list[Char]]) -> list[list[Char]]:
    """Put raised and lowered small type, such as footnote marks, into the row that it touches."""
    merged: list[list[Char]] = []
    for row in rows:
        if merged and _belongs(row, merged[-1]):
            merged[-1].extend(row)
        else:
            merged.append(row)
    return merged


def _belongs(one: Sequence[Char], other: Sequence[Char]) -> bool:
    small, large = sorted((one, other), key=_size)
    if _size(small) > 0.85 * _size(large) or not any(char.text.strip() for char in small):
        return False
    lift = large[0].baseline - small[0].baseline
    if not -0.35 * _size(large) <= lift <= 0.75 * _size(large):
        return False
    reach = 0.6 * _size(large)
    left, right = min(char.x0 for char in large), max(char.x1 for char in large)
    if not any(left - reach <= char.x0 <= right + reach for char in small):
        return False
    return len(small) <= max(4, len(large))


def _size(row: Sequence[Char]) -> float:
    return Counter(round(char.size, 1) for char in row).most_common(1)[0][0]


def _pieces(row: Sequence[Char]) -> Iterator[list[tuple[Char, bool]]]:
    """Cut a row at its wide gaps; give characters with whether white stands before each."""
    piece: list[tuple[Char, bool]] = []
    space, right = False, 0.0
    for char in _printed_once(row):
        if not plain(char.text).strip():
            space = True
            continue
        gap = (char.x0 - right) / (char.size or 1.0)
        if piece and gap > SEGMENT_GAP:
            yield piece
            piece = []
        piece.append((char, bool(piece) and ((space and gap > _TOUCHING) or gap > WORD_GAP)))
        space, right = False, max(right, char.x1) if len(piece) > 1 else char.x1
    if piece:
        yield piece


def _line(piece: Sequence[tuple[Char, bool]]) -> Line | None:
    text = "".join(f" {plain(char.text)}" if space else plain(char.text) for char, space in piece)
    text = re.sub(r" {2,}", " ", text).strip()
    if not text:
        return None
    chars = [char for char, _ in piece]
    letters = [char for char in chars if char.text.isalnum()]
    size = _size(chars)
    return Line(
        text=text,
        bbox=around(char.bbox for char in chars),
        baseline=next(char.baseline for char in chars if round(char.size, 1) == size),
        size=size,
        bold=bool(letters) and all(char.bold for char in letters),
    )


def laid_straight(char: Char) -> Char:
    """Turn a character's box back so that its writing runs from left to right."""
    x0, top, x1, bottom = char.bbox
    box = {
        90: (top, -x1, bottom, -x0),
        180: (-x1, -bottom, -x0, -top),
        270: (-bottom, x0, -top, x1),
    }[char.turn]
    baseline = char.baseline if char.turn == _READ_UPWARDS else -char.baseline
    return Char(char.text, *box, baseline=baseline, size=char.size, bold=char.bold, turn=0)


def turned_back(line: Line, turn: int) -> Line:
    """Give a straight line the place on the page that it was turned from."""
    x0, top, x1, bottom = line.bbox
    back = {
        90: (-bottom, x0, -top, x1),
        180: (-x1, -bottom, -x0, -top),
        270: (top, -x1, bottom, -x0),
    }[turn]
    return Line(line.text, back, line.baseline, line.size, line.bold, turn)
