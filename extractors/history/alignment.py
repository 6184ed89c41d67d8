"""Which passage of one version is which of the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass

from extractors.history.chains import Gap, Pair, chain, gaps_between
from extractors.history.changes import Piece
from extractors.history.resemblance import Budget, Wording, reworded
from extractors.history.spelling import masked, plain

Key = Callable[[Piece], Hashable]


@dataclass(frozen=True, slots=True)
class Alignment:
    """How two versions go together.

    Args:
        pairs: places of passages that stayed, as they were or reworded, increasing on both sides.
        moved: places of passages that are the same but stand elsewhere.
        not_compared: places of both sides in stretches that were too large to compare.
    """

    pairs: list[Pair]
    moved: list[Pair]
    not_compared: tuple[frozenset[int], frozenset[int]]


def same(piece: Piece) -> Hashable:
    """Give what is equal in two passages that are the same: kind and text."""
    return piece.kind, piece.text


_LOOSER: tuple[Key, ...] = (
    lambda piece: piece.text,
    lambda piece: (piece.kind, plain(piece.text)),
    lambda piece: (piece.kind, masked(piece.text)),
)
"""What is equal in passages that are reworded in ways that need no comparing, the closest first."""


def align(former: Sequence[Piece], latter: Sequence[Piece]) -> Alignment:
    """Find what stayed, what moved, and what was reworded, in this order."""
    pairs = chain([same(piece) for piece in former], [same(piece) for piece in latter])
    moved = _moved(former, latter, pairs)
    rest = _Rest(former, latter, moved)
    for key in _LOOSER:
        pairs = sorted([*pairs, *rest.matched(pairs, key)])
    more, not_compared = rest.reworded(pairs)
    return Alignment(sorted([*pairs, *more]), moved, not_compared)


def _moved(former: Sequence[Piece], latter: Sequence[Piece], pairs: Sequence[Pair]) -> list[Pair]:
    """Pair the same passages that are out of order, the first with the first."""
    stayed, stayed_there = {place for place, _ in pairs}, {place for _, place in pairs}
    waiting: dict[Hashable, list[int]] = defaultdict(list)
    for place in range(len(latter) - 1, -1, -1):
        if place not in stayed_there:
            waiting[same(latter[place])].append(place)
    return [
        (place, places.pop())
        for place, piece in enumerate(former)
        if place not in stayed and (places := waiting.get(same(piece)))
    ]


class _Rest:
    """Passages that are neither the same nor moved, gap by gap."""

    def __init__(self, former: Sequence[Piece], latter: Sequence[Piece], moved: Sequence[Pair]) -> None:
        self._former, self._latter = former, latter
        self._moved = {place for place, _ in moved}
        self._moved_there = {place for _, place in moved}

    def _gaps(self, pairs: Sequence[Pair]) -> Iterator[tuple[list[int], list[int]]]:
        """Give the places of both sides that are left between pairs, where both sides have any."""
        for gap in gaps_between(pairs, Gap(0, len(self._former), 0, len(self._latter))):
            ours = [place for place in range(gap.start, gap.end) if place not in self._moved]
            theirs = [
                place for place in range(gap.other_start, gap.other_end) if place not in self._moved_there
            ]
            if ours and theirs:
                yield ours, theirs

    def matched(self, pairs: Sequence[Pair], key: Key) -> Iterator[Pair]:
        """Give pairs between the pairs found so far that have the same key."""
        for ours, theirs in self._gaps(pairs):
            one = [key(self._former[place]) for place in ours]
            other = [key(self._latter[place]) for place in theirs]
            yield from ((ours[place], theirs[there]) for place, there in chain(one, other))

    def reworded(self, pairs: Sequence[Pair]) -> tuple[list[Pair], tuple[frozenset[int], frozenset[int]]]:
        """Give pairs that are alike, and the places that were not compared."""
        budget, found = Budget(), []
        missed: tuple[set[int], set[int]] = set(), set()
        for ours, theirs in self._gaps(pairs):
            one = [_wording(self._former[place]) for place in ours]
            other = [_wording(self._latter[place]) for place in theirs]
            alike, given_up = reworded(one, other, budget)
            found += [(ours[place], theirs[there]) for place, there in alike]
            for gap in given_up:
                missed[0].update(ours[gap.start : gap.end])
                missed[1].update(theirs[gap.other_start : gap.other_end])
        return found, (frozenset(missed[0]), frozenset(missed[1]))


def _wording(piece: Piece) -> Wording:
    return Wording(piece.kind, piece.text)
