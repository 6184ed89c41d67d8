"""Ratios: counts against the counts that were expected, such as a standardised ratio."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from extractors.statistics.review import limits as funnel
from extractors.statistics.review.arrays import Bools, Floats, Words
from extractors.statistics.review.kinds import Reason, Transform
from extractors.statistics.review.limits import ALERT_LEVEL, WARNING_LEVEL, Limits
from extractors.statistics.review.model import LEAST_EXPECTED, Counts, classes_of
from extractors.statistics.review.scores import Scores, log_ratio_scores, sqrt_ratio_scores
from extractors.statistics.review.shrinkage import Shrunk, gamma_poisson

AS_EXPECTED = 1.0

_WIDEST = 700.0
"""Where the exponential function ends."""


@dataclass(frozen=True, slots=True)
class Ratios:
    """Observed counts over expected ones, against 1.

    Args:
        transform: the scale on which overdispersion is measured.
    """

    transform: Transform = Transform.SQRT

    def valid(self, counts: Counts) -> Bools:
        """Take every row: more may be observed than was expected."""
        return np.ones(counts.size, dtype=np.bool_)

    def baseline(self, counts: Counts, among: Bools) -> float:
        """Give 1: what was expected is what units are compared with, whatever they add up to."""
        return AS_EXPECTED

    def limits(self, counts: Counts, baseline: float) -> Limits:
        """Give the exact Poisson limits of the expected count over that count, as FunnelPlotR draws them."""

        def at(level: float) -> tuple[Floats, Floats]:
            lower, upper = funnel.poisson_limits(counts.denominators, level)
            return lower / counts.denominators, upper / counts.denominators

        return funnel.at_both_levels(at)

    def adjusted_limits(self, counts: Counts, baseline: float, tau2: float) -> Limits:
        """Give limits on the chosen scale with a variance between units, turned back into ratios."""

        def at(level: float) -> tuple[Floats, Floats]:
            z, expected = funnel.quantile(level), counts.denominators
            if self.transform is Transform.LOG:
                width = np.minimum(z * np.sqrt(1 / expected + tau2), _WIDEST)
                return np.exp(-width), np.exp(width)
            width = z * np.sqrt(1 / (4 * expected) + tau2)
            return np.maximum(1 - width, 0) ** 2, (1 + width) ** 2

        return funnel.at_both_levels(at)

    def classes(self, counts: Counts, limits: Limits) -> Words:
        """Ask whether the expected count lies beyond the exact Poisson limits of the observed one.

        That is the exact test, as PHEindicatormethods has it for fewer than 10 (it takes Byar's approximation
        from there on). The limits that are drawn are those of the expected count, which need not be whole;
        near them the test may decide otherwise by about one count.
        """
        expected = counts.denominators
        lower95, upper95 = funnel.poisson_limits(counts.numerators, WARNING_LEVEL)
        lower998, upper998 = funnel.poisson_limits(counts.numerators, ALERT_LEVEL)
        return classes_of(lower998 > expected, lower95 > expected, upper95 < expected, upper998 < expected)

    def scores(self, counts: Counts, baseline: float) -> Scores:
        """Score ratios on the chosen scale."""
        score = log_ratio_scores if self.transform is Transform.LOG else sqrt_ratio_scores
        return score(counts.numerators, counts.denominators)

    def score_test(self, counts: Counts, baseline: float) -> Floats:
        """Give (O - E) / sqrt(E)."""
        z: Floats = (counts.numerators - counts.denominators) / np.sqrt(counts.denominators)
        return z

    def shrunk(self, counts: Counts, baseline: float) -> Shrunk:
        """Shrink ratios by a gamma-Poisson model."""
        return gamma_poisson(counts.numerators, counts.denominators, baseline)

    def too_small(self, counts: Counts, baseline: float | None) -> dict[Reason, Bools]:
        """Ask for 5 expected."""
        return {Reason.EXPECTED_TOO_SMALL: counts.denominators < LEAST_EXPECTED}
