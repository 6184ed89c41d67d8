"""What a printed text is: a number, a percentage, an amount, a date, a sign, a redaction, or words.

Pure functions of the text alone. American figures are read: a comma between groups of three, a point before
decimals. What has a second reading stays text: ranges, figures with a space between, zeros in front as in
codes, a hyphen behind, one or two figures in brackets as of a note, and figures too long for a float to hold.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from extractors.records import CellKind

MAX_FIGURES = 15
"""Decimal figures that a float holds exactly; longer ones are taken for identifiers."""

_MINUS = "-\u2212\u2013"
_NUMBER = re.compile(
    rf"""(?P<open>\()?(?P<sign>[{_MINUS}+])?(?P<money>US\$|[$\u20ac\u00a3])?[ ]?(?P<inner>[{_MINUS}]|\()?
    (?P<whole>[0-9]{{1,3}}(?:,[0-9]{{3}})+|[0-9]{{1,3}}(?:[\u00a0\u2009\u202f][0-9]{{3}})+|[0-9]+)?
    (?P<part>\.[0-9]+)?(?P<shut>\))?(?:[ ]?(?P<percent>%|percent))?
    (?:[ ](?P<scale>thousand|million|billion|trillion))?(?P<shut_last>\))?""",
    re.VERBOSE | re.IGNORECASE,
)
_GROUPS = re.compile("[,\u00a0\u2009\u202f]")
_MONEY = {"$": "USD", "US$": "USD", "\u20ac": "EUR", "\u00a3": "GBP"}
PERCENT = "percent"

_SIGN = re.compile(
    r"[-\u2010-\u2015\u2212](?:\s?[-\u2010-\u2015\u2212]){0,3}|\.{2,3}|\u2025|\u2026"
    r"|[*\u2020\u2021\u00a7\u00b6#]{1,4}|\(?N\.?/?A\.?\)?|n/a|n\.a\."
)
_BRACKETED = re.compile(r"\([0-9]{1,2}\)")
_CODE = re.compile(r"[A-Z]{1,2}|\([A-Z]{1,2}\)")

_FOIA = r"(?:\(b\)\s?\(?[1-9]\)?(?:\s?\(?[A-F]\)?)?|b\s?\([1-9]\)(?:\s?\(?[A-F]\)?)?|b7\(?[A-F]\)?)"
_REDACTED = re.compile(
    rf"{_FOIA}(?:(?:[\s,;/&]|and)*{_FOIA})*|\[?redacted\]?|[\u2588\u25a0\u25ac]{{2,}}", re.IGNORECASE
)
_WORDS = {
    "not applicable": CellKind.NOT_APPLICABLE,
    "not available": CellKind.NOT_AVAILABLE,
    "data not available": CellKind.NOT_AVAILABLE,
    "no data available": CellKind.NOT_AVAILABLE,
    "withheld": CellKind.SUPPRESSED,
    "data withheld": CellKind.SUPPRESSED,
    "suppressed": CellKind.SUPPRESSED,
}

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DATES = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_MONTH}\s+(?P<day>[0-9]{{1,2}}),\s*(?P<year>[0-9]{{4}})",
        rf"(?P<day>[0-9]{{1,2}})[\s-]{_MONTH}[\s-](?P<year>[0-9]{{4}})",
        r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})",
    )
)
_SLASHED = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")


@dataclass(frozen=True, slots=True)
class Value:
    """What a text says: its kind, and number or day where it is one.

    ``unit`` and ``scale`` are those printed in the text itself: ``percent``, a currency by its ISO 4217 code,
    and a word such as ``million``. ``decimals`` counts the figures printed behind the point.
    """

    kind: CellKind
    number: float | None = None
    day: date | None = None
    unit: str | None = None
    scale: str | None = None
    decimals: int = 0


BLANK = Value(CellKind.BLANK)
TEXT = Value(CellKind.TEXT)
SYMBOL = Value(CellKind.SYMBOL)


@lru_cache(maxsize=65_536)
def value_of(text: str) -> Value:
    """Read a text; what fits none of the forms is text, and nothing raises.

    A sign is of kind ``symbol``: what it means is for the notes of the table to say. A date of which day and
    month cannot be told apart, such as 01/02/2011, has the kind and no day.
    """
    text = text.strip()
    if not text:
        return BLANK
    return _number(text) or _date(text) or _sign(text) or TEXT


def is_code(text: str) -> bool:
    """Tell whether a text is one or two capitals, as stand for figures that are left out; or for words."""
    return bool(_CODE.fullmatch(text.strip()))


def bracketed(text: str) -> Value:
    """Read one or two figures in brackets as accounts print a negative number; else it is text."""
    return Value(CellKind.NUMBER, number=0.0 - int(text[1:-1])) if _BRACKETED.fullmatch(text) else TEXT


def day_of(text: str, *, month_first: bool) -> Value:
    """Read a date with slashes of which it is known whether the month or the day stands first."""
    one, other, year = (int(part) for part in text.strip().split("/"))
    month, day = (one, other) if month_first else (other, one)
    return _day(year, month, day) or TEXT


def is_numeric(kind: CellKind) -> bool:
    """Tell whether cells of a kind have a number."""
    return kind in (CellKind.NUMBER, CellKind.PERCENT, CellKind.CURRENCY)


def _number(text: str) -> Value | None:
    found = _NUMBER.fullmatch(text)
    if not found:
        return None
    whole, part = found["whole"] or "", found["part"] or ""
    figures = _GROUPS.sub("", whole)
    if _BRACKETED.fullmatch(text) or not (figures or part) or (len(figures) > 1 and figures[0] == "0"):
        return None
    if len(figures) + len(part) - bool(part) > MAX_FIGURES or not _in_pairs(found):
        return None
    number = float((figures or "0") + part)
    negative = found["open"] or found["inner"] or (found["sign"] or "+") in _MINUS
    return Value(
        kind=_numeric_kind(found),
        number=0.0 - number if negative and number else number,
        unit=PERCENT if found["percent"] else _MONEY.get((found["money"] or "").upper()),
        scale=found["scale"],
        decimals=max(0, len(part) - 1),
    )


def _in_pairs(found: re.Match[str]) -> bool:
    """Tell whether brackets open and shut once, and a sign stands in one place at most."""
    opened = [name for name in ("open", "inner") if found[name] == "("]
    shut = [name for name in ("shut", "shut_last") if found[name]]
    signs = [name for name in ("sign", "inner") if found[name] and found[name] != "("]
    if found["percent"] and found["money"]:
        return False
    return len(opened) == len(shut) and len(opened) + len(signs) <= 1


def _numeric_kind(found: re.Match[str]) -> CellKind:
    if found["percent"]:
        return CellKind.PERCENT
    return CellKind.CURRENCY if found["money"] else CellKind.NUMBER


def _date(text: str) -> Value | None:
    for form in _DATES:
        if found := form.fullmatch(text):
            month = found["month"]
            number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
            return _day(int(found["year"]), number, int(found["day"]))
    if found := _SLASHED.fullmatch(text):
        one, other, year = (int(part) for part in found.groups())
        if one != other and max(one, other) <= len(_MONTHS):
            return Value(CellKind.DATE) if min(one, other) else None
        month, day = sorted((one, other))
        return _day(year, month, day)
    return None


def _day(year: int, month: int, day: int) -> Value | None:
    try:
        return Value(CellKind.DATE, day=date(year, month, day))
    except ValueError:
        return None


def _sign(text: str) -> Value | None:
    if _SIGN.fullmatch(text):
        return SYMBOL
    if _REDACTED.fullmatch(text):
        return Value(CellKind.REDACTED)
    stated = _WORDS.get(text.lower())
    return Value(stated) if stated else None
