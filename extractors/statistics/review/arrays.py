"""The arrays that a review takes and gives: one dimension, one value a row, NaN where there is none."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
Words = npt.NDArray[np.object_]
"""Members of an enum or texts, None where there is none."""


def spread(values: npt.NDArray[Any], where: Bools, otherwise: Any = np.nan) -> npt.NDArray[Any]:
    """Put values into the rows that are marked, in order, and something else into all others."""
    whole = np.full(where.shape, otherwise, dtype=values.dtype)
    whole[where] = values
    return whole


def least_and_most(values: Floats, lower: float, upper: float) -> Floats:
    """Cut values off at two bounds; NaN stays."""
    cut: Floats = np.clip(values, lower, upper)
    return cut
