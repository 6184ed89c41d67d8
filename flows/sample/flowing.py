"""Texts that flow over pages: a block a paragraph, headings, items, lines to fill in, and page breaks.

They stand in ``pages/*.txt``. ``# `` begins a heading, ``•`` and ``[ ]`` an item, ``===`` a new page; blocks
are apart by an empty line.
"""

from __future__ import annotations

from pathlib import Path
from string import Template
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import PageBreak, Paragraph

from flows.sample.paper import BODY

PAGES = Path(__file__).with_name("pages")

_SECTION = ParagraphStyle("section", BODY, fontName="Times-Bold", spaceBefore=6, spaceAfter=4, keepWithNext=1)
_ITEM = ParagraphStyle("item", BODY, leftIndent=28, firstLineIndent=-8, spaceAfter=4)

_BREAK = "==="
_ITEMS = ("•", "[ ]")


def flowing(name: str, **values: str) -> list[Any]:
    """Read a text, fill in its values, and give its parts for the printer."""
    text = Template((PAGES / name).read_text(encoding="utf-8")).substitute(values)
    return [_part(block) for block in text.strip().split("\n\n")]


def _part(block: str) -> Any:
    if block == _BREAK:
        return PageBreak()
    if block.startswith("# "):
        return Paragraph(block.removeprefix("# "), _SECTION)
    return Paragraph(block, _ITEM if block.startswith(_ITEMS) else BODY)
