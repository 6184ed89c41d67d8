"""The words that a page shows, by a plain walk over its tree: what extraction is compared with.

It shares no code with the extractor and has lists of its own of what parts words and what no browser shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

_HIDDEN = """
    script style template noscript noframes iframe object svg audio video canvas datalist head title
"""
_INLINE = """
    a abbr acronym area b bdi bdo big cite code data del dfn em embed font i img input ins kbd label map mark
    nobr q rp rt ruby s samp small span strike strong sub sup time tt u var wbr
"""
HIDDEN = frozenset(_HIDDEN.split())
INLINE = frozenset(_INLINE.split())
_NOTHING = re.compile("[\x00-\x08\x0e-\x1f\x7f\xad\u200b\u2060\ufeff\ufffe\uffff]+")
_UNSEEN = {"visually-hidden", "element-invisible", "sr-only", "usa-sr-only"}
_NOT_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_ICON = re.compile(r"(?:^|\s)(?:fa[bsr]?|icon|glyphicon|usa-icon)(?:-|\s|$)")


def words(markup: str) -> list[str]:
    """Give the words of a page in the order of its source."""
    source = re.sub(r"</(?:body|html)\s*>", "", markup, flags=re.IGNORECASE)
    root = etree.fromstring(
        source.encode("utf-8", "replace"), etree.HTMLParser(encoding="utf-8", huge_tree=True)
    )
    if root is None:
        return []
    body = root.find("body")
    return _NOTHING.sub("", "".join(_pieces(root if body is None else body, _opened(root)))).split()


def _opened(root: etree._Element) -> set[str]:
    """Give the ids of parts that a button shows when it is pressed: they are read too."""
    return {name for element in root.iter("*") if (name := element.get("aria-controls"))}


def _pieces(element: etree._Element, opened: set[str]) -> Iterator[str]:
    parts = element.tag not in INLINE or _is_empty_icon(element)
    if parts:
        yield " "
    yield element.text or ""
    for child in element:
        if _is_shown(child, opened):
            yield from _pieces(child, opened)
        yield child.tail or ""
    if parts:
        yield " "


def _is_shown(element: etree._Element, opened: set[str]) -> bool:
    hidden = "hidden" in element.attrib or _NOT_SHOWN.search(element.get("style") or "")
    return (
        isinstance(element.tag, str)
        and element.tag not in HIDDEN
        and element.get("type") != "hidden"
        and (not hidden or element.get("id") in opened)
        and not _is_unseen_aside(element)
    )


def _is_unseen_aside(element: etree._Element) -> bool:
    """Tell whether words are for screen readers alone; links and titles are kept all the same."""
    unseen = _UNSEEN & set((element.get("class") or "").split())
    return bool(unseen) and next(element.iter("a", "h1", "caption", "legend", "th", "td"), None) is None


def _is_empty_icon(element: etree._Element) -> bool:
    """Tell whether an empty element paints an icon between two words."""
    empty = not len(element) and not element.text
    return empty and (element.tag == "i" or bool(_ICON.search(element.get("class", ""))))
