"""Which parts of a page are its main content and which are zones; these are read and taken out.

What is left is small, so that only it is given to BeautifulSoup, which takes 40 ms for a whole page.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from itertools import islice

from lxml import etree

from extractors.html import zones
from extractors.html.marks import SiteMarks
from extractors.html.selectors import Selectors
from extractors.html.tree import ZONE_TAG, empty, marked, text_of
from extractors.html.zones import Zone

MAX_CANDIDATES = 50
"""Elements with the same mark of a main content that are compared."""

MAX_CELLS = 50_000
"""Cells of a table, nested tables included; one with more is read as text."""

LONGEST_FILTER = 1_000
"""Characters; a form with more is a part of the text."""

_HOLDERS = frozenset(["article", "body", "center", "div", "form", "main", "section", "table", "td"])
_SKIP = re.compile(r"(?:skip|jump)\b", re.IGNORECASE)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "dt", "summary")

_Rules = tuple[tuple[Selectors, Callable[[etree._Element], Zone]], ...]


def main_of(body: etree._Element, marks: SiteMarks) -> etree._Element | None:
    """Give the element of the main content; of several with an equally sure mark, that with most text.

    It may be empty: a page whose main content holds nothing says nothing, whatever its menus say.
    """
    holders = [each for each in body.iterdescendants() if each.tag in _HOLDERS]
    for selectors in marks.main:
        found = [each for each in holders if selectors.match(str(each.tag), each.attrib)]
        if len(found) > 1:
            return max(found[:MAX_CANDIDATES], key=lambda each: len(text_of(each)))
        if found:
            return found[0]
    return _behind_skip_link(body)


def _behind_skip_link(body: etree._Element) -> etree._Element | None:
    """Give what holds the target of the link that skips the menus, which such pages must have.

    Source: 36 CFR 1194.22(o), in force for federal sites from 2001 to 2018.
    """
    for link in islice(body.iter("a"), MAX_CANDIDATES):
        target = link.get("href", "").partition("#")[2]
        if target and _SKIP.match(text_of(link)):
            return next(
                (_holder(each) for each in body.iter() if target in (each.get("id"), each.get("name"))), None
            )
    return None


def _holder(target: etree._Element) -> etree._Element | None:
    outer = (target, *target.iterancestors())
    return next(
        (each for each in outer if each.tag in _HOLDERS and each.tag != "body" and text_of(each)), None
    )


def cut(body: etree._Element, main: etree._Element | None, marks: SiteMarks) -> list[Zone]:
    """Take the zones out of a page; the n-th leaves an empty ``x-zone`` element with the number n.

    Where the main content is known, all that is around it is a zone but for the title of the page. Where it
    is not (``None``), only what is marked as menu, banner or widget is one.
    """
    return _Cutter(body, main, marks).zones()


class _Cutter:
    def __init__(self, body: etree._Element, main: etree._Element | None, marks: SiteMarks) -> None:
        self._body = body
        self._main = main
        self._marks = marks
        self._zones: list[Zone] = []
        self._path = {main, *main.iterancestors()} if main is not None else {body}
        self._titles = _titles(body, main, marks)
        self._opened = self._path | self._around_kept()
        anywhere: _Rules = ((marks.breadcrumbs, zones.menu_of_page), (marks.banners, zones.banner))
        self._frame = partial(zones.frame, menus=marks.navigation)
        self._inner: _Rules = (
            *anywhere,
            (marks.inner_navigation | marks.rails, zones.menu_of_page),
            (marks.inner_boilerplate | marks.filters, self._frame),
        )
        self._open: _Rules = (*anywhere, (marks.notices, zones.notice))
        self._outer: _Rules = (
            (marks.rails, zones.menu_of_page),
            (marks.navigation, zones.menu_of_site),
            (marks.boilerplate, self._frame),
        )

    def zones(self) -> list[Zone]:
        waiting = [(self._body, self._body is self._main)]
        while waiting:
            element, inside = waiting.pop()
            zone = self._zone(element, inside=inside)
            if zone is not None:
                empty(element)
                self._put(element, 0, zone)
                continue
            if self._main is not None and not inside and element not in self._titles:
                self._take_stray_text(element)
            waiting += [(c, inside or c is self._main) for c in reversed(element) if c.tag != ZONE_TAG]
        return self._zones

    def _around_kept(self) -> set[etree._Element]:
        """Give all that stands around a title, a breadcrumb or a notice: it is never one zone."""
        kept = self._marks.breadcrumbs | self._marks.notices
        found = [each for each in marked(self._body) if kept.match(str(each.tag), each.attrib)]
        return {outer for element in (*found, *self._titles) for outer in element.iterancestors()}

    def _put(self, parent: etree._Element, place: int, zone: Zone) -> None:
        parent.insert(place, etree.Element(ZONE_TAG, n=str(len(self._zones))))
        self._zones.append(zone)

    def _take_stray_text(self, element: etree._Element) -> None:
        """Take out text that stands by itself around the main content, between its columns."""
        if element.text and element.text.strip():
            text, element.text = element.text, None
            self._put(element, 0, zones.stray(text))
        for child in list(element):
            if child.tail and child.tail.strip():
                text, child.tail = child.tail, None
                self._put(element, element.index(child) + 1, zones.stray(text))

    def _zone(self, element: etree._Element, *, inside: bool) -> Zone | None:
        if element in self._path or element in self._titles:
            return None
        if inside:
            return self._inner_zone(element)
        zone = _first(self._open, element)
        if zone is not None or element in self._opened:
            return zone
        zone = _first(self._outer, element)
        if zone is not None:
            return zone
        return self._inner_zone(element) if self._main is None else self._frame(element)

    def _inner_zone(self, element: etree._Element) -> Zone | None:
        if element.attrib or element.tag == "nav":
            zone = _first(self._inner, element)
            if zone is not None:
                return zone
            if self._is_archive_notice(element):
                return zones.notice(element)
        if element.tag == "form" and _is_filter(element):
            return zones.widget(element)
        if element.tag == "button" and _works_something(element, self._marks):
            return zones.widget(element)
        if element.tag == "table" and (cells := sum(1 for _ in element.iter("td", "th"))) > MAX_CELLS:
            return zones.oversized_table(element, cells)
        return None

    def _is_archive_notice(self, element: etree._Element) -> bool:
        """Tell an alert that the page is kept as a record from others, which are a part of its text."""
        marks = self._marks
        if not marks.notices.match(str(element.tag), element.attrib):
            return False
        words = text_of(element).lower()
        return any(phrase in words for phrase in marks.archived_words)


def _titles(body: etree._Element, main: etree._Element | None, marks: SiteMarks) -> frozenset[etree._Element]:
    """Give the headings outside the main content that are the page's own, where it has none inside."""
    if main is None or next(main.iter("h1"), None) is not None:
        return frozenset()
    marked_titles = [each for each in marked(body) if marks.title.match(str(each.tag), each.attrib)]
    return frozenset(marked_titles or body.iter("h1"))


def _first(rules: _Rules, element: etree._Element) -> Zone | None:
    tag, attributes = str(element.tag), element.attrib
    return next((read(element) for selectors, read in rules if selectors.match(tag, attributes)), None)


def _is_filter(form: etree._Element) -> bool:
    """Tell whether a form searches or sorts a list: it is short and sends its fields in an address."""
    return (
        form.get("method", "get").strip().lower() == "get"
        and next(form.iter("h1", "h2", "article"), None) is None
        and len(text_of(form)) < LONGEST_FILTER
    )


def _works_something(button: etree._Element, marks: SiteMarks) -> bool:
    """Tell a button that works something from one that opens a part of the text, or stands in a heading."""
    if marks.questions.match("button", button.attrib):
        return False
    if any("accordion" in button.get(name, "") for name in ("class", "aria-controls", "data-target")):
        return False
    return not any(outer.tag in _HEADINGS for outer in button.iterancestors())
