"""The review does not cry wolf, and finds what is far out."""

from tests.benchmarks.review import Plan, Sizes, false_alarms, power

NOMINAL = 0.002


def test_hardly_any_of_units_that_only_differ_is_an_alert_that_is_confirmed() -> None:
    for plan, shares in false_alarms(repeats=10).items():
        assert shares["confirmed"] <= NOMINAL / 10, plan
        if plan.kind is Sizes.EQUAL:
            assert shares["alert"] <= NOMINAL, plan
        if plan.spread >= 0.05:
            assert shares["plain 99.8"] > 10 * NOMINAL, "what plain limits would have done"


def test_what_is_far_out_is_found_and_what_is_near_is_not() -> None:
    far, near = Plan(0.05, size=400, effect=0.4), Plan(0.05, size=100, effect=0.05)
    found = power(2, [far, near])
    assert found[far]["confirmed"] == 1
    assert found[near]["alert"] < 0.1
