"""Rates drawn toward what all units have in common, the more the smaller a unit is: to rank, not to flag.

The greatest rates of a list are mostly those of the smallest units. Empirical Bayes estimates take that out:
units are taken for draws from one distribution, whose parameters are read from all of them by moments.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import beta, gamma

from extractors.statistics.review.arrays import Floats

_MOST_ALIKE = 1 - 1e-9


@dataclass(frozen=True, slots=True)
class Shrunk:
    """Rates after shrinkage, and the probability that the rate behind each lies above the baseline.

    Where units do not differ by more than chance, every rate is the baseline and no probability is given.
    """

    rate: Floats
    above: Floats


def beta_binomial(numerators: Floats, denominators: Floats, baseline: float) -> Shrunk:
    """Shrink proportions: ``(a + x) / (a + b + n)`` with a prior Beta(a, b) of the baseline's mean.

    The correlation within units that gives a + b is that of Kleinman 1973 (JASA 68:46-54) with weights n.
    Rows with numerators above their denominators must be left out before.
    """
    likeness = _within_units(numerators, denominators, baseline)
    if not likeness > 0:
        return _all_alike(numerators.shape, baseline)
    size = 1 / likeness - 1
    a, b = baseline * size, (1 - baseline) * size
    above = beta.sf(baseline, a + numerators, b + denominators - numerators)
    return Shrunk((a + numerators) / (size + denominators), above)


def _within_units(numerators: Floats, denominators: Floats, baseline: float) -> float:
    """Give the correlation within units, from 0 (chance alone) to below 1."""
    total, chance = float(np.sum(denominators)), baseline * (1 - baseline)
    if not chance > 0:
        return 0.0
    spread = float(np.sum(denominators * (numerators / denominators - baseline) ** 2)) / chance
    freedom = numerators.size - 1
    room = total - float(np.sum(denominators**2)) / total - freedom
    return min((spread - freedom) / room, _MOST_ALIKE) if room > 0 else 0.0


def gamma_poisson(observed: Floats, expected: Floats, baseline: float = 1.0) -> Shrunk:
    """Shrink ratios: ``(a + O) / (b + E)`` with a prior Gamma(a, b) of mean O / E over all units.

    Moments are those of Marshall 1991 (Applied Statistics 40:283-294); the model is that of Clayton and
    Kaldor 1987 (Biometrics 43:671-681).
    """
    total = float(np.sum(expected))
    mean = float(np.sum(observed)) / total if total > 0 else 0.0
    if not mean > 0:
        return _all_alike(observed.shape, baseline)
    spread = float(np.sum(expected * (observed / expected - mean) ** 2)) / total
    variance = spread - mean * observed.size / total
    if not variance > 0:
        return _all_alike(observed.shape, mean)
    a, b = mean**2 / variance, mean / variance
    above = gamma.sf(baseline, a + observed, scale=1 / (b + expected))
    return Shrunk((a + observed) / (b + expected), above)


def _all_alike(shape: tuple[int, ...], rate: float) -> Shrunk:
    return Shrunk(np.full(shape, rate), np.full(shape, np.nan))
