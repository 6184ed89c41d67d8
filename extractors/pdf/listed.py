"""Which pages are read by position: those of lists of activated jurisdictions.

Such a list has no lines between its columns, and which date a name belongs to follows from where it stands
alone. Passages join what stands beside each other, so the words of these pages are kept with their places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Protocol

from extractors.moments import MONTHS
from extractors.pdf.marks import Word
from extractors.pdf.ocr import Recognised
from extractors.records import PlacedWord

_ABOUT = ("activat", "Activat", "ACTIVAT")
_YEAR = re.compile(r"(?:19|20)\d\d")
_COUNT = re.compile(r"\(?\d[\d,]*")
_LONG = 5
_FEW = 2


class Page(Protocol):
    """What is asked of a page that was laid out."""

    @property
    def number(self) -> int:
        """The number of the page, from 1."""

    @property
    def listed(self) -> tuple[Word, ...]:
        """The words of a page that is read by position, or none."""

    @property
    def recognised(self) -> Recognised | None:
        """What of the page was recognised in a picture."""


def is_listed(words: Sequence[Word], *, before: bool) -> bool:
    """Tell whether the words of a page may be part of a list of activated jurisdictions.

    It has a word such as "activated" and a date or a count "N of M"; a page that follows one of the list may
    hold nothing but names, and is no prose.

    Args:
        words: the words of the page, line by line.
        before: whether the page before is of such a list.
    """
    if not before and not any(word.text[:7] in _ABOUT for word in words):
        return False
    return any(_tells(words, index) for index in range(1, len(words) - 1)) or (before and _is_bare(words))


def _is_bare(words: Sequence[Word]) -> bool:
    """Tell whether hardly a word ends a sentence."""
    return sum(1 for word in words if len(word.text) >= _LONG and word.text.endswith(".")) <= _FEW


def _tells(words: Sequence[Word], index: int) -> bool:
    """Tell whether a date or a count has its middle here."""
    before, text, after = words[index - 1].text, words[index].text, words[index + 1].text
    if text == "of":
        return bool(_COUNT.fullmatch(before) and _COUNT.match(after))
    return bool(_YEAR.fullmatch(after) and before.rstrip(".").lower() in MONTHS)


def placed_words(pages: Sequence[Page]) -> tuple[PlacedWord, ...]:
    """Give the words of the pages that are read by position, with their places on the pages as displayed."""
    return tuple(word for page in pages for word in _placed(page))


def _placed(page: Page) -> Iterator[PlacedWord]:
    frame = page.recognised.frame if page.recognised else None
    for word in page.listed:
        box = frame.displayed(word.bbox) if frame else word.bbox
        yield PlacedWord(word.text, page.number, box, word.size, word.bold)
