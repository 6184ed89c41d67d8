"""Alerts that last: one quarter may be chance or a late report, two of four are harder to explain so."""

from __future__ import annotations

import numpy as np

from extractors.statistics.review.arrays import Bools, Ints

WINDOW = 4
"""Periods that are looked back on, the row's own among them."""

OFTEN = 2
"""Alerts within the window that make them persistent."""


def persistent(units: Ints, periods: Ints, alerts: Bools) -> Bools:
    """Tell at each row whether its unit had two alerts or more within the four periods up to that of the row.

    Periods are those of the whole review: one in which a unit has no row counts as one without an alert.

    Args:
        units: the number of the unit of each row.
        periods: the place of the period of each row, in order of time, from 0.
        alerts: the rows that are alerts. No two rows may be of one unit and period.
    """
    if units.size == 0:
        return np.zeros(0, dtype=np.bool_)
    place = units * (int(periods.max()) + 1) + periods
    order = np.argsort(place, kind="stable")
    sorted_place = place[order]
    alerts_before = np.concatenate([[0], np.cumsum(alerts[order])])
    first = place - np.minimum(periods, WINDOW - 1)
    begin, end = np.searchsorted(sorted_place, first), np.searchsorted(sorted_place, place, side="right")
    lasting: Bools = alerts_before[end] - alerts_before[begin] >= OFTEN
    return lasting
