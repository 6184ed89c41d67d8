"""Parts a passage into sentences.

A full stop ends a sentence unless it belongs to an abbreviation, an initial, a section number or a mark of
numbering ("1.", "IV."). A line break does not end one, because lines of print wrap anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.policy.spans import Span, trimmed

_END = re.compile(r"[.!?][\"\u201d\u2019')\]]*(?=\s+[\"\u201c(\[\u2018]*(?:[A-Z0-9\u2022]|[a-z]\))|\s*$)")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[\u201c\"])"
    r"(?:(?:[A-Za-z]\.)+|(?:Mr|Mrs|Ms|Dr|Jr|Sr|St|No|Nos|Inc|Corp|Co|Ltd|Sec|Secs|Art|Fed|Reg|Stat|Pub|Supp"
    r"|Dep|Dept|Gov|Sgt|Lt|Capt|Col|Gen|Rev|vs?|cf|e\.g|i\.e|etc|al|approx|Fig|Ch|Para|Vol|Ed|App|Cir|Exec"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.)$",
)
_MORE = re.compile(r"\s*\S")
_NUMBERING = re.compile(r"^\W*(?:\(?(?:\d{1,3}(?:\.\d{1,3})*|[A-Za-z]|[ivxIVX]{1,5}))\.$")
_MARK = re.compile(
    r"\s*(?:[\u2022\u25cf\u25aa\u25e6\u2023\uf0b7\u2013\u2014*-]+"
    r"|\(?(?:\d{1,3}(?:\.\d{1,3})*|[A-Za-z]|[ivxIVX]{1,5})[.)]|\d{1,2}(?:\.\d{1,2})+)\s+"
)


def sentences(text: str) -> Iterator[Span]:
    """Give the sentences of a text in their order, bullets and numbering left out."""
    start = 0
    for found in _END.finditer(text):
        if _goes_on(text, start, found.start() + 1):
            continue
        yield from _sentence(text, start, found.end())
        start = found.end()
    yield from _sentence(text, start, len(text))


def _goes_on(text: str, start: int, end: int) -> bool:
    """Tell whether the full stop before ``end`` belongs to a word or a number."""
    before = text[max(start, end - 12) : end]
    if _NUMBERING.match(text, start, end):
        return True
    return _MORE.match(text, end) is not None and bool(_ABBREVIATION.search(before))


def _sentence(text: str, start: int, end: int) -> Iterator[Span]:
    mark = _MARK.match(text, start, end)
    whole = trimmed(text, mark.end() if mark else start, end, " \t\r\n\u00a0")
    if whole:
        yield whole
