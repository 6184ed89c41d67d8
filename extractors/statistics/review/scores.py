"""How far rates lie from a baseline, on scales on which the spread of a rate does not depend on the rate."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from extractors.statistics.review.arrays import Floats

_HALF = 0.5
_MAD_OF_NORMAL = 0.6745
"""The median absolute deviation of a standard normal."""


@dataclass(frozen=True, slots=True)
class Scores:
    """Distances from the baseline on a scale, with the standard error that chance alone gives them."""

    distance: Floats
    error: Floats

    @property
    def z(self) -> Floats:
        """Distances in standard errors."""
        return self.distance / self.error

    def z_over(self, tau2: float) -> Floats:
        """Distances where units differ by a variance of their own (Spiegelhalter 2005b, additive model)."""
        return self.distance / np.sqrt(self.error**2 + tau2)


def arcsine_scores(numerators: Floats, denominators: Floats, baseline: float) -> Scores:
    """Score proportions as asin(sqrt(x / n)), with the standard error 1 / (2 sqrt(n)).

    Anscombe 1948 (Biometrika 35:246-254), without his correction, as Spiegelhalter 2005 and FunnelPlotR have
    it. Rates must lie between 0 and 1.
    """
    target = np.arcsin(np.sqrt(np.clip(baseline, 0, 1)))
    rates = np.clip(numerators / denominators, 0, 1)
    return Scores(np.arcsin(np.sqrt(rates)) - target, 1 / (2 * np.sqrt(denominators)))


def log_ratio_scores(observed: Floats, expected: Floats) -> Scores:
    """Score ratios as ln(O / E), with the standard error 1 / sqrt(E), so that z = sqrt(E) ln(O / E).

    The scale of the NHS hospital mortality indicator (SHMI). A count of 0 has no logarithm: it is taken as
    one half, or as what was expected if that is still less. FunnelPlotR leaves it infinite.
    """
    counted = np.where(observed > 0, observed, np.minimum(_HALF, expected))
    return Scores(np.log(counted / expected), 1 / np.sqrt(expected))


def sqrt_ratio_scores(observed: Floats, expected: Floats) -> Scores:
    """Score ratios as sqrt(O / E), with the standard error 1 / (2 sqrt(E)).

    The scale of the Care Quality Commission (Spiegelhalter 2005, table II).
    """
    return Scores(np.sqrt(observed / expected) - 1, 1 / (2 * np.sqrt(expected)))


def score_test(numerators: Floats, denominators: Floats, baseline: float) -> Floats:
    """Give (x - n p0) / sqrt(n p0 (1 - p0)), whose limits are the score limits; NaN where p0 is 0 or 1."""
    error = np.sqrt(np.maximum(denominators * baseline * (1 - baseline), 0))
    found = np.full(numerators.shape, np.nan)
    np.divide(numerators - denominators * baseline, error, out=found, where=error > 0)
    return found


def median_scores(distance: Floats) -> Floats:
    """Score distances against their own median and its absolute deviation: 0.6745 (y - median) / MAD.

    Iglewicz and Hoaglin 1993, How to Detect and Handle Outliers. A check that shares no assumption with the
    rest and decides nothing; NaN where half of all distances are equal.
    """
    if distance.size == 0:
        return distance
    away = distance - np.median(distance)
    spread = float(np.median(np.abs(away)))
    return _MAD_OF_NORMAL * away / spread if spread > 0 else np.full(distance.shape, np.nan)
