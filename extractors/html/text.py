"""A line of running text while it is put together from the pieces of its markup."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from extractors.records import Passage

_INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\xad\u200b\u2060\ufeff\ufffe\uffff\ud800-\udfff]+")
"""Control characters, soft hyphens, zero-width spaces and joiners of words, byte order marks."""


def visible(raw: str) -> str:
    """Give the text without characters that print nothing and part no words."""
    return _INVISIBLE.sub("", raw)


def collapse(raw: str) -> str:
    """Give the text with each run of white space, no-break spaces too, as one space, and none at its ends."""
    return " ".join(visible(raw).split())


@dataclass(slots=True)
class Anchor:
    """A link that begins in a line; ``start`` and ``end`` are offsets in the text of the line.

    ``words`` gathers its text where it runs over several blocks, ``images`` the texts of its images, and
    ``passage`` is the passage of its first words.
    """

    href: str
    start: int = 0
    end: int | None = None
    words: list[str] = field(default_factory=list)
    images: list[str] = field(default_factory=list)
    passage: Passage | None = None

    @property
    def alt(self) -> str:
        """The text of its images."""
        return collapse(" ".join(self.images))

    def span(self, length: int) -> tuple[int, int]:
        """Give start and end of its words in a line; a link that has not ended goes on to the line's end."""
        return self.start, length if self.end is None else self.end


class Line:
    """Running text, collapsed as it grows, so that offsets into it hold.

    White space is one space wherever the source has any between two words; inline tags add none, so words
    that tags divide stay whole. ``raised`` are the stretches that stand above the line, ``indent`` is the
    number of no-break spaces before the first word.
    """

    def __init__(self, running: list[Anchor] | None = None) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._gap = False
        self._breaks: list[int] = []
        self.raised: list[tuple[int, int]] = []
        self.indent = 0
        self.anchors: list[Anchor] = list(running or [])
        self._open: list[Anchor] = list(running or [])
        for anchor in self._open:
            anchor.start = 0

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self._parts)

    def __len__(self) -> int:
        return self._length

    @property
    def ends_in_figure(self) -> bool:
        """Whether the last character so far is a figure."""
        return not self._gap and bool(self._parts) and self._parts[-1][-1:].isdigit()

    @property
    def running(self) -> list[Anchor]:
        """Links that have not ended: they go on in the next block."""
        return self._open

    def add(self, raw: str) -> None:
        """Append text as it stands in the source."""
        shown = visible(raw)
        words = shown.split()
        if not self._length:
            self.indent += shown[: len(shown) - len(shown.lstrip())].count("\xa0")
        if not words:
            self._gap = self._gap or bool(shown)
            return
        piece = " ".join(words)
        if self._length and (self._gap or shown[0].isspace()):
            piece = f" {piece}"
        self._parts.append(piece)
        self._length += len(piece)
        self._gap = shown[-1].isspace()

    def space(self) -> None:
        """Part the words before from those behind."""
        self._gap = True

    def end_line(self) -> None:
        """Note that the page prints a new line here."""
        self._gap = True
        self._breaks.append(self._length)

    def raise_from(self, start: int) -> None:
        """Note that the text from an offset on stands above the line."""
        start += self._character(start) == " "
        if start < self._length:
            self.raised.append((start, self._length))

    def _character(self, place: int) -> str:
        """Give the character at an offset; looked for from the end, since the whole is put together anew."""
        start = self._length
        for part in reversed(self._parts):
            start -= len(part)
            if start <= place:
                return part[place - start : place - start + 1]
        return ""

    def open(self, href: str) -> None:
        """Begin a link."""
        anchor = Anchor(href, start=self._length)
        self.anchors.append(anchor)
        self._open.append(anchor)

    def close(self) -> None:
        """End the link that began last."""
        self._open.pop().end = self._length

    def image(self, alt: str) -> None:
        """Take the text of an image as that of the links around it; it is no text of the page."""
        for anchor in self._open:
            anchor.images.append(alt)

    def printed_lines(self) -> list[tuple[int, int]]:
        """Give the start and end of each line as it is printed, without blank ones."""
        text = self.text
        edges = [0, *self._breaks, len(text)]
        spans = []
        for start, end in pairwise(edges):
            begin = start + (1 if text[start : start + 1] == " " else 0)
            if end > begin:
                spans.append((begin, end))
        return spans
