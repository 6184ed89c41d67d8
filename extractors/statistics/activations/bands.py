"""Newspaper columns: where states stand side by side, each column of them is read to its foot."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf

from extractors.statistics.activations.pieces import Form, Piece
from extractors.statistics.activations.states import Heading

_SAME = 10.0
_SAME_CENTRE = 4.0
_ENOUGH = 5
_DEEPEST = 40.0


@dataclass(frozen=True, slots=True)
class Bands:
    """Where each band begins, from left to right; the first takes in all that stands left of it."""

    starts: tuple[float, ...]

    def of(self, piece: Piece) -> int:
        """Give the band in which a piece begins."""
        return max(sum(1 for start in self.starts if piece.left >= start - _SAME / 2) - 1, 0)

    def start(self, band: int) -> float:
        """Give where a band begins; one alone takes the whole page, however its headings stand."""
        return self.starts[band] if len(self.starts) > 1 else 0.0


def bands_of(found: Iterable[Heading], pieces: Sequence[Piece]) -> dict[int, Bands]:
    """Tell the bands of each page by where its headings begin, and those of all other pages under -1.

    A page whose headings begin where some of the page with most bands do has those bands too, and so has
    one without headings. Headings under one middle are no bands.
    """
    texts: defaultdict[int, list[Piece]] = defaultdict(list)
    for piece in pieces:
        if piece.form is Form.TEXT:
            texts[piece.page].append(piece)
    by_page: defaultdict[int, list[Heading]] = defaultdict(list)
    for heading in found:
        by_page[heading.piece.page].append(heading)
    own = {
        page: _with_headless(_edges(headings), headings, texts[page]) for page, headings in by_page.items()
    }
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


def _with_headless(
    edges: tuple[float, ...], headings: Sequence[Heading], texts: Sequence[Piece]
) -> tuple[float, ...]:
    """Add the bands that one state fills from head to foot: columns as far apart as those with headings.

    Their names stand as deep below the edge as those under headings do, and begin as high as the topmost one.
    """
    if edges == edges[:1]:
        return edges
    bands = Bands(edges)
    inset = _inset(bands, headings, texts)
    top = min(heading.piece.height for heading in headings)
    lefts = Counter(round(piece.left - inset) for piece in texts if inset is not None)
    high = {round(piece.left - inset) for piece in texts if inset is not None and piece.height <= top + 4}
    more = [
        float(left)
        for left in high
        if lefts[left] >= _ENOUGH and left > edges[0] and not _are_among((left,), edges)
    ]
    return _edge_list([*edges, *more]) if _are_regular(_edge_list([*edges, *more])) else edges


def _inset(bands: Bands, headings: Sequence[Heading], texts: Sequence[Piece]) -> float | None:
    """Give how far right of the edge most names stand in the first band; none if they stand beside it."""
    parts = {id(part) for heading in headings for part in heading.parts}
    inside = (each for each in texts if bands.of(each) == 0 and id(each) not in parts)
    insets = Counter(round(each.left - bands.start(0), 1) for each in inside)
    inset = insets.most_common(1)[0][0] if insets else None
    return inset if inset is not None and abs(inset) <= _DEEPEST else None


def _edge_list(edges: Iterable[float]) -> tuple[float, ...]:
    return tuple(sorted(edges))


def _are_regular(edges: Sequence[float]) -> bool:
    steps = [right - left for left, right in pairwise(edges)]
    return max(steps) - min(steps) <= _SAME
