"""The review as a table of a dataset needs it: a column a finding, and two more baselines.

Only eligible rows make the baseline, the overdispersion and the family of tests. Small units have exact
limits, and figures are rounded to twelve digits, so that machines do not differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from extractors.statistics.review.arrays import Floats
from extractors.statistics.review.baselines import peers
from extractors.statistics.review.kinds import Pool, Status
from extractors.statistics.review.model import Counts
from extractors.statistics.review.proportions import Proportions
from extractors.statistics.review.review import Review, columns, review_periods

EXACT_BELOW = 100.0
"""Denominators below which the limits of a dataset's own review are exact."""

_DIGITS = 12
_LARGEST_EXACT = 22
_POWERS = np.array([float(f"1e{exponent}") for exponent in range(-_LARGEST_EXACT, _LARGEST_EXACT + 1)])


def review_rows(
    counts: Counts, *, units: Sequence[str], periods: Sequence[str], groups: Sequence[str | None]
) -> dict[str, Any]:
    """Give the findings of a :class:`Review` by name, a value a row; NaN or None where there is none.

    ``baseline_others`` is the rate of all other eligible units of the period, ``baseline_peers`` of those of
    its group.

    Args:
        counts: counts of one indicator; whole. A unit is ready that was active for 90 days.
        units: a jurisdiction, by name or by id; no two rows may be of one unit and period.
        periods: names that :func:`~extractors.statistics.review.periods.in_order` puts in order.
        groups: units of one group are peers, such as the counties of a state.
    """
    model = Proportions(exact_below=EXACT_BELOW)
    found = review_periods(counts, model, units=units, periods=periods, pool=Pool.ELIGIBLE)
    table = columns(found) | _other_baselines(counts, found, periods, groups)
    return {name: rounded(values) if values.dtype == np.float64 else values for name, values in table.items()}


def _other_baselines(
    counts: Counts, found: Review, periods: Sequence[str], groups: Sequence[str | None]
) -> dict[str, Floats]:
    """Compare each row with the others of its period; one without a group has no peers."""
    lending = found.status == Status.ELIGIBLE
    x, n = counts.numerators, counts.denominators
    alike = peers(x, n, lending, _numbered(list(zip(periods, groups, strict=True))))
    grouped = np.array([group is not None for group in groups], dtype=np.bool_)
    return {
        "baseline_others": peers(x, n, lending, _numbered(periods)),
        "baseline_peers": np.where(grouped, alike, np.nan),
    }


def _numbered(keys: Sequence[Any]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    numbers = {key: number for number, key in enumerate(dict.fromkeys(keys))}
    return np.array([numbers[key] for key in keys], dtype=np.int64)


def rounded(values: Floats) -> Floats:
    """Round to twelve digits, as writing them down and reading them again does but for ties.

    Powers of ten up to the 22nd are exact, so that a product and a quotient are all that is rounded; what is
    too small or too large for them is written down and read. Infinity becomes NaN.
    """
    found = np.where(np.isfinite(values), values, np.nan)
    size = np.abs(found)
    usual = (size >= _POWERS[_DIGITS]) & (size < _POWERS[-_DIGITS])
    powers = _POWERS[_DIGITS - np.searchsorted(_POWERS, size[usual], side="right") + 2 * _LARGEST_EXACT]
    found[usual] = np.rint(found[usual] * powers) / powers
    unusual = ~usual & (size > 0)
    found[unusual] = [float(f"{value:.{_DIGITS}g}") for value in found[unusual].tolist()]
    return found
