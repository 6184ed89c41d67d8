"""Which items of two sequences are the same, as the longest chain that is cheap to find.

Items that occur once on each side are matched first, and of these the longest run that is in order on both
sides is kept (Bram Cohen's patience diff); between them the same is done again. Where no item is unique, the
first occurrence of one side goes with the first of the other. Small gaps are left to :mod:`difflib`. The
work grows as n log n, whatever the sequences are.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

Pair = tuple[int, int]

SMALL = 4_096
"""Pairs of items in a gap up to which it is left to :mod:`difflib`, which may take the cube of its length."""

LEVELS = 32
"""How often gaps are cut anew; each time costs the length of what is left."""


class Gap(NamedTuple):
    """A stretch of both sequences, ends not included, in which nothing is matched yet."""

    start: int
    end: int
    other_start: int
    other_end: int

    @property
    def pairs(self) -> int:
        """How many pairs of items could be compared in it; 0 if one side is empty."""
        return (self.end - self.start) * (self.other_end - self.other_start)


def chain(former: Sequence[Hashable], latter: Sequence[Hashable]) -> list[Pair]:
    """Give the places of items that stay, increasing on both sides."""
    found: list[Pair] = []
    waiting = [Gap(0, len(former), 0, len(latter))]
    for _ in range(LEVELS):
        cut: list[Gap] = []
        for gap in waiting:
            ends, inner = _trimmed(former, latter, gap)
            found += ends
            if 0 < inner.pairs <= SMALL:
                found += _compared(former, latter, inner)
            elif inner.pairs:
                anchors = _anchors(former, latter, inner)
                found += anchors
                cut += gaps_between(anchors, inner) if anchors else ()
        waiting = cut
    return sorted(found)


def _trimmed(former: Sequence[Hashable], latter: Sequence[Hashable], gap: Gap) -> tuple[list[Pair], Gap]:
    """Match what is the same at both ends of a gap, and give the rest of it."""
    start, end, other_start, other_end = gap
    found: list[Pair] = []
    while start < end and other_start < other_end and former[start] == latter[other_start]:
        found.append((start, other_start))
        start, other_start = start + 1, other_start + 1
    while start < end and other_start < other_end and former[end - 1] == latter[other_end - 1]:
        end, other_end = end - 1, other_end - 1
        found.append((end, other_end))
    return found, Gap(start, end, other_start, other_end)


def _compared(former: Sequence[Hashable], latter: Sequence[Hashable], gap: Gap) -> list[Pair]:
    one, other = former[gap.start : gap.end], latter[gap.other_start : gap.other_end]
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return [
        (gap.start + block.a + step, gap.other_start + block.b + step)
        for block in blocks
        for step in range(block.size)
    ]


def _anchors(former: Sequence[Hashable], latter: Sequence[Hashable], gap: Gap) -> list[Pair]:
    """Match items that are unique on both sides, or else occurrence by occurrence."""
    here = _places(former, gap.start, gap.end)
    there = _places(latter, gap.other_start, gap.other_end)
    common = [(places, there[item]) for item, places in here.items() if item in there]
    unique = [(ours[0], theirs[0]) for ours, theirs in common if len(ours) == len(theirs) == 1]
    ranked = unique or [pair for ours, theirs in common for pair in zip(ours, theirs, strict=False)]
    return increasing(sorted(ranked))


def _places(items: Sequence[Hashable], start: int, end: int) -> dict[Hashable, list[int]]:
    found: dict[Hashable, list[int]] = {}
    for place in range(start, end):
        found.setdefault(items[place], []).append(place)
    return found


def increasing(pairs: Sequence[Pair]) -> list[Pair]:
    """Give the longest part of pairs, sorted by their first place, whose second places increase too."""
    tops: list[int] = []
    piles: list[int] = []
    before: list[int | None] = []
    for number, (_, place) in enumerate(pairs):
        pile = bisect_left(tops, place)
        before.append(piles[pile - 1] if pile else None)
        tops[pile : pile + 1] = [place]
        piles[pile : pile + 1] = [number]
    found: list[Pair] = []
    link = piles[-1] if piles else None
    while link is not None:
        found.append(pairs[link])
        link = before[link]
    return found[::-1]


def gaps_between(pairs: Sequence[Pair], whole: Gap) -> Iterator[Gap]:
    """Give the stretches between pairs of a chain in which both sides have items."""
    start, other_start = whole.start, whole.other_start
    for place, other in [*pairs, (whole.end, whole.other_end)]:
        gap = Gap(start, place, other_start, other)
        if gap.pairs:
            yield gap
        start, other_start = place + 1, other + 1
