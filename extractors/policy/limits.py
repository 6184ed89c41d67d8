"""Reads how long, how soon, except when and from when on: the limits of a provision."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from extractors.moments import PRINTED, matched_moment
from extractors.policy.spans import Span, of_group, trimmed

_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "fourteen": 14, "fifteen": 15, "twenty": 20, "twenty-four": 24,
    "thirty": 30, "forty-five": 45, "forty-eight": 48, "sixty": 60, "seventy-two": 72, "ninety": 90,
}  # fmt: skip
_NUMBER = (
    rf"(?:(?P<word>{'|'.join(sorted(_WORDS, key=len, reverse=True))})"
    rf"(?:\s*\((?P<figure>\d+)\))?|(?P<number>\d+(?:\.\d+)?))"
)
_UNIT = (
    r"(?P<unit>(?:(?:business|calendar|working|federal working|consecutive)\s+)?(?:minute"
    r"|hour|day|week|month|year)s?)"
)
_LIMIT = re.compile(
    rf"\b(?:no|not)?\s*(?:for|within|than|exceed(?:ing)?|least|most|to|of|every|after"
    rf"|period of|minimum of|maximum of)\s+"
    rf"(?:(?:a|an|the)\s+)?(?:(?:period|minimum|maximum|total|additional"
    rf"|first)\s+(?:of\s+)?)?(?P<limit>{_NUMBER}[\s-]{_UNIT})\b",
    re.IGNORECASE,
)
_DAY = (
    r"(?:(?:U\.S\.|any|all|other|official|federal|legal|public|national|state|local|government)\s+){0,3}"
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|weekends?|holidays?|days)\b"
)
_EXCLUDING = re.compile(
    r"[\s,(]*(?:excluding|not including|not counting|exclusive of)\s+"
    rf"(?P<what>{_DAY}(?:(?:,?\s+(?:and|or)|,)\s+{_DAY})*|[^,.;()]+?(?=\s(?:unless|except|if|but)\b|[,.;()]|$))",
    re.IGNORECASE,
)
_EXCEPTION = re.compile(
    r"[\s,(](?P<what>(?:unless|except(?:\s+(?:that|when|where|if|as|in|for|to|by|with))?"
    r"|other than|with the exception of)\s+[^;()]+?)"
    r"(?=[;()]|\.(?:\s|$)|,\s(?:the|and|such)\s|$)"
)
_EFFECTIVE = re.compile(
    rf"\b(?:effective|beginning|starting|as of|commencing)\s+(?:immediately\s+)?(?:on\s+"
    rf"|as of\s+)?(?P<when>{PRINTED})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Limit:
    """A length of time: its number, its unit in the plural, its words, and what does not count."""

    value: float
    unit: str
    span: Span
    excluding: Span | None


def limit(text: str, start: int, end: int) -> Limit | None:
    """Read the first length of time that bounds a clause."""
    found = _LIMIT.search(text, start, end)
    if found is None:
        return None
    number = found["number"] or found["figure"]
    value = float(number) if number else float(_WORDS[found["word"].lower()])
    excluding = _EXCLUDING.match(text, found.end(), end)
    unit = " ".join(found["unit"].lower().split()).rstrip("s") + "s"
    return Limit(value, unit, of_group(found, "limit"), _ending(text, excluding))


def _ending(text: str, found: re.Match[str] | None) -> Span | None:
    return trimmed(text, *found.span("what")) if found else None


def exception(text: str, start: int, end: int) -> Span | None:
    """Read what a clause excepts, from "unless" or "except" on."""
    return _ending(text, _EXCEPTION.search(text, start, end))


def effective(text: str, start: int, end: int) -> tuple[date, Span] | None:
    """Read the day from which on a sentence says that it holds; months and years alone are none."""
    found = _EFFECTIVE.search(text, start, end)
    moment = matched_moment(found) if found else None
    return (moment.day, of_group(found, "when")) if found and moment and moment.day else None
