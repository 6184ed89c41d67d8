"""Which parts of a page are zones; these are read and taken out.

What is left is small, so that only it is given to BeautifulSoup, which takes 40 ms for a whole page.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from lxml import etree

from extractors.html import boxes, zones
from extractors.html.mains import titles_outside
from extractors.html.marks import SiteMarks
from extractors.html.selectors import Index
from extractors.html.tree import BLOCK_TAGS, ZONE_TAG, empty
from extractors.html.zones import Zone

MAX_CELLS = 50_000
"""Cells of a table, nested tables included; one with more is read as text."""

Reader = Callable[[etree._Element], Zone]
"""How an element is read as a whole."""


def cut(index: Index, main: etree._Element | None, marks: SiteMarks) -> list[Zone]:
    """Take the zones out of a page; the n-th leaves an empty ``x-zone`` element with the number n.

    Where the main content is known, all that is around it is a zone but for the title of the page. Where it
    is not (``None``), only what is marked as menu, banner or widget is one.
    """
    return _Cutter(index, main, marks).zones()


class _Cutter:
    def __init__(self, index: Index, main: etree._Element | None, marks: SiteMarks) -> None:
        self._body = index.body
        self._main = main
        self._marks = marks
        self._zones: list[Zone] = []
        self._path = {main, *main.iterancestors()} if main is not None else {index.body}
        self._titles = titles_outside(index, main, marks)
        self._notices = index.find(marks.notices)
        breadcrumbs = index.find(marks.breadcrumbs)
        kept = (*breadcrumbs, *self._notices, *self._titles)
        self._opened = self._path | {outer for element in kept for outer in element.iterancestors()}
        self._frame: Reader = partial(zones.frame, menus=marks.navigation)
        rails = index.find(marks.rails) - index.find(marks.insets)
        own = ((index.find(marks.banners), zones.banner), (breadcrumbs, zones.menu_of_page))
        self._anywhere = _readers((self._notices, zones.notice), *own)
        self._inside = _readers(
            (index.find(marks.inner_boilerplate | marks.filters), self._frame),
            (index.find(marks.inner_navigation) | rails, zones.menu_of_page),
            *own,
        )
        self._outside = _readers(
            (index.find(marks.boilerplate), self._frame),
            (index.find(marks.navigation), zones.menu_of_site),
            (rails, zones.menu_of_page),
        )

    def zones(self) -> list[Zone]:
        waiting = [(self._body, self._body is self._main)]
        while waiting:
            element, inside = waiting.pop()
            read = self._reader(element, inside=inside)
            if read is not None:
                zone = read(element)
                empty(element)
                element.append(self._placeholder(zone))
                continue
            if self._main is not None and not inside:
                self._take_running_text(element)
            waiting += [(c, inside or self._is_text(c)) for c in reversed(element) if c.tag != ZONE_TAG]
        return self._zones

    def _is_text(self, element: etree._Element) -> bool:
        """Tell whether all in an element belongs to the text but for what is marked in it."""
        return element is self._main or element in self._titles

    def _placeholder(self, zone: Zone) -> etree._Element:
        self._zones.append(zone)
        return etree.Element(ZONE_TAG, n=str(len(self._zones) - 1))

    def _take_running_text(self, element: etree._Element) -> None:
        """Take out lines that stand by themselves around the main content, between its columns."""
        text, element.text = element.text, None
        line = _line(text)
        for child in list(element):
            if self._runs_on(child):
                line.append(child)
                continue
            self._put_line(line, child.addprevious)
            text, child.tail = child.tail, None
            line = _line(text)
        self._put_line(line, element.append)

    def _put_line(self, line: etree._Element, put: Callable[[etree._Element], None]) -> None:
        """Put a placeholder for a line that says something; no place is counted, which takes its square."""
        zone = zones.frame(line, menus=self._marks.navigation)
        if zone.blocks or zone.left_out:
            put(self._placeholder(zone))

    def _runs_on(self, element: etree._Element) -> bool:
        """Tell whether an element is a part of a line, and nothing that is read in another way."""
        if element in self._opened or element in self._anywhere or element in self._outside:
            return False
        return all(inner.tag not in BLOCK_TAGS for inner in element.iter())

    def _reader(self, element: etree._Element, *, inside: bool) -> Reader | None:
        if element in self._path or element in self._titles:
            return None
        if inside:
            return self._inner_reader(element)
        if element in self._opened or element in self._anywhere:
            return self._anywhere.get(element)
        if element in self._outside:
            return self._outside[element]
        return self._inner_reader(element) if self._main is None else self._frame

    def _inner_reader(self, element: etree._Element) -> Reader | None:
        if element in self._inside:
            return self._inside[element]
        if element in self._notices and boxes.says_archived(element, self._marks):
            return zones.notice
        if boxes.lists_other_pages(element):
            return zones.menu_of_page
        if boxes.filters_a_list(element) or boxes.works_something(element, self._marks):
            return zones.widget
        cells = sum(1 for _ in element.iter("td", "th")) if element.tag == "table" else 0
        return partial(zones.oversized_table, cells=cells) if cells > MAX_CELLS else None


def _line(text: str | None) -> etree._Element:
    line = etree.Element("span")
    line.text = text
    return line


def _readers(*found: tuple[set[etree._Element], Reader]) -> dict[etree._Element, Reader]:
    """Give how each marked element is read; what stands later counts more."""
    return {element: read for elements, read in found for element in elements}
