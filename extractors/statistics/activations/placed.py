"""Lists in columns by position: states in capitals, dates, and names below the date that they belong to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from extractors.places.gazetteer import Gazetteer
from extractors.places.names import name_key
from extractors.records import PlacedWord
from extractors.statistics.activations.blocks import Block, blocks_of
from extractors.statistics.activations.columns import dated
from extractors.statistics.activations.findings import Findings
from extractors.statistics.activations.furniture import is_running, without_furniture
from extractors.statistics.activations.lines import Line
from extractors.statistics.activations.names import Name, are_names, finder, names_of
from extractors.statistics.activations.pieces import Form, Piece, Row, rows_of
from extractors.statistics.activations.rowwise import rowwise
from extractors.statistics.activations.runon import parted
from extractors.statistics.activations.states import Heading, headings
from extractors.statistics.activations.titles import Stated, stated_of

_MOST_UNKNOWN = 0.5
"""The share of unknown names from which on a list without counts is not taken for one."""

_SAME_EDGE = 2.0
_OPENING = 6
"""Rows of a page that may be its titles."""


def placed(
    words: Sequence[PlacedWord], title: str | None, places: Gazetteer, findings: Findings
) -> list[Line]:
    """Read the lists of a document by the places of its words, and note what is not told.

    Args:
        words: the words of the pages that may hold a list.
        title: the title of the document.
        places: the places that may be named.
        findings: where to note it.
    """
    rows = rows_of(words)
    body = without_furniture(rows, _telling_places(places))
    pieces = [piece for row in body for piece in row]
    found = _headings(pieces, places)
    stated = _stated(rows, found, title)
    titles = [_text(row) for row in rows if is_running(row)]
    if lines := rowwise(body, titles, places, stated):
        return lines
    if not found or not any(piece.form is Form.DATE for piece in pieces):
        return []
    centred = _are_centred(pieces)
    lists = {page: each.as_of for page, each in stated.items()}
    read = [_Block(block, places, stated, centred=centred) for block in blocks_of(pieces, found, lists)]
    return _checked(read, findings)


def _telling_places(places: Gazetteer) -> Callable[[str], bool]:
    keys = frozenset(name.key for name in places.names)
    return lambda text: name_key(text) in keys


def _headings(pieces: Sequence[Piece], places: Gazetteer) -> list[Heading]:
    return [
        heading
        for _, page in groupby(pieces, key=lambda piece: piece.page)
        for heading in headings(list(page), places)
    ]


def _stated(rows: Sequence[Row], found: Sequence[Heading], title: str | None) -> dict[int, Stated]:
    """Give what is stated of the list by page: in its titles, in running lines, or on a page before."""
    tops: dict[int, float] = {}
    for heading in found:
        top = heading.piece.bbox[1]
        tops[heading.piece.page] = min(tops.get(heading.piece.page, top), top)
    stated: dict[int, Stated] = {}
    before = stated_of([title] if title else [])
    for page, group in groupby(rows, key=lambda row: row[0].page):
        above = tops.get(page, 0.0)
        titles = [
            _text(row)
            for n, row in enumerate(group)
            if n < _OPENING or row[0].height < above or is_running(row)
        ]
        stated[page] = before = stated_of(titles).or_else(before)
    return stated


def _text(row: Row) -> str:
    return " ".join(piece.text for piece in row)


def _are_centred(pieces: Sequence[Piece]) -> bool:
    """Tell whether dates stand over the middle of what is below, more of them than over one indent."""
    under = [(date, below) for date in pieces if date.form is Form.DATE and (below := _under(date, pieces))]
    in_middle = sum(1 for date, below in under if abs(below.centre - date.centre) <= _SAME_EDGE)
    indents = Counter(round(below.left - date.left) for date, below in under)
    return bool(under) and in_middle > indents.most_common(1)[0][1]


def _under(date: Piece, pieces: Sequence[Piece]) -> Piece | None:
    """Give the name on the line below a date."""
    near = (
        each
        for each in pieces
        if each.form is Form.TEXT
        and each.page == date.page
        and 0 < each.height - date.height <= 3 * date.size
        and each.left < date.bbox[2]
        and each.bbox[2] > date.left
    )
    return next(near, None)


class _Block:
    """A block as it was read.

    Attributes:
        block: the state with what stands under it.
        names: its jurisdictions.
        left: texts that are no names.
    """

    def __init__(self, block: Block, places: Gazetteer, stated: dict[int, Stated], *, centred: bool) -> None:
        self.block = block
        self._stated = stated
        found = parted(dated(block, centred=centred))
        texts, others = are_names([each for each in found if each.date])
        undated, more = are_names([each for each in found if each.date is None])
        state = block.heading.state if block.heading else None
        code = state.state if state else None
        find = finder(places, code, ())
        known = [name for name in names_of(undated, find, centred=centred) if name.match.place]
        read = [*names_of(texts, find, centred=centred), *known]
        find = finder(places, code, [name.text for name in read])
        self.names = [replace(name, match=find(name.text)) for name in read]
        own = {each for name in known for each in name.lines}
        self.left = [*others, *more, *(each for each in undated if each not in own)]

    def lines(self) -> Iterator[Line]:
        """Give its jurisdictions as lines."""
        return map(self._line, self.names)

    def _line(self, name: Name) -> Line:
        heading, piece, day = self.block.heading, name.dated.piece, name.dated.date
        count, share = self.block.count, self.block.share
        return Line(
            state=heading.name if heading else None,
            name=piece.text,
            match=name.match,
            day=day.day if day else None,
            date_printed=day.text if day else None,
            count=count.count if count else None,
            share=share.text.strip("()") if share else None,
            page=piece.page,
            bbox=piece.bbox,
            cell_id=None,
            stated=self._stated[piece.page],
        )


def _checked(read: Sequence[_Block], findings: Findings) -> list[Line]:
    """Give the lines of a list, and note what is odd; none of what names hardly any place."""
    names = [name for each in read for name in each.names]
    unknown = sum(1 for name in names if name.match.place is None)
    if not any(each.block.count for each in read) and unknown > _MOST_UNKNOWN * len(names):
        findings.no_list(len(names), unknown, names[0].dated.piece.page)
        return []
    for each in read:
        _check(each, findings)
    return [line for each in read for line in each.lines()]


def _check(read: _Block, findings: Findings) -> None:
    count, heading = read.block.count, read.block.heading
    if count and count.count and heading and count.count[0] != len(read.names):
        findings.counts_disagree(heading.name, count.count, len(read.names), heading.piece.page)
    for page, group in groupby(read.left, key=lambda each: each.piece.page):
        findings.not_read([each.piece.text for each in group], page)
