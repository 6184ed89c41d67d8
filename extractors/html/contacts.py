"""Which printed lines are contact details: postal addresses, phone, fax and TTY numbers, e-mail addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

LONGEST_LINE = 120
"""Characters; longer lines are prose that mentions a number or an address."""

_PHONE = (
    r"(?:\+?1[-. ]?)?(?:\(\d{3}\)|\d{3})[-. ]?\s?\d{3}[-. ]\d{4}|1?[-. ]?8\d\d[-. ][A-Z0-9][A-Z0-9-]{5,9}"
)
_EMAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_ZIP = r"(?:\b[A-Z]{2}|\bD\.\s?C\.),?\s+\d{5}(?:-\d{4})?(?!\d)"
_WAY = (
    r"(?:u\.?s\.?\s)?(?:postal\s)?(?:e-?mail|mail|phone|telephone|tel|tty|tdd|fax|facsimile|video relay|"
    r"toll[- ]free)(?:\.|\s(?:number|phone|address|line|tty|tdd|fax))*"
)
_LABEL = re.compile(rf"(?:by\s)?{_WAY}(?:\s?(?:/|,|or|and|&)\s?(?:by\s)?{_WAY})*\s?:", re.IGNORECASE)
_ALONE = re.compile(rf"(?:{_PHONE}|{_EMAIL}|[^.!?:]{{0,40}}{_ZIP})\.?")
_EVIDENCE = re.compile(rf"{_PHONE}|{_EMAIL}|{_ZIP}|\bP\.?\s?O\.?\sBox\b|\bMail Stop\b")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a block's text, and whether it is a line of contact details."""

    start: int
    end: int
    is_contact: bool


def pieces(text: str, lines: list[tuple[int, int]], *, all_contact: bool = False) -> list[Piece]:
    """Part a block into contact lines and the rest.

    A line that names a way of contact ("Fax: …", even "By e-mail:" with nothing behind it) or is nothing but
    a number or an address is one by itself. Of short lines printed one below the other, all are contact
    lines when one of them shows a number, an address or a ZIP code: they are a letter head.

    Args:
        text: the text of the block.
        lines: start and end of each printed line.
        all_contact: every line is one, as in an ``address`` element.
    """
    if all_contact:
        return [Piece(start, end, is_contact=True) for start, end in lines]
    found: list[Piece] = []
    for is_short, run in groupby(lines, key=lambda line: line[1] - line[0] <= LONGEST_LINE):
        found.extend(_run(text, list(run), is_short=is_short))
    return list(_joined(found))


def _run(text: str, lines: list[tuple[int, int]], *, is_short: bool) -> Iterator[Piece]:
    block = is_short and len(lines) > 1 and any(_EVIDENCE.search(text[start:end]) for start, end in lines)
    for start, end in lines:
        yield Piece(start, end, is_contact=is_short and (block or is_contact_line(text[start:end])))


def is_contact_line(line: str) -> bool:
    """Tell whether a line by itself is a contact detail."""
    return bool(_LABEL.match(line) or _ALONE.fullmatch(line))


def _joined(found: list[Piece]) -> Iterator[Piece]:
    for is_contact, run in groupby(found, key=lambda piece: piece.is_contact):
        members = list(run)
        if is_contact:
            yield from members
        else:
            yield Piece(members[0].start, members[-1].end, is_contact=False)
