"""What is said of a unit in the end: alert, warn or in control."""

from __future__ import annotations

import numpy as np

from extractors.statistics.review.arrays import Bools, Floats, Words
from extractors.statistics.review.kinds import Direction, Flag, Reason, Status
from extractors.statistics.review.limits import ALERT_LEVEL, WARNING_LEVEL, quantile

FALSE_DISCOVERIES = 0.05
"""The share of alerts that may be false."""

LEAST_EXCESS = 5.0
"""Persons or events above or below what the baseline gives, for an alert: fewer are no matter."""


def statuses(reasons: dict[Reason, Bools], rows: int) -> tuple[Words, Words]:
    """Give the status of each row, and the first reason that holds where it is not eligible."""
    status, reason = np.full(rows, None, dtype=np.object_), np.full(rows, None, dtype=np.object_)
    status[:] = Status.ELIGIBLE
    for why, holds in reversed(reasons.items()):
        impossible = why is Reason.NUMERATOR_ABOVE_DENOMINATOR
        status[holds] = Status.INVALID if impossible else Status.INSUFFICIENT_DATA
        reason[holds] = why
    return status, reason


def flags(z: Floats, q: Floats, excess: Floats, eligible: Bools) -> Words:
    """Flag eligible rows by the score that knows of overdispersion.

    An alert needs all of three: a score beyond the limits of 99.8 %, a false discovery rate below 5 %, and at
    least 5 more or fewer than the baseline gives. A score beyond the limits of 95 % is a warning.
    """
    far = np.abs(z)
    alert = (far >= quantile(ALERT_LEVEL)) & (q < FALSE_DISCOVERIES) & (np.abs(excess) >= LEAST_EXCESS)
    found = np.full(z.shape, None, dtype=np.object_)
    found[eligible] = Flag.IN_CONTROL
    found[eligible & (far >= quantile(WARNING_LEVEL))] = Flag.WARN
    found[eligible & alert] = Flag.ALERT
    return found


def confirmed(flagged: Words, z: Floats, q: Floats) -> Words:
    """Tell of each alert whether it also holds where the median tells the variance between units; else None.

    Scores that winsorising has left too large are no news: of units that only differ, up to one in twenty is
    an alert, and hardly any is confirmed. The benchmarks show both.
    """
    found = np.full(z.shape, None, dtype=np.object_)
    alert = flagged == Flag.ALERT
    holds = (np.abs(z) >= quantile(ALERT_LEVEL)) & (q < FALSE_DISCOVERIES)
    found[alert] = holds[alert].astype(np.object_)
    return found


def directions(rates: Floats, baseline: float) -> Words:
    """Tell on which side of the baseline each rate lies; None where it lies on it or there is no rate."""
    found = np.full(rates.shape, None, dtype=np.object_)
    found[rates > baseline] = Direction.HIGH
    found[rates < baseline] = Direction.LOW
    return found
