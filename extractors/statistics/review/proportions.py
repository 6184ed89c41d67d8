"""Proportions: parts of a whole, such as those removed who had no conviction among all removed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from extractors.statistics.review import limits as funnel
from extractors.statistics.review.arrays import Bools, Floats, Words, least_and_most
from extractors.statistics.review.baselines import pooled
from extractors.statistics.review.kinds import Reason
from extractors.statistics.review.limits import Limits
from extractors.statistics.review.model import LEAST_DENOMINATOR, LEAST_EXPECTED, Counts, classes_of
from extractors.statistics.review.scores import Scores, arcsine_scores, score_test
from extractors.statistics.review.shrinkage import Shrunk, beta_binomial

_ROUNDING = 1 + 1e-9
"""Weighted counts of a whole may add up to a little more than the whole."""


@dataclass(frozen=True, slots=True)
class Proportions:
    """Proportions against their pooled rate.

    Args:
        exact_below: denominators below which limits are exact (mid-p) instead of score limits; 0 for none.
            Counts must then be whole.
    """

    exact_below: float = 0.0

    def valid(self, counts: Counts) -> Bools:
        """Tell which rows have no more parts than their whole."""
        fits: Bools = counts.numerators <= counts.denominators * _ROUNDING
        return fits

    def baseline(self, counts: Counts, among: Bools) -> float:
        """Give the pooled rate of the marked rows."""
        return pooled(counts.numerators, counts.denominators, among)

    def limits(self, counts: Counts, baseline: float) -> Limits:
        """Give score limits, or exact ones for small denominators."""
        return funnel.at_both_levels(lambda level: self._limits(counts.denominators, baseline, level))

    def _limits(self, denominators: Floats, baseline: float, level: float) -> tuple[Floats, Floats]:
        lower, upper = funnel.score_limits(denominators, baseline, level)
        small = denominators < self.exact_below
        if small.any():
            lower[small], upper[small] = funnel.midp_limits(denominators[small], baseline, level)
        return lower, upper

    def adjusted_limits(self, counts: Counts, baseline: float, tau2: float) -> Limits:
        """Give limits on the arcsine scale with a variance between units, turned back into rates.

        FunnelPlotR has the same, but for limits that leave the scale, which it reflects and we cut off.
        """
        target = np.arcsin(np.sqrt(np.clip(baseline, 0, 1)))
        error = np.sqrt(1 / (4 * counts.denominators) + tau2)

        def at(level: float) -> tuple[Floats, Floats]:
            width = funnel.quantile(level) * error
            return _from_arcsine(target - width), _from_arcsine(target + width)

        return funnel.at_both_levels(at)

    def classes(self, counts: Counts, limits: Limits) -> Words:
        """Compare rates with their limits."""
        return classes_of(*funnel.beyond(counts.numerators / counts.denominators, limits))

    def scores(self, counts: Counts, baseline: float) -> Scores:
        """Score rates on the arcsine scale."""
        return arcsine_scores(counts.numerators, counts.denominators, baseline)

    def score_test(self, counts: Counts, baseline: float) -> Floats:
        """Give the z of the score test."""
        return score_test(counts.numerators, counts.denominators, baseline)

    def shrunk(self, counts: Counts, baseline: float) -> Shrunk:
        """Shrink rates by a beta-binomial model."""
        return beta_binomial(counts.numerators, counts.denominators, baseline)

    def too_small(self, counts: Counts, baseline: float | None) -> dict[Reason, Bools]:
        """Ask for 50 in the whole, and for 5 expected on either side of the baseline."""
        found = {Reason.DENOMINATOR_TOO_SMALL: counts.denominators < LEAST_DENOMINATOR}
        if baseline is not None:
            fewest = counts.denominators * min(baseline, 1 - baseline)
            found[Reason.EXPECTED_TOO_SMALL] = ~(fewest >= LEAST_EXPECTED)
        return found


def _from_arcsine(angles: Floats) -> Floats:
    rates: Floats = np.sin(least_and_most(angles, 0, np.pi / 2)) ** 2
    return rates
