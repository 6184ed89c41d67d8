"""Newspaper columns: where states stand side by side, each column of them is read to its foot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import inf

from extractors.statistics.activations.pieces import Piece
from extractors.statistics.activations.states import Heading

_SAME = 10.0
_SAME_CENTRE = 4.0


@dataclass(frozen=True, slots=True)
class Bands:
    """Where each band begins, from left to right; the first takes in all that stands left of it."""

    starts: tuple[float, ...]

    def of(self, piece: Piece) -> int:
        """Give the band in which a piece begins."""
        return max(sum(1 for start in self.starts if piece.left >= start - _SAME / 2) - 1, 0)

    def start(self, band: int) -> float:
        """Give where a band begins."""
        return self.starts[band] if self.starts else 0.0


def bands_of(found: Iterable[Heading]) -> dict[int, Bands]:
    """Tell the bands of each page by where its headings begin.

    A page whose headings begin where some of the page with most bands do has those bands too, and so has
    one without headings. Headings under one middle are no bands.
    """
    by_page: defaultdict[int, list[Heading]] = defaultdict(list)
    for heading in found:
        by_page[heading.piece.page].append(heading)
    own = {page: _edges(headings) for page, headings in by_page.items()}
    most = max(own.values(), key=len, default=())
    return {page: Bands(most if _are_among(edges, most) else edges) for page, edges in own.items()} | {
        -1: Bands(most)
    }


def _edges(headings: Sequence[Heading]) -> tuple[float, ...]:
    centres = [heading.piece.centre for heading in headings]
    lefts = sorted(heading.piece.left for heading in headings)
    if max(centres) - min(centres) <= _SAME_CENTRE:
        return (lefts[0],)
    edges: list[float] = []
    last = -inf
    for left in lefts:
        if left - last > _SAME:
            edges.append(left)
        last = left
    return tuple(edges)


def _are_among(edges: Sequence[float], others: Sequence[float]) -> bool:
    return all(any(abs(edge - other) <= _SAME for other in others) for edge in edges)
