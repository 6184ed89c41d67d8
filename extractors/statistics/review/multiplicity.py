"""What many tests at once do to each of them."""

from __future__ import annotations

import numpy as np
from scipy.stats import norm
from statsmodels.stats.multitest import multipletests

from extractors.statistics.review.arrays import Bools, Floats, spread


def two_sided(z: Floats) -> Floats:
    """Give the probability of a normal score at least so far from 0, on either side."""
    found: Floats = 2 * norm.sf(np.abs(z))
    return found


def q_values(p: Floats, family: Bools) -> Floats:
    """Give each p-value of a family the least false discovery rate at which it would be a discovery.

    Benjamini and Hochberg 1995 (JRSS B 57:289-300). Rows outside the family, and rows without a p-value, have
    NaN.
    """
    tested = family & np.isfinite(p)
    if not tested.any():
        return np.full(p.shape, np.nan)
    return spread(multipletests(p[tested], method="fdr_bh")[1], tested)
