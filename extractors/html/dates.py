"""The dates that a page states of itself, each with the words that say so.

What is printed on the page counts more than its ``meta`` tags, these more than its address, and all of them
more than the HTTP header. Only whole days can be a day of publication or change: "July 2013" is a date of
the page, but none of these, and no part of a day is completed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate

from extractors.choosing import Choice, choose
from extractors.html.text import collapse
from extractors.moments import PRINTED, Moment, http_moment, iso_moment, matched_moment, printed_moment
from extractors.records import DatePrecision, DateRole, DateSource
from extractors.stamps import address_dates
from extractors.stated import StatedDate

META = {
    DateRole.PUBLISHED: (
        "article:published_time",
        "dcterms.issued",
        "dc.date.issued",
        "dcterms.date",
        "dc.date",
        "datepublished",
    ),
    DateRole.MODIFIED: (
        "article:modified_time",
        "og:updated_time",
        "dcterms.modified",
        "dc.date.modified",
        "datemodified",
        "last-modified",
    ),
    DateRole.CREATED: ("dcterms.created", "dc.date.created", "datecreated"),
    DateRole.REVIEWED: ("dc.date.reviewed", "last-reviewed"),
}
"""Names of ``meta`` tags by what they are the date of, in lower case, the surest first."""

JSON_LD = {
    "datePublished": DateRole.PUBLISHED,
    "dateModified": DateRole.MODIFIED,
    "dateCreated": DateRole.CREATED,
}

MOST_PRINTED = 12
"""Labelled dates of a page that are kept; pages that list releases print hundreds."""

LINES_BELOW_HEADING = 4
"""Passages below the main heading among which a date that stands alone is one of the page."""

LONGEST_DATELINE = 120
"""Characters of a line above the main heading that begins with a day and may go on with place and topic."""

LONGEST_DATE = 60
"""Characters of a passage that is nothing but a date, weekday and time included."""

_LABELS = {
    DateRole.PUBLISHED: (
        r"release\s+date|publication\s+date|published\s+date|date\s+(?:published|posted|released)"
        r"|published(?:\s+on)?|posted(?:\s+on)?|fecha\s+de\s+publicaci[oó]n|publicado(?:\s+el)?"
    ),
    DateRole.MODIFIED: (
        r"last\s+published(?:\s+date)?"
        r"|(?:this\s+page\s+was\s+)?last\s+(?:updated|modified|revised)(?:\s+on)?(?:\s+date)?"
        r"|last\s+reviewed\s*/\s*(?:updated|modified)(?:\s+date)?|date\s+modified|(?:page\s+)?updated(?:\s+on)?"
        r"|date\s+last\s+(?:updated|modified)|[uú]ltima\s+(?:actualizaci[oó]n|modificaci[oó]n)|actualizado(?:\s+el)?"
    ),
    DateRole.EFFECTIVE: r"effective(?:\s+date)?(?:\s+on)?",
    DateRole.REVIEWED: r"(?:date\s+)?last\s+reviewed(?:\s+on)?(?:\s+date)?|reviewed(?:\s+on)?",
    DateRole.DATED: r"date(?=\s*:)",
}
_LABELLED = re.compile(
    "^(?:"
    + "|".join(f"(?P<{role}>{words})" for role, words in _LABELS.items())
    + rf")\s*:?\s*(?P<words>{PRINTED}).?$",
    re.IGNORECASE | re.MULTILINE,
)
_IN_TITLE = re.compile(rf"\((?P<words>{PRINTED})\)$", re.IGNORECASE)
_DATELINE = re.compile(rf"(?P<words>{PRINTED})(?![\w/])", re.IGNORECASE)
_JSON_LD = re.compile(r'"(datePublished|dateModified|dateCreated)"\s*:\s*"([^"\\]{4,60})"')


def dates_of(
    *,
    passages: Sequence[str],
    meta: Mapping[str, str],
    times: Iterable[StatedDate] = (),
    heading: str | None = None,
    json_ld: str = "",
    url: str | None = None,
    last_modified: str | None = None,
) -> Choice:
    """Find the dates of a page, and choose that of its publication and that of its last change.

    Args:
        passages: the texts of its passages; a label and its date may be two that follow each other.
        meta: contents of its ``meta`` tags by name in lower case.
        times: dates of ``time`` elements that are marked up as the publication or the last change.
        heading: its title; a date that stands alone below it, begins the line above it, or ends it in
            brackets, is one of the page.
        json_ld: the text of its JSON-LD scripts.
        url: the address of its capture.
        last_modified: the HTTP header; it counts only for a page that states no change itself.
    """
    return choose(
        [
            *_labelled(passages),
            *_beside_heading(passages, heading),
            *times,
            *_of_meta(meta),
            *_of_json_ld(json_ld),
            *address_dates(url),
            *_of_header(last_modified),
        ]
    )


def _labelled(passages: Sequence[str]) -> list[StatedDate]:
    """Give printed dates with their labels: changes from the last to the first, others from the first on."""
    text = "\n".join(passages)
    starts = list(accumulate((len(passage) + 1 for passage in passages), initial=0))
    found = []
    for match in _LABELLED.finditer(text):
        moment = matched_moment(match)
        role = next(role for role in _LABELS if match[role])
        if moment:
            place = bisect_right(starts, match.start("words")) - 1
            words = collapse(match.group())
            found.append(StatedDate.of(moment, DateSource.PRINTED, words, role=role, passage=place))
    changes = [each for each in found if each.role is DateRole.MODIFIED]
    others = [each for each in found if each.role is not DateRole.MODIFIED]
    return [*changes[: -MOST_PRINTED - 1 : -1], *others[:MOST_PRINTED]]


def _beside_heading(passages: Sequence[str], heading: str | None) -> Iterator[StatedDate]:
    if not heading:
        return
    place = next((place for place, text in enumerate(passages) if text == heading), None)
    if match := _IN_TITLE.search(heading):
        yield from _dated(matched_moment(match), match["words"], place)
    if place is None:
        return
    if place:
        yield from _dateline(passages[place - 1], place - 1)
    for below in range(place + 1, min(place + 1 + LINES_BELOW_HEADING, len(passages))):
        if len(passages[below]) < LONGEST_DATE:
            yield from _dated(printed_moment(passages[below]), passages[below], below)


def _dateline(text: str, place: int) -> Iterator[StatedDate]:
    """Give the day with which a line above the heading begins: "June 17, 2011 Port, ZZ, United States"."""
    match = _DATELINE.match(text) if len(text) < LONGEST_DATELINE else None
    moment = matched_moment(match) if match else None
    if match and moment and moment.day:
        yield from _dated(moment, match["words"], place)


def _dated(moment: Moment | None, words: str, passage: int | None) -> Iterator[StatedDate]:
    if moment and moment.precision is not DatePrecision.YEAR:
        role = DateRole.DATED
        yield StatedDate.of(moment, DateSource.PRINTED, collapse(words), role=role, passage=passage)


def is_change_line(line: str) -> bool:
    """Tell whether a line says when the page was last changed, and nothing else."""
    match = _LABELLED.fullmatch(line)
    return bool(match and match[DateRole.MODIFIED])


def _of_meta(meta: Mapping[str, str]) -> Iterator[StatedDate]:
    for role, names in META.items():
        for name in names:
            if name in meta and (stated := meta_date(meta[name], role)):
                yield stated


def meta_date(content: str | None, role: DateRole = DateRole.PUBLISHED) -> StatedDate | None:
    """Read the content of a ``meta`` tag: an ISO date or instant, its day as written, or a printed date."""
    words = collapse(content or "")
    moment = iso_moment(words) or printed_moment(words)
    return StatedDate.of(moment, DateSource.META, words, role=role) if moment else None


def _of_json_ld(text: str) -> Iterator[StatedDate]:
    first: dict[str, str] = {}
    for name, words in _JSON_LD.findall(text):
        first.setdefault(name, words)
    for name, words in first.items():
        if moment := iso_moment(words):
            yield StatedDate.of(moment, DateSource.JSON_LD, words, role=JSON_LD[name])


def _of_header(last_modified: str | None) -> Iterator[StatedDate]:
    if moment := http_moment(last_modified):
        words = collapse(last_modified or "")
        yield StatedDate.of(moment, DateSource.HTTP_HEADER, words, role=DateRole.MODIFIED)
