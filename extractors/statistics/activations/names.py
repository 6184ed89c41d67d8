"""From lines under a date to names: which are no names, and which are the second line of one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from extractors.places.gazetteer import Gazetteer, Match
from extractors.places.names import name_key
from extractors.records import PlaceKind
from extractors.statistics.activations.columns import Dated
from extractors.statistics.activations.pieces import joined

JURISDICTIONS = frozenset(
    {
        PlaceKind.COUNTY,
        PlaceKind.PARISH,
        PlaceKind.BOROUGH,
        PlaceKind.CENSUS_AREA,
        PlaceKind.INDEPENDENT_CITY,
        PlaceKind.MUNICIPIO,
        PlaceKind.MUNICIPALITY,
        PlaceKind.COUNTY_EQUIVALENT,
        PlaceKind.POLICE_DEPARTMENT,
        PlaceKind.FICTIONAL,
    }
)
"""What a list of activated jurisdictions names."""

MARKS = " *\u2020\u2021\u00a7\u2022\u25cf\u25aa\u00b7"
"""Marks of notes and bullets around a name."""

_MOST_WORDS = 8
_LONGEST = 60
_LETTER = re.compile(r"[^\W\d_]")
_SENTENCE = re.compile(r"[^\W\d_]{4,}\.$|:$|\d{3,}")
_INDENT = 1.5
_NEXT_LINE = 1.75
_OTHER_TYPE = 0.15
_LINES = 4

Find = Callable[[str], Match]


@dataclass(frozen=True, slots=True)
class Name:
    """A name with its date, its place if it is known, and the lines that it was read from."""

    dated: Dated
    match: Match
    lines: tuple[Dated, ...]

    @property
    def text(self) -> str:
        """The name as printed, on one line."""
        return self.dated.piece.text


def finder(places: Gazetteer, state: str | None, printed: Sequence[str]) -> Find:
    """Give what finds the places of one state, told all names that are printed for it."""
    beside = frozenset(name_key(each.strip(MARKS)) for each in printed)

    def find(name: str) -> Match:
        if state is None:
            return Match(None)
        return places.find(name.strip(MARKS), kinds=JURISDICTIONS, state=state, neighbours=beside)

    return find


def are_names(found: Sequence[Dated]) -> tuple[list[Dated], list[Dated]]:
    """Part the lines that may be names from those that are none by their form or the size of their type."""
    sizes = Counter(round(each.piece.size, 1) for each in found)
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    names = [each for each in found if _may_be_name(each, usual)]
    return names, [each for each in found if not _may_be_name(each, usual)]


def _may_be_name(each: Dated, usual: float) -> bool:
    text = each.piece.text.strip(MARKS)
    return (
        bool(_LETTER.search(text))
        and len(text) <= _LONGEST
        and len(text.split()) <= _MOST_WORDS
        and not _SENTENCE.search(text)
        and abs(each.piece.size - usual) <= _OTHER_TYPE * usual
    )


def names_of(found: Sequence[Dated], find: Find, *, centred: bool) -> Iterator[Name]:
    """Join the lines of names, column by column and date by date."""
    for _, group in groupby(found, key=lambda each: (each.piece.page, each.band, each.column, each.date)):
        lines = list(group)
        edge = _edge(lines)
        index = 0
        while index < len(lines):
            length, text = _longest(lines[index:], find, None if centred else edge)
            some = tuple(lines[index : index + length])
            yield Name(_together(some, text), find(text), some)
            index += length


def _edge(lines: Sequence[Dated]) -> float:
    """Give where most lines begin; of two equal ones the left."""
    edges = Counter(round(each.piece.left) for each in lines)
    return float(min(edges, key=lambda edge: (-edges[edge], edge)))


def _longest(lines: Sequence[Dated], find: Find, edge: float | None) -> tuple[int, str]:
    """Tell how many lines the first name has, and give it on one line.

    Lines go on that are indented, and those that are a place together where not each is one for itself.
    """
    indented = _run(lines, lambda line: edge is not None and line.piece.left - edge > _INDENT)
    if indented > 1:
        return indented, _text(lines[:indented])
    for length in range(_run(lines, lambda _: True), 1, -1):
        some = lines[:length]
        alone = [find(each.piece.text).place for each in some]
        if None in alone and find(_text(some)).place is not None:
            return length, _text(some)
    return 1, lines[0].piece.text


def _run(lines: Sequence[Dated], goes_on: Callable[[Dated], bool]) -> int:
    """Tell how many lines follow each other closely, all but the first such that a name may go on there."""
    length = 1
    for above, below in pairwise(lines[:_LINES]):
        if not (_is_next(above, below) and goes_on(below)):
            break
        length += 1
    return length


def _is_next(above: Dated, below: Dated) -> bool:
    step = below.piece.height - above.piece.height
    return 0 < step <= _NEXT_LINE * max(above.piece.size, below.piece.size)


def _text(lines: Sequence[Dated]) -> str:
    return " ".join(line.piece.text for line in lines).replace("- ", "-")


def _together(lines: Sequence[Dated], text: str) -> Dated:
    piece = lines[0].piece
    for each in lines[1:]:
        piece = joined(piece, each.piece, text=text)
    return replace(lines[0], piece=piece)
