"""Which element of a page holds its main content, and which headings outside it are its own."""

from __future__ import annotations

import re
from itertools import islice

from lxml import etree

from extractors.html.marks import SiteMarks
from extractors.html.selectors import Index
from extractors.html.tree import text_of

MAX_CANDIDATES = 50
"""Elements with the same mark of a main content that are compared, and links that may skip menus."""

_HOLDERS = frozenset(["article", "body", "center", "div", "form", "main", "section", "table", "td"])
_SKIP = re.compile(r"(?:skip|jump)\b", re.IGNORECASE)


def main_of(index: Index, marks: SiteMarks) -> etree._Element | None:
    """Give the element of the main content; of several with an equally sure mark, that with most text.

    It may be empty: a page whose main content holds nothing says nothing, whatever its menus say.
    """
    for selectors in marks.main:
        found = [each for each in index.find_in_order(selectors) if each.tag in _HOLDERS]
        if len(found) > 1:
            return max(found[:MAX_CANDIDATES], key=lambda each: len(text_of(each)))
        if found:
            return found[0]
    return _behind_skip_link(index.body)


def _behind_skip_link(body: etree._Element) -> etree._Element | None:
    """Give what holds the target of the link that skips the menus, which such pages must have.

    Source: 36 CFR 1194.22(o), in force for federal sites from 2001 to 2018.
    """
    for link in islice(body.iter("a"), MAX_CANDIDATES):
        name = link.get("href", "").partition("#")[2]
        if name and _SKIP.match(text_of(link)):
            targets = (each for each in body.iter() if name in (each.get("id"), each.get("name")))
            return next(map(_holder, targets), None)
    return None


def _holder(target: etree._Element) -> etree._Element | None:
    outer = (each for each in (target, *target.iterancestors()) if each.tag in _HOLDERS)
    return next((each for each in outer if each.tag != "body" and text_of(each)), None)


def titles_outside(index: Index, main: etree._Element | None, marks: SiteMarks) -> frozenset[etree._Element]:
    """Give the headings outside the main content that are the page's own, where it has none inside."""
    if main is None or next(main.iter("h1"), None) is not None:
        return frozenset()
    return frozenset(index.find_in_order(marks.title) or index.body.iter("h1"))
