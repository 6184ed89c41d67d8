"""Lists in columns by position: states in capitals, dates, and names below the date that they belong to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
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
from extractors.statistics.activations.states import Heading, headings
from extractors.statistics.activations.titles import Stated, stated_of

_MOST_UNKNOWN = 0.5
"""The share of unknown names from which on a list without counts is not taken for one."""

_AT_EDGE = 0.5
"""The share of dates that stand at the left edge of what is below, under which they stand over its middle."""

_SAME_EDGE = 2.0
_INDENT = 14.0


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
    if not found or not any(piece.form is Form.DATE for piece in pieces):
        return []
    stated = _stated(rows, found, title)
    centred = _are_centred(pieces)
    read = [_Block(block, places, stated, centred=centred) for block in blocks_of(pieces, found)]
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
    """Give what is stated of the list by page: above its first heading, in running lines, or on a page before."""
    tops: dict[int, float] = {}
    for heading in found:
        top = heading.piece.bbox[1]
        tops[heading.piece.page] = min(tops.get(heading.piece.page, top), top)
    stated: dict[int, Stated] = {}
    before = stated_of([title] if title else [])
    for page, group in groupby(rows, key=lambda row: row[0].page):
        top = tops.get(page, 0.0)
        texts = [_text(row) for row in group if row[0].height < top or is_running(row)]
        stated[page] = before = stated_of(texts).or_else(before)
    return stated


def _text(row: Row) -> str:
    return " ".join(piece.text for piece in row)


def _are_centred(pieces: Sequence[Piece]) -> bool:
    """Tell whether dates stand over the middle of their columns: few names begin where a date does."""
    dates = [piece for piece in pieces if piece.form is Form.DATE]
    names = [piece for piece in pieces if piece.form is Form.TEXT]
    at_edge = sum(1 for each in dates if any(_begins_below(each, name) for name in names))
    in_middle = sum(1 for each in dates if any(_is_in_middle(each, name) for name in names))
    return at_edge < _AT_EDGE * len(dates) and in_middle > at_edge


def _is_next(date: Piece, name: Piece) -> bool:
    return date.page == name.page and 0 < name.height - date.height <= 3 * date.size


def _begins_below(date: Piece, name: Piece) -> bool:
    return _is_next(date, name) and -_SAME_EDGE <= name.left - date.left <= _INDENT


def _is_in_middle(date: Piece, name: Piece) -> bool:
    return _is_next(date, name) and abs(name.centre - date.centre) <= _SAME_EDGE


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
        found = dated(block, centred=centred)
        texts, others = are_names([each for each in found if each.date])
        undated, more = are_names([each for each in found if each.date is None])
        state = block.heading.state if block.heading else None
        find = finder(places, state.state if state else None, [each.piece.text for each in found])
        self.names = list(names_of(texts, find, centred=centred))
        known = [name for name in names_of(undated, find, centred=centred) if name.match.place]
        self.names += known
        taken = {id(piece) for name in known for piece in (name.dated.piece,)}
        self.left = [*others, *more, *(each for each in undated if id(each.piece) not in taken)]

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
