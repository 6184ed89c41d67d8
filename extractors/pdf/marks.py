"""What stands on a page, free of any PDF library: words, rulings and link areas with their places.

The reader makes these; everything behind it is a function of them, so that another reading layer can take
its place. All coordinates are PDF points from the top left corner of the page as it is displayed: rotation
and crop box are already applied.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from extractors.pdf.glyphs import Glyphs
from extractors.records import BBox


class Boxed(Protocol):
    """Anything with a place on a page."""

    @property
    def bbox(self) -> BBox:
        """The box ``(x0, top, x1, bottom)``."""


@dataclass(slots=True)
class Word:
    """Characters without white between them; ``baseline`` is the height at which its line stands.

    Not frozen only because a report has millions of them and frozen ones take three times as long to make.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    size: float
    bold: bool
    spaced: bool
    """Whether a space is printed before it, however narrow."""
    turn: int
    """Degrees by which the writing is turned clockwise: 0, 90, 180 or 270."""

    @property
    def bbox(self) -> BBox:
        """The box of the word."""
        return (self.x0, self.top, self.x1, self.bottom)


@dataclass(slots=True)
class Ruling:
    """A straight line along an axis, be it drawn as a line, a thin rectangle or the edge of a shaded one.

    Not frozen, as words.

    ``at`` is its height if it is horizontal and its abscissa if not; it runs from ``start`` to ``end``.
    """

    horizontal: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Shade:
    """A filled rectangle that is too thick for a line: cell shading, a bar of a chart, a box in colour.

    ``colour`` is its fill as red, green and blue of 0 to 255. Two that touch in one colour look like one.
    """

    bbox: BBox
    colour: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class LinkArea:
    """A link annotation: where one can click, and the address as written."""

    bbox: BBox
    href: str


@dataclass(frozen=True, slots=True)
class PageMarks:
    """Everything that one page shows, in the order in which it is painted.

    A reader that gives ``shades`` leaves their edges out of ``rulings``; one that cannot tell a fill gives
    its edges as rulings. ``curves`` are the boxes of paths that are curved or run aslant.
    """

    number: int
    width: float
    height: float
    glyphs: Glyphs
    words: tuple[Word, ...]
    rulings: tuple[Ruling, ...]
    links: tuple[LinkArea, ...] = ()
    images: tuple[BBox, ...] = ()
    shades: tuple[Shade, ...] = ()
    curves: tuple[BBox, ...] = ()

    @property
    def is_blank(self) -> bool:
        """Whether nothing is painted at all, not even a space."""
        return not (len(self.glyphs) or self.rulings or self.images or self.shades or self.curves)


@dataclass(frozen=True, slots=True)
class PageFailure:
    """A page that could not be read: the code of the issue and what went wrong."""

    number: int
    code: str
    evidence: str


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A bookmark: how deep it stands, counted from 0, its words, and the page it leads to, from 1."""

    level: int
    title: str
    page: int | None


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What a file says of itself: its information dictionary as text, and the language it declares.

    ``damage`` names whatever is broken in its structure; it is empty for a sound file.
    """

    info: dict[str, str]
    language: str | None
    n_pages: int
    damage: tuple[str, ...] = ()
    outline: tuple[OutlineEntry, ...] = ()


def around(boxes: Iterable[BBox]) -> BBox:
    """Give the smallest box that holds all of them; there is at least one."""
    x0s, tops, x1s, bottoms = zip(*boxes, strict=True)
    return (min(x0s), min(tops), max(x1s), max(bottoms))


def holds(box: BBox, x: float, y: float) -> bool:
    """Tell whether a point lies in a box."""
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def centre(box: BBox) -> tuple[float, float]:
    """Give the middle of a box."""
    return ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
