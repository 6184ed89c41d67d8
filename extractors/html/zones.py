"""Parts of a page that are read as a whole: menus, banners, headers, footers, widgets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from extractors.html.links import Hyperlink, is_link
from extractors.html.selectors import Selectors
from extractors.html.tree import BLOCK_TAGS, text_of
from extractors.records import PassageKind

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


def menu_of_site(element: etree._Element) -> Zone:
    """Read a menu that stands on every page of the site; its links are only counted."""
    return _one(element, PassageKind.NAVIGATION, keep_links=False)


def menu_of_page(element: etree._Element) -> Zone:
    """Read breadcrumbs, a pager or related links: links that this page has and others have not."""
    return _one(element, PassageKind.NAVIGATION, keep_links=True)


def banner(element: etree._Element) -> Zone:
    """Read the statement of who owns the site, as one passage."""
    return _one(element, PassageKind.NOTICE, keep_links=False)


def notice(element: etree._Element) -> Zone:
    """Read what is said of the page itself, block by block."""
    texts = _texts_of_blocks(element)
    return Zone(tuple((PassageKind.NOTICE, text) for text in texts), links=tuple(_links(element)))


def widget(element: etree._Element) -> Zone:
    """Read a button or a form."""
    return _one(element, PassageKind.BOILERPLATE, keep_links=True)


def oversized_table(element: etree._Element, cells: int) -> Zone:
    """Read a table that has too many cells as one passage of text."""
    zone = _one(element, PassageKind.PARAGRAPH, keep_links=True)
    return Zone(zone.blocks, zone.links, oversized=cells)


def frame(element: etree._Element, menus: Selectors) -> Zone:
    """Read a header, a footer or a column: a passage for each of the blocks into which it first divides."""
    texts = [(_kind_in_frame(part, menus), text_of(part)) for part in _parts(element, menus)]
    return Zone(tuple((kind, text) for kind, text in texts if text), left_out=_count_links(element))


def _one(element: etree._Element, kind: PassageKind, *, keep_links: bool) -> Zone:
    text = text_of(element)
    blocks = ((kind, text),) if text else ()
    return (
        Zone(blocks, tuple(_links(element))) if keep_links else Zone(blocks, left_out=_count_links(element))
    )


def _texts_of_blocks(element: etree._Element) -> Iterator[str]:
    if any(child.tag in BLOCK_TAGS for child in element) and not _has_loose_text(element):
        for child in element:
            yield from _texts_of_blocks(child)
    elif text := text_of(element):
        yield text


def _kind_in_frame(part: etree._Element, menus: Selectors) -> PassageKind:
    is_menu = menus.match(str(part.tag), part.attrib)
    return PassageKind.NAVIGATION if is_menu else PassageKind.BOILERPLATE


def _parts(element: etree._Element, menus: Selectors) -> list[etree._Element]:
    while element.tag not in _LISTS and not _has_loose_text(element):
        if menus.match(str(element.tag), element.attrib):
            return [element]
        children = [child for child in element if _has_text(child)]
        if not children or any(child.tag not in BLOCK_TAGS for child in children):
            return [element]
        if len(children) > 1:
            return children
        element = children[0]
    return [element]


def _has_loose_text(element: etree._Element) -> bool:
    between = (element.text, *(child.tail for child in element))
    return any(text and text.strip() for text in between)


def _has_text(element: etree._Element) -> bool:
    return any(not str(text).isspace() for text in element.itertext())


def _count_links(element: etree._Element) -> int:
    return sum(is_link(anchor.get("href", "")) for anchor in element.iter("a", "area"))


def _links(element: etree._Element) -> Iterator[Hyperlink]:
    for anchor in element.iter("a", "area"):
        href = anchor.get("href", "")
        if is_link(href):
            images = " ".join(image.get("alt", "") for image in anchor.iter("img", "area"))
            yield Hyperlink(text_of(anchor) or images.strip(), href.strip())
