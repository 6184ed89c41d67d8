"""From text to a tree of bounded size and depth, without the parts that no browser shows.

Lexbor reads the source by the parsing rules of the HTML standard, as browsers do, so that tables that were
never closed or stand within each other's rows come out as they were seen. What it gives is well formed, and
libxml2 makes of it the tree that is searched and cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import cast

from lxml import etree
from resiliparse.parse.html import HTMLTree

from extractors.html.marks import SiteMarks
from extractors.html.selectors import Index
from extractors.html.text import collapse

MAX_CHARACTERS = 8_000_000
"""Characters of source that are read; the longest real pages seen have half a million."""

MAX_DEPTH = 120
"""Elements within elements below the body; what is nested deeper is read as plain text."""

MAX_ATTRIBUTES = 500
"""Attributes of a tag; one with more loses them, since libxml2's time grows with their square."""

MAX_OPTIONS = 5_000
"""Options of all menus of a page; more are read as text, since Lexbor needs time with their square."""

ZONE_TAG = "x-zone"
"""The tag of the placeholder of a part that was read already; taken from the source, it is renamed."""

_BLOCKS = """
    address article aside blockquote body button caption center col colgroup dd details dialog dir
    div dl dt fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr
    html legend li main menu nav ol optgroup option p pre search section select summary table tbody
    td textarea tfoot th thead tr ul x-zone
"""
BLOCK_TAGS = frozenset(_BLOCKS.split())
"""Tags whose text does not run on from the text before them."""

_TAG = re.compile(r"<[/!?a-zA-Z][^<>]*>")
_LONG_TAG = re.compile(r"(<[a-zA-Z][a-zA-Z0-9]*+)([^<>]{2000,}+)")
_OPTION = re.compile("<option", re.IGNORECASE)
_MENU = re.compile(r"</?(?:select|option|optgroup)\b[^<>]*>", re.IGNORECASE)
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_KEPT_WHEN_FLAT = re.compile(r"</?(?:script|style|title|meta|link|base)\b", re.IGNORECASE)
_CONTROLS = bytes({*range(0x20)} - {*b"\t\n\r"})
_BLANKED = bytes.maketrans(_CONTROLS, b" " * len(_CONTROLS))
_VEILED = etree.XPath(".//*[@hidden or @style or @type='hidden']")
_OPENING = etree.XPath(
    "//@aria-controls | //@data-target | //@data-bs-target | //a/@href[starts-with(., '#')]"
)
_PARTING = BLOCK_TAGS | {"br"}
# What for screen readers alone names the page, or leads elsewhere, is kept.
_NAMING = ("a", "h1", "caption", "legend", "th", "td")
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_ICON = re.compile(r"(?:^|\s)(?:fa[bsr]?|icon|glyphicon|usa-icon)(?:-|\s|$)")


@dataclass(frozen=True, slots=True)
class Tree:
    """A parsed page.

    Args:
        root: the ``html`` element; ``None`` for a page without any markup or text.
        index: the elements of its body by their marks; ``None`` if it has no root.
        title: the text of its ``title``, wherever broken markup has put it.
        too_long: whether the source was cut off at :data:`MAX_CHARACTERS`.
        stripped: how many tags had more than :data:`MAX_ATTRIBUTES` and lost them.
        menus_flattened: whether it had more than :data:`MAX_OPTIONS`, so that its menus were read as text.
        too_deep: how many parts were nested too deeply and lost their inner markup; -1 if the whole page did.
    """

    root: etree._Element | None
    index: Index | None = None
    title: str | None = None
    too_long: bool = False
    stripped: int = 0
    menus_flattened: bool = False
    too_deep: int = 0

    @property
    def body(self) -> etree._Element | None:
        """The body, or the root of a page that has none."""
        if self.root is None:
            return None
        body = self.root.find("body")
        return body if body is not None else self.root


def parse(source: str, *, marks: SiteMarks) -> Tree:
    """Parse a page and cut away what is hidden; never fails."""
    text, stripped = _strip_long_tags(source[:MAX_CHARACTERS])
    flattened = len(_OPTION.findall(text)) > MAX_OPTIONS
    text = _as_browsers_read(_MENU.sub("<br>", text) if flattened else text)
    root, whole = _parsed(text)
    if not whole:
        root, _ = _parsed(_flat(text))
    tree = Tree(
        root,
        title=_title(root) if root is not None else None,
        too_long=len(source) > MAX_CHARACTERS,
        stripped=stripped,
        menus_flattened=flattened,
        too_deep=0 if whole else -1,
    )
    if tree.body is None:
        return tree
    index = Index(tree.body)
    _cut_hidden(index, marks)
    return replace(tree, index=index, too_deep=_flatten_depths(tree.body) or tree.too_deep)


def _title(root: etree._Element) -> str | None:
    titles = (title for title in root.iter("title") if next(title.iterancestors("svg"), None) is None)
    return next(filter(None, map(text_of, titles)), None)


def _strip_long_tags(text: str) -> tuple[str, int]:
    stripped = 0

    def strip(tag: re.Match[str]) -> str:
        nonlocal stripped
        if len(_QUOTED.sub("", tag[2]).split()) <= MAX_ATTRIBUTES:
            return tag[0]
        stripped += 1
        return tag[1]

    return _LONG_TAG.sub(strip, text), stripped


def _as_browsers_read(text: str) -> str:
    if not text.strip():
        return text
    return str(HTMLTree.parse(text))


def _parsed(text: str) -> tuple[etree._Element | None, bool]:
    """Give the root, and whether libxml2 read to the end: it stops for good at a depth of about 2,000."""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(_allowed(text.encode("utf-8", "replace")), parser)
    except etree.LxmlError:
        return None, not text.strip()
    return root, not any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)


def _allowed(source: bytes) -> bytes:
    """Blank out what HTML allows and XML does not: libxml2 would refuse to move the text around it."""
    return source.translate(_BLANKED).replace(b"\xef\xbf\xbe", b" ").replace(b"\xef\xbf\xbf", b" ")


def _flat(text: str) -> str:
    return _TAG.sub(lambda tag: tag[0] if _KEPT_WHEN_FLAT.match(tag[0]) else "<br>", text)


def _cut_hidden(index: Index, marks: SiteMarks) -> None:
    body = index.body
    _keep_embedded(body)
    opened = _ids_that_open(body)
    doomed = [
        *body.iterdescendants(*marks.hidden.tags),
        *(each for each in _found(_VEILED, body) if _is_veiled(each, marks, opened)),
        *(each for each in index.find(marks.unheard) if next(each.iter(*_NAMING), None) is None),
    ]
    for element in doomed:
        remove(element)
    for element in body.iter(ZONE_TAG):
        element.tag = "span"


def _keep_embedded(body: etree._Element) -> None:
    """Make links of what a page shows in frames, such as a PDF: a frame holds no text of the page itself."""
    for element in body.iter("iframe", "embed", "object"):
        address = element.get("src") or element.get("data")
        if address:
            empty(element)
            element.tag = "a"
            element.set("href", address)


def _ids_that_open(body: etree._Element) -> set[str]:
    """Give the ids of parts that a button or link on the page shows: hidden at first, they are its text."""
    return {str(name).lstrip("#") for name in cast("list[str]", _OPENING(body))}


def _is_veiled(element: etree._Element, marks: SiteMarks, opened: set[str]) -> bool:
    attributes = element.attrib
    if marks.hidden.match(str(element.tag), attributes):
        return True
    if "hidden" not in attributes and not _HIDING.search(attributes.get("style", "")):
        return False
    return attributes.get("id") not in opened and not marks.contents.match(str(element.tag), attributes)


def _found(path: etree.XPath, body: etree._Element) -> list[etree._Element]:
    return cast("list[etree._Element]", path(body))


def remove(element: etree._Element) -> None:
    """Take an element out of its tree and leave the text behind it where it was."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def empty(element: etree._Element) -> None:
    """Take all out of an element but leave the text behind it."""
    tail = element.tail
    element.clear()
    element.tail = tail


def _flatten_depths(body: etree._Element) -> int:
    level, deepest = list(body), 1
    while level and deepest < MAX_DEPTH:
        level = [child for element in level for child in element]
        deepest += 1
    crowded = [element for element in level if len(element)]
    for element in crowded:
        text = text_of(element)
        empty(element)
        element.text = text
    return len(crowded)


def text_of(element: etree._Element) -> str:
    """Give the text of an element on one line; blocks are parted, inline tags are not."""
    return collapse("".join(_text_pieces(element)))


def _text_pieces(element: etree._Element) -> Iterator[str]:
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if node.tag in _PARTING or (
            not node.text and not len(node) and parts_words(node.tag, node.attrib, empty=True)
        ):
            yield " "
        if event == "start":
            yield node.text or ""
        elif node is not element:
            yield node.tail or ""


def parts_words(tag: object, attributes: object, *, empty: bool) -> bool:
    """Tell whether a tag parts the words before it from those behind: blocks, line breaks, icons, cells."""
    if tag in _PARTING:
        return True
    css = attributes.get("class") if empty and hasattr(attributes, "get") else None
    return empty and (tag == "i" or bool(css and _ICON.search(css)))
