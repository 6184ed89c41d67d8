"""What filled rectangles show of a table: an edge is seen only where the colour changes across it.

Word processors fill a cell and then each of its lines once more in the same colour; taken as lines, these
edges would cut wrapped labels in pieces.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from extractors.pdf.marks import Ruling, Shade
from extractors.records import BBox

_PALE = 249
_TOUCHING = 1.0
_BACKGROUND = 0.5
_MOST = 3000
_SHORTEST = 1.0


def visible_edges(shades: Sequence[Shade], *, width: float, height: float) -> list[Ruling]:
    """Give the edges of shaded areas as rulings.

    White areas, backgrounds of most of a page, and pages painted out of thousands of areas give none.
    """
    areas: dict[tuple[int, int, int], list[BBox]] = defaultdict(list)
    for shade in shades:
        if min(shade.colour) < _PALE and not _is_background(shade.bbox, width * height):
            areas[shade.colour].append(shade.bbox)
    if sum(map(len, areas.values())) > _MOST:
        return []
    return [edge for boxes in areas.values() for edge in _outline(sorted(set(boxes)))]


def _is_background(box: BBox, page: float) -> bool:
    return (box[2] - box[0]) * (box[3] - box[1]) > _BACKGROUND * page


def _outline(boxes: Sequence[BBox]) -> Iterator[Ruling]:
    """Give the edges of areas of one colour, without the parts along which another of them goes on.

    One goes on if it reaches beyond the outer side of an edge, a hair's breadth of white aside.
    """
    for box in boxes:
        x0, top, x1, bottom = box
        beside = [other for other in boxes if other[0] <= x1 + _TOUCHING and other[2] >= x0 - _TOUCHING]
        for at, out in ((top, -_TOUCHING), (bottom, _TOUCHING)):
            hidden = [(o[0], o[2]) for o in beside if o[1] <= at + out <= o[3] and o is not box]
            yield from (Ruling(True, at, *part) for part in _rest(x0, x1, hidden))
        level = [other for other in boxes if other[1] <= bottom + _TOUCHING and other[3] >= top - _TOUCHING]
        for at, out in ((x0, -_TOUCHING), (x1, _TOUCHING)):
            hidden = [(o[1], o[3]) for o in level if o[0] <= at + out <= o[2] and o is not box]
            yield from (Ruling(False, at, *part) for part in _rest(top, bottom, hidden))


def _rest(start: float, end: float, hidden: Iterable[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Give the parts of a stretch that nothing hides."""
    at = start
    for low, high in sorted(hidden):
        if low - at > _SHORTEST:
            yield at, min(low, end)
        at = max(at, high)
        if at >= end:
            return
    if end - at > _SHORTEST:
        yield at, end
