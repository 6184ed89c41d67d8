"""The grammar of notes printed beside links, such as "(PDF, 7 pages - 212 KB)" or "(PDF, Pages 7)".

A note is a pair of brackets, round or square, that holds nothing but a format, a number of pages, a size and
a language, each at most once and in any order, parted by commas, dashes, bars or spaces; English and Spanish
words are known. Without brackets the same words are a note only where nothing else stands between the link
and the end of the text. "(7 pages)" and "(212 KB)" are notes only behind the name of a format. "Page 7" and
"pages 7-9" are places in a document, not its length.

A printed size is rounded, and does not say whether a K is 1,000 or 1,024: ``bytes`` takes 1,024, as the file
managers of the time did; ``bytes_least`` is half a unit of the last printed figure less with a K of 1,000,
``bytes_most`` half a unit more with one of 1,024. Sizes that were rounded up, as Windows shows them, lie
between these too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from extractors.stated import LinkNote

LONGEST = 90
"""Characters between the brackets of a note."""

_FORMATS = (
    r"pdf|docx?|docm|xlsx?|xlsm|pptx?|ppsx?|csv|tsv|zip|rtf|txt|xml|json|kmz?|kml|html?|epub|od[tsp]"
    r"|jpe?g|png|gif|tiff?|eps|wmv|mp[34]|mpe?g|mov|avi|wav"
    r"|(?:ms|microsoft)\s+(?:word|excel|powerpoint)|word|excel|powerpoint"
)
_LANGUAGES = (
    r"english|spanish|espa\u00f1ol|ingl\u00e9s|french|fran\u00e7ais|portuguese|portugu\u00eas|haitian\s+creole|krey\u00f2l"
    r"|(?:simplified\s+|traditional\s+)?chinese|vietnamese|korean|tagalog|arabic|russian|somali"
)
_NUMBER = r"\d{1,3}(?:,\d{3}){1,2}(?!\d)|\d{1,9}(?:[.,]\d{1,4})?"
_TOKEN = re.compile(
    rf"""(?:adobe\s+)?(?:acrobat\s+)?\.?(?P<format>{_FORMATS})(?!\w)
         (?:\s+(?:format|formato|file|document|version)(?!\w))?
      | (?P<place>(?:p[\u00e1a]gs?\.?|pages?|p[\u00e1a]ginas?|pp?\.)\s*\d{{1,5}}\s*[-\u2013\u2014]\s*\d{{1,5}}
          (?!\d|[.,]\d|\s*(?:bytes|[kmg](?:i?b)?(?!\w)))
        | (?:page|pg\.?|p\.|p[\u00e1a]gina|p[\u00e1a]g\.?)\s*(?!0*1(?!\d))\d{{1,5}}(?![\d.]\d))
      | (?:n(?:umber|o\.?)\s+of\s+)?(?:pages?|p[\u00e1a]ginas?|pp\.|p[\u00e1a]gs?\.?)\s*[:=]?\s*
        (?P<pages_behind>\d{{1,5}})(?![\d.,]*\d)(?!\s*[kmg]i?b)
      | (?P<pages_before>\d{{1,5}})(?:\s*|-)
        (?:pages?|p[\u00e1a]ginas?|pgs?\.?|p[\u00e1a]gs\.?|pp\.?|p\.)(?!\w)
      | (?P<size>{_NUMBER})\s*(?P<unit>bytes|kilobytes?|megabytes?|gigabytes?|[kmg]i?b|k|m)(?!\w)
      | (?P<language>(?:in\s+|en\s+)?(?:{_LANGUAGES})(?!\w))
      | opens\s+in\s+(?:a\s+)?new\s+(?:window|tab)
      | (?P<between>[\s,;:|/\u00b7\u2022\u2010-\u2015\u2212-]+|\.$)""",
    re.IGNORECASE | re.VERBOSE,
)
_NO_PART = ("between", "language", "place")
_BRACKETS = re.compile(rf"\([^()\[\]]{{3,{LONGEST}}}\)|\[[^()\[\]]{{3,{LONGEST}}}\]")
_FORMAT_AT_END = re.compile(
    rf"(?<!\w)\.?({_FORMATS})(?:\s+(?:format|file|document|version))?$", re.IGNORECASE
)
_FORMAT = re.compile(rf"(?<![\w.])\.?(?:{_FORMATS})(?!\w)", re.IGNORECASE)
_SEPARATING = " .,;:|/-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00b7\u2022\n\t\xa0"
_ENDS = re.compile(r"\s*(?:[.;)\]|\u2022\u00b7]|$)")
_PLAIN = {
    "ms word": "WORD",
    "microsoft word": "WORD",
    "ms excel": "EXCEL",
    "microsoft excel": "EXCEL",
    "ms powerpoint": "POWERPOINT",
    "microsoft powerpoint": "POWERPOINT",
}
_POWERS = {"b": 0, "k": 1, "m": 2, "g": 3}

_Found = dict[str, str]


def brackets(text: str, start: int = 0) -> Iterator[tuple[int, int]]:
    """Give start and end of each pair of brackets that is short enough to be a note, in their order."""
    for found in _BRACKETS.finditer(text, start):
        yield found.span()


def read(raw: str, *, of: str = "") -> LinkNote | None:
    """Read a note with its brackets; ``None`` if anything in it is not of the grammar.

    ``of`` are the words of the link: a note behind "Form in PDF" needs not name the format again.
    """
    inside = raw[1:-1].strip()
    found, end = _read(inside, 0, len(inside))
    if end < len(inside) or not found or raw[-1:] not in (")", "]"):
        return None
    named = _FORMAT_AT_END.search(of) if of and "format" not in found else None
    if named:
        found["format"] = named[1]
    return _note(raw, found) if "format" in found or {"pages", "size"} <= found.keys() else None


def read_bare(text: str, start: int, stop: int) -> tuple[int, LinkNote] | None:
    """Read a note without brackets between two places: where it ends, and the note.

    It names a format, and pages or a size, and nothing else stands before ``stop`` or the end of a sentence.
    """
    begin = _behind_separators(text, start, stop)
    if not _FORMAT.match(text, begin, stop):
        return None
    found, end = _read(text, begin, min(stop, begin + LONGEST))
    raw = text[begin:end].rstrip(_SEPARATING)
    if not {"pages", "size"} & found.keys() or not _ENDS.match(text, begin + len(raw), stop):
        return None
    return begin + len(raw), _note(raw, found)


def _behind_separators(text: str, start: int, stop: int) -> int:
    while start < stop and text[start] in _SEPARATING:
        start += 1
    return start


def bare_starts(text: str, start: int, end: int) -> Iterator[int]:
    """Give the places in the words of a link at which a note without brackets may begin."""
    for found in _FORMAT.finditer(text, start, end):
        yield found.start()


def read_cell(text: str) -> LinkNote | None:
    """Read a cell of a table that is nothing but a format, a size or both; ``None`` for any other."""
    inside = text[1:-1] if text[:1] in ("(", "[") else text
    found, end = _read(inside, 0, len(inside))
    return _note(text, found) if end == len(inside) and {"format", "size"} & found.keys() else None


def _read(text: str, place: int, stop: int) -> tuple[_Found, int]:
    """Read tokens from a place on until one is not of the grammar, or says again what was said."""
    found: _Found = {}
    while place < stop:
        token = _TOKEN.match(text, place, stop)
        if token is None or not found.keys().isdisjoint(parts := _parts(token)):
            break
        found.update(parts)
        place = token.end()
    return found, place


def _parts(token: re.Match[str]) -> _Found:
    return {
        name.partition("_")[0]: value
        for name, value in token.groupdict().items()
        if value is not None and name not in _NO_PART
    }


def _note(raw: str, found: _Found) -> LinkNote:
    least = exact = most = None
    if "size" in found:
        least, exact, most = _bytes(found["size"], found["unit"])
    return LinkNote(
        raw=raw,
        format=_plain(found["format"]) if "format" in found else None,
        pages=int(found["pages"]) if "pages" in found else None,
        bytes=exact,
        bytes_least=least,
        bytes_most=most,
    )


def _plain(name: str) -> str:
    words = " ".join(name.lower().split())
    return _PLAIN.get(words, words.upper())


def _bytes(size: str, unit: str) -> tuple[int, int, int]:
    """Give the least, the likely and the most bytes of a printed size."""
    printed = _decimal(size)
    power = _POWERS[unit[0].lower()]
    half = Decimal(5).scaleb(int(printed.as_tuple().exponent) - 1) if power else Decimal(0)
    return (
        _whole(max(printed - half, Decimal(0)) * 1000**power),
        _whole(printed * 1024**power),
        _whole((printed + half) * 1024**power),
    )


def _decimal(size: str) -> Decimal:
    """Read a printed number; a comma parts thousands before three figures, and decimals before any other."""
    whole, comma, rest = size.rpartition(",")
    return Decimal(f"{whole}.{rest}" if comma and len(rest) != 3 else size.replace(",", ""))  # noqa: PLR2004


def _whole(number: Decimal) -> int:
    return int(number.quantize(Decimal(1), rounding=ROUND_HALF_UP))
