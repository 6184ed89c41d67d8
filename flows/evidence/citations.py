"""Citations of a row: plain, as BibTeX, and as CSL-JSON.

The date is that which the publication states of itself, cut off where the statement ends; when a capture was
made stands in its own field. What this project wrote itself says SPECIMEN in its title and names no agency.
Sources of the forms: the input schema of the Citation Style Language 1.0.2 (``csl-data.json``), and BibTeX
(Patashnik, "BibTeXing", 1988) with the fields ``url`` and ``urldate`` of biblatex.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from extractors.publishers import NAMES
from extractors.records import DateRole, DateSource
from extractors.registry import HTML
from flows.evidence.places import Place
from flows.evidence.way import Step, rows_where
from flows.releases.lookup import Found, Row
from flows.releases.reader import Tables

PROJECT = "dhs-archive project"
SPECIMEN = "SPECIMEN, written by the dhs-archive project; no record of any agency"

_OWN_DATES = (DateRole.PUBLISHED, DateRole.DATED)
_NOT_STATED = (DateSource.HTTP_HEADER, DateSource.FIRST_CAPTURE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_PARTS = {"year": 1, "month": 2}


@dataclass(frozen=True, slots=True)
class Source:
    """What is cited.

    Args:
        identifier: the id of the row.
        dataset: version and content digest of the release.
        title: that of the document; ``None`` if it has none.
        author: the organisation that published it; ``None`` where its host does not tell.
        issued: year, month and day as far as the publication states them; nothing if it does not.
        locator: where in the document, such as a page.
        key: what the citation is called: the id of the row, numbered from the second document on.
        memento: the address of the capture in its archive, if an archive shows it.
        original_url: the address that was captured; ``None`` of a file that was imported without one.
        captured_at: when, in UTC.
        archive: the archive that gave it.
        media_type: what it is.
        payload_sha256: its digest.
        language: its language.
        specimen: whether this project wrote it itself.
    """

    identifier: str
    dataset: str
    title: str | None
    author: str | None
    issued: tuple[int, ...]
    locator: str | None
    key: str
    memento: str | None
    original_url: str | None
    captured_at: datetime | None
    archive: str | None
    media_type: str | None
    payload_sha256: str
    language: str | None
    specimen: bool

    @property
    def url(self) -> str | None:
        """The address of the memento; the original one where there is none."""
        return self.memento or self.original_url

    @property
    def shown_title(self) -> str:
        """The title, marked if it is that of a specimen."""
        title = self.title or "[untitled]"
        return f"[SPECIMEN] {title.removeprefix('SPECIMEN: ')}" if self.specimen else title

    @property
    def note(self) -> str:
        """What no field of a bibliography has: row and dataset, and the address that was captured."""
        captured = (
            f"captured {instant(self.captured_at)}" if self.captured_at else "captured at an unknown time"
        )
        parts = [
            f"dhs-archive {self.dataset}, row {self.identifier}",
            captured,
            *([f"original address {self.original_url}"] if self.memento and self.original_url else []),
            *([SPECIMEN] if self.specimen else []),
        ]
        return "; ".join(parts)


def sources_of(
    tables: Tables, found: Found, way: Sequence[Step], places: Sequence[Place]
) -> tuple[Source, ...]:
    """Give what is cited for a row: each document that it stands in; nothing of a row that stands in none."""
    first: dict[str, Place] = {}
    for place in places:
        if place.document_id:
            first.setdefault(place.document_id, place)
    return tuple(
        _source(tables, found, place, row=way[0].identifier, number=number)
        for number, place in enumerate(first.values(), start=1)
    )


def _source(tables: Tables, found: Found, place: Place, *, row: str, number: int) -> Source:
    document = rows_where(tables, "documents", "document_id", place.document_id)[0]
    capture = _capture(found.captures, place.payload_sha256)
    specimen = bool(document["specimen"])
    return Source(
        identifier=row,
        dataset=tables.citation,
        title=document["title"],
        author=PROJECT if specimen else NAMES.get(document["component"] or ""),
        issued=_issued(rows_where(tables, "document_dates", "document_id", place.document_id)),
        locator=f"p. {place.page}" if place.page else None,
        key=row if number == 1 else f"{row}-{number}",
        memento=capture.get("archive_url"),
        original_url=_web_address(capture.get("original_url")),
        captured_at=capture.get("captured_at"),
        archive=capture.get("archive"),
        media_type=document["media_type"],
        payload_sha256=place.payload_sha256,
        language=document["language"],
        specimen=specimen,
    )


def _web_address(address: str | None) -> str | None:
    """Give an address, unless it is the name of a file that was imported."""
    return None if address is None or address.startswith("file:") else address


def _capture(captures: Sequence[Row], payload: str) -> Mapping[str, Any]:
    """Give the earliest capture of a payload, before all others one that an archive shows."""
    of_it = [each for each in captures if each["payload_sha256"] == payload]
    return min(of_it, key=lambda each: each["archive_url"] is None, default={})


def _issued(dates: Sequence[Row]) -> tuple[int, ...]:
    """Give the parts of the date of publication, or else of the date beside the title."""
    own = [each for each in dates if each["role"] in _OWN_DATES and each["source"] not in _NOT_STATED]
    own.sort(key=lambda each: (_OWN_DATES.index(each["role"]), not each["chosen"], each["ordinal"]))
    return date_parts(own[0]["iso"], own[0]["precision"]) if own else ()


def date_parts(iso: str, precision: str) -> tuple[int, ...]:
    """Give year, month and day of a date, as far as it is stated."""
    return tuple(int(part) for part in iso[:10].split("-")[: _PARTS.get(precision, 3)])


def instant(moment: datetime) -> str:
    """Write an instant in UTC as ISO 8601 has it."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def as_plain(source: Source) -> str:
    """Give a citation in one paragraph."""
    parts = [source.author, source.shown_title, _iso(source.issued), source.locator, source.url, source.note]
    return " ".join(part if part.endswith(".") else f"{part}." for part in parts if part)


def as_bibtex(source: Source) -> str:
    """Give a citation for BibTeX and biblatex; texts stay in UTF-8."""
    year, month, day = (*source.issued, 0, 0, 0)[:3]
    dated = f"dated {_iso(source.issued)}; " if day else ""
    fields = {
        "author": f"{{{escaped(source.author)}}}" if source.author else None,
        "title": f"{{{escaped(source.shown_title)}}}",
        "year": year,
        "pages": source.locator and source.locator.removeprefix("p. "),
        "howpublished": rf"\url{{{_address(source.url)}}}" if source.url else None,
        "url": _address(source.url) if source.url else None,
        "urldate": source.url and source.captured_at and source.captured_at.strftime("%Y-%m-%d"),
        "note": escaped(dated + source.note),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    lines += [f"  month = {_MONTHS[month - 1]},"] if month else []
    return "\n".join([f"@misc{{{source.key},", *lines, "}"])


def _iso(parts: Sequence[int]) -> str:
    return "-".join(f"{part:02}" for part in parts)


_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
} | {each: f"\\{each}" for each in "&%$#_"}
_SPECIAL_CHARACTER = re.compile("[" + re.escape("".join(_SPECIAL)) + "]")


def escaped(text: str) -> str:
    """Write a text so that LaTeX prints each character of it, on one line."""
    return _SPECIAL_CHARACTER.sub(lambda found: _SPECIAL[found[0]], " ".join(text.split()))


def _address(url: str) -> str:
    """Write an address within braces: these, backslashes and white space in percent signs."""
    return re.sub(r"[{}\\\s]", lambda found: f"%{ord(found[0]):02X}", url)


def as_csl(source: Source) -> dict[str, Any]:
    """Give a citation as an item of the Citation Style Language."""
    item = {
        "id": source.key,
        "type": "webpage" if source.media_type == HTML else "document",
        "title": source.shown_title,
        "author": [{"literal": source.author}] if source.author else None,
        "issued": {"date-parts": [list(source.issued)]} if source.issued else None,
        "accessed": {"date-parts": [_day(source.captured_at)]} if source.captured_at else None,
        "URL": source.url,
        "archive": source.archive if source.memento else None,
        "archive_location": source.memento,
        "page": source.locator and source.locator.removeprefix("p. "),
        "language": source.language,
        "note": source.note,
        "custom": {
            "dataset": f"dhs-archive {source.dataset}",
            "row": source.identifier,
            "original_url": source.original_url,
            "captured_at": source.captured_at and instant(source.captured_at),
            "payload_sha256": source.payload_sha256,
            "specimen": source.specimen,
        },
    }
    return {name: value for name, value in item.items() if value is not None}


def _day(moment: datetime) -> list[int]:
    return [moment.year, moment.month, moment.day]


def all_plain(sources: Sequence[Source]) -> str:
    """Give citations, a paragraph each."""
    return "\n".join(map(as_plain, sources))


def all_bibtex(sources: Sequence[Source]) -> str:
    """Give citations for BibTeX."""
    return "\n\n".join(map(as_bibtex, sources))


def all_csl(sources: Sequence[Source]) -> str:
    """Give citations as CSL-JSON: an array of items."""
    return json.dumps(list(map(as_csl, sources)), ensure_ascii=False, indent=2)


FORMS = {"plain": all_plain, "bibtex": all_bibtex, "csl-json": all_csl}
"""The forms of citations by name."""
