"""The review itself: counts in, one row of findings a row of counts out, in the same order.

It is a pure function of arrays. Who has rows gives columns, and who wants rows reads :func:`columns`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from extractors.statistics.review.arrays import Bools, Floats, Words, spread
from extractors.statistics.review.flags import confirmed, directions, flags, statuses
from extractors.statistics.review.kinds import Flag, Pool, Reason, Status
from extractors.statistics.review.model import Counts, Model
from extractors.statistics.review.multiplicity import q_values, two_sided
from extractors.statistics.review.overdispersion import overdispersion, robust_variance
from extractors.statistics.review.periods import in_order
from extractors.statistics.review.persistence import persistent
from extractors.statistics.review.scores import median_scores

METHOD_VERSION = "1"
"""Changes whenever the same counts would be reviewed in another way."""

LEAST_UNITS = 10
"""Eligible units below which none is flagged where they alone make the baseline: to winsorise a tenth at
either end needs ten."""


@dataclass(frozen=True, slots=True)
class Review:
    """Findings, a value a row of counts; NaN or None where there is none.

    Args:
        rate: numerator over denominator.
        baseline: the rate that units are compared with; one value a period, as are phi and tau2.
        lower95: limits of the rate that chance alone explains; ``adjusted_`` ones know of overdispersion.
        z: score on the scale on which overdispersion is measured; ``z_od`` the same after it.
        score_z: score of the plain limits.
        mad_z: score against the median of all; a check that decides nothing.
        tau2_robust: variance between units as the median tells it; ``z_robust`` and ``q_robust`` follow from
            it.
        confirmed: of alerts, whether they hold by these too.
        phi: overdispersion; near 1 if chance explains all.
        tau2: variance between units on the scale of z.
        p_value: two-sided, of ``z_od``; ``q_value`` its false discovery rate among the pool.
        eb_rate: the rate after shrinkage, for ranking.
        eb_prob_high: probability that the rate behind it lies above the baseline.
        excess: numerator less what the baseline gives.
        funnel_class: the rate against the plain limits, whatever the status.
        status: whether the row can be flagged, and ``reason`` why not.
        flag: alert, warn or in control, of eligible rows only.
        direction: high or low.
        persistent: two alerts or more within the last four periods; None where there are no periods.
    """

    rate: Floats
    baseline: Floats
    lower95: Floats
    upper95: Floats
    lower998: Floats
    upper998: Floats
    z: Floats
    phi: Floats
    tau2: Floats
    z_od: Floats
    p_value: Floats
    q_value: Floats
    funnel_class: Words
    status: Words
    flag: Words
    direction: Words
    reason: Words
    excess: Floats
    score_z: Floats
    mad_z: Floats
    tau2_robust: Floats
    z_robust: Floats
    q_robust: Floats
    confirmed: Words
    eb_rate: Floats
    eb_prob_high: Floats
    adjusted_lower95: Floats
    adjusted_upper95: Floats
    adjusted_lower998: Floats
    adjusted_upper998: Floats
    persistent: Words


def columns(findings: Review) -> dict[str, Any]:
    """Give the arrays of a review by name, in order."""
    return {field.name: getattr(findings, field.name) for field in fields(findings)}


def review_periods(
    counts: Counts,
    model: Model,
    *,
    units: Sequence[str],
    periods: Sequence[str],
    pool: Pool = Pool.ALL,
) -> Review:
    """Review each period by itself, and tell which alerts last.

    Args:
        counts: counts of one indicator; a row a unit and period, in any order.
        model: proportions or ratios.
        units: the name of the unit of each row.
        periods: the period of each row; :func:`~extractors.statistics.review.periods.in_order` puts them in
            order.
        pool: which rows make baseline, overdispersion and the family of tests.
    """
    places = in_order(periods)
    period = np.fromiter((places[name] for name in periods), dtype=np.int64, count=counts.size)
    number = {name: place for place, name in enumerate(dict.fromkeys(units))}
    unit = np.fromiter((number[name] for name in units), dtype=np.int64, count=counts.size)
    order = np.argsort(period, kind="stable")
    parts = np.split(order, np.searchsorted(period[order], np.arange(1, len(places))))
    reviewed = [review(counts.only(rows), model, pool=pool) for rows in parts]
    whole = _put_together(reviewed, order)
    lasting = persistent(unit, period, whole.flag == Flag.ALERT)
    return replace(whole, persistent=lasting.astype(np.object_))


def _put_together(parts: Sequence[Review], order: Any) -> Review:
    back = np.argsort(order, kind="stable")
    joined = {
        field.name: np.concatenate([getattr(part, field.name) for part in parts])[back]
        for field in fields(Review)
    }
    return Review(**joined)


def review(counts: Counts, model: Model, *, pool: Pool = Pool.ALL) -> Review:
    """Review one indicator in one period; rows with a denominator of 0 are listed and take no part."""
    has_rate = counts.denominators > 0
    inner = _review(counts.only(has_rate), model, pool)
    found = {name: spread(values, has_rate, _nothing(values)) for name, values in columns(inner).items()}
    for name in ("baseline", "phi", "tau2", "tau2_robust"):
        found[name][~has_rate] = getattr(inner, name)[0] if inner.rate.size else np.nan
    impossible = ~has_rate & ~model.valid(counts)
    for rows, status, reason in (
        (~has_rate, Status.INSUFFICIENT_DATA, Reason.DENOMINATOR_ZERO),
        (impossible, Status.INVALID, Reason.NUMERATOR_ABOVE_DENOMINATOR),
    ):
        found["status"][rows], found["reason"][rows] = status, reason
    return Review(**found)


def _nothing(values: Any) -> Any:
    return None if values.dtype == np.object_ else np.nan


def _review(counts: Counts, model: Model, pool: Pool) -> Review:
    """Review rows that have a rate."""
    against = _objections(counts, model)
    baseline = model.baseline(counts, _lending(counts, model, pool, against))
    against |= model.too_small(counts, baseline)
    large = ~np.any([*against.values()], axis=0)
    family = model.valid(counts) & (large if pool is Pool.ELIGIBLE else True)
    few = pool is Pool.ELIGIBLE and np.sum(large) < LEAST_UNITS
    against[Reason.TOO_FEW_UNITS] = np.full(counts.size, few)
    status, reason = statuses(against, counts.size)
    eligible = status == Status.ELIGIBLE
    scored, tau2 = _scored(counts, model, baseline, family)
    excess = counts.numerators - counts.denominators * baseline
    flagged = flags(scored["z_od"], scored["q_value"], excess, eligible)
    return Review(
        **_placed(counts, model, baseline, tau2),
        **scored,
        **_shrunk(counts, model, baseline),
        status=status,
        reason=reason,
        excess=excess,
        flag=flagged,
        confirmed=confirmed(flagged, scored["z_robust"], scored["q_robust"]),
        persistent=np.full(counts.size, None, dtype=np.object_),
    )


def _objections(counts: Counts, model: Model) -> dict[Reason, Bools]:
    """Tell what can be said against rows before there is a baseline."""
    return {
        Reason.NUMERATOR_ABOVE_DENOMINATOR: ~model.valid(counts),
        Reason.NOT_ACTIVE_LONG_ENOUGH: ~counts.active,
    }


def _lending(counts: Counts, model: Model, pool: Pool, against: dict[Reason, Bools]) -> Bools:
    """Tell which rows make the baseline; whether enough is expected in one can only be asked after it."""
    if pool is Pool.ALL:
        return np.ones(counts.size, dtype=np.bool_)
    lending: Bools = ~np.any([*against.values(), *model.too_small(counts, None).values()], axis=0)
    return lending


def _placed(counts: Counts, model: Model, baseline: float, tau2: float) -> dict[str, Any]:
    """Place rates between limits."""
    plain, adjusted = model.limits(counts, baseline), model.adjusted_limits(counts, baseline, tau2)
    rate = counts.numerators / counts.denominators
    return {
        **{field.name: getattr(plain, field.name) for field in fields(plain)},
        **{f"adjusted_{field.name}": getattr(adjusted, field.name) for field in fields(adjusted)},
        "rate": rate,
        "baseline": np.full(counts.size, baseline),
        "score_z": model.score_test(counts, baseline),
        "funnel_class": model.classes(counts, plain),
        "direction": directions(rate, baseline),
    }


def _scored(counts: Counts, model: Model, baseline: float, family: Bools) -> tuple[dict[str, Any], float]:
    """Score rows that are valid; give tau2 too."""
    valid = model.valid(counts)
    scores = model.scores(counts.only(valid), baseline)
    among = family[valid]
    over = overdispersion(scores.z[among], scores.error[among])
    tau2_robust = max(over.tau2, robust_variance(scores.distance[among], scores.error[among]))
    z_od, z_robust = spread(scores.z_over(over.tau2), valid), spread(scores.z_over(tau2_robust), valid)
    p = two_sided(z_od)
    return {
        "z": spread(scores.z, valid),
        "phi": np.full(counts.size, over.phi),
        "tau2": np.full(counts.size, over.tau2),
        "z_od": z_od,
        "p_value": p,
        "q_value": q_values(p, family),
        "tau2_robust": np.full(counts.size, tau2_robust),
        "z_robust": z_robust,
        "q_robust": q_values(two_sided(z_robust), family),
        "mad_z": spread(median_scores(scores.distance), valid),
    }, over.tau2


def _shrunk(counts: Counts, model: Model, baseline: float) -> dict[str, Any]:
    valid = model.valid(counts)
    shrunk = model.shrunk(counts.only(valid), baseline)
    return {"eb_rate": spread(shrunk.rate, valid), "eb_prob_high": spread(shrunk.above, valid)}
