"""Pages that were scanned sideways or upside down: laid straight to be read, and boxes turned back.

Only whole pages that are recognised are turned so. All that is found on such a page has its place on the
straight page, from its top left corner, until it is written down with its place on the page as displayed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.grid import Grid, packed
from extractors.pdf.marks import PageMarks
from extractors.pdf.recognised import RecognisedWord
from extractors.records import BBox


@dataclass(frozen=True, slots=True)
class Frame:
    """How the writing of a page is turned clockwise, and the size in points at which it is displayed."""

    turn: int
    width: float
    height: float

    def straight(self, box: BBox) -> BBox:
        """Give the place on the straight page of a box on the displayed one."""
        x0, top, x1, bottom = box
        return {
            0: box,
            90: (top, self.width - x1, bottom, self.width - x0),
            180: (self.width - x1, self.height - bottom, self.width - x0, self.height - top),
            270: (self.height - bottom, x0, self.height - top, x1),
        }[self.turn]

    def displayed(self, box: BBox) -> BBox:
        """Give the place on the displayed page of a box on the straight one."""
        x0, top, x1, bottom = box
        return {
            0: box,
            90: (self.width - bottom, x0, self.width - top, x1),
            180: (self.width - x1, self.height - bottom, self.width - x0, self.height - top),
            270: (top, self.height - x1, bottom, self.height - x0),
        }[self.turn]

    def straight_words(self, words: Sequence[RecognisedWord]) -> tuple[RecognisedWord, ...]:
        """Give words as they stand on the straight page."""
        return tuple(
            replace(word, bbox=self.straight(word.bbox), turn=(word.turn - self.turn) % 360) for word in words
        )

    def straight_page(self, marks: PageMarks) -> PageMarks:
        """Give a page without text laid straight; what is drawn on it as lines and areas is left out."""
        upright = self.turn in (0, 180)
        return replace(
            marks,
            width=self.width if upright else self.height,
            height=self.height if upright else self.width,
            links=tuple(replace(link, bbox=self.straight(link.bbox)) for link in marks.links),
            images=tuple(map(self.straight, marks.images)),
            rulings=(),
            shades=(),
            curves=(),
        )


def frame_of(marks: PageMarks, words: Sequence[RecognisedWord]) -> Frame:
    """Tell by the words recognised on a page how it lies: as most of their letters do."""
    letters: Counter[int] = Counter()
    for word in words:
        letters[word.turn] += len(word.text)
    turn = letters.most_common(1)[0][0] if letters else 0
    return Frame(turn, marks.width, marks.height)


def grid_displayed(grid: Grid, frames: dict[int, Frame]) -> Grid:
    """Give a table with its boxes as displayed; its pages may lie differently."""

    def box(page: int | None, bbox: BBox | None) -> BBox | None:
        frame = frames.get(page) if page is not None else None
        return frame.displayed(bbox) if frame and bbox else bbox

    cells = packed(replace(cell, bbox=box(cell.page, cell.bbox)) for cell in grid.cells)
    return replace(grid, bbox=box(grid.page, grid.bbox), cells=cells)
