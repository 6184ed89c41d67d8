"""Makes the complaint forms that a passage offers: in which languages, and how many pages it promises.

A language is one of a form if it stands behind the form's name in the same sentence, or if the heading or the
line above names the form and the list item the language. Languages that are only counted are counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.html import notes
from extractors.languages import NAMES, named_language
from extractors.policy.spans import Span
from extractors.records import ComplaintForm, Link, Passage, PassageKind, row_id

if TYPE_CHECKING:
    from extractors.stated import LinkNote

_KINDS = (PassageKind.PARAGRAPH, PassageKind.LIST_ITEM)
_NAME = re.compile(
    r"(?P<name>(?:(?!(?:The|A|An|This|Our|Your)\s)[A-Z][\w\u2019'&-]*\s+"
    r"(?:(?:and|&|(?:of|for)(?:\s+the)?)\s+)?){0,8}[Cc]omplaint\s+(?:[Pp]ortal\s+)?[Ff]orm)s?\b"
)
_NAMES = "|".join(map(re.escape, sorted(NAMES, key=len, reverse=True)))
_LANGUAGE = re.compile(rf"(?<![\w-])(?!polish\b)(?P<language>(?i:{_NAMES}))(?![\w-])")
"""Whoever is to "polish" a form is offered none in Polish: of all names this one needs its capital."""

_COUNTS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12,
}  # fmt: skip
_OTHERS = re.compile(
    rf"\b(?P<count>{'|'.join(_COUNTS)}|\d{{1,2}})\s+(?:other|additional|more)\s+languages\b", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[.;](?=\s+[A-Z]|\s*$)")


@dataclass(frozen=True, slots=True)
class _Offer:
    passage: Passage
    form: str
    words: str | None = None
    link: Link | None = None
    note: LinkNote | None = None
    others: int | None = None


def read_forms(passages: Sequence[Passage], links: Sequence[Link]) -> tuple[ComplaintForm, ...]:
    """Give the complaint forms of a document in reading order."""
    if not any("omplaint" in passage.text for passage in passages):
        return ()
    by_passage: dict[str | None, list[Link]] = {}
    for link in links:
        by_passage.setdefault(link.passage_id, []).append(link)
    offers = [offer for passage in passages for offer in _offers(passage, by_passage)]
    return tuple(_row(offer, ordinal) for ordinal, offer in enumerate(offers))


def _offers(passage: Passage, links: dict[str | None, list[Link]]) -> Iterator[_Offer]:
    if passage.kind not in _KINDS or not _names_form(passage):
        return
    own = links.get(passage.passage_id, [])
    named = list(_NAME.finditer(passage.text))
    for place, name in enumerate(named):
        last = named[place + 1].start() if place + 1 < len(named) else len(passage.text)
        end = _SENTENCE_END.search(passage.text, name.end(), last)
        behind = Span(name.end(), end.start() if end else last)
        yield from _of_name(passage, name["name"], behind, own)
    if not named and own and passage.heading_path:
        heading = _NAME.search(passage.heading_path[-1])
        if heading:
            yield from _in_languages(passage, heading["name"], Span(0, len(passage.text)), own)


def _names_form(passage: Passage) -> bool:
    return "omplaint" in passage.text or any("omplaint" in heading for heading in passage.heading_path[-1:])


def _of_name(passage: Passage, name: str, behind: Span, links: list[Link]) -> Iterator[_Offer]:
    """Give the forms behind a name; without a language, that of a link which bears the name itself."""
    found = list(_in_languages(passage, name, behind, links))
    if not found:
        bearing = (link for link in links if name in link.text and link.note_format)
        found = [_Offer(passage, name, link=link) for link in bearing][:1]
    yield from found


def _in_languages(passage: Passage, name: str, where: Span, links: list[Link]) -> Iterator[_Offer]:
    free = list(links)
    for word in _LANGUAGE.finditer(passage.text, where.start, where.end):
        link = next((each for each in free if word[0].lower() in each.text.lower()), None)
        if link:
            free.remove(link)
        note = None if link else _note_behind(passage.text, word.end())
        yield _Offer(passage, name, words=word[0], link=link, note=note)
    others = _OTHERS.search(passage.text, where.start, where.end)
    if others:
        count = others["count"].lower()
        yield _Offer(passage, name, others=_COUNTS[count] if count in _COUNTS else int(count))


def _note_behind(text: str, place: int) -> LinkNote | None:
    """Read a note printed right behind a place, where no link is known that it belongs to."""
    pair = next(notes.brackets(text, place), None)
    return notes.read(text[slice(*pair)]) if pair and not text[place : pair[0]].strip() else None


def _row(offer: _Offer, ordinal: int) -> ComplaintForm:
    passage, link, note = offer.passage, offer.link, offer.note
    return ComplaintForm(
        form_id=row_id("frm", passage.payload_sha256, ordinal),
        document_id=passage.document_id,
        payload_sha256=passage.payload_sha256,
        passage_id=passage.passage_id,
        ordinal=ordinal,
        form=" ".join(offer.form.split()),
        language_printed=offer.words,
        language=named_language(offer.words) if offer.words else None,
        pages_promised=link.note_pages if link else note.pages if note else None,
        bytes_promised=link.note_bytes if link else note.bytes if note else None,
        link_id=link.link_id if link else None,
        address=link.href_resolved if link else None,
        other_count=offer.others,
        specimen=passage.specimen,
    )
