"""Funnel limits: between which two rates a unit of a given size is expected, if it is as all others are.

All take arrays and give arrays of the same length. A level is a probability such as 0.95; half of what is
left lies on each side.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.stats import binom, norm
from statsmodels.stats.rates import confint_poisson

from extractors.statistics.review.arrays import Bools, Floats, least_and_most

WARNING_LEVEL = 0.95
ALERT_LEVEL = 0.998
"""Two and three standard deviations, as funnel plots have them (Spiegelhalter 2005)."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Lower and upper limits at both levels, as rates."""

    lower95: Floats
    upper95: Floats
    lower998: Floats
    upper998: Floats


def at_both_levels(limits: Callable[[float], tuple[Floats, Floats]]) -> Limits:
    """Ask for limits at 95 % and at 99.8 %."""
    return Limits(*limits(WARNING_LEVEL), *limits(ALERT_LEVEL))


def quantile(level: float) -> float:
    """Give the normal quantile of a level: 1.959964 for 0.95, 3.090232 for 0.998."""
    return float(norm.isf((1 - level) / 2))


def score_limits(denominators: Floats, baseline: float, level: float) -> tuple[Floats, Floats]:
    """Give limits of a proportion by the score test: p0 ± z sqrt(p0 (1 - p0) / n), cut off at 0 and 1.

    A rate lies beyond them if the baseline lies beyond the interval of Wilson 1927 (JASA 22:209-212) around
    the rate; PHEindicatormethods draws the same in another form. Denominators may be any number above 0.
    """
    variance = max(baseline * (1 - baseline), 0.0)
    width = quantile(level) * np.sqrt(variance / denominators)
    return least_and_most(baseline - width, 0, 1), least_and_most(baseline + width, 0, 1)


def midp_limits(denominators: Floats, baseline: float, level: float) -> tuple[Floats, Floats]:
    """Give exact limits of a proportion: the least and the greatest rate whose mid-p value is not too small.

    A mid-p value counts half of the probability of what was seen (Lancaster 1961, JASA 56:223-234; Berry and
    Armitage 1995, The Statistician 44:417-423). Denominators must be whole numbers. A rate on a limit is
    within.
    """
    tail, most = (1 - level) / 2, denominators
    lower = np.maximum(binom.ppf(tail, most, baseline) - 1, 0)
    upper = np.minimum(binom.isf(tail, most, baseline) + 1, most)
    for _ in range(
        3
    ):  # a half of a probability is at most one step off the quantile, which began one too far
        lower += _below(lower, most, baseline) < tail
        upper -= _below(most - upper, most, 1 - baseline) < tail
    return lower / denominators, upper / denominators


def _below(counts: Floats, denominators: Floats, rate: float) -> Floats:
    """Give the mid-p value of such a count or one still lower."""
    half = binom.pmf(counts, denominators, rate) / 2
    found: Floats = binom.cdf(counts - 1, denominators, rate) + half
    return found


def poisson_limits(counts: Floats, level: float) -> tuple[Floats, Floats]:
    """Give exact limits of a Poisson count, which need not be whole: quantiles of chi-square, halved.

    Garwood 1936 (Biometrika 28:437-442). Two counts and two levels to compare with: 1 gives 0.025318 and
    5.571643 at 95 %, 2 gives 0.045402 and 11.228868 at 99.8 %.
    """
    lower, upper = confint_poisson(counts, 1, method="exact-c", alpha=1 - level)
    return np.asarray(lower, dtype=float), np.asarray(upper, dtype=float)


def beyond(rates: Floats, limits: Limits) -> tuple[Bools, Bools, Bools, Bools]:
    """Tell which rates are high at 99.8 %, at 95 %, low at 95 %, at 99.8 %; one on a limit is within."""
    return (
        rates > limits.upper998,
        rates > limits.upper95,
        rates < limits.lower95,
        rates < limits.lower998,
    )
