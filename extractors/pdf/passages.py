"""What part each block plays: heading, paragraph, list item, caption or footnote, by its type and place.

The size of the running text is the measure: headings are larger or bolder than it, footnotes smaller.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from extractors.pdf.captions import is_caption
from extractors.pdf.lines import Line
from extractors.pdf.paragraphs import Block, has_mark
from extractors.records import PassageKind

LARGER = 1.12
"""How much larger than the running text a heading is, if it is not bold."""

SMALLER = 0.93
"""How much smaller than the running text a footnote is."""

_HEADING_LENGTH = 200
_HEADING_LINES = 4
_SECTION_LENGTH = 80
_WORD = re.compile(r"[^\W\d_]{3}")
_NOTE_MARK = re.compile(r"(?:\d{1,3}|[*†‡§]+|[a-z])(?=\s*[A-Z(\"“])|Notes?:|Sources?:|\(?\d{1,2}\)\s")
_ORDINAL = re.compile(r"([IVX]{1,5}|[A-Z]|\d{1,2}(?:\.\d{1,2})*)[.)]\s")
_SECTION = re.compile(
    r"(?:[IVX]{1,5}|[A-Z]|\d{1,2}(?:\.\d{1,2})*)[.)]?\s+[A-Z]|(?:Appendix|Chapter|Section|Part)\b"
)

Rank = tuple[int, bool, bool, int]


@dataclass(frozen=True, slots=True)
class Body:
    """The running text of a document: its size and whether it is bold."""

    size: float
    bold: bool


@dataclass(slots=True)
class Headings:
    """The headings above the place that has been reached, outermost first.

    What is larger, bolder or in capitals stands above what is not; of headings in the same type, one with a
    Roman number stands above one with a letter, and that above one with a figure.
    """

    _open: list[tuple[Rank, str]] = field(default_factory=list)
    _last_letter: str = ""

    @property
    def path(self) -> tuple[str, ...]:
        """The texts of the headings that are open."""
        return tuple(text for _, text in self._open)

    def enter(self, block: Block) -> tuple[str, ...]:
        """Open a heading, close those that are no higher than it, and give the headings above it."""
        depth = self._depth(block.text)
        rank = (round(block.size), block.bold, block.text.isupper() or depth > 0, -depth)
        while self._open and self._open[-1][0] <= rank:
            self._open.pop()
        above = self.path
        self._open.append((rank, block.text))
        return above

    def _depth(self, text: str) -> int:
        """Tell how deep a heading's number puts it: 0 for none, 1 Roman, 2 a letter, from 3 on figures."""
        found = _ORDINAL.match(text)
        if not found:
            return 0
        number = found[1]
        if number[0].isdigit():
            return 3 + number.strip(".").count(".")
        next_letter = (
            len(number) == 1 and bool(self._last_letter) and ord(number) == ord(self._last_letter) + 1
        )
        if next_letter or not set(number) <= set("IVX"):
            self._last_letter = number
            return 2
        self._last_letter = ""
        return 1


def body_of(lines: Iterable[Line]) -> Body:
    """Give the type that most characters are set in."""
    weights: Counter[tuple[float, bool]] = Counter()
    for line in lines:
        weights[round(line.size * 2) / 2, line.bold] += len(line.text)
    if not weights:
        return Body(size=10.0, bold=False)
    size, bold = max(sorted(weights), key=lambda style: weights[style])
    return Body(size=size, bold=bold)


def kind_of(block: Block, *, body: Body, height: float, after_note: bool) -> PassageKind:
    """Tell what part a block plays.

    Args:
        block: the lines.
        body: the running text of the document.
        height: that of the page.
        after_note: whether the block before, on the same page, is a footnote.
    """
    if is_caption(block.text):
        return PassageKind.CAPTION
    if _is_footnote(block, body, height, after_note):
        return PassageKind.FOOTNOTE
    if _is_heading(block, body):
        return PassageKind.HEADING
    return PassageKind.LIST_ITEM if has_mark(block.text) else PassageKind.PARAGRAPH


def _is_footnote(block: Block, body: Body, height: float, after_note: bool) -> bool:
    if block.size > SMALLER * body.size or block.bbox[1] < 0.4 * height:
        return False
    return after_note or bool(_NOTE_MARK.match(block.text))


def _is_heading(block: Block, body: Body) -> bool:
    text = block.text
    if len(text) > _HEADING_LENGTH or len(block.lines) > _HEADING_LINES or not _WORD.search(text):
        return False
    if text[-1] in ".;," and not text[:1].isupper():
        return False
    if block.size >= LARGER * body.size:
        return text[-1] not in ";,"
    sentence = text[-1] in ".;,?!" and not (_SECTION.match(text) and len(text) <= _SECTION_LENGTH)
    if block.bold and not body.bold and block.size >= SMALLER * body.size:
        return not sentence
    return text.isupper() and bool(_SECTION.match(text)) and not sentence
