"""Published answers, and answers by another way."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from extractors.statistics.review.limits import midp_limits, poisson_limits, quantile, score_limits
from extractors.statistics.review.model import Counts
from extractors.statistics.review.multiplicity import q_values, two_sided
from extractors.statistics.review.overdispersion import overdispersion, robust_variance, winsorised
from extractors.statistics.review.proportions import Proportions
from extractors.statistics.review.ratios import Ratios
from extractors.statistics.review.review import review
from extractors.statistics.review.scores import (
    arcsine_scores,
    log_ratio_scores,
    score_test,
    sqrt_ratio_scores,
)
from extractors.statistics.review.shrinkage import beta_binomial, gamma_poisson

QUOTED = {
    "Alameda": (253, 625, 6.949, 6.601),
    "Solano": (93, 186, 6.682, 6.214),
    "Contra Costa": (325, 731, 9.911, 9.316),
    "Sonoma": (200, 470, 7.027, 6.636),
    "Prince George's": (145, 223, 12.313, 11.361),
}
"""Removals without conviction of all removals as the press quoted them, and both z against .28."""


def test_quantiles_are_those_of_two_and_three_standard_deviations():
    assert quantile(0.95) == pytest.approx(1.959964, abs=1e-6)
    assert quantile(0.998) == pytest.approx(3.090232, abs=1e-6)


@pytest.mark.parametrize(
    ("count", "answer"),
    [
        (1, (0.025318, 5.571645, 0.001001, 9.233410)),
        (2, (0.242209, 7.224688, 0.045402, 11.228868)),
        (3, (0.618672, 8.767274, 0.190533, 13.062245)),
    ],
)
def test_exact_poisson_limits(count, answer):
    found = [*poisson_limits(np.array([count]), 0.95), *poisson_limits(np.array([count]), 0.998)]
    assert np.concatenate(found) == pytest.approx(answer, abs=1e-5)


def test_limits_of_ratios_are_those_that_funnel_plot_r_draws():
    found = Ratios().limits(Counts(np.zeros(3), np.array([15.0, 20.0, 30.0])), 1.0)
    assert found.lower95 == pytest.approx([0.5596924, 0.6108260, 0.6746958], abs=5e-8)
    assert found.upper998 == pytest.approx([2.082907, 1.902094, 1.702771], abs=5e-7)


def test_poisson_limits_are_where_the_tails_hold_what_is_left():
    counts = np.arange(1, 60)
    lower, upper = poisson_limits(counts, 0.95)
    assert stats.poisson.sf(counts - 1, lower) == pytest.approx(0.025)
    assert stats.poisson.cdf(counts, upper) == pytest.approx(0.025)
    assert poisson_limits(np.array([0.0]), 0.95)[0] == 0


def test_benjamini_and_hochberg_s_own_example():
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459]
    p += [0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0]
    q = [0.0015, 0.0030, 0.0095, 0.0356, 0.0603, 0.0639, 0.0639, 0.0645, 0.0765]
    q += [0.4860, 0.5812, 0.7149, 0.7532, 0.8132, 1.0]
    found = q_values(np.array(p), np.ones(15, dtype=bool))
    assert found == pytest.approx(q, abs=5e-5)
    assert np.sum(found < 0.05) == 4


@pytest.mark.parametrize("county", QUOTED)
def test_counties_that_the_press_quoted(county):
    x, n, score, arcsine = QUOTED[county]
    counts = np.array([x], dtype=float), np.array([n], dtype=float)
    assert score_test(*counts, 0.28) == pytest.approx([score], abs=5e-4)
    assert arcsine_scores(*counts, 0.28).z == pytest.approx([arcsine], abs=5e-4)


def test_a_rate_lies_beyond_score_limits_where_the_baseline_lies_beyond_its_wilson_interval():
    n = np.full(201, 200.0)
    x = np.arange(201.0)
    for level in (0.95, 0.998):
        lower, upper = score_limits(n, 0.3, level)
        low, high = proportion_confint(x, n, alpha=1 - level, method="wilson")
        assert ((x / n > upper) == (low > 0.3)).all()
        assert ((x / n < lower) == (high < 0.3)).all()


@pytest.mark.parametrize("rate", [0.02, 0.28, 0.5, 0.97])
@pytest.mark.parametrize("level", [0.95, 0.998])
def test_mid_p_limits_are_the_outermost_counts_whose_mid_p_value_is_not_too_small(rate, level):
    n = np.arange(1.0, 100.0)
    lower, upper = midp_limits(n, rate, level)
    for size, low, high in zip(n, np.rint(lower * n), np.rint(upper * n), strict=True):
        counts = np.arange(size + 1)
        chance = stats.binom.pmf(counts, size, rate)
        below = np.cumsum(chance) - chance / 2
        fine = counts[(below >= (1 - level) / 2) & (1 - below >= (1 - level) / 2)]
        assert (low, high) == (fine[0], fine[-1])


def test_quantiles_of_winsorising_are_of_type_7():
    z = np.array([-8.0, -1.0, 0.0, 1.0, 2.0, 12.0])
    assert winsorised(z).tolist() == [-4.5, -1, 0, 1, 2, 7]


def test_overdispersion_by_hand():
    z, error = np.array([-2.0, 2.0, -2.0, 2.0]), np.array([0.1, 0.1, 0.2, 0.2])
    found = overdispersion(z, error)
    assert found.phi == pytest.approx(4)
    assert found.tau2 == pytest.approx((16 - 3) / (250 - (2 * 100**2 + 2 * 25**2) / 250))


def test_variance_between_units_is_found_again():
    random = np.random.default_rng(2)
    error, tau = np.full(20_000, 0.05), 0.1
    z = random.normal(0, np.hypot(error, tau)) / error
    whole = overdispersion(z, error, trim=0)
    assert whole.tau2 == pytest.approx(tau**2, rel=0.05)
    assert whole.phi == pytest.approx(1 + tau**2 / 0.05**2, rel=0.05)
    assert robust_variance(z * error, error) == pytest.approx(tau**2, rel=0.05)
    assert 0.5 * tau**2 < overdispersion(z, error).tau2 < whole.tau2  # winsorising takes some of it


def test_the_median_tells_the_variance_whatever_the_sizes_and_though_some_are_outliers():
    random = np.random.default_rng(3)
    error, tau = random.uniform(0.005, 0.2, 20_000), 0.05
    distance = random.normal(0, np.hypot(error, tau))
    assert robust_variance(distance, error) == pytest.approx(tau**2, rel=0.05)
    distance[:200] += 5
    assert robust_variance(distance, error) == pytest.approx(tau**2, rel=0.15)
    assert overdispersion(distance / error, error).tau2 < 0.5 * tau**2


def test_ratios_on_both_scales():
    observed, expected = np.array([8.0, 18.0]), np.array([2.0, 18.0])
    assert log_ratio_scores(observed, expected).z == pytest.approx([np.sqrt(2) * np.log(4), 0])
    assert sqrt_ratio_scores(observed, expected).z == pytest.approx([2 * (np.sqrt(8) - np.sqrt(2)), 0])


def test_no_events_have_a_score_on_the_log_scale_too():
    z = log_ratio_scores(np.zeros(2), np.array([50.0, 0.1])).z
    assert z == pytest.approx([np.sqrt(50) * np.log(0.01), 0])


def test_ratios_are_classed_by_the_exact_test():
    observed, expected = np.repeat(np.arange(30.0), 12), np.tile(np.linspace(0.5, 25, 12), 30)
    found = review(Counts(observed, expected), Ratios()).funnel_class
    up, down = stats.poisson.sf(observed - 1, expected), stats.poisson.cdf(observed, expected)
    wanted = np.select(
        [up < 0.001, down < 0.001, up < 0.025, down < 0.025],
        ["high_998", "low_998", "high_95", "low_95"],
        "within",
    )
    assert found.tolist() == wanted.tolist()


def test_two_sided_probabilities():
    assert two_sided(np.array([1.959964, -3.090232])) == pytest.approx([0.05, 0.002], rel=1e-5)


def test_beta_binomial_parameters_are_found_again():
    random = np.random.default_rng(4)
    n = random.integers(50, 2000, 4000).astype(float)
    rates = random.beta(28, 72, 4000)
    x = random.binomial(n.astype(int), rates).astype(float)
    shrunk = beta_binomial(x, n, float(x.sum() / n.sum()))
    assert shrunk.rate == pytest.approx((28 + x) / (100 + n), abs=0.01)
    assert shrunk.above == pytest.approx(stats.beta.sf(0.28, 28 + x, 72 + n - x), abs=0.1)
    assert np.mean((shrunk.rate - rates) ** 2) < np.mean((x / n - rates) ** 2)


def test_gamma_poisson_parameters_are_found_again():
    random = np.random.default_rng(5)
    expected = random.uniform(1, 200, 4000)
    observed = random.poisson(expected * random.gamma(10, 0.1, 4000)).astype(float)
    shrunk = gamma_poisson(observed, expected)
    assert shrunk.rate == pytest.approx((10 + observed) / (10 + expected), abs=0.08)


def test_where_units_do_not_differ_all_rates_are_the_baseline():
    found = review(Counts(np.full(9, 30.0), np.full(9, 100.0)), Proportions())
    assert found.eb_rate.tolist() == [0.3] * 9
    assert np.isnan(found.eb_prob_high).all()
