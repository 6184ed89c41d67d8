"""The head and the stub of a table that is too large for a picture, kept in sight as spreadsheets do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extractors.pdf.rendering import Drawings
from extractors.records import BBox

Stretch = tuple[float, float]

MOST = 0.3
"""The share of a picture that a head or a stub takes at most."""

_BLUE = (20, 60, 200)
_RULE = 3


@dataclass(frozen=True, slots=True)
class Frame:
    """What a box belongs to on its page: a table, in points from the top left corner as displayed.

    Args:
        bbox: its box.
        head: where its column headers end, from above; its top if it has none.
        stub: where its first column ends, from the left; its left side if that is none.
    """

    bbox: BBox
    head: float
    stub: float


def stretches(main: Stretch, start: float, fixed: float) -> list[Stretch]:
    """Give what is shown along an axis: what is fixed and lies outside the main stretch, and that stretch."""
    end = min(fixed, main[0])
    if 1 < end - start <= MOST * (main[1] - main[0]):
        return [(start, end), main]
    return [main]


def drawn(
    drawings: Drawings, number: int, xs: Sequence[Stretch], ys: Sequence[Stretch], *, scale: float
) -> tuple[NDArray[np.uint8], tuple[int, int]]:
    """Draw parts of a page beside and below each other, with a rule between them.

    Returns:
        rows of dots, and how many dots the main part lies from the left and from the top.
    """
    parts = [
        [drawings.part(number, (x0, top, x1, bottom), scale=scale) for x0, x1 in xs] for top, bottom in ys
    ]
    whole = _joined([_joined(band, axis=1) for band in parts], axis=0)
    main = parts[-1][-1]
    return whole, (whole.shape[1] - main.shape[1], whole.shape[0] - main.shape[0])


def _joined(parts: Sequence[NDArray[np.uint8]], *, axis: int) -> NDArray[np.uint8]:
    """Join pictures along an axis; they differ by a dot at most across it."""
    across = 1 - axis
    least = min(part.shape[across] for part in parts)
    cut = [part[:, :least] if axis == 0 else part[:least] for part in parts]
    if len(cut) == 1:
        return cut[0]
    shape = (_RULE, least, 3) if axis == 0 else (least, _RULE, 3)
    rule = np.full(shape, _BLUE, dtype=np.uint8)
    return np.concatenate([cut[0], rule, *cut[1:]], axis=axis)
