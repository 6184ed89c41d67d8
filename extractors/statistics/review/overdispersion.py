"""How much more units differ than chance explains.

Where almost all units lie beyond plain limits, it is the limits that are wrong: units differ in ways that the
counts do not tell. The method is that of Spiegelhalter 2005b: z-scores are winsorised, so that the outliers
that are looked for do not hide themselves; what they spread beyond 1 becomes a variance between units.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq
from scipy.stats import norm

from extractors.statistics.review.arrays import Floats

TRIM = 0.1
"""The share of scores at either end that are drawn in."""

_MEDIAN = float(norm.isf(0.25))
"""Half of all normal scores lie no further out: 0.6745."""

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

    The estimate is too small: winsorising narrows even a normal spread (from 1 to 0.68 of its variance), and
    where units are of very unequal size it draws in the scores of the large ones, which tell most of the
    variance between units. :func:`robust_variance` has no such fault.

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


def robust_variance(distance: Floats, error: Floats) -> float:
    """Estimate the variance between units by the median: half of all scores then lie within 0.6745.

    The equation of Paule and Mandel 1982 (Journal of Research of the NBS 87:377-385) with a median in place
    of a mean of squares, so that up to half of all units may be outliers, of whatever size. 0 where chance
    explains the median.
    """

    def beyond(variance: float) -> float:
        return float(np.median(np.abs(distance) / np.sqrt(error**2 + variance))) - _MEDIAN

    if distance.size < _FEWEST or beyond(0.0) <= 0:
        return 0.0
    most = 2 * (float(np.max(np.abs(distance))) / _MEDIAN) ** 2
    return float(brentq(beyond, 0.0, most, xtol=1e-12, rtol=1e-9))
