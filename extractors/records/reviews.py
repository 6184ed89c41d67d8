"""Which jurisdictions stand out: the findings of the statistical review, which this project computes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from extractors.records.statistics import Basis
from extractors.statistics.review.kinds import Direction, Flag, FunnelClass, Reason, Status


@dataclass(frozen=True, slots=True)
class StatisticalReview:
    """What a review says of one jurisdiction, indicator and period.

    A count of a quarter is the sum of the statistics ``…_to_ids`` less that of ``…_from_ids``, a cumulative
    one the sum of the former alone. Everything from ``rate`` on is computed; how, tell the columns of the
    same names in :class:`extractors.statistics.review.review.Review`.
    """

    review_id: str
    series: str
    indicator: str
    basis: Basis
    period_start: date | None
    period_end: date
    definition_version: str | None
    place_id: str
    place_printed: str
    within_id: str
    release_id: str
    numerator: float | None
    denominator: float | None
    numerator_to_ids: tuple[str, ...]
    numerator_from_ids: tuple[str, ...]
    denominator_to_ids: tuple[str, ...]
    denominator_from_ids: tuple[str, ...]
    active_since: date | None
    status: Status
    reason: Reason | None
    flag: Flag | None
    confirmed: bool | None
    persistent: bool | None
    direction: Direction | None
    funnel_class: FunnelClass | None
    rate: float | None
    baseline: float | None
    baseline_others: float | None
    baseline_peers: float | None
    n_eligible: int
    excess: float | None
    lower95: float | None
    upper95: float | None
    lower998: float | None
    upper998: float | None
    adjusted_lower95: float | None
    adjusted_upper95: float | None
    adjusted_lower998: float | None
    adjusted_upper998: float | None
    score_z: float | None
    z: float | None
    phi: float | None
    tau2: float | None
    z_od: float | None
    p_value: float | None
    q_value: float | None
    tau2_robust: float | None
    z_robust: float | None
    q_robust: float | None
    mad_z: float | None
    eb_rate: float | None
    eb_prob_high: float | None
    method_version: str
    specimen: bool
