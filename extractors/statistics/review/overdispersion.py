"""How much more units differ than chance explains.

Where almost all units lie beyond plain limits, it is the limits that are wrong: units differ in ways that the
counts do not tell. The method is that of Spiegelhalter 2005b: z-scores are winsorised, so that the outliers
that are looked for do not hide themselves; what they spread beyond 1 becomes a variance between units.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from extractors.statistics.review.arrays import Floats

TRIM = 0.1
"""The share of scores at either end that are drawn in."""

_FEWEST = 2
"""Units among which a variance can be seen."""


@dataclass(frozen=True, slots=True)
class Overdispersion:
    """How much units differ: ``phi`` is near 1 if chance explains all, ``tau2`` the variance between them."""

    phi: float
    tau2: float


def winsorised(z: Floats, trim: float = TRIM) -> Floats:
    """Draw scores beyond the quantiles at both ends in to these (type 7 of Hyndman and Fan 1996)."""
    drawn_in: Floats = np.clip(z, np.quantile(z, trim), np.quantile(z, 1 - trim))
    return drawn_in


def overdispersion(z: Floats, error: Floats, trim: float = TRIM) -> Overdispersion:
    """Estimate phi and tau2 by moments (DerSimonian and Laird 1986, Controlled Clinical Trials 7:177-188).

    ``phi = sum(zw²) / I`` over winsorised scores; with ``w = 1 / s²``, W1 the sum of w and W2 that of its
    squares, ``tau2 = (I phi - (I - 1)) / (W1 - W2 / W1)``, and 0 where that is not above 0. FunnelPlotR takes
    scores away instead of drawing them in for ratios on the log scale, so that its phi is smaller there.
    Winsorising narrows the variance of scores from 1 to 0.68 where chance explains all, and the estimate is
    not scaled up for that: limits are somewhat too narrow for warnings, which the family of tests makes good
    for alerts. The benchmarks show it.

    Args:
        z: scores of the units; none may be NaN.
        error: their standard errors on the scale of the distances.
        trim: the share of scores at either end that are drawn in.
    """
    units = z.size
    if units == 0:
        return Overdispersion(np.nan, np.nan)
    phi = float(np.sum(winsorised(z, trim) ** 2)) / units
    weights = error**-2.0
    total = float(np.sum(weights))
    room = total - float(np.sum(weights**2)) / total
    excess = units * phi - (units - 1)
    return Overdispersion(phi, excess / room if units >= _FEWEST and excess > 0 and room > 0 else 0.0)
