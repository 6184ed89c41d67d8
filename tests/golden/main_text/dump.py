"""The words of a page as numbered lines, one block a line, to label by eye which of them are main text.

Simple on purpose and independent of ``extractors``: every block of the body in document order, menus and
footers too, hidden panels too (their buttons show them), scripts and styles not. Numbers count from 1 and
stay the same as long as the page does.

    python -m tests.golden.main_text.dump PAGE.html
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

UNSEEN = frozenset(
    {"script", "style", "noscript", "template", "svg", "iframe", "title", "textarea", "object"}
)
INLINE = frozenset(
    {
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
    }
    | {"ins", "kbd", "mark", "nobr", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup"}
    | {"time", "tt", "u", "var", "wbr"}
)


def lines(payload: bytes) -> list[str]:
    """Give the lines of a page; spaces are made one, and a block without a word or sign is no line."""
    root = etree.fromstring(text(payload), etree.HTMLParser(remove_comments=True, huge_tree=True))
    blocks = "".join(_pieces(root.find("body"))).split("\n") if root is not None else []
    return [line for line in (" ".join(block.split()) for block in blocks) if line]


def text(payload: bytes) -> str:
    """Decode as UTF-8 where that is possible, else as Windows-1252, whatever the page declares."""
    try:
        return payload.decode("utf-8-sig")
    except UnicodeDecodeError:
        return payload.decode("windows-1252", errors="replace")


def _pieces(node: etree._Element | None) -> Iterator[str]:
    """Give the words below a node in order, line ends around whatever is no inline element."""
    if node is None or not isinstance(node.tag, str) or node.tag in UNSEEN:
        return
    edge = _edge(node)
    yield edge + _flat(node.text)
    for child in node:
        yield from _pieces(child)
        yield _flat(child.tail)
    yield edge


def _edge(node: etree._Element) -> str:
    """Give what parts an element from its neighbours: an empty one is an icon or a gap between words."""
    if node.tag not in INLINE:
        return "\n"
    return "" if len(node) or node.text else " "


def _flat(words: str | None) -> str:
    """Make the line ends of the source spaces, so that those of blocks alone remain."""
    return (words or "").replace("\r", " ").replace("\n", " ")


if __name__ == "__main__":
    for place, printed in enumerate(lines(Path(sys.argv[1]).read_bytes()), start=1):
        sys.stdout.write(f"{place:>4}  {printed}\n")
