"""Which passages below a table may be its notes."""

from __future__ import annotations

import re
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

_LONE_MARK = re.compile(r"[*\u2020\u2021\u00a7\u00b6#]{1,4}|[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]{1,2}")


def lines_below(passages: Sequence[Passage], table: int, *, last_page: int | None) -> Iterator[Line]:
    """Give what may be a note of a table, in reading order.

    A sign that is a passage by itself goes with the passage behind it, but counts as far away: it may be an
    ornament, so that only a table which has the sign has the note.

    Args:
        passages: those of the document, in reading order.
        table: the place of the table's own passage.
        last_page: the page on which the table ends; ``None`` in web pages.
    """
    near, sign = True, ""
    for passage in _behind(passages, table, last_page):
        if passage.kind in _BESIDE_THE_TEXT or is_title(passage.text):
            continue
        if _LONE_MARK.fullmatch(passage.text):
            sign = passage.text
            continue
        text = f"{sign} {passage.text}".lstrip()
        if passage.kind in _MAY_BE_NOTES and is_note(text):
            yield Line(text, passage.kind, near and not sign, passage.passage_id, passage.page)
        elif passage.kind is not PassageKind.FOOTNOTE:
            near = False
        sign = ""


def _behind(passages: Sequence[Passage], table: int, last_page: int | None) -> Iterator[Passage]:
    for place in range(table + 1, len(passages)):
        passage = passages[place]
        if last_page is None and place > table + REACH:
            return
        if last_page is not None and (passage.page or last_page) > last_page:
            return
        yield passage
