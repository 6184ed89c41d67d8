"""All tables of a page: those in grids of rulings first, then those that white shows in what is left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from extractors.pdf.marks import PageMarks, Ruling, Word
from extractors.records import BBox
from extractors.tables.cells import Columned, FoundTable
from extractors.tables.lattice import Rulings, rulings_of
from extractors.tables.openings import Hints, open_tables
from extractors.tables.refusals import is_refused
from extractors.tables.ruled import ruled_tables
from extractors.tables.runs import frames
from extractors.tables.shades import visible_edges
from extractors.tables.turning import main_turn, straightened, table_turned_back
from extractors.tables.words import segment_gap, space_width, without_dashes, word_rows
from extractors.tables.zones import zones


@dataclass(frozen=True, slots=True)
class PageTables:
    """The tables of a page from top to bottom, and the words that stand in none of them."""

    tables: tuple[FoundTable, ...]
    outside: tuple[Word, ...]


def page_tables(marks: PageMarks, *, before: Columned | None = None) -> PageTables:
    """Find the tables of a page.

    Args:
        marks: what is painted on it.
        before: the last table of the page before, which may go on here with columns left empty.
    """
    turn = main_turn(marks.words)
    if not turn:
        return _found(marks, before)
    straight = straightened(marks, turn)
    turned = [word for word in marks.words if word.turn == turn]
    found = _found(straight, before)
    left = {id(word) for word in found.outside}
    kept = {id(word) for word, twin in zip(turned, straight.words, strict=True) if id(twin) in left}
    return PageTables(
        tables=tuple(table_turned_back(table, turn) for table in found.tables),
        outside=tuple(word for word in marks.words if word.turn != turn or id(word) in kept),
    )


def _found(marks: PageMarks, before: Columned | None) -> PageTables:
    edges = visible_edges(marks.shades, width=marks.width, height=marks.height)
    rulings = rulings_of((*marks.rulings, *edges))
    closed, outside = ruled_tables(marks.words, rulings, refused=partial(is_refused, marks=marks))
    opened = list(_opened(marks, rulings, closed, outside, before))
    taken = {id(word) for _, words in opened for word in words}
    tables = [*closed, *(table for table, _ in opened)]
    return PageTables(
        tables=tuple(sorted(tables, key=lambda table: (table.bbox[1], table.bbox[0]))),
        outside=tuple(word for word in outside if id(word) not in taken),
    )


def _opened(
    marks: PageMarks,
    rulings: Rulings,
    closed: Sequence[FoundTable],
    outside: Sequence[Word],
    before: Columned | None,
) -> Iterator[tuple[FoundTable, list[Word]]]:
    """Find the tables without a grid, each with its words."""
    space = space_width(marks.glyphs)
    rows, dashes = without_dashes(word_rows([word for word in outside if word.turn == 0], space))
    rules = [rule for rule in (*rulings.across, *dashes) if not any(_beside(rule, table) for table in closed)]
    hints = Hints(rules, rulings.down, frames(rules), space)
    for zone in zones(rows, segment_gap(space), hints.frames):
        for table, words in open_tables(zone, hints, before=before):
            clear = not any(_overlap(table.bbox, other.bbox) for other in closed)
            if clear and not is_refused(table, marks):
                yield table, words


def _beside(rule: Ruling, table: FoundTable) -> bool:
    x0, top, x1, bottom = table.bbox
    return top - 2 <= rule.at <= bottom + 2 and rule.start < x1 and x0 < rule.end


def _overlap(one: BBox, other: BBox) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
