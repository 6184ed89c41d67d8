"""Reads plain text, such as a page that was kept as its words alone: blank lines and signs part it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from extractors.draft import Draft
from extractors.html import contacts, dates
from extractors.html.decode import decode
from extractors.html.findings import note_charset
from extractors.html.marks import GENERAL
from extractors.html.text import collapse
from extractors.records import CaptureContext, Extraction, PassageKind, Severity
from extractors.registry import PLAIN, Ocr
from extractors.stated import Metadata

EXTRACTOR = "plain"

LONGEST_HEADING = 100
"""Characters; a longer line that stands alone is a paragraph."""

_ITEM = re.compile(r"\s*(?:[\u2022\u00b7\u25aa\u25e6*\u2013-]|\(?[0-9]{1,2}[.)]|\(?[a-z][.)])\s+(?=\S)")
_SENTENCE_END = (".", ":", ";", ",", "?", "!")


def extract(payload: bytes, context: CaptureContext, *, ocr: Ocr = Ocr.AUTO) -> Extraction:
    """Read a text; any bytes give an extraction.

    It has no markup, so that nothing is a link, and a heading is a short line by itself before other text.

    Args:
        payload: the bytes of the text.
        context: what its capture tells.
        ocr: not used.
    """
    draft = Draft(payload, context)
    decoded = decode(payload, context.content_type)
    note_charset(draft, decoded)
    _Reading(draft).read(decoded.text)
    if not draft.passages:
        draft.issue("no_text", Severity.ERROR, evidence="blank", remedy="Look for another capture.")
    texts = [passage.text for passage in draft.passages]
    title = next((each.text for each in draft.passages if each.kind is PassageKind.HEADING), None)
    stated = dates.dates_of(passages=texts, meta={}, heading=title, last_modified=context.last_modified)
    for rival in stated.rivals:
        draft.dates_disagree(rival)
    return draft.finish(
        Metadata(
            media_type=PLAIN,
            extractor=EXTRACTOR,
            title=title,
            title_printed=title,
            dates=stated.dates,
        )
    )


class _Reading:
    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._headings: list[str] = []

    def read(self, text: str) -> None:
        blocks = list(_blocks(text))
        for number, lines in enumerate(blocks):
            self._block(lines, is_last=number + 1 == len(blocks))

    def _block(self, lines: list[str], *, is_last: bool) -> None:
        if len(lines) == 1 and collapse(lines[0]).lower() in GENERAL.site_names:
            self._draft.passage(PassageKind.BOILERPLATE, collapse(lines[0]))
            return
        if len(lines) == 1 and not is_last and _is_heading(lines[0]):
            self._heading(collapse(lines[0]))
            return
        for is_item, item in _items(lines):
            for _, some in groupby(item, key=_standing):
                self._lines(list(some), PassageKind.LIST_ITEM if is_item else PassageKind.PARAGRAPH)

    def _heading(self, text: str) -> None:
        path = self._headings[:1]
        self._draft.passage(PassageKind.HEADING, text, heading_path=path)
        self._headings = [*path, text]

    def _lines(self, lines: list[str], kind: PassageKind) -> None:
        texts = [text for line in lines if (text := collapse(line))]
        text = " ".join(texts)
        for piece in contacts.pieces(text, _places(texts)):
            words = text[piece.start : piece.end]
            own = PassageKind.CONTACT if piece.is_contact else _kind(words, kind)
            path = () if own is PassageKind.BOILERPLATE else self._headings
            self._draft.passage(own, words, heading_path=path)


def _blocks(text: str) -> Iterator[list[str]]:
    for is_blank, lines in groupby(text.splitlines(), key=lambda line: not collapse(line)):
        if not is_blank:
            yield list(lines)


def _items(lines: list[str]) -> Iterator[tuple[bool, list[str]]]:
    """Part a block before each line that begins an item; give the lines without the sign."""
    item: list[str] = []
    is_item = False
    for line in lines:
        sign = _ITEM.match(line)
        if sign and item:
            yield is_item, item
            item = []
        is_item = is_item or bool(sign)
        item.append(line[sign.end() :] if sign else line)
    yield is_item, item


def _places(texts: list[str]) -> list[tuple[int, int]]:
    places, start = [], 0
    for text in texts:
        places.append((start, start + len(text)))
        start += len(text) + 1
    return places


def _is_heading(line: str) -> bool:
    text = collapse(line)
    return (
        len(text) <= LONGEST_HEADING
        and not text.endswith(_SENTENCE_END)
        and not _ITEM.match(line)
        and not contacts.is_contact_line(text)
        and _kind(text, PassageKind.HEADING) is PassageKind.HEADING
    )


def _standing(line: str) -> str:
    """Give what parts a line from those around it: itself, if it is a stamp or a label of the page."""
    text = collapse(line)
    return text if _kind(text, PassageKind.PARAGRAPH) is not PassageKind.PARAGRAPH else ""


def _kind(text: str, kind: PassageKind) -> PassageKind:
    words = text.lower()
    if GENERAL.is_boilerplate(text):
        return PassageKind.BOILERPLATE
    is_notice = words.startswith(GENERAL.banner_words) or dates.is_change_line(text)
    return PassageKind.NOTICE if is_notice else kind
