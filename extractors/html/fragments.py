"""The element of a web page that words were read from, found again by the words themselves.

Rows of web pages have no box. What leads back is their text: the innermost element that holds all of it, at
the place in the page that its place in the document tells. White space does not count: reading collapses it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bs4 import BeautifulSoup, Tag
from lxml import etree

from extractors.html import grids, mojibake
from extractors.html.decode import decode
from extractors.html.inline import fill
from extractors.html.marks import GENERAL
from extractors.html.sanitised import sanitised
from extractors.html.text import Line, collapse, visible
from extractors.html.tree import parse

AROUND = 240
"""Characters of text that are given before and behind a fragment."""

MOST_SOURCE = 20_000
"""Characters of the markup as archived that are given."""

_NUMBER = "data-n"


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for.

    Args:
        text: its words, of a cell those of its table.
        before: the text of the document before it, which tells which of several equal places is meant.
        cell: row and column, counted from 0, of the cell of the table that is meant.
    """

    text: str
    before: str = ""
    cell: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Fragment:
    """An element of a page.

    Args:
        markup: it with only what prints, safe to show; what is meant has the class ``found``.
        source: it as the parser read it, cut off at :data:`MOST_SOURCE` characters; not safe to show.
        before: the text of the page before it, cut off at :data:`AROUND` characters.
        after: the text of the page behind it, likewise.
        places: how many places of the page have these words.
    """

    markup: str
    source: str
    before: str
    after: str
    places: int


def find_fragment(payload: bytes, content_type: str | None, sought: Sought) -> Fragment | None:
    """Find the element that words were read from; ``None`` if the page has no place with all of them.

    Args:
        payload: the page as it was sent, content codings removed.
        content_type: the header of its capture.
        sought: what is looked for.
    """
    source, _ = mojibake.mended(decode(payload, content_type).text)
    body = parse(source, marks=GENERAL).body
    needle = squeezed(sought.text)
    if body is None or not needle:
        return None
    page = _Page(body)
    places = page.text.count(needle)
    if not places:
        return None
    place = page.place(needle, min(squeezed(sought.before).count(needle), places - 1))
    element = page.innermost(place, place + len(needle))
    meant = _cell(_table_of(element), sought.cell) if sought.cell else element
    start, end = page.spans[element]
    return Fragment(
        markup=sanitised(element, marked=lambda each: each is meant),
        source=etree.tostring(element, encoding="unicode", method="html", with_tail=False)[:MOST_SOURCE],
        before=collapse(page.raw(start - AROUND, start)),
        after=collapse(page.raw(end, end + AROUND)),
        places=places,
    )


def squeezed(text: str) -> str:
    """Give the text without white space and without characters that print nothing."""
    return "".join(visible(text).split())


@dataclass
class _Page:
    """The text of a body without white space, and the stretch of it that each element is."""

    body: etree._Element
    text: str = ""
    spans: dict[etree._Element, tuple[int, int]] = field(default_factory=dict)
    _words: list[tuple[int, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        starts: dict[etree._Element, int] = {}
        length = 0
        for event, element in etree.iterwalk(self.body, events=("start", "end")):
            if event == "start":
                starts[element] = length
                length = self._add(element.text, length)
            else:
                self.spans[element] = (starts[element], length)
                if element is not self.body:
                    length = self._add(element.tail, length)
        self.text = "".join(squeezed(words) for _, words in self._words)

    def _add(self, text: str | None, length: int) -> int:
        squeezed_text = squeezed(text or "")
        if squeezed_text:
            self._words.append((length, text or ""))
        return length + len(squeezed_text)

    def place(self, needle: str, number: int) -> int:
        """Give where words stand for the n-th time, counted from 0."""
        place = self.text.find(needle)
        for _ in range(number):
            place = self.text.find(needle, place + len(needle))
        return place

    def innermost(self, start: int, end: int) -> etree._Element:
        """Give the innermost element that holds a stretch."""
        element = self.body
        while True:
            inner = (each for each in element if each in self.spans)
            held = (each for each in inner if self.spans[each][0] <= start and end <= self.spans[each][1])
            if (found := next(held, None)) is None:
                return element
            element = found

    def raw(self, start: int, end: int) -> str:
        """Give the words that begin within a stretch, with white space between the pieces of markup."""
        return " ".join(words for place, words in self._words if start <= place < end)


def _table_of(element: etree._Element) -> etree._Element | None:
    """Give the table that an element is, holds, or stands in."""
    return next(iter([*element.iter("table"), *element.iterancestors("table")]), None)


def _cell(table: etree._Element | None, at: tuple[int, int]) -> etree._Element | None:
    """Give the cell of a table at a place of its grid."""
    if table is None:
        return None
    own = [each for each in table.iter("td", "th") if next(each.iterancestors("table")) is table]
    order: list[int] = []
    try:
        grid = grids.read(_numbered(table, own), line_of=lambda cell: _noted(cell, order))
    except grids.GridTooLarge:
        return None
    there = (place for place, cell in enumerate(grid.cells) if (cell.row, cell.col) == at)
    return next((own[order[place]] for place in there), None)


def _numbered(table: etree._Element, cells: Sequence[etree._Element]) -> Tag:
    """Give a table as grids are read from, each of its cells with its number."""
    for number, cell in enumerate(cells):
        cell.set(_NUMBER, str(number))
    markup = etree.tostring(table, encoding="unicode", method="html", with_tail=False)
    for cell in cells:
        del cell.attrib[_NUMBER]
    return BeautifulSoup(markup, "lxml", multi_valued_attributes=None).find_all("table", limit=1)[0]


def _noted(cell: Tag, order: list[int]) -> Line:
    order.append(int(str(cell[_NUMBER])))
    line = Line()
    fill(line, cell)
    return line
