"""Lists in rows by position: tables without a ruling, whose header says which column holds what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from extractors.places.gazetteer import Gazetteer
from extractors.statistics.activations.headers import is_total, told
from extractors.statistics.activations.lines import Line
from extractors.statistics.activations.names import finder
from extractors.statistics.activations.pieces import Form, Piece, Row, joined
from extractors.statistics.activations.states import state_called
from extractors.statistics.activations.titles import Stated

_NEAR = 30.0
_NEXT_LINE = 1.6


@dataclass(frozen=True, slots=True)
class _Header:
    """The headers of the columns that matter."""

    state: Piece | None
    name: Piece
    date: Piece


@dataclass(slots=True)
class _Found:
    """A row: the words for its state, its name and its date."""

    state: str | None
    name: Piece
    date: Piece | None


def rowwise(
    rows: Sequence[Row], titles: Sequence[str], places: Gazetteer, stated: dict[int, Stated]
) -> list[Line]:
    """Read the rows below each header that has a name and a date of activation; none where there is none.

    Args:
        rows: the rows of all pages, furniture left out.
        titles: what stands above.
        places: the places that may be named.
        stated: what is stated of the list, by page.
    """
    found = list(_found(rows, titles))
    return [
        line
        for state, group in groupby(found, key=lambda row: row.state)
        for line in _lines(state, list(group), places, stated)
    ]


def _lines(
    state: str | None, rows: Sequence[_Found], places: Gazetteer, stated: dict[int, Stated]
) -> Iterator[Line]:
    known = state_called(state, places) if state else None
    find = finder(places, known.state if known else None, [row.name.text for row in rows])
    for row in rows:
        yield Line(
            state=state,
            name=row.name.text,
            match=find(row.name.text),
            day=row.date.day if row.date else None,
            date_printed=row.date.text if row.date else None,
            count=None,
            share=None,
            page=row.name.page,
            bbox=row.name.bbox,
            cell_id=None,
            stated=stated[row.name.page],
        )


def _found(rows: Sequence[Row], titles: Sequence[str]) -> Iterator[_Found]:
    header: _Header | None = None
    state: str | None = None
    last: _Found | None = None
    for row in rows:
        if new := _header(row, titles):
            header = new
        elif header:
            printed = _in_column(row, header.state, header)
            state = printed.text if printed else state
            name, date = _in_column(row, header.name, header), _in_column(row, header.date, header)
            if name is None or is_total(name.text) or (printed and is_total(printed.text)):
                continue
            if last and not printed and date is None and _is_next(last.name, name):
                last.name = joined(last.name, name, text=f"{last.name.text} {name.text}")
                continue
            if last:
                yield last
            last = _Found(state, name, date if date and date.form is Form.DATE else None)
    if last:
        yield last


def _header(row: Row, titles: Sequence[str]) -> _Header | None:
    found = told([piece.text for piece in row], titles)
    if found is None:
        return None
    state, name, date = found
    return _Header(None if state is None else row[state], row[name], row[date])


def _in_column(row: Row, column: Piece | None, header: _Header) -> Piece | None:
    """Give the piece of a row that stands below a header: nearer to it than to the others."""
    if column is None:
        return None
    columns = [each for each in (header.state, header.name, header.date) if each]
    own = (piece for piece in row if min(columns, key=lambda each: _distance(each, piece)) is column)
    return next((piece for piece in own if _distance(column, piece) <= _NEAR), None)


def _distance(one: Piece, other: Piece) -> float:
    return min(abs(one.left - other.left), abs(one.centre - other.centre))


def _is_next(above: Piece, below: Piece) -> bool:
    return above.page == below.page and 0 < below.height - above.height <= _NEXT_LINE * above.size
