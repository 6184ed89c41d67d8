"""Marks of footnotes: where they stand in a text, and the text without them.

A raised figure, a star or dagger at the end of a word, and a figure with a slash behind a blank are marks
wherever they stand. A figure or letter that is merely the last of a word or number is one only if a note of
the table bears it and it cannot be a figure of the value: "Received1" is split if there is a note 1, "1,2343"
never is unless the page says that its last figure is raised. Raised figures that are a power of ten, part of
a fraction or behind a unit of area are no marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from extractors.grid import Raised

_PLAIN = str.maketrans(
    "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079\u207d\u207e\u2010\u2011\u2012\u2013\u2212\u2015",
    "0123456789()-----\u2014",
)
_RAISED_DIGITS = "\u2070\u00b9\u00b2\u00b3\u2074-\u2079"
_STARS = r"[*\u2020\u2021\u00a7\u00b6]{1,4}"
_LIST = r"(?:\d{1,2}|[a-z])(?:,\s?(?:\d{1,2}|[a-z]))*"

_MARKED = re.compile(rf"{_STARS}|[{_RAISED_DIGITS}]|/(?:\s|$)|[\])]$|[a-z)]\d|[\w)]\s[a-z]$|\d[a-z]$")
_CERTAIN = re.compile(
    rf"(?:^{_STARS}(?=\w)|(?<=[\w)%.\"'\u2019\u201d]){_STARS}(?=$|[\s,;:/)])|(?<=\S)\s{_STARS}$"
    rf"|(?<!\bm)(?<!\bkm)(?<!\bft)(?<!\bmi)(?<!\bcm)(?<=\S)[{_RAISED_DIGITS}]+(?:,\s?[{_RAISED_DIGITS}]+)*"
    r"|(?<=\S)(?:\s(?:\d{1,2}|[a-vx-z])/)+$|(?<=[a-z])\d{1,2}/$|(?<=\S)\s?\[(?:\d{1,2}|[a-z])\]$)"
)
_LIKELY = re.compile(
    r"(?<=[a-z]{2}[a-z)])\d{1,2}(?:,\s?\d{1,2})*(?=$|[\s,;:)])|(?<=\d)\s?[a-z]$|(?<=[\w)])\s[a-z]$"
    r"|(?<=\S)\s?\((?:\d{1,2}|[a-z])\)$"
)
_RAISED = re.compile(rf"\(?(?:{_LIST}|{_STARS})\)?|\[(?:\d{{1,2}}|[a-z])\]|{_STARS}(?:,\s?{_STARS})+")
_BRACKETED = re.compile(r"\((?:\d{1,2}|[a-z])\)")
_SQUARED = re.compile(r"\b(?:m|km|ft|mi|in|cm|yd)$")
_POWER = re.compile(r"(?<![\d.,])10$|\b(?:CO|NO|SO|H|O|N)$")
"""What raised figures belong to: ten, and formulas, whose figures some pages raise instead of lowering."""

_FAR_ENOUGH = 4
"""Characters before a figure that tell what it belongs to: two, and one that parts them from others."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A text without its marks, and the marks as :func:`plain_mark` writes them, in their order."""

    text: str
    marks: tuple[str, ...] = ()


def plain_mark(printed: str) -> str:
    """Give a mark without what prints it differently beside a value and before its note.

    Raised figures become plain ones; brackets, slash and full stop go: "¹", "(1)", "[1]" and "1/" are "1".
    Hyphen, minus and en dash are one sign, which readers cannot tell apart; a long dash is another.
    """
    return printed.translate(_PLAIN).strip("()[]/. ") or printed.strip()


def marked(text: str, raised: Raised, notes: Mapping[str, str]) -> Marked:
    """Split the marks off a text.

    Args:
        text: what is printed.
        raised: its raised stretches.
        notes: the notes of the table, plain mark to mark as printed.
    """
    if not raised and not _MARKED.search(text):
        return Marked(text)
    places = list(_places(text, raised, notes))
    rest = _without(text, places)
    if not places or not rest:
        return Marked(text, _whole(text, raised, notes))
    return Marked(rest, tuple(mark for start, end in places for mark in _marks(text[start:end])))


def candidates(text: str, raised: Raised) -> Iterator[str]:
    """Give the plain marks that a text has or may have: what notes are looked for."""
    if raised or _MARKED.search(text):
        if _BRACKETED.fullmatch(text):
            yield plain_mark(text)
        found = [*_sure_places(text, raised), *(match.span() for match in _LIKELY.finditer(text))]
        for start, end in found:
            yield from _marks(text[start:end])


def _places(text: str, raised: Raised, notes: Mapping[str, str]) -> list[tuple[int, int]]:
    sure = [place for place in _sure_places(text, raised) if not _is_power(text, *place, notes)]
    likely = [match.span() for match in _LIKELY.finditer(text) if _is_noted(match[0], notes)]
    found: list[tuple[int, int]] = []
    for start, end in sorted({*sure, *likely}):
        if not found or start >= found[-1][1]:
            found.append((start, end))
    return found


def _sure_places(text: str, raised: Raised) -> Iterator[tuple[int, int]]:
    for start, end in raised:
        if _RAISED.fullmatch(text[start:end].strip()) and text[end : end + 1] not in ("/", "\u2044"):
            yield start, end
    for match in _CERTAIN.finditer(text):
        yield match.span()


def _whole(text: str, raised: Raised, notes: Mapping[str, str]) -> tuple[str, ...]:
    """Give the mark of a text that is nothing else, be it raised or in the brackets of its note."""
    mark = plain_mark(text)
    bracketed = _BRACKETED.fullmatch(text) and notes.get(mark, "").startswith("(")
    return (mark,) if mark in notes and (raised or bracketed) else ()


def _is_power(text: str, start: int, end: int, notes: Mapping[str, str]) -> bool:
    """Tell whether figures belong to what stands before them; behind ten or a formula only without a note."""
    mark, before = plain_mark(text[start:end]), text[max(0, start - _FAR_ENOUGH) : start]
    if mark in ("2", "3") and _SQUARED.search(before):
        return True
    return mark.isdigit() and mark not in notes and bool(_POWER.search(before))


def _is_noted(printed: str, notes: Mapping[str, str]) -> bool:
    """Tell whether all marks of a likely place lead to notes; in brackets only if the note has them too."""
    bracketed = printed.strip().startswith("(")
    return all(mark in notes and (not bracketed or notes[mark].startswith("(")) for mark in _marks(printed))


def _marks(printed: str) -> list[str]:
    parts = re.split(r"[,\s]+|(?<=/)(?=\S)", printed.strip())
    return [plain_mark(part) for part in parts if part]


def _without(text: str, places: list[tuple[int, int]]) -> str:
    kept, last = [], 0
    for start, end in places:
        kept.append(text[last:start])
        last = end
    kept.append(text[last:])
    return " ".join("".join(kept).split())
