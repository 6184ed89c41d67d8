"""Which of the dates that a document states is its publication, which its last change, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from extractors.draft import chosen_of
from extractors.records import DatePrecision, DateRole, DateSource
from extractors.stated import StatedDate

WEIGHT = (
    DateSource.PRINTED,
    DateSource.META,
    DateSource.JSON_LD,
    DateSource.PDF_INFO,
    DateSource.PDF_XMP,
    DateSource.URL_PATH,
    DateSource.URL_STAMP,
    DateSource.HTTP_HEADER,
)
"""Sources by what they count, the most first."""

MOST_RIVALS = 3
"""Printed days of publication from which on they are those of the entries of a list."""

_ADDRESS = (DateSource.URL_PATH, DateSource.URL_STAMP)
_REASONS = {
    DateSource.PRINTED: "printed in the document",
    DateSource.META: "the page prints none, and its meta tags give it",
    DateSource.JSON_LD: "the page neither prints one nor gives it in meta tags",
    DateSource.PDF_INFO: "the information dictionary of the file gives it",
    DateSource.PDF_XMP: "the information dictionary of the file gives none",
    DateSource.URL_PATH: "the document states none, and its address files it under this day",
    DateSource.URL_STAMP: "the document states none, and its address was made on this day in Washington",
    DateSource.HTTP_HEADER: "the document states none, and the server gives it",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """All dates of a document, each with the reason why it was chosen or not, and who contradicts whom."""

    dates: tuple[StatedDate, ...]
    rivals: tuple[str, ...]

    @property
    def published(self) -> StatedDate | None:
        """The date that was chosen as that of publication."""
        return chosen_of(self.dates, modified=False)

    @property
    def modified(self) -> StatedDate | None:
        """The date that was chosen as that of the last change."""
        return chosen_of(self.dates, modified=True)


def choose(dates: Sequence[StatedDate]) -> Choice:
    """Choose among dates that come in the order in which they count within a source."""
    published, modified = _published(dates), _modified(dates)
    told = [_told(each, published, modified) for each in dates]
    rivals = [*_rivals("published", published, dates), *_rivals("modified", modified, dates)]
    return Choice(tuple(told), tuple(dict.fromkeys(rivals)))


def _published(dates: Iterable[StatedDate]) -> StatedDate | None:
    whole = [each for each in dates if each.on is not None]
    stated = [each for each in whole if each.role is DateRole.PUBLISHED and not _of_a_list(each, whole)]
    addresses = [each for each in whole if each.source in _ADDRESS]
    confirmed = [
        each
        for each in whole
        if each.role is DateRole.DATED and any(each.on == address.on for address in addresses)
    ]
    spoken = _first(each for each in stated if each.source not in _ADDRESS)
    return spoken or _first(confirmed) or _first(addresses)


def _modified(dates: Iterable[StatedDate]) -> StatedDate | None:
    return _first(each for each in dates if each.role is DateRole.MODIFIED and each.on is not None)


def _first(dates: Iterable[StatedDate]) -> StatedDate | None:
    return min(dates, key=lambda each: WEIGHT.index(each.source), default=None)


def _of_a_list(stated: StatedDate, dates: Iterable[StatedDate]) -> bool:
    """Tell whether a printed day of publication is one of several, as where a page lists releases."""
    if stated.source is not DateSource.PRINTED:
        return False
    alike = {e.on for e in dates if e.role is DateRole.PUBLISHED and e.source is DateSource.PRINTED}
    return len(alike) >= MOST_RIVALS


def _told(each: StatedDate, published: StatedDate | None, modified: StatedDate | None) -> StatedDate:
    if each is published or each is modified:
        confirmed = " alone, and its address confirms it" if each.role is DateRole.DATED else ""
        return replace(each, chosen=True, reason=_REASONS[each.source] + confirmed)
    chosen = modified if each.role is DateRole.MODIFIED else published
    return replace(each, reason=_why_not(each, chosen))


def _why_not(each: StatedDate, chosen: StatedDate | None) -> str:
    if each.on is None:
        return "no whole day"
    if chosen and each.on == chosen.on:
        return "the same day as the one that is chosen"
    if each.role in _NEVER_CHOSEN and each.source not in _ADDRESS:
        return _NEVER_CHOSEN[each.role]
    return f"what is {_SAID[chosen.source]} counts more" if chosen else "one of several, as in a list"


_NEVER_CHOSEN = {
    DateRole.DATED: "it is not said what it is the date of",
    DateRole.CREATED: "when the file was made, not when it was published",
    DateRole.REVIEWED: "a review is no change",
    DateRole.EFFECTIVE: "when it takes effect, not when it was published",
}

_SAID = {
    DateSource.PRINTED: "printed",
    DateSource.META: "in meta tags",
    DateSource.JSON_LD: "in JSON-LD",
    DateSource.PDF_INFO: "in the information dictionary",
    DateSource.PDF_XMP: "in XMP",
    DateSource.URL_PATH: "in the address",
    DateSource.URL_STAMP: "in the address",
    DateSource.HTTP_HEADER: "in the header",
}


def _rivals(way: str, chosen: StatedDate | None, dates: Iterable[StatedDate]) -> list[str]:
    """Name statements that contradict the chosen one; an address and the server may be a day off."""
    if chosen is None or chosen.on is None:
        return []
    return [
        f"{way}: {chosen.source} {chosen.printed!r}, but {each.source} {each.printed!r}"
        for each in dates
        if each is not chosen and _contradicts(each, chosen)
    ]


def _contradicts(each: StatedDate, chosen: StatedDate) -> bool:
    if each.on is None or chosen.on is None or each.precision not in _DAYS:
        return False
    if each.source in _ADDRESS:
        later = each.on - chosen.on
        return later > timedelta(days=1) or (
            chosen.role is not DateRole.MODIFIED and -later > timedelta(days=1)
        )
    spoken = each.source in (DateSource.PRINTED, DateSource.META, DateSource.JSON_LD)
    return each.role is chosen.role and spoken and each.on != chosen.on


_DAYS = (DatePrecision.DAY, DatePrecision.SECOND, DatePrecision.MILLISECOND)
