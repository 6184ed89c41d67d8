"""What holds of a review of any counts."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.statistics.review.kinds import Flag, FunnelClass, Pool, Status, Transform
from extractors.statistics.review.limits import midp_limits, poisson_limits, score_limits
from extractors.statistics.review.model import Counts
from extractors.statistics.review.multiplicity import q_values
from extractors.statistics.review.overdispersion import overdispersion
from extractors.statistics.review.proportions import Proportions
from extractors.statistics.review.ratios import Ratios
from extractors.statistics.review.review import columns, review

SIZES = st.floats(0, 5000, allow_subnormal=False).map(lambda number: round(number, 3))


@st.composite
def proportions(draw) -> Counts:
    """Parts and wholes, weighted ones among them, some empty, some impossible."""
    n = np.array(draw(st.lists(SIZES, min_size=1, max_size=12)))
    shares = draw(st.lists(st.floats(0, 1.1), min_size=n.size, max_size=n.size))
    return Counts(np.round(n * shares, 3), n)


@st.composite
def observed(draw) -> Counts:
    n = np.array(draw(st.lists(SIZES, min_size=1, max_size=12)))
    return Counts(np.array(draw(st.lists(SIZES, min_size=n.size, max_size=n.size))), n)


def words(values):
    return [str(value) for value in values]


@settings(max_examples=150)
@given(proportions(), st.sampled_from(Pool))
def test_a_review_of_proportions_is_sound(counts, pool):
    found = review(counts, Proportions(), pool=pool)
    rated = counts.denominators > 0
    assert np.array_equal(np.isfinite(found.rate), rated)
    assert np.array_equal(found.funnel_class.astype(bool), rated)
    for name, values in columns(found).items():
        assert values.shape == counts.numerators.shape, name
    limits = [found.lower998, found.lower95, found.baseline, found.upper95, found.upper998]
    if not (np.isfinite(found.baseline).all() and (found.baseline <= 1).all()):
        return
    for least, most in pairwise(limits):
        assert (least[rated] <= most[rated] + 1e-12).all()
    assert (found.lower998[rated] >= 0).all()
    assert (found.upper998[rated] <= 1).all()
    assert not (found.tau2 < 0).any()
    assert not (found.tau2_robust < found.tau2).any()
    alert = found.flag == Flag.ALERT
    assert np.array_equal(alert, np.isin(found.confirmed, [True, False]) & ~np.equal(found.confirmed, None))
    eligible = found.status == Status.ELIGIBLE
    assert np.array_equal(eligible, np.isin(found.flag, list(Flag)))


@settings(max_examples=150)
@given(observed(), st.sampled_from(Transform))
def test_a_review_of_ratios_is_sound(counts, transform):
    found = review(counts, Ratios(transform))
    rated = counts.denominators > 0
    assert np.array_equal(np.isfinite(found.z), rated)
    assert (found.lower95[rated] <= 1).all()
    assert (found.upper95[rated] >= 1).all()
    assert (found.tau2[rated] >= 0).all()


@given(proportions(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(counts, random):
    order = list(range(counts.size))
    random.shuffle(order)
    one, other = review(counts, Proportions()), review(counts.only(np.array(order)), Proportions())
    for name, values in columns(one).items():
        there = columns(other)[name]
        if values.dtype == object:
            assert words(values[order]) == words(there), name
        elif name != "mad_z":
            assert there == pytest.approx(values[order], rel=1e-6, abs=1e-9, nan_ok=True), name


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(1, 300)), min_size=2, max_size=12))
def test_parts_and_their_complements_mirror_each_other(pairs):
    x, n = (np.array(side, dtype=float) for side in zip(*pairs, strict=True))
    x = np.minimum(x, n)
    one, other = review(Counts(x, n), Proportions()), review(Counts(n - x, n), Proportions())
    assert one.z == pytest.approx(-other.z, abs=1e-7)
    assert one.tau2 == pytest.approx(other.tau2, abs=1e-9)
    assert one.lower95 == pytest.approx(1 - other.upper95, abs=1e-12)
    assert one.z_od == pytest.approx(-other.z_od, abs=1e-6)


@given(st.floats(0.01, 0.99), st.integers(1, 3000))
def test_limits_close_in_as_units_grow_and_hold_the_baseline(rate, size):
    sizes = np.array([size, 2 * size], dtype=float)
    for level in (0.95, 0.998):
        lower, upper = score_limits(sizes, rate, level)
        assert lower[0] <= lower[1] <= rate <= upper[1] <= upper[0]
        lower, upper = poisson_limits(sizes, level)
        assert (lower / sizes)[0] <= (lower / sizes)[1] <= 1 <= (upper / sizes)[1] <= (upper / sizes)[0]
        lower, upper = midp_limits(sizes, rate, level)
        assert (lower <= np.ceil(sizes * rate) / sizes).all()
        assert (np.floor(sizes * rate) / sizes <= upper).all()


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_false_discovery_rates_rise_with_p_and_are_never_below_it(p):
    values = np.array(p)
    q = q_values(values, np.ones(values.size, dtype=bool))
    order = np.argsort(values, kind="stable")
    assert (np.diff(q[order]) >= -1e-12).all()
    assert (q >= values - 1e-12).all()
    assert (q <= 1).all()


def test_rows_outside_the_family_make_no_discovery_harder():
    p = np.array([0.001, 0.2, 0.9, np.nan])
    q = q_values(p, np.array([True, True, False, True]))
    assert q[:2] == pytest.approx([0.002, 0.2])
    assert np.isnan(q[2:]).all()


@given(st.lists(st.floats(-50, 50), min_size=1, max_size=40), st.floats(0.001, 1))
def test_variance_between_units_is_never_negative_and_grows_with_the_scores(z, error):
    scores, errors = np.array(z), np.full(len(z), error)
    found = overdispersion(scores, errors)
    assert found.tau2 >= 0
    assert overdispersion(2 * scores, errors).tau2 >= found.tau2


@given(st.integers(0, 400), st.integers(50, 400))
def test_one_count_more_is_never_a_lower_class(x, n):
    order = list(reversed(FunnelClass))
    counts = Counts(np.array([x, x + 1.0, 900.0]), np.array([n, n, 3000.0]))
    classes = Proportions().classes(counts, Proportions().limits(counts, 0.3))
    assert order.index(classes[0]) <= order.index(classes[1])
    classes = Ratios().classes(counts, Ratios().limits(counts, 1.0))
    assert order.index(classes[0]) <= order.index(classes[1])
