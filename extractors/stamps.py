"""Dates in addresses: the instant in names that TeamSite gave, and days, months and years in paths.

dhs.gov of 2003 to 2012 named pages after the instant of their making, in milliseconds since 1970, such as
``/ynews/releases/pr_1281457837494.shtm``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

from extractors.moments import iso_moment, of_instant
from extractors.records import DatePrecision, DateRole, DateSource
from extractors.stated import StatedDate

LONGER_SUMMERS = 2007
"""The year from which daylight saving time begins in March (Public Law 109-58, section 110)."""

_STAMP = re.compile(r"(?:^|/)([A-Za-z]{1,12}_(1[0-3]\d{11})\.s?html?)$")
_DAY = re.compile(r"/((?:19|20)\d\d)/([01]\d)/([0-3]\d)(?=/|$)")
_YEAR = re.compile(r"/(?:news|releases|blog|speeches|testimony)(?:/[a-z-]+)*/((?:19|20)\d\d)(?=/[^/]*[a-z])")
_UPLOADED = re.compile(r"/files/(?:[^/]+/)*((?:19|20)\d\d)-([01]\d)(?=/)")


def address_dates(url: str | None) -> tuple[StatedDate, ...]:
    """Give the dates that an address states: when it was made, or the day that it files a page under."""
    try:
        path = urlsplit(url or "").path
    except ValueError:
        return ()
    return tuple(_found(path))


def _found(path: str) -> Iterator[StatedDate]:
    if stamp := _STAMP.search(path):
        yield _stamped(stamp)
    if day := _DAY.search(path):
        yield from _filed(day, "-".join(day.groups()), DateRole.PUBLISHED)
    elif year := _YEAR.search(path):
        yield from _filed(year, year[1], DateRole.PUBLISHED)
    if month := _UPLOADED.search(path):
        yield from _filed(month, f"{month[1]}-{month[2]}", DateRole.CREATED)


def _stamped(match: re.Match[str]) -> StatedDate:
    instant = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=int(match[2]))
    moment = of_instant(instant, DatePrecision.MILLISECOND, day=washington_day(instant))
    return StatedDate.of(moment, DateSource.URL_STAMP, match[1], role=DateRole.CREATED)


def _filed(match: re.Match[str], iso: str, role: DateRole) -> Iterator[StatedDate]:
    moment = iso_moment(iso)
    if moment:
        yield StatedDate.of(moment, DateSource.URL_PATH, match[0], role=role)


def washington_day(instant: datetime) -> date:
    """Give the day that it was in Washington, D.C., where the publishers sit.

    Daylight saving time follows the Uniform Time Act as amended in 1986 and 2005, so from 1987 on.
    """
    year = instant.year
    if year >= LONGER_SUMMERS:
        first, last = _sunday(year, 3, 8), _sunday(year, 11, 1)
    else:
        first, last = _sunday(year, 4, 1), _sunday(year, 10, 25)
    begins = datetime(first.year, first.month, first.day, 7, tzinfo=UTC)
    ends = datetime(last.year, last.month, last.day, 6, tzinfo=UTC)
    return (instant - timedelta(hours=4 if begins <= instant < ends else 5)).date()


def _sunday(year: int, month: int, earliest: int) -> date:
    """Give the first Sunday from a day of a month on."""
    start = date(year, month, earliest)
    return start + timedelta(days=6 - start.weekday())
