"""What is printed on each page and is no part of a list: titles, page numbers, marks of copies."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from extractors.statistics.activations.pieces import Form, Row

_RUNNING = re.compile(
    r"activated (?:\w+ )?jurisdictions|jurisdictions? (?:\w+ )?activated|^page\s*\d|\bpage \d+ of \d+|\bAILA\b|https?://|www\.|"
    r"^(?:as of|through|notes?:|sources?:)|official use|law enforcement sensitive",
    re.IGNORECASE,
)
_PAGE_NUMBER = re.compile(r"\W*\d+\W*")
_DIGITS = re.compile(r"\d+")
_SAME_HEIGHT = 3.0
_MARGIN = 3
"""Rows at the top and at the bottom of a page that may be the same on each."""


def without_furniture(rows: Sequence[Row], is_place: Callable[[str], bool]) -> list[Row]:
    """Give the rows that are no furniture.

    Furniture says so by its words, or is printed at one height of several pages. Names of places may be too,
    where a column begins at the top of a page.

    Args:
        rows: the rows of all pages.
        is_place: whether a text is the name of a place.
    """
    again = _repeated(rows, is_place)
    return [row for row in rows if not is_running(row) and _key(row) not in again]


def is_running(row: Row) -> bool:
    """Tell whether a row says by its words that it is a title, a page number or the mark of a copy."""
    text = " ".join(piece.text for piece in row)
    said = any(_RUNNING.search(each) for each in (text, *(piece.text for piece in row)))
    return said or (_PAGE_NUMBER.fullmatch(text) is not None and row[0].form is Form.TEXT)


def _key(row: Row) -> tuple[str, int]:
    text = " ".join(piece.text for piece in row)
    return _DIGITS.sub("0", text), round(row[0].height / _SAME_HEIGHT)


def _repeated(rows: Sequence[Row], is_place: Callable[[str], bool]) -> set[tuple[str, int]]:
    pages: defaultdict[tuple[str, int], set[int]] = defaultdict(set)
    for row in _at_margins(rows):
        if any(piece.form is Form.TEXT and not is_place(piece.text) for piece in row):
            pages[_key(row)].add(row[0].page)
    return {key for key, numbers in pages.items() if len(numbers) > 1}


def _at_margins(rows: Sequence[Row]) -> Iterator[Row]:
    for _, group in groupby(rows, key=lambda row: row[0].page):
        page = list(group)
        yield from page[:_MARGIN]
        yield from page[max(_MARGIN, len(page) - _MARGIN) :]
