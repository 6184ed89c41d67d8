"""What says what a table is about: its caption, the headings above it, and the title of its document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from extractors.records import Cell, Extraction, Passage, PassageKind, Table

_ABOVE = frozenset(
    {
        PassageKind.HEADING,
        PassageKind.CAPTION,
        PassageKind.PARAGRAPH,
        PassageKind.LIST_ITEM,
        PassageKind.PAGE_HEADER,
    }
)
_LONGEST = 300
_NEAREST = 8
_OPENING = 12


class Titles:
    """The titles of the tables of one extraction."""

    def __init__(self, extraction: Extraction) -> None:
        self._passages = extraction.passages
        self._place: Mapping[str, int] = {each.passage_id: n for n, each in enumerate(self._passages)}
        self._general = _general(extraction)

    @property
    def general(self) -> tuple[str, ...]:
        """The title of the document and the headings of its opening."""
        return self._general

    def above(self, table: Table, heads: Sequence[Cell]) -> tuple[str, ...]:
        """Give what stands above a table, nearest first, and then the title of the document."""
        own = [table.caption] if table.caption else []
        spanning = [cell.text_clean for cell in heads if cell.col_span >= max(2, table.n_cols - 1)]
        return tuple(dict.fromkeys([*own, *spanning, *self._nearest(table), *self._general]))

    def _nearest(self, table: Table) -> list[str]:
        place = self._place.get(table.passage_id, 0)
        before = reversed(self._passages[:place])
        same_page = (each for each in before if each.page == table.page and each.kind in _ABOVE)
        found = [each.text for each in islice(same_page, _NEAREST) if len(each.text) <= _LONGEST]
        headings = self._passages[place].heading_path if place < len(self._passages) else ()
        return [*found, *reversed(headings)]


def _general(extraction: Extraction) -> tuple[str, ...]:
    opening: Iterable[Passage] = extraction.passages[:_OPENING]
    first = [each.text for each in opening if each.kind in _ABOVE and len(each.text) <= _LONGEST]
    title = extraction.document.title
    return tuple(dict.fromkeys([*([title] if title else []), *first]))
