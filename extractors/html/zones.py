"""The parts of a page around its main content: found, read as one passage a block, and taken out.

What is left is small, so that only it is given to BeautifulSoup, which takes 40 ms for a whole page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_

from lxml import etree

from extractors.html.links import Hyperlink, is_link
from extractors.html.marks import SiteMarks
from extractors.html.tree import BLOCK_TAGS, ZONE_TAG, empty, text_of
from extractors.records import PassageKind

MAX_CANDIDATES = 50
"""Elements with the same mark of a main content that are compared."""

MAX_CELLS = 50_000
"""Cells of a table, nested tables included; one with more is read as text."""


_LISTS = ("ul", "ol", "dl")


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of a page that was read as a whole.

    Args:
        blocks: kind and text of each of its passages.
        links: links to keep, which belong to its first passage.
        left_out: how many links were not kept.
        oversized: how many cells it has, if it is a table that is too large.
    """

    blocks: tuple[tuple[PassageKind, str], ...]
    links: tuple[Hyperlink, ...] = ()
    left_out: int = 0
    oversized: int = 0


def main_of(body: etree._Element, marks: SiteMarks) -> etree._Element | None:
    """Give the element of the main content; of several with an equally sure mark, that with most text."""
    either = reduce(or_, marks.main)
    candidates = [each for each in body.iterdescendants() if either.match(str(each.tag), each.attrib)]
    for selectors in marks.main:
        found = [
            each for each in candidates if selectors.match(str(each.tag), each.attrib) and _has_text(each)
        ]
        if found:
            return max(found[:MAX_CANDIDATES], key=lambda each: len(text_of(each)))
    return None


def cut(body: etree._Element, main: etree._Element | None, marks: SiteMarks) -> list[Zone]:
    """Take the zones out of a page; the n-th leaves an empty ``x-zone`` element with the number n."""
    around = {main, *main.iterancestors()} if main is not None else set()
    zones: list[Zone] = []
    waiting = [(child, False) for child in reversed(body)]
    while waiting:
        element, inside = waiting.pop()
        zone = None if element in around else _zone(element, marks, inside=inside)
        if zone is None:
            inside = inside or element is main
            waiting.extend((child, inside) for child in reversed(element))
            continue
        empty(element)
        etree.SubElement(element, ZONE_TAG, n=str(len(zones)))
        zones.append(zone)
    return zones


def _zone(element: etree._Element, marks: SiteMarks, *, inside: bool) -> Zone | None:
    tag, attributes = str(element.tag), element.attrib
    if marks.breadcrumbs.match(tag, attributes):
        return _whole(element, PassageKind.NAVIGATION, keep_links=True)
    if (marks.inner_navigation if inside else marks.navigation).match(tag, attributes):
        return (
            _parted(element, marks) if _holds_breadcrumbs(element, marks) else _menu(element, inside=inside)
        )
    if marks.banners.match(tag, attributes):
        return _whole(element, PassageKind.NOTICE, keep_links=False)
    if (marks.inner_boilerplate if inside else marks.boilerplate).match(tag, attributes):
        return None if _holds_breadcrumbs(element, marks) else _parted(element, marks)
    if tag == "table" and (cells := sum(1 for _ in element.iter("td", "th"))) > MAX_CELLS:
        return _whole(element, PassageKind.PARAGRAPH, keep_links=True, oversized=cells)
    return None


def _menu(element: etree._Element, *, inside: bool) -> Zone:
    return _whole(element, PassageKind.NAVIGATION, keep_links=inside)


def _whole(element: etree._Element, kind: PassageKind, *, keep_links: bool, oversized: int = 0) -> Zone:
    text = text_of(element)
    links = tuple(_links(element))
    return Zone(
        blocks=((kind, text),) if text else (),
        links=links if keep_links else (),
        left_out=0 if keep_links else len(links),
        oversized=oversized,
    )


def _holds_breadcrumbs(element: etree._Element, marks: SiteMarks) -> bool:
    """Tell whether breadcrumbs stand within a menu or header: then only its inner parts are cut out."""
    return any(marks.breadcrumbs.match(str(inner.tag), inner.attrib) for inner in element.iterdescendants())


def _parted(element: etree._Element, marks: SiteMarks) -> Zone:
    blocks = [(_kind(part, marks), text_of(part)) for part in _parts(element, marks)]
    return Zone(
        blocks=tuple((kind, text) for kind, text in blocks if text),
        left_out=sum(1 for _ in _links(element)),
    )


def _kind(part: etree._Element, marks: SiteMarks) -> PassageKind:
    is_menu = marks.navigation.match(str(part.tag), part.attrib)
    return PassageKind.NAVIGATION if is_menu else PassageKind.BOILERPLATE


def _parts(element: etree._Element, marks: SiteMarks) -> list[etree._Element]:
    """Give the blocks of a footer or header: where it first divides into blocks and has no text between."""
    while element.tag not in _LISTS and _kind(element, marks) is PassageKind.BOILERPLATE:
        children = [child for child in element if _has_text(child)]
        between = (element.text, *(child.tail for child in element))
        if any(text and text.strip() for text in between) or not children:
            return [element]
        if any(child.tag not in BLOCK_TAGS for child in children):
            return [element]
        if len(children) > 1:
            return children
        element = children[0]
    return [element]


def _has_text(element: etree._Element) -> bool:
    return any(not str(text).isspace() for text in element.itertext())


def _links(element: etree._Element) -> Iterator[Hyperlink]:
    for anchor in element.iter("a", "area"):
        href = anchor.get("href", "")
        if is_link(href):
            images = " ".join(image.get("alt", "") for image in anchor.iter("img", "area"))
            yield Hyperlink(text_of(anchor) or images.strip(), href.strip())
