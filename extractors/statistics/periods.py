"""Periods as publications print them: months, quarters and fiscal years, spans, and days on which data stood.

A fiscal year of the United States begins on the first of October of the year before (31 U.S.C. 1102).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta

from extractors.moments import MONTHS
from extractors.records import Basis

FIRST_MONTH = 10
"""The month in which a fiscal year begins."""

_CENTURY_TURNS = 50
"""Years of two figures from here on are of the twentieth century."""

_NAME = "|".join(sorted(MONTHS, key=len, reverse=True))
_DAY = rf"(?:(?:{_NAME})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{1,2}}/\d{{1,2}}/(?:\d{{4}}|\d\d))"
_FISCAL = r"(?:fiscal\s+years?|fys?)[\s-]*"
_TO = r"\s*(?:through|thru|to|until|-)\s*"
_FORMS = re.compile(
    rf"""
    (?P<range>{_FISCAL}\d{{2,4}}{_TO}(?:{_FISCAL})?\d{{2,4}})
    | (?P<of_the_year>\(?\s*oct(?:ober|\.)?\s+1(?:st)?{_TO}sept?(?:ember|\.)?\s+30(?:th)?\s*\)?(?!,?\s*\d))
    | (?P<start>{_DAY}){_TO}(?P<end>{_DAY})
    | (?:through|thru)\s+(?P<through>{_DAY})
    | (?:data\s+)?as\s+of:?\s+(?P<as_of>{_DAY})
    | {_FISCAL}(?:\(?(?:oct|october)[^)]*\)\s*)?(?P<fiscal>\d{{4}}|'?\d\d)(?!\d|/)
        (?P<to_date>[\s-]*(?:to[\s-]date|ytd|year[\s-]to[\s-]date))?
    | (?P<fytd>fytd|fiscal\s+year[\s-]to[\s-]date|year[\s-]to[\s-]date|\bytd)
    | (?P<month_of>{_NAME})\.?,?\s+(?P<year_of>\d{{4}})(?!\d)
    | (?P<quarter>[1-4])(?:st|nd|rd|th)\s+q(?:uarter|tr\.?)
    | (?P<ordinal>first|second|third|fourth)\s+quarter
    | \bq(?P<q>[1-4])\b
    | (?P<day>{_DAY})
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ORDINALS = ("first", "second", "third", "fourth")
_MONTH = re.compile(rf"(?:(?P<number>\d\d)-)?(?P<name>{_NAME})\.?", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Partial:
    """What one label tells of a period; several of them make a period together."""

    start: date | None = None
    end: date | None = None
    fiscal_year: int | None = None
    year: int | None = None
    month: int | None = None
    quarter: int | None = None
    day: date | None = None
    as_of: date | None = None
    to_date: bool = False
    printed: str | None = None

    def under(self, outer: Partial) -> Partial:
        """Complete this with what a label further out tells."""
        if self is NOTHING or outer is NOTHING:
            return outer if self is NOTHING else self
        given = {each.name: getattr(self, each.name) for each in fields(self) if getattr(self, each.name)}
        return replace(outer, **given)


NOTHING = Partial()


@dataclass(frozen=True, slots=True)
class Period:
    """From the first to the last day, both within; the first is unknown where only the last is printed."""

    start: date | None
    end: date
    basis: Basis


def mentions(text: str) -> Iterator[tuple[Partial, tuple[int, int]]]:
    """Give the periods in a text, in order, each with the place where it stands; spans of years are none."""
    plain = _plain(text)
    for match in _FORMS.finditer(plain):
        partial = _read(match)
        if partial is not None:
            yield replace(partial, printed=text[slice(*match.span())].strip()), match.span()


def period_of_title(text: str) -> Partial:
    """Give what a title tells of the period of what stands below it."""
    found = NOTHING
    for partial, _ in mentions(text):
        found = found.under(partial)
    return found


def period_of_label(label: str, *, fiscal: bool) -> tuple[Partial, str] | None:
    """Give the period that a label names, and the rest of the label; ``None`` if it names none.

    Args:
        label: the label as printed.
        fiscal: whether a year alone is a fiscal year; otherwise it is one of the calendar.
    """
    text = " ".join(label.split())
    if (month := _month_of(text)) is not None:
        return Partial(month=month, printed=text), ""
    if _YEAR.fullmatch(text):
        year = int(text)
        return (Partial(fiscal_year=year, printed=text) if fiscal else Partial(year=year, printed=text)), ""
    found, rest = NOTHING, text
    for partial, (begin, end) in reversed(list(mentions(text))):
        found, rest = partial.under(found), f"{rest[:begin]} {rest[end:]}"
    return (found, rest.strip(" :,-()")) if found is not NOTHING else None


def _month_of(label: str) -> int | None:
    """Give the month that a label names, also as ``10-Oct``; another number before it is no month's."""
    match = _MONTH.fullmatch(label)
    month = MONTHS[match["name"].lower()] if match else None
    return month if match and int(match["number"] or month or 0) == month else None


def resolved(partial: Partial) -> Period | None:
    """Give the period that the labels make together; ``None`` where they do not tell one."""
    if partial.month:
        return _month(partial)
    if partial.quarter and partial.fiscal_year:
        return _quarter(partial.fiscal_year, partial.quarter)
    if partial.end:
        return _span(partial)
    if partial.fiscal_year:
        basis = Basis.FISCAL_YEAR_TO_DATE if partial.to_date else Basis.FISCAL_YEAR
        last = partial.as_of if partial.to_date else None
        return Period(_first_day(partial.fiscal_year), last or _last_day(partial.fiscal_year), basis)
    if partial.year:
        return Period(date(partial.year, 1, 1), date(partial.year, 12, 31), Basis.CALENDAR_YEAR)
    day = partial.day or partial.as_of
    return Period(day, day, Basis.AS_OF) if day else None


def fiscal_year(day: date) -> int:
    """Give the fiscal year in which a day lies."""
    return day.year + (day.month >= FIRST_MONTH)


def _month(partial: Partial) -> Period | None:
    year = partial.year
    if year is None and (of := partial.fiscal_year or _year_of(partial)):
        year = of - ((partial.month or 0) >= FIRST_MONTH)
    if year is None or partial.month is None:
        return None
    first = date(year, partial.month, 1)
    return Period(first, _end_of_month(first), Basis.MONTH)


def _year_of(partial: Partial) -> int | None:
    """Give the fiscal year within which a printed span lies, if it is within one."""
    if partial.end and partial.start and fiscal_year(partial.start) == fiscal_year(partial.end):
        return fiscal_year(partial.end)
    return None


def _quarter(year: int, quarter: int) -> Period:
    before, month = divmod(FIRST_MONTH - 1 + 3 * (quarter - 1), 12)
    first = date(year - 1 + before, month + 1, 1)
    last = _end_of_month(date(first.year, first.month + 2, 1))
    return Period(first, last, Basis.QUARTER)


def _span(partial: Partial) -> Period | None:
    start, end = partial.start, partial.end
    if end is None:
        return None
    if start is None and partial.to_date:
        start = _first_day(partial.fiscal_year or fiscal_year(end))
    if start is None:
        return Period(None, end, Basis.CUMULATIVE)
    if start > end:
        return None
    if partial.quarter and (year := _year_of(partial)):
        return _quarter(year, partial.quarter)
    return Period(start, end, _basis(start, end))


def _basis(start: date, end: date) -> Basis:
    year = fiscal_year(end)
    if (start, end) == (_first_day(year), _last_day(year)):
        return Basis.FISCAL_YEAR
    if start.day == 1 and end == _end_of_month(start):
        return Basis.MONTH
    if any((start, end) == (_quarter(year, q).start, _quarter(year, q).end) for q in range(1, 5)):
        return Basis.QUARTER
    return Basis.FISCAL_YEAR_TO_DATE if start == _first_day(year) else Basis.SPAN


def _first_day(year: int) -> date:
    return date(year - 1, FIRST_MONTH, 1)


def _last_day(year: int) -> date:
    return date(year, FIRST_MONTH - 1, 30)


def _end_of_month(first: date) -> date:
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _plain(text: str) -> str:
    """Write every kind of dash and blank plainly, each as one sign, so that places stay the same."""
    return re.sub(r"\s", " ", re.sub("[\u2010-\u2015\u2212]", "-", text))


def _read(match: re.Match[str]) -> Partial | None:
    """Give what one form tells; the forms of spans of years tell nothing."""
    for name, printed in match.groupdict().items():
        if printed and name in _READERS:
            return _READERS[name](printed, match)
    return None


def _full_year(digits: str) -> int:
    year = int(digits.lstrip("'"))
    if len(digits.lstrip("'")) > len("99"):
        return year
    return year + (1900 if year >= _CENTURY_TURNS else 2000)


def _from_to(start: str, match: re.Match[str]) -> Partial | None:
    first, last = _day(start), _day(match["end"])
    return Partial(start=first, end=last) if first and last else None


def _on(meaning: str) -> Callable[[str, re.Match[str]], Partial | None]:
    def read(printed: str, _: re.Match[str]) -> Partial | None:
        day = _day(printed)
        return Partial(**{meaning: day}) if day else None  # type: ignore[arg-type]  # all of them are days

    return read


_READERS: Mapping[str, Callable[[str, re.Match[str]], Partial | None]] = {
    "start": _from_to,
    "through": _on("end"),
    "as_of": _on("as_of"),
    "fiscal": lambda year, match: Partial(fiscal_year=_full_year(year), to_date=bool(match["to_date"])),
    "fytd": lambda _, __: Partial(to_date=True),
    "month_of": lambda name, match: Partial(month=MONTHS[name.lower()], year=int(match["year_of"])),
    "quarter": lambda number, _: Partial(quarter=int(number)),
    "ordinal": lambda word, _: Partial(quarter=_ORDINALS.index(word.lower()) + 1),
    "q": lambda number, _: Partial(quarter=int(number)),
    "day": _on("day"),
}


def _day(printed: str) -> date | None:
    numbers = [int(digits) for digits in re.findall(r"\d+", printed)]
    try:
        if "/" in printed:
            month, day, year = numbers
            return date(_full_year(str(year)), month, day)
        name = re.match(r"[a-z]+", printed, re.IGNORECASE)
        return date(numbers[1], MONTHS[name[0].lower()], numbers[0]) if name else None
    except ValueError:
        return None
