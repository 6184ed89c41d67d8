"""How the pieces of running markup add to a line of text."""

from __future__ import annotations

from bs4 import Tag
from bs4.element import NavigableString, PageElement, PreformattedString

from extractors.html.links import is_link
from extractors.html.text import Line
from extractors.html.tree import BLOCK_TAGS, parts_words


def fill(line: Line, node: Tag) -> None:
    """Put all text of a cell on one line, its blocks parted by spaces, and note what is raised."""
    for child in node.children:
        if isinstance(child, Tag):
            _fill_tag(line, child)
        else:
            add_text(line, child)


def _fill_tag(line: Line, tag: Tag) -> None:
    parts, start, href = tag.name in BLOCK_TAGS, len(line), href_of(tag)
    if parts:
        line.space()
    if href:
        line.open(href)
    if not add_mark(line, tag):
        fill(line, tag)
    if tag.name == "sup":
        line.raise_from(start)
    if href:
        line.close()
    if parts:
        line.space()


def href_of(tag: Tag) -> str | None:
    """Give the address of an element that is a link, blanks at its ends removed; ``None`` for any other."""
    if tag.name not in ("a", "area"):
        return None
    href = str(tag.get("href") or "").strip()
    return href if is_link(href) else None


def add_text(line: Line, piece: PageElement) -> None:
    """Append a text node; comments and declarations are not text."""
    if isinstance(piece, NavigableString) and not isinstance(piece, PreformattedString):
        line.add(piece)


def add_mark(line: Line, tag: Tag) -> bool:
    """Take in a tag that has no text but a meaning for it: a line break, an image, an icon."""
    if tag.name == "br":
        line.end_line()
    elif tag.name in ("img", "area"):
        line.image(str(tag.get("alt") or ""))
    elif parts_words(tag.name, tag.attrs, empty=not tag.contents):
        line.space()
    return not tag.contents
