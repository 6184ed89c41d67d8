"""Rows of counts in, rows of findings out: the review as a table of a dataset needs it.

Only eligible rows make the baseline, the overdispersion and the family of tests. Small units have exact
limits, and figures are rounded to twelve digits, so that machines do not differ.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from extractors.statistics.review.arrays import Floats
from extractors.statistics.review.baselines import peers
from extractors.statistics.review.kinds import Pool, Status
from extractors.statistics.review.model import Counts, Model
from extractors.statistics.review.proportions import Proportions
from extractors.statistics.review.review import Review, columns, review_periods

EXACT_BELOW = 100.0
"""Denominators below which the limits of a dataset's own review are exact."""

_DIGITS = 12


@dataclass(frozen=True, slots=True)
class UnitCount:
    """A count of one indicator.

    Args:
        unit: a jurisdiction, by name or by id.
        period: a name that :func:`~extractors.statistics.review.periods.in_order` puts in order.
        numerator: the count; whole.
        denominator: what it is a count of; whole.
        group: units of one group are peers, such as the counties of a state.
        ready: whether the unit was active long enough, 90 days or the whole period.
    """

    unit: str
    period: str
    numerator: float
    denominator: float
    group: str | None = None
    ready: bool = True


def review_rows(
    rows: Sequence[UnitCount],
    model: Model = Proportions(exact_below=EXACT_BELOW),  # noqa: B008 - it is frozen
    *,
    pool: Pool = Pool.ELIGIBLE,
) -> list[Mapping[str, Any]]:
    """Give the findings of each row, in order: those of a Review by name, and two more baselines.

    ``baseline_others`` is the rate of all other eligible units of the period, ``baseline_peers`` of those of
    its group. What is not there is None. No two rows may be of one unit and period.
    """
    if not rows:
        return []
    counts = Counts(
        np.array([row.numerator for row in rows], dtype=np.float64),
        np.array([row.denominator for row in rows], dtype=np.float64),
        np.array([row.ready for row in rows]),
    )
    units, periods = [row.unit for row in rows], [row.period for row in rows]
    found = review_periods(counts, model, units=units, periods=periods, pool=pool)
    table = columns(found) | _other_baselines(rows, counts, found)
    plain = [[_plain(value) for value in values.tolist()] for values in table.values()]
    return [dict(zip(table, row, strict=True)) for row in zip(*plain, strict=True)]


def _other_baselines(rows: Sequence[UnitCount], counts: Counts, found: Review) -> dict[str, Floats]:
    """Compare each row with the others of its period; one without a group has no peers."""
    lending = found.status == Status.ELIGIBLE
    x, n = counts.numerators, counts.denominators
    others = peers(x, n, lending, _numbered([row.period for row in rows]))
    grouped = np.array([row.group is not None for row in rows])
    alike = peers(x, n, lending, _numbered([(row.period, row.group) for row in rows]))
    return {"baseline_others": others, "baseline_peers": np.where(grouped, alike, np.nan)}


def _numbered(keys: Sequence[Any]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    numbers = {key: number for number, key in enumerate(dict.fromkeys(keys))}
    return np.array([numbers[key] for key in keys], dtype=np.int64)


def _plain(value: Any) -> Any:
    """Round a figure; a probability too small for a number stays what it is."""
    if isinstance(value, float):
        return float(f"{value:.{_DIGITS}g}") if math.isfinite(value) else None
    return value
