"""How a text is written, set apart from what it says: the ways of writing that change no meaning."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
_DOUBLE_QUOTES = '"\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033'
_SINGLE_QUOTES = "`\u00b4\u2018\u2019\u201a\u201b\u02bc\u2032"
_QUOTES = str.maketrans(dict.fromkeys(_DOUBLE_QUOTES, "") | dict.fromkeys(_SINGLE_QUOTES, "'"))
_OUTER_SINGLE = re.compile(r"(?<!\w)'|'(?!\w)")
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"))
_DASH = re.compile(r"\s*-[-\s]*")
_MARK = "[.,;:!?\u2026\u2022\u00b7()\\[\\]{}]"
_PUNCTUATION = re.compile(rf"(?<!\d){_MARK}|{_MARK}(?!\d)")
"""A mark between two digits is part of a number, and says something."""

_MONTH = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?\.?|july?\.?|aug(?:ust|\.)?"
    r"|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
_CLOCK = r"(?:,?\s+(?:at\s+)?\d{1,2}:\d\d(?::\d\d)?(?:\s*[ap]\.?m\b\.?)?(?:\s+[a-z]{2,4}\b)?)?"
_DATE = re.compile(
    rf"(?:\b{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\b\d{{1,2}}\s+{_MONTH},?\s+\d{{4}}"
    rf"|\b{_MONTH},?\s+\d{{4}}|\b\d{{4}}-\d\d-\d\d(?:t[\d:.]+z?)?|\b\d{{1,2}}/\d{{1,2}}/\d{{2,4}}){_CLOCK}"
)
_FIGURE = re.compile(r"\d+(?:[.,:]\d+)*")

DATE_MASK = "\N{CALENDAR}"
"""What stands for any date in a masked text."""

FIGURE_MASK = "#"
"""What stands for any other figure in a masked text."""


def _letters(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def _quotes(text: str) -> str:
    text = text.translate(_QUOTES) if not text.isascii() else text.replace('"', "").replace("`", "'")
    return _OUTER_SINGLE.sub("", text) if "'" in text else text


def _dashes(text: str) -> str:
    text = text if text.isascii() else text.translate(_DASHES)
    return _DASH.sub("-", text) if "-" in text else text


def _spaces(text: str) -> str:
    return " ".join((text if text.isascii() else _INVISIBLE.sub("", text)).split())


_ASPECTS: dict[str, Callable[[str], str]] = {
    "letter forms": _letters,
    "quote marks": _quotes,
    "dashes": _dashes,
    "case": str.casefold,
    "punctuation": lambda text: _PUNCTUATION.sub("", text),
    "white space": _spaces,
}
"""Each way of writing, and what levels it; white space last, since the others may leave some."""


def plain(text: str) -> str:
    """Give a text without regard to how it is written: two texts that differ only in that give the same."""
    for level in _ASPECTS.values():
        text = level(text)
    return text


def differing(one: str, other: str) -> list[str]:
    """Name the ways in which two texts are written differently that are the same in plain.

    A way counts if the texts differ as soon as it is not levelled. Where any one of them may stay, since
    others level the same, it is the first with which the texts become equal.
    """
    named = [left for left in _ASPECTS if _without(left, one) != _without(left, other)]
    return named or [_first_enough(one, other)]


def _first_enough(one: str, other: str) -> str:
    for name, level in _ASPECTS.items():
        one, other = level(one), level(other)
        if one == other:
            return name
    return "spelling"


def _without(left: str, text: str) -> str:
    for name, level in _ASPECTS.items():
        text = text if name == left else level(text)
    return text


def without_dates(text: str) -> str:
    """Give the plain text with a mask for each date."""
    if not _FIGURE.search(text):
        return plain(text)
    # Dates are looked for before punctuation goes, which tells their parts.
    return plain(_DATE.sub(DATE_MASK, _spaces(_letters(text)).casefold()))


def masked(text: str) -> str:
    """Give the plain text with masks for dates and for all other figures."""
    return _FIGURE.sub(FIGURE_MASK, without_dates(text))
