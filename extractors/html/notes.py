"""The grammar of notes printed behind links, such as "(PDF, 7 pages - 212 KB)" or "(PDF, Pages 7)".

A note is a pair of brackets that holds nothing but a format, a number of pages and a size, each at most once
and in any order, parted by commas, dashes or spaces. KB is 1,024 bytes and MB 1,048,576, as the file
managers of the time counted; the printed size is rounded, so ``bytes`` is what is promised, not exact.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from extractors.draft import LinkNote

_BRACKETS = re.compile(r"\s*(\([^()]{3,80}\))")
_TOKEN = re.compile(
    r"""(?P<format>pdf|docx?|xlsx?|pptx?|csv|zip|rtf|txt|xml|kml|wmv|mp3|mp4|ms\ word|word|excel|powerpoint)\b
      | pages?\s*:?\s*(?P<pages_behind>\d{1,5})(?![\d.])
      | (?P<pages_before>\d{1,5})\s*(?:pages?|pgs?\.?|pp\.?|p\.)(?![a-z])
      | (?P<size>\d{1,3}(?:,\d{3}){1,2}|\d{1,9}(?:\.\d{1,4})?)\s*(?P<unit>bytes|kb|mb|gb|k|m)\b
      | (?P<between>[\s,;:|\u2013\u2014-]+|\.$)""",
    re.IGNORECASE | re.VERBOSE,
)
_UNITS = {"bytes": 1, "k": 1024, "kb": 1024, "m": 1024**2, "mb": 1024**2, "gb": 1024**3}


def behind(text: str, start: int) -> LinkNote | None:
    """Read the note that begins at ``start`` or after blanks behind it; ``None`` where there is none."""
    found = _BRACKETS.match(text, start)
    return read(found.group(1)) if found else None


def at_end(words: str) -> LinkNote | None:
    """Read the note with which the words of a link end, as where the note was made part of the link."""
    opening = words.rfind("(")
    return read(words[opening:].rstrip(" .")) if opening >= 0 else None


def read(raw: str) -> LinkNote | None:
    """Read a note with its brackets; ``None`` if anything in it is not of the grammar."""
    found: dict[str, str] = {}
    inside, place = raw.strip()[1:-1].strip(), 0
    while place < len(inside):
        token = _TOKEN.match(inside, place)
        if token is None or not found.keys().isdisjoint(parts := _parts(token)):
            return None
        found.update(parts)
        place = token.end()
    if not raw.endswith(")") or not ("format" in found or {"pages", "size"} <= found.keys()):
        return None
    return LinkNote(
        raw=raw,
        format=found["format"].upper() if "format" in found else None,
        pages=int(found["pages"]) if "pages" in found else None,
        bytes=_bytes(found["size"], found["unit"]) if "size" in found else None,
    )


def _parts(token: re.Match[str]) -> dict[str, str]:
    return {
        name.partition("_")[0]: value
        for name, value in token.groupdict().items()
        if value is not None and name != "between"
    }


def _bytes(size: str, unit: str) -> int:
    exact = Decimal(size.replace(",", "")) * _UNITS[unit.lower()]
    return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))
