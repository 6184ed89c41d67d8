"""The days that a page gives for its own publication and change, each with the words that say so.

What is printed on the page counts more than its ``meta`` tags, and these more than the HTTP header. Only
whole days are dates: "July 2013" is none, and no part of a day is completed. Dates in figures are read the
American way, month first, since all publishers here are agencies of the United States.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime

from extractors.draft import StatedDate
from extractors.html.text import collapse
from extractors.records import DateSource

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}

PUBLISHED_META = (
    "article:published_time",
    "dcterms.issued",
    "dc.date.issued",
    "dcterms.date",
    "dc.date",
    "datepublished",
)
"""Names of ``meta`` tags with the day of publication, in lower case, the surest first."""

MODIFIED_META = (
    "article:modified_time",
    "og:updated_time",
    "dcterms.modified",
    "dc.date.modified",
    "datemodified",
    "last-modified",
)
"""Names of ``meta`` tags with the day of the last change, in lower case, the surest first."""

_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_DAY = (
    rf"{_WEEKDAY}(?:(?P<name>{'|'.join(MONTHS)})\.?\s+(?P<day>\d{{1,2}}),?\s+(?P<year>\d{{4}})"
    r"|(?P<month_n>\d{1,2})/(?P<day_n>\d{1,2})/(?P<year_n>\d{4})"
    r"|(?P<year_i>\d{4})-(?P<month_i>\d{2})-(?P<day_i>\d{2}))(?!\d)"
)
_PUBLISHED = (
    r"release\s+date|publication\s+date|published\s+date|date\s+published|published(?:\s+on)?|date\s+posted"
    r"|posted(?:\s+on)?"
)
_MODIFIED = (
    r"last\s+published(?:\s+date)?|(?:this\s+page\s+was\s+)?last\s+(?:updated|modified|revised)(?:\s+on)?(?:\s+date)?"
    r"|last\s+reviewed\s*/\s*(?:updated|modified)(?:\s+date)?|date\s+modified|(?:page\s+)?updated(?:\s+on)?"
    r"|date\s+last\s+(?:updated|modified)"
)
_PRINTED_PUBLISHED = re.compile(rf"^(?:{_PUBLISHED})\s*:?\s*{_DAY}.?$", re.IGNORECASE | re.MULTILINE)
_PRINTED_MODIFIED = re.compile(rf"^(?:{_MODIFIED})\s*:?\s*{_DAY}.?$", re.IGNORECASE | re.MULTILINE)
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:$|[T\s])")
_ONLY_DAY = re.compile(rf"{_DAY}(?:\s+-?\s*\d{{1,2}}:\d{{2}}.*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageDates:
    """Publication and last change, as stated; ``rivals`` name statements of other days."""

    published: StatedDate | None
    modified: StatedDate | None
    rivals: tuple[str, ...]


def dates_of(
    *,
    passages: Sequence[str],
    meta: Mapping[str, str],
    times: Iterable[StatedDate | None] = (),
    modified_times: Iterable[StatedDate | None] = (),
    last_modified: str | None = None,
) -> PageDates:
    """Find the dates of a page.

    Args:
        passages: the texts of its passages; a label and its date may be two that follow each other.
        meta: contents of its ``meta`` tags by name in lower case.
        times: dates of ``time`` elements that are marked up as the publication.
        modified_times: dates of ``time`` elements that are marked up as the last change.
        last_modified: the HTTP header, used only for a page that states no change itself.
    """
    text = "\n".join(passages)
    published = _stated(_PRINTED_PUBLISHED, text, times, map(meta.get, PUBLISHED_META))
    modified = _stated(_PRINTED_MODIFIED, text, modified_times, map(meta.get, MODIFIED_META))
    rivals = [*_rivals("published", published), *_rivals("modified", modified)]
    header = http_date(last_modified)
    return PageDates(
        published=published[0] if published else None,
        modified=modified[0] if modified else header,
        rivals=tuple(rivals),
    )


def _stated(
    printed: re.Pattern[str],
    text: str,
    times: Iterable[StatedDate | None],
    meta: Iterable[str | None],
) -> list[StatedDate]:
    found = [_from_match(match) for match in printed.finditer(text)][-1:]
    found += list(times)
    found += [meta_date(content) for content in meta]
    return [each for each in found if each is not None]


def _rivals(way: str, found: list[StatedDate]) -> list[str]:
    others = dict.fromkeys(f"{each.source} {each.printed!r}" for each in found if each.on != found[0].on)
    return [f"{way}: {found[0].source} {found[0].printed!r}, but {other}" for other in others]


def is_change_line(line: str) -> bool:
    """Tell whether a line says when the page was last changed, and nothing else."""
    return bool(_PRINTED_MODIFIED.fullmatch(line))


def printed_day(words: str) -> date | None:
    """Read words that are nothing but a day, with a weekday or a clock time at most."""
    match = _ONLY_DAY.fullmatch(collapse(words))
    return _day(match) if match else None


def meta_date(content: str | None) -> StatedDate | None:
    """Read the content of a ``meta`` tag: an ISO day or instant, its day as written, or a printed day."""
    words = collapse(content or "")
    iso = _ISO_DAY.match(words)
    on = _valid(*(int(part) for part in iso.groups())) if iso else printed_day(words)
    return StatedDate(on, DateSource.META, words) if on else None


def http_date(header: str | None) -> StatedDate | None:
    """Read an HTTP date; the day is that of Greenwich, as such headers are."""
    try:
        instant = parsedate_to_datetime(header or "")
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return StatedDate(instant.date(), DateSource.HTTP_HEADER, collapse(header or ""))


def _from_match(match: re.Match[str]) -> StatedDate | None:
    on = _day(match)
    return StatedDate(on, DateSource.PRINTED, collapse(match.group())) if on else None


def _day(match: re.Match[str]) -> date | None:
    part = match.groupdict()
    if part["name"]:
        return _valid(int(part["year"]), MONTHS[part["name"].lower()], int(part["day"]))
    if part["year_n"]:
        return _valid(int(part["year_n"]), int(part["month_n"]), int(part["day_n"]))
    return _valid(int(part["year_i"]), int(part["month_i"]), int(part["day_i"]))


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
