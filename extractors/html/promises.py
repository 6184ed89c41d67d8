"""Which note belongs to which link of a line of text.

In this order: a note that lies within the words of a link or around them; the first behind it, with at most
one other pair of brackets between, as in "Form I-9 (Spanish) (PDF, 2 pages)"; one without brackets behind it
or at the end of its words; and one before it that no other link has taken and that begins the line or follows
a separator or another link. A note belongs to one link.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from extractors.html import notes
from extractors.stated import LinkNote

Span = tuple[int, int]

_BETWEEN = re.compile(r"[\s,:.\u2010-\u2015\u2212-]{0,4}")
_BEFORE = re.compile(r"[\s:]{0,3}")
_SEPARATORS = "|;:,>\u2022\u00b7\u2010\u2011\u2012\u2013\u2014-"


def notes_of_links(text: str, links: Sequence[Span]) -> list[LinkNote | None]:
    """Give the note of each link of a line, or ``None``.

    Args:
        text: the line.
        links: start and end of the words of each link, in their order.
    """
    line = _Line(text, links)
    found = [line.at_or_behind(number) for number in range(len(links))]
    return [note or line.before(number) for number, note in enumerate(found)]


def notes_of_words(text: str, links: Sequence[str]) -> list[LinkNote | None]:
    """Give the note of each link of a text of which only the words are known, as in PDFs, or ``None``.

    Of equal words the first link has the first. A link whose words do not stand in the text has no note.
    """
    places: dict[str, int] = {}
    spans = []
    for number, words in enumerate(links):
        start = text.find(words, places.get(words, 0)) if words else -1
        if start >= 0:
            places[words] = start + len(words)
            spans.append((start, start + len(words), number))
    spans.sort()
    found = notes_of_links(text, [(start, end) for start, end, _ in spans])
    by_link = {number: note for (_, _, number), note in zip(spans, found, strict=True)}
    return [by_link.get(number) for number in range(len(links))]


class _Line:
    """A line with its brackets and its links; each pair of brackets is taken once."""

    def __init__(self, text: str, links: Sequence[Span]) -> None:
        self._text = text
        self._links = links
        self._pairs = list(notes.brackets(text)) if "(" in text or "[" in text else []
        self._ends = [end for _, end in self._pairs]
        self._taken: set[int] = set()

    def at_or_behind(self, number: int) -> LinkNote | None:
        start, end = self._links[number]
        first = bisect_left(self._ends, start + 1)
        return self._around(first, start, end) or self._behind(first, start, end) or self._bare(number)

    def _around(self, pair: int, start: int, end: int) -> LinkNote | None:
        """Read the last note that shares a character with the link."""
        found = None
        while pair < len(self._pairs) and self._pairs[pair][0] < end:
            found = self._take(pair) or found
            pair += 1
        return found

    def _behind(self, pair: int, start: int, end: int) -> LinkNote | None:
        while pair < len(self._pairs) and self._pairs[pair][0] < end:
            end = max(end, self._pairs[pair][1])
            pair += 1
        for ahead in range(pair, min(pair + 2, len(self._pairs))):
            opening, closing = self._pairs[ahead]
            if not _BETWEEN.fullmatch(self._text, end, opening) or self._is_link(opening):
                return None
            if note := self._take(ahead, of=self._text[max(start, end - 40) : end] if ahead == pair else ""):
                return note
            end = closing
        return None

    def _is_link(self, opening: int) -> bool:
        """Tell whether a place lies within the words of a link: then what stands there is its own."""
        at = bisect_left(self._links, (opening + 1, 0)) - 1
        return at >= 0 and self._links[at][1] > opening

    def _bare(self, number: int) -> LinkNote | None:
        start, end = self._links[number]
        following = self._links[number + 1][0] if number + 1 < len(self._links) else len(self._text)
        read = notes.read_bare(self._text, end, max(following, end))
        if read is None and any(sign.isdigit() for sign in self._text[start:end]):
            places = notes.bare_starts(self._text, start, end)
            read = next(filter(None, (notes.read_bare(self._text, place, end) for place in places)), None)
        return read[1] if read else None

    def before(self, number: int) -> LinkNote | None:
        """Read a note in front of a link that nothing else has taken."""
        start, _ = self._links[number]
        pair = bisect_left(self._ends, start + 1) - 1
        if pair < 0 or not _BEFORE.fullmatch(self._text, self._ends[pair], start):
            return None
        opening = self._pairs[pair][0]
        before = self._links[number - 1][1] if number else 0
        between = self._text[before:opening].strip() if before <= opening else "x"
        if between and between[-1] not in _SEPARATORS:
            return None
        return self._take(pair)

    def _take(self, pair: int, *, of: str = "") -> LinkNote | None:
        if pair in self._taken:
            return None
        opening, closing = self._pairs[pair]
        note = notes.read(self._text[opening:closing], of=of)
        if note:
            self._taken.add(pair)
        return note
