"""The characters of a page as columns of numbers, in the order in which they are painted.

A page has thousands of characters and a report millions: as arrays they are read, turned and sorted a page
at a time. Whoever needs objects makes words of them, see :mod:`extractors.pdf.words`.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from extractors.records import BBox

UNKNOWN_GLYPH = "\ufffd"
"""Stands for a glyph whose font does not say which character it is."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Glyphs:
    """Characters, one a row; all arrays have the same length.

    Boxes are as wide as the pen moves and as high as the type, from the font's descent upwards, which is
    what pdfplumber gives. Points from the top left corner of the page as it is displayed.
    """

    codes: NDArray[np.uint32]
    """Unicode code points."""
    boxes: Floats
    """``(n, 4)``: x0, top, x1, bottom."""
    baselines: Floats
    """The height of the baseline, or its abscissa where the writing runs down or up."""
    sizes: Floats
    bold: NDArray[np.bool_]
    turns: NDArray[np.int16]
    """Degrees by which the writing is turned clockwise: 0, 90, 180 or 270."""

    def __len__(self) -> int:
        return len(self.codes)

    @property
    def centres(self) -> tuple[Floats, Floats]:
        """The middles of the boxes, across and down."""
        return (self.boxes[:, 0] + self.boxes[:, 2]) / 2, (self.boxes[:, 1] + self.boxes[:, 3]) / 2

    def where(self, chosen: NDArray[np.bool_]) -> Glyphs:
        """Give the characters that are chosen."""
        if chosen.all():
            return self
        return Glyphs(*(getattr(self, field.name)[chosen] for field in fields(self)))

    def within(self, box: BBox) -> Glyphs:
        """Give the characters whose middle lies in a box."""
        x, y = self.centres
        return self.where((box[0] <= x) & (x <= box[2]) & (box[1] <= y) & (y <= box[3]))

    @property
    def n_unknown(self) -> int:
        """How many are not known as characters."""
        return int(np.count_nonzero(self.codes == ord(UNKNOWN_GLYPH)))
