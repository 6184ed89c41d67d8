"""Dates as far as they are stated: a year, a month, a day, or an instant; no part is ever completed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from extractors.records import DatePrecision

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan", "enero"),
            ("february", "feb", "febrero"),
            ("march", "mar", "marzo"),
            ("april", "apr", "abril"),
            ("may", "mayo"),
            ("june", "jun", "junio"),
            ("july", "jul", "julio"),
            ("august", "aug", "agosto"),
            ("september", "sept", "sep", "septiembre", "setiembre"),
            ("october", "oct", "octubre"),
            ("november", "nov", "noviembre"),
            ("december", "dec", "diciembre"),
        ),
        start=1,
    )
    for name in names
}
"""English and Spanish names of months, and English short ones, in lower case."""

_NAME = "|".join(sorted(MONTHS, key=len, reverse=True))
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
PRINTED = (
    rf"{_WEEKDAY}(?:(?P<name>{_NAME})\.?\s+(?:(?P<day>\d{{1,2}}),?\s+)?(?P<year>\d{{4}})"
    rf"|(?P<day_s>\d{{1,2}})\s+de\s+(?P<name_s>{_NAME})(?:\s+del?|,)?\s+(?P<year_s>\d{{4}})"
    r"|(?P<month_n>\d{1,2})/(?P<day_n>\d{1,2})/(?P<year_n>\d{4})"
    r"|(?P<year_i>\d{4})(?:-(?P<month_i>\d{2})(?:-(?P<day_i>\d{2}))?)?)(?![\d-])"
)
"""A date in words or figures, to be matched without regard to case; a year alone is one too.

Figures are read the American way, month first, since the publishers are agencies of the United States.
"""

_ISO = re.compile(
    r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T\s]+(\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?)?)?"
    r"(?![\d-])"
)
_PDF = re.compile(
    r"(?:D:)?(\d{4})(?:(\d\d)(?:(\d\d)(?:(\d\d)(?:(\d\d)(?:(\d\d)(?:(Z|[+-]\d\d'?(?:\d\d'?)?)\S*)?)?)?)?)?)?"
)
_ONLY_PRINTED = re.compile(rf"{PRINTED}(?:\s+-?\s*\d{{1,2}}:\d{{2}}.*)?", re.IGNORECASE)
_OFFSET = re.compile(r"([+-])(\d\d)[:']?(\d\d)?")


@dataclass(frozen=True, slots=True)
class Moment:
    """A date as far as it is stated.

    Args:
        iso: the date in ISO 8601, cut off where the statement ends: ``2011``, ``2011-06``, ``2011-06-17``.
        precision: the finest part that is stated.
        day: the day as it is written; ``None`` for a year or a month.
        instant: the instant in UTC, where a time of day and its offset are stated.
    """

    iso: str
    precision: DatePrecision
    day: date | None = None
    instant: datetime | None = None


def printed_moment(words: str) -> Moment | None:
    """Read words that are nothing but a date, with a weekday or a clock time at most."""
    match = _ONLY_PRINTED.fullmatch(" ".join(words.split()))
    return matched_moment(match) if match else None


def matched_moment(match: re.Match[str]) -> Moment | None:
    """Read a match of :data:`PRINTED`; ``None`` if there is no such day."""
    part = match.groupdict()
    if part["name"] or part["name_s"]:
        month = str(MONTHS[(part["name"] or part["name_s"]).lower()])
        return _calendar(part["year"] or part["year_s"], month, part["day"] or part["day_s"])
    if part["year_n"]:
        return _calendar(part["year_n"], part["month_n"], part["day_n"])
    return _calendar(part["year_i"], part["month_i"], part["day_i"])


def iso_moment(words: str) -> Moment | None:
    """Read a date in ISO 8601 that may be followed by other words, the day as it is written."""
    match = _ISO.match(words.strip())
    if not match:
        return None
    year, month, day, hour, minute, second, offset = match.groups()
    if hour is None:
        return _calendar(year, month, day)
    return _clock((year, month, day, hour, minute, second or "00"), offset)


def pdf_moment(words: str) -> Moment | None:
    """Read a PDF date (ISO 32000-1, 7.9.4); it has an instant only where its offset from UTC is printed."""
    match = _PDF.match(words.strip())
    if not match:
        return None
    year, month, day, hour, minute, second, offset = match.groups()
    if minute is None:
        return _calendar(year, month, day)
    return _clock((year, month, day, hour, minute, second or "00"), offset)


def http_moment(header: str | None) -> Moment | None:
    """Read an HTTP date; its day is that of Greenwich, as such headers are."""
    try:
        instant = _in_utc(parsedate_to_datetime(header or ""))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return of_instant(instant.replace(microsecond=0), DatePrecision.SECOND)


def of_instant(instant: datetime, precision: DatePrecision, *, day: date | None = None) -> Moment:
    """Give an instant in UTC as a moment; its day is that of Greenwich unless another is given."""
    fraction = "milliseconds" if precision is DatePrecision.MILLISECOND else "seconds"
    iso = instant.isoformat(timespec=fraction).replace("+00:00", "Z")
    return Moment(iso, precision, day or instant.date(), instant)


def _calendar(year: str, month: str | None, day: str | None) -> Moment | None:
    try:
        whole = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    if month is None:
        return Moment(f"{whole:%Y}", DatePrecision.YEAR)
    if day is None:
        return Moment(f"{whole:%Y-%m}", DatePrecision.MONTH)
    return Moment(whole.isoformat(), DatePrecision.DAY, whole)


def _clock(parts: tuple[str, ...], offset: str | None) -> Moment | None:
    """Give a local time; one that cannot be leaves the day that stands before it."""
    try:
        local = datetime(*(int(part) for part in parts))  # type: ignore[arg-type]  # six of them, no zone
        zone = _zone(offset)
        instant = _in_utc(local.replace(tzinfo=zone)) if zone else None
    except (ValueError, OverflowError):
        return _calendar(*parts[:3])
    written = local.replace(tzinfo=zone).isoformat().replace("+00:00", "Z")
    return Moment(written, DatePrecision.SECOND, local.date(), instant)


def _in_utc(written: datetime) -> datetime:
    """Give an instant in UTC; one without an offset is taken to be in UTC already."""
    return (written - (written.utcoffset() or timedelta())).replace(tzinfo=UTC)


def _zone(offset: str | None) -> timezone | None:
    if offset is None:
        return None
    match = _OFFSET.match(offset)
    if match is None:
        return UTC
    ahead = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    return timezone(ahead if match[1] == "+" else -ahead)
