"""What a review must know of a kind of rate: the seam between the two kinds and what is done with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from extractors.statistics.review.arrays import Bools, Floats, Ints, Words
from extractors.statistics.review.kinds import FunnelClass, Reason
from extractors.statistics.review.limits import Limits
from extractors.statistics.review.scores import Scores
from extractors.statistics.review.shrinkage import Shrunk

LEAST_DENOMINATOR = 50.0
LEAST_EXPECTED = 5.0
"""Below these a unit is listed and not flagged."""


@dataclass(frozen=True, slots=True)
class Counts:
    """The counts of one indicator in one period, a row a unit.

    Args:
        numerators: counts, 0 or more; they need not be whole.
        denominators: what they are counts of, or the counts that were expected; 0 or more.
        ready: units that were active long enough to be flagged; all where it is None.
    """

    numerators: Floats
    denominators: Floats
    ready: Bools | None = None

    @property
    def size(self) -> int:
        """The number of rows."""
        return int(self.numerators.size)

    @property
    def active(self) -> Bools:
        """The rows that are ready."""
        return np.ones(self.size, dtype=np.bool_) if self.ready is None else self.ready

    def only(self, rows: Bools | Ints) -> Counts:
        """Give the rows that are marked or numbered."""
        return Counts(self.numerators[rows], self.denominators[rows], self.active[rows])


class Model(Protocol):
    """A kind of rate. Arrays hold rows with a denominator above 0 only."""

    def valid(self, counts: Counts) -> Bools:
        """Tell which rows can be such a rate at all."""
        ...

    def baseline(self, counts: Counts, among: Bools) -> float:
        """Give the rate that units are compared with."""
        ...

    def limits(self, counts: Counts, baseline: float) -> Limits:
        """Give the plain limits: what chance alone explains."""
        ...

    def adjusted_limits(self, counts: Counts, baseline: float, tau2: float) -> Limits:
        """Give the limits where units differ by a variance of their own."""
        ...

    def classes(self, counts: Counts, limits: Limits) -> Words:
        """Read rates against the plain limits."""
        ...

    def scores(self, counts: Counts, baseline: float) -> Scores:
        """Score rates on a scale of even spread; rows must be valid."""
        ...

    def score_test(self, counts: Counts, baseline: float) -> Floats:
        """Give the z of the plain limits."""
        ...

    def shrunk(self, counts: Counts, baseline: float) -> Shrunk:
        """Draw rates toward the baseline; rows must be valid."""
        ...

    def too_small(self, counts: Counts, baseline: float | None) -> dict[Reason, Bools]:
        """Tell which rows are too small to be flagged, and why; without a baseline, as far as that goes."""
        ...


def classes_of(high998: Bools, high95: Bools, low95: Bools, low998: Bools) -> Words:
    """Give the class of each row from the levels that it lies beyond."""
    chosen = np.select([high998, low998, high95, low95], [0, 1, 2, 3], default=4)
    names = [
        FunnelClass.HIGH_998,
        FunnelClass.LOW_998,
        FunnelClass.HIGH_95,
        FunnelClass.LOW_95,
        FunnelClass.WITHIN,
    ]
    found: Words = np.array(names, dtype=np.object_)[chosen]
    return found
