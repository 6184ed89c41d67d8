"""Markup of an archived page that can be shown again: its words and structure, and nothing that acts.

Scripts, styles, forms, pictures, frames and addresses are left out, so that nothing runs and nothing is
fetched when a browser opens it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape

from lxml import etree

_TAGS = """
    a abbr address article aside b blockquote br caption center cite code col colgroup dd del dfn div dl dt
    em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i ins kbd li main mark nav ol p pre q s samp
    section small span strong sub sup table tbody td tfoot th thead time tr u ul var
"""
_KEPT = frozenset(_TAGS.split())
_EMPTY = frozenset(["br", "col", "hr"])
_SILENT = frozenset(["script", "style", "noscript", "template", "iframe", "object", "embed", "head", "svg"])
_ATTRIBUTES = ("colspan", "rowspan", "scope", "lang", "dir")
_DEEPEST = 200

Marked = Callable[[etree._Element], bool]


def sanitised(element: etree._Element, *, marked: Marked) -> str:
    """Give the markup of an element with only what prints, each text and attribute escaped.

    Args:
        element: what is shown.
        marked: tells the elements that get the class ``found``.
    """
    return "".join(_pieces(element, marked, 0))


def _pieces(element: etree._Element, marked: Marked, depth: int) -> Iterator[str]:
    tag = element.tag
    if not isinstance(tag, str) or tag in _SILENT:
        return
    shown = tag in _KEPT and depth < _DEEPEST
    if shown:
        yield f"<{tag}{_attributes(element, found=marked(element))}>"
    if element.text and tag not in _EMPTY:
        yield escape(element.text)
    for child in element if depth < _DEEPEST else ():
        yield from _pieces(child, marked, depth + 1)
        yield escape(child.tail or "")
    if shown and tag not in _EMPTY:
        yield f"</{tag}>"


def _attributes(element: etree._Element, *, found: bool) -> str:
    kept = [(name, element.get(name)) for name in _ATTRIBUTES]
    kept += [("class", "found")] if found else []
    return "".join(f' {name}="{escape(value)}"' for name, value in kept if value is not None)
