"""From placed words to pieces: what stands together on one line, told by its form.

A piece is a date, a count "N of M", a share such as "100%", or other text; none of them runs over a wide gap.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum, auto
from itertools import groupby
from operator import attrgetter

from extractors.moments import MONTHS, printed_moment
from extractors.records import BBox, DatePrecision, PlacedWord

WIDE = 0.85
"""Ems of white that part two columns."""

NARROW = 0.4
"""Ems of white that part two columns where a date stands above the second."""

SAME_EDGE = 2.0
"""Points within which two left edges are one."""

_SAME_LINE = 0.35
_COUNT = re.compile(r"\(?(\d[\d,]*) of (\d[\d,]*)\)?[,;:]?", re.IGNORECASE)
_SHARE = re.compile(r"\(?(\d{1,3}(?:\.\d+)?\s?%)\)?")
_LONGEST_FORM = 3
_MONTHS = "|".join(sorted(MONTHS, key=len, reverse=True))
_MONTH_AND_DAY = re.compile(rf"(?:{_MONTHS})\.? \d{{1,2}},?", re.IGNORECASE)
_MONTH = re.compile(rf"(?:{_MONTHS})\.?", re.IGNORECASE)
_ENDS_LINE = re.compile(rf"(?:\d,|\b(?:{_MONTHS}))$", re.IGNORECASE)
_STARTS_DATE = re.compile(r"[A-Z][a-z]{2,8}\.?|[A-Z]{3,9}|\d{1,2}/\d{1,2}/\d{4}")


class Form(Enum):
    """What a piece is by its form."""

    DATE = auto()
    COUNT = auto()
    SHARE = auto()
    TEXT = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stand together.

    ``height`` is that of the middle of their row, ``day`` that of a date, ``count`` the numbers of a count.
    """

    form: Form
    text: str
    page: int
    bbox: BBox
    height: float
    size: float
    bold: bool
    day: date | None = None
    count: tuple[int, int] | None = None

    @property
    def left(self) -> float:
        """Its left edge."""
        return self.bbox[0]

    @property
    def centre(self) -> float:
        """Its middle from left to right."""
        return (self.bbox[0] + self.bbox[2]) / 2


Row = tuple[Piece, ...]


def rows_of(words: Iterable[PlacedWord]) -> list[Row]:
    """Give the pieces of all pages line by line, from left to right."""
    rows: list[Row] = []
    for _, group in groupby(words, key=attrgetter("page")):
        lines = _lines(list(group))
        edges = [piece.left for row in _rows(lines, ()) for piece in row if piece.form is Form.DATE]
        rows.extend(_rows(lines, edges))
    return rows


def _rows(lines: Sequence[Sequence[PlacedWord]], edges: Sequence[float]) -> list[Row]:
    return _with_whole_dates([tuple(_pieces(line, edges)) for line in lines])


def _lines(words: Sequence[PlacedWord]) -> list[list[PlacedWord]]:
    lines: list[list[PlacedWord]] = []
    last = 0.0
    for word in sorted(words, key=lambda word: (_height(word), word.bbox[0])):
        if lines and _height(word) - last <= _SAME_LINE * word.size:
            lines[-1].append(word)
        else:
            lines.append([word])
            last = _height(word)
    return [sorted(line, key=lambda word: word.bbox[0]) for line in lines]


def _height(word: PlacedWord) -> float:
    return (word.bbox[1] + word.bbox[3]) / 2


def _pieces(line: Sequence[PlacedWord], edges: Sequence[float]) -> Iterator[Piece]:
    height = _height(line[0])
    for segment in _segments(line, edges):
        for piece in _formed(segment):
            yield replace(piece, height=height)


def _segments(line: Sequence[PlacedWord], edges: Sequence[float]) -> Iterator[list[PlacedWord]]:
    """Cut a line at wide gaps, and at narrower ones where a date of the page begins."""
    segment: list[PlacedWord] = []
    for index, word in enumerate(line):
        if segment and (_is_apart(segment[-1], word, edges) or _begins_date(line, index)):
            yield segment
            segment = []
        segment.append(word)
    if segment:
        yield segment


def _begins_date(line: Sequence[PlacedWord], index: int) -> bool:
    """Tell whether a month and a day stand here, or a month behind the first line of another date."""
    text = " ".join(word.text for word in line[index : index + 2])
    if _MONTH_AND_DAY.fullmatch(text):
        return True
    return (
        _MONTH.fullmatch(line[index].text) is not None and _ENDS_LINE.search(line[index - 1].text) is not None
    )


def _is_apart(before: PlacedWord, word: PlacedWord, edges: Sequence[float]) -> bool:
    gap = word.bbox[0] - before.bbox[2]
    if gap > WIDE * word.size:
        return True
    return gap > NARROW * word.size and any(abs(word.bbox[0] - edge) <= SAME_EDGE for edge in edges)


def _formed(words: Sequence[PlacedWord]) -> Iterator[Piece]:
    """Cut a segment before and behind what has a form of its own."""
    waiting: list[PlacedWord] = []
    index = 0
    while index < len(words):
        length, piece = _form_at(words, index)
        if piece is None:
            waiting.append(words[index])
            index += 1
            continue
        if waiting:
            yield _piece(Form.TEXT, waiting)
            waiting = []
        yield piece
        index += length
    if waiting:
        yield _piece(Form.TEXT, waiting)


def _form_at(words: Sequence[PlacedWord], index: int) -> tuple[int, Piece | None]:
    """Give how many words from one on have a form of their own, and the piece that they are."""
    for length in range(min(_LONGEST_FORM, len(words) - index), 0, -1):
        some = words[index : index + length]
        text = " ".join(word.text for word in some)
        if count := _COUNT.fullmatch(text):
            return length, replace(_piece(Form.COUNT, some), count=(_number(count[1]), _number(count[2])))
        if _SHARE.fullmatch(text):
            return length, _piece(Form.SHARE, some)
        if day := _day(text):
            return length, replace(_piece(Form.DATE, some), day=day)
    return 0, None


def _day(text: str) -> date | None:
    if not _STARTS_DATE.match(text):
        return None
    moment = printed_moment(text.strip("()*:;"))
    return moment.day if moment and moment.precision is DatePrecision.DAY else None


def _number(digits: str) -> int:
    return int(digits.replace(",", ""))


def _piece(form: Form, words: Sequence[PlacedWord]) -> Piece:
    return Piece(
        form=form,
        text=" ".join(word.text for word in words),
        page=words[0].page,
        bbox=around([word.bbox for word in words]),
        height=_height(words[0]),
        size=max(word.size for word in words),
        bold=all(word.bold for word in words),
    )


def around(boxes: Sequence[BBox]) -> BBox:
    """Give the smallest box that holds all of them."""
    x0s, tops, x1s, bottoms = zip(*boxes, strict=True)
    return (min(x0s), min(tops), max(x1s), max(bottoms))


def joined(first: Piece, second: Piece, *, text: str) -> Piece:
    """Give two pieces, one below the other, as one."""
    return replace(first, text=text, bbox=around([first.bbox, second.bbox]))


def is_below(first: Piece, second: Piece) -> bool:
    """Tell whether a piece stands on the next line, at the same left edge or under the same middle."""
    if first.page != second.page:
        return False
    step = second.height - first.height
    near = abs(first.left - second.left) <= SAME_EDGE or abs(first.centre - second.centre) <= 2 * SAME_EDGE
    return near and 0 < step <= 1.7 * max(first.size, second.size)


def _with_whole_dates(rows: list[Row]) -> list[Row]:
    """Join dates that stand on two lines."""
    taken: set[int] = set()
    whole: list[Row] = []
    for index, row in enumerate(rows):
        below = rows[index + 1] if index + 1 < len(rows) else ()
        whole.append(tuple(_whole(piece, below, taken) for piece in row if id(piece) not in taken))
    return [row for row in whole if row]


def _whole(piece: Piece, below: Row, taken: set[int]) -> Piece:
    if piece.form is not Form.TEXT or not (
        _MONTH_AND_DAY.fullmatch(piece.text) or _MONTH.fullmatch(piece.text)
    ):
        return piece
    for other in below:
        text = f"{piece.text} {other.text}"
        if is_below(piece, other) and (day := _day(text)):
            taken.add(id(other))
            return replace(joined(piece, other, text=text), form=Form.DATE, day=day)
    return piece
