"""Lists that are tables: a row a jurisdiction, with columns for its state, its name and its date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter

from extractors.moments import printed_moment
from extractors.places.gazetteer import Gazetteer, Match
from extractors.records import Cell, Extraction
from extractors.statistics.activations.headers import is_about, is_total, told
from extractors.statistics.activations.lines import Line
from extractors.statistics.activations.names import finder
from extractors.statistics.activations.states import state_called
from extractors.statistics.activations.titles import Stated, stated_of
from extractors.statistics.titles import Titles


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column holds what; a list of one state may have none for it. ``body`` is the first row below."""

    state: int | None
    name: int
    date: int
    body: int


def tabulated(extraction: Extraction, places: Gazetteer) -> Iterator[Line]:
    """Give the jurisdictions of the tables of a document that have a column for their activation."""
    if not extraction.tables or not is_about(extraction.document.text):
        return
    tables = {table.table_id: table for table in extraction.tables}
    titles = Titles(extraction)
    for table_id, group in groupby(extraction.cells, key=attrgetter("table_id")):
        cells = [cell for cell in group if not cell.repeated]
        body = max(tables[table_id].n_header_rows, 1)
        heads = [cell for cell in cells if cell.row < body]
        above = titles.above(tables[table_id], heads)
        if columns := columns_of(heads, above, body):
            yield from _lines(cells, columns, places, stated_of(above))


def columns_of(heads: Sequence[Cell], above: Sequence[str], body: int) -> Columns | None:
    """Tell the columns of a list by their headers, the lowest first; ``None`` for any other table."""
    own = [cell for cell in reversed(heads) if cell.col_span == 1]
    found = told([cell.text_clean for cell in own], above)
    if found is None:
        return None
    state, name, date = found
    return Columns(None if state is None else own[state].col, own[name].col, own[date].col, body)


@dataclass(frozen=True, slots=True)
class _Found:
    """A row of the table: the words for its state, and the cells of its name and date."""

    state: str | None
    name: Cell
    date: Cell | None


def _lines(cells: Sequence[Cell], columns: Columns, places: Gazetteer, stated: Stated) -> Iterator[Line]:
    found = list(_rows([cell for cell in cells if cell.row >= columns.body], columns, places))
    for state, group in groupby(found, key=lambda row: row.state):
        rows = list(group)
        known = state_called(state, places) if state else None
        find = finder(places, known.state if known else None, [row.name.text_clean for row in rows])
        for row in rows:
            yield _line(row, find(row.name.text_clean), stated)


def _rows(cells: Sequence[Cell], columns: Columns, places: Gazetteer) -> Iterator[_Found]:
    """Give the rows that name a jurisdiction; a state that is printed once holds until the next."""
    state: str | None = None
    for _, group in groupby(cells, key=attrgetter("row")):
        row = {cell.col: cell for cell in group}
        printed = _state(row, columns, places)
        state = printed or state
        name, date = row.get(columns.name), row.get(columns.date)
        if name is None or not name.text_clean or name.is_total or is_total(name.text_clean):
            continue
        if name.text_clean != printed or (date and date.text_clean):
            yield _Found(state, name, date)


def _state(row: Mapping[int, Cell], columns: Columns, places: Gazetteer) -> str | None:
    """Give the state that a row prints in its column, or alone over the whole row."""
    if columns.state is not None:
        cell = row.get(columns.state)
        return (cell.text_clean or None) if cell else None
    told = [cell for cell in row.values() if cell.text_clean]
    alone = told[0].text_clean if len(told) == 1 else ""
    return alone if alone and state_called(alone, places) else None


def _line(row: _Found, match: Match, stated: Stated) -> Line:
    name, date = row.name, row.date
    return Line(
        state=row.state,
        name=name.text,
        match=match,
        day=_day(date) if date else None,
        date_printed=date.text_clean or None if date else None,
        count=None,
        share=None,
        page=name.page,
        bbox=name.bbox,
        cell_id=name.cell_id,
        stated=stated,
    )


def _day(cell: Cell) -> date | None:
    moment = printed_moment(cell.text_clean)
    return cell.value_date or (moment.day if moment else None)
