"""Stretches of a passage's text, by their places in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_EDGES = " \t\r\n\u00a0,;:"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text: code points from ``start`` to before ``end``."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Give the words of the stretch."""
        return text[self.start : self.end]


def trimmed(text: str, start: int, end: int, edges: str = _EDGES) -> Span | None:
    """Give the stretch without white space and separators at its ends; ``None`` if nothing is left."""
    while start < end and text[start] in edges:
        start += 1
    while start < end and text[end - 1] in edges:
        end -= 1
    return Span(start, end) if start < end else None


def of_group(found: re.Match[str], group: int | str = 0) -> Span:
    """Give the place of a group of a match."""
    return Span(*found.span(group))
