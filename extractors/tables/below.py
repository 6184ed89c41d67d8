"""Which passages below a table may be its notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.records import Passage, PassageKind
from extractors.tables.notes import Line, is_note, is_title

REACH = 80
"""Passages behind a table of a web page that may be its notes; in PDFs its pages bound them."""

_BESIDE_THE_TEXT = (
    PassageKind.PAGE_HEADER,
    PassageKind.PAGE_FOOTER,
    PassageKind.NAVIGATION,
    PassageKind.BOILERPLATE,
)
_MAY_BE_NOTES = (
    PassageKind.FOOTNOTE,
    PassageKind.PARAGRAPH,
    PassageKind.LIST_ITEM,
    PassageKind.NOTICE,
    PassageKind.HEADING,
)


def lines_below(passages: Sequence[Passage], table: int, *, last_page: int | None) -> Iterator[Line]:
    """Give what may be a note of a table, in reading order.

    Args:
        passages: those of the document, in reading order.
        table: the place of the table's own passage.
        last_page: the page on which the table ends; ``None`` in web pages.
    """
    near = True
    for passage in _behind(passages, table, last_page):
        if passage.kind in _BESIDE_THE_TEXT or is_title(passage.text):
            continue
        if passage.kind in _MAY_BE_NOTES and is_note(passage.text):
            yield Line(passage.text, passage.kind, near, passage.passage_id, passage.page)
        else:
            near = False


def _behind(passages: Sequence[Passage], table: int, last_page: int | None) -> Iterator[Passage]:
    for place in range(table + 1, len(passages)):
        passage = passages[place]
        if last_page is None and place > table + REACH:
            return
        if last_page is not None and (passage.page or last_page) > last_page:
            return
        yield passage
