"""Who is flagged and who is not, and what the rows say that take no part."""

from __future__ import annotations

import numpy as np
import pytest

from extractors.statistics.review.baselines import peers
from extractors.statistics.review.flags import flags
from extractors.statistics.review.kinds import Direction, Flag, FunnelClass, Pool, Reason, Status
from extractors.statistics.review.model import Counts
from extractors.statistics.review.periods import in_order
from extractors.statistics.review.persistence import persistent
from extractors.statistics.review.proportions import Proportions
from extractors.statistics.review.ratios import Ratios
from extractors.statistics.review.review import review, review_periods


def counts(*rows, ready=None):
    x, n = (np.array(side, dtype=float) for side in zip(*rows, strict=True))
    return Counts(x, n, None if ready is None else np.array(ready))


ALIKE = [(30, 100), (28, 100), (32, 100), (29, 100), (31, 100), (27, 100), (33, 100), (30, 100)]


def test_one_that_stands_out_is_an_alert_and_nobody_else_is():
    found = review(counts(*ALIKE, (80, 100)), Proportions())
    assert found.flag.tolist() == [Flag.IN_CONTROL] * 8 + [Flag.ALERT]
    assert found.direction[-1] is Direction.HIGH
    assert found.excess[-1] == pytest.approx(80 - 100 * 320 / 900)


def test_an_alert_is_confirmed_where_half_of_all_units_say_that_they_differ_little():
    found = review(counts(*ALIKE, (80, 100)), Proportions())
    assert found.confirmed.tolist() == [None] * 8 + [True]
    random = np.random.default_rng(1)
    n = np.ceil(random.lognormal(5, 1.3, 3000))
    x = random.binomial(n.astype(int), random.beta(28, 72, 3000)).astype(float)
    only_different = review(Counts(x, n), Proportions())
    assert np.sum(only_different.flag == Flag.ALERT) > 20
    assert np.sum(np.equal(only_different.confirmed, True)) <= 1


def test_units_that_all_differ_are_no_alerts():
    spread = [(x, 1000) for x in range(200, 400, 10)]
    found = review(counts(*spread), Proportions())
    assert np.sum(found.funnel_class != FunnelClass.WITHIN) > 10
    assert Flag.ALERT not in found.flag
    assert found.phi[0] > 5


def test_an_alert_needs_a_far_score_few_false_discoveries_and_more_than_a_handful():
    z, q = np.array([3.2, 3.2, 3.2, 3.0, -3.2]), np.array([0.04, 0.06, 0.04, 0.04, 0.04])
    excess = np.array([5.0, 9.0, 4.9, 9.0, -5.0])
    found = flags(z, q, excess, np.ones(5, dtype=bool))
    assert found.tolist() == [Flag.ALERT, Flag.WARN, Flag.WARN, Flag.WARN, Flag.ALERT]


def test_what_cannot_be_reviewed_is_listed_with_its_reason():
    found = review(counts(*ALIKE, (0, 0), (3, 0), (12, 10), (1, 4), (0, 60)), Proportions())
    assert found.status[8:].tolist() == [
        Status.INSUFFICIENT_DATA,
        Status.INVALID,
        Status.INVALID,
        Status.INSUFFICIENT_DATA,
        Status.ELIGIBLE,
    ]
    assert found.reason[8:].tolist() == [
        Reason.DENOMINATOR_ZERO,
        Reason.NUMERATOR_ABOVE_DENOMINATOR,
        Reason.NUMERATOR_ABOVE_DENOMINATOR,
        Reason.DENOMINATOR_TOO_SMALL,
        None,
    ]
    assert np.isnan(found.rate[8:10]).all()
    assert found.funnel_class[8:11].tolist() == [None, None, FunnelClass.HIGH_998]
    assert found.flag[8:].tolist() == [None, None, None, None, Flag.ALERT]
    assert found.baseline.tolist() == [253 / 874] * 13


def test_eligibility_touches_status_and_flag_only():
    small = counts(*ALIKE, (4, 5))
    found = review(small, Proportions())
    assert found.baseline[0] == 244 / 805
    assert found.funnel_class[-1] is FunnelClass.HIGH_95
    assert found.status[-1] is Status.INSUFFICIENT_DATA
    assert np.isfinite([found.z[-1], found.z_od[-1], found.q_value[-1]]).all()


def test_small_units_lend_nothing_where_only_eligible_ones_are_pooled():
    found = review(counts(*ALIKE, (4, 5)), Proportions(), pool=Pool.ELIGIBLE)
    assert found.baseline[0] == 0.3
    assert np.isnan(found.q_value[-1])
    assert np.isfinite(found.z_od[-1])


def test_units_that_are_new_are_listed_and_lend_nothing():
    ready = [True] * 8 + [False]
    found = review(counts(*ALIKE, (80, 100), ready=ready), Proportions(), pool=Pool.ELIGIBLE)
    assert found.baseline[0] == 0.3
    assert found.reason[-1] is Reason.NOT_ACTIVE_LONG_ENOUGH
    assert found.flag[-1] is None


def test_baselines_near_0_or_1_need_larger_units():
    found = review(counts(*[(99, 100)] * 9), Proportions())
    assert set(found.reason) == {Reason.EXPECTED_TOO_SMALL}


@pytest.mark.parametrize("rows", [[(3, 60)], [(0, 60)], [(60, 60)], [(0, 0)], [(7, 7)] * 3, [(0, 9)] * 3])
@pytest.mark.parametrize("model", [Proportions(), Proportions(exact_below=100), Ratios()])
@pytest.mark.parametrize("pool", Pool)
def test_degenerate_counts_alert_nobody(rows, model, pool):
    found = review(counts(*rows), model, pool=pool)
    assert Flag.ALERT not in found.flag or isinstance(model, Ratios)
    assert found.rate.size == len(rows)


def test_no_rows_give_no_findings():
    assert review(Counts(np.zeros(0), np.zeros(0)), Proportions()).rate.size == 0


def test_limits_of_small_units_can_be_exact():
    plain = review(counts(*ALIKE, (30, 90)), Proportions())
    exact = review(counts(*ALIKE, (30, 90)), Proportions(exact_below=100))
    assert exact.lower95[0] == plain.lower95[0]
    assert exact.lower95[-1] * 90 == pytest.approx(round(exact.lower95[-1] * 90))


def test_more_than_was_expected_is_no_error_of_ratios():
    found = review(counts((30, 10), (10, 10), (3, 0.5)), Ratios())
    assert found.status.tolist() == [Status.ELIGIBLE, Status.ELIGIBLE, Status.INSUFFICIENT_DATA]
    assert found.baseline.tolist() == [1, 1, 1]


def test_periods_are_reviewed_each_by_itself_and_rows_keep_their_order():
    rows = counts((30, 100), (60, 100), (10, 100), (40, 100))
    found = review_periods(
        rows, Proportions(), units=["a", "a", "b", "b"], periods=["Q1 2011", "Q2 2011"] * 2
    )
    assert found.baseline.tolist() == [0.2, 0.5, 0.2, 0.5]
    alone = review(rows.only(np.array([0, 2])), Proportions())
    assert found.z_od[[0, 2]].tolist() == alone.z_od.tolist()


def test_alerts_that_last_are_told():
    quarters = [f"2010Q{quarter}" for quarter in (1, 2, 3, 4)] + ["2011Q1", "2011Q2"]
    rows, units, periods = [], [], []
    for place, quarter in enumerate(quarters):
        high = 80 if place in {0, 3} else 30
        rows += [*ALIKE, (high, 100)]
        units += [f"u{number}" for number in range(9)]
        periods += [quarter] * 9
    found = review_periods(counts(*rows), Proportions(), units=units, periods=periods)
    assert found.persistent[8::9].tolist() == [False, False, False, True, False, False]
    assert not found.persistent[0::9].any()


def test_periods_without_a_row_count_as_without_alert():
    alerts, units = np.array([True, True]), np.array([0, 0])
    assert persistent(units, np.array([0, 3]), alerts).tolist() == [False, True]
    assert persistent(units, np.array([0, 4]), alerts).tolist() == [False, False]
    assert persistent(np.array([0, 1]), np.array([0, 1]), alerts).tolist() == [False, False]


@pytest.mark.parametrize(
    "periods",
    [
        ["FY2009", "FY2010"],
        ["2010Q4", "2011Q1"],
        ["Q4 2010", "Q1 2011"],
        ["2010-11", "2011-02"],
        ["2010-12-31", "2011-01-01"],
        ["2010-10-01/2010-12-31", "2011-01-01/2011-03-31"],
    ],
)
def test_periods_are_put_in_order_of_time(periods):
    assert in_order([periods[1], periods[0], periods[1]]) == {periods[0]: 0, periods[1]: 1}


def test_periods_of_no_known_form_keep_their_order():
    assert in_order(["since activation", "2011", "spring"]) == {"since activation": 0, "2011": 1, "spring": 2}


def test_others_of_the_same_state_are_peers():
    x, n = np.array([10.0, 20.0, 90.0, 5.0]), np.array([100.0, 100.0, 100.0, 10.0])
    among = np.array([True, True, True, False])
    assert peers(x, n, among, np.zeros(4, dtype=int)) == pytest.approx([0.55, 0.5, 0.15, 0.4])
    groups = np.array([0, 0, 1, 0])
    assert peers(x, n, among, groups) == pytest.approx([0.2, 0.1, np.nan, 0.15], nan_ok=True)
