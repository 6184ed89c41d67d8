"""Captions of tables and figures: what they look like, and which belongs to a table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.pdf.paragraphs import Block, has_mark
from extractors.records import BBox

MAX_LENGTH = 300

_GOES_ON_AS_SENTENCE = "is|are|was|were|shows?|lists?|provides?|presents?|and|or|of|in|below|above|on|for|to"
_CAPTION = re.compile(
    r"(?:Table|Figure|Fig\.|Chart|Exhibit|Graph|Map)\s+(?:\d+|[A-Z]|[IVX]+)(?:[-.]\w+)*"
    r"(?:[a-z]?[:.)]|\s*[-\u2013\u2014|]|\s+(?!(?:" + _GOES_ON_AS_SENTENCE + r")\b)|$)"
)
_NEAR = 36.0
_OVERLAP = 3.0
_TITLE_LINES = 3
_TITLE_GAP = 2.8
_TITLE_LENGTH = 160


def is_caption(text: str) -> bool:
    """Tell whether a text names a numbered table or figure: "Table 2. …", and not a sentence about one."""
    return len(text) <= MAX_LENGTH and bool(_CAPTION.match(text))


def caption_of(box: BBox, before: Sequence[Block], after: Sequence[Block]) -> Block | None:
    """Give the block that titles a table.

    Args:
        box: the table's box.
        before: the blocks above it, nearest last.
        after: the blocks below it, nearest first.
    """
    for block in reversed(before[-3:]):
        if is_caption(block.text) and -_OVERLAP <= box[1] - block.bbox[3] <= 3 * _NEAR:
            return block
    for block in after[:1]:
        if block.text.startswith("Table") and is_caption(block.text) and block.bbox[1] - box[3] <= _NEAR:
            return block
    above = before[-1] if before else None
    return above if above and _titles(above, box) else None


def _titles(block: Block, box: BBox) -> bool:
    """Tell whether the line above a table is its title: close, short, over it, and no sentence."""
    gap = box[1] - block.bbox[3]
    over = min(block.bbox[2], box[2]) - max(block.bbox[0], box[0]) > 0.5 * (block.bbox[2] - block.bbox[0])
    if has_mark(block.text):
        return False
    short = len(block.lines) <= _TITLE_LINES and len(block.text) <= _TITLE_LENGTH
    return (
        -_OVERLAP <= gap <= max(14.0, _TITLE_GAP * block.size)
        and over
        and short
        and block.text[-1] not in ".;,"
    )
