"""What units are compared with."""

from __future__ import annotations

import numpy as np

from extractors.statistics.review.arrays import Bools, Floats, Ints


def pooled(numerators: Floats, denominators: Floats, among: Bools) -> float:
    """Give the rate of all marked rows together, so that each counts by its size; NaN if there are none."""
    total = float(np.sum(denominators[among]))
    return float(np.sum(numerators[among])) / total if total > 0 else float("nan")


def peers(numerators: Floats, denominators: Floats, among: Bools, groups: Ints) -> Floats:
    """Give each row the rate of the other marked rows of its group, so that no unit is compared with itself.

    Args:
        numerators: counts.
        denominators: what they are counts of.
        among: the rows that may be peers; others get a rate too, and lend none.
        groups: the number of the group of each row, from 0: of its state, say, or one for all.
    """
    part, whole = np.where(among, numerators, 0.0), np.where(among, denominators, 0.0)
    others_part = np.bincount(groups, part)[groups] - part
    others_whole = np.bincount(groups, whole)[groups] - whole
    rates = np.full(numerators.shape, np.nan)
    np.divide(others_part, others_whole, out=rates, where=others_whole > 0)
    return rates
