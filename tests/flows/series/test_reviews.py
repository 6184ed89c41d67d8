"""The statistical review over figures of the dataset."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from extractors.records import Basis, Statistic
from extractors.statistics.recipes import Count, Indicator, Recipe
from extractors.statistics.review.review import LEAST_UNITS
from flows.series.reviews import STATISTICAL_REVIEWS, period_name, review_statistics
from tests.flows.series.releases import JUNE, MARCH, SERIES, Laid, Release, figure, laid

DAY = date(2010, 6, 15)
RATE = Indicator(
    "share", "", (Count("removed", "level_3"), Count("removed", "noncriminal")), (Count("removed"),)
)
RECIPE = Recipe(SERIES, (), {}, (), indicators=(RATE,))
PLACES = [f"ZZ-county-{number:02}" for number in range(12)]


def county(
    place: str, through: date, low: float | None, noncriminal: float | None, removed: float, **other: Any
) -> list[Statistic]:
    """Give the three figures of a county through a day."""
    of = {"place_id": place, "place_printed": place, **other}
    return [
        figure(low, through, level="level_3", **of),
        figure(noncriminal, through, level="noncriminal", **of),
        figure(removed, through, **of),
    ]


def state(through: date, **told: tuple[Any, ...]) -> list[Statistic]:
    """Give the figures of all counties: 10 + 20 of 100, unless told otherwise."""
    usual = (10, 20, 100) if through == MARCH else (20, 40, 200)
    return [each for place in PLACES for each in county(place, through, *told.get(place[-2:], usual))]


def reviewed(
    releases: Sequence[Release], *, activated: date = DAY, recipe: Recipe = RECIPE
) -> dict[tuple[str, str, date], dict[str, Any]]:
    """Give the findings by county, basis and last day."""
    with laid(*releases) as tables:
        _know_places(tables, activated)
        review_statistics(tables.connection, [recipe])
        rows = tables.connection.sql(STATISTICAL_REVIEWS).to_arrow_table().to_pylist()
        for row in rows:
            for column in [name for name in row if name.endswith("_ids")]:
                row[column] = [tables.names[each] for each in row[column]]
    return {(row["place_id"][-2:], row["basis"], row["period_end"]): row for row in rows}


def _know_places(tables: Laid, activated: date) -> None:
    tables.connection.execute("""
        CREATE TABLE jurisdictions (jurisdiction_id VARCHAR, kind VARCHAR, within_id VARCHAR);
        CREATE TABLE activations (place_id VARCHAR, activated_on DATE);
        INSERT INTO jurisdictions VALUES ('ZZ', 'fictional', NULL), ('US', 'nation', NULL);
    """)
    for place in PLACES:
        tables.connection.execute("INSERT INTO jurisdictions VALUES (?, 'fictional', 'ZZ')", [place])
        tables.connection.execute("INSERT INTO activations VALUES (?, ?)", [place, activated])


def two_releases(**told: tuple[Any, ...]) -> list[Release]:
    return [Release("march", tuple(state(MARCH))), Release("june", tuple(state(JUNE, **told)))]


def test_a_quarter_and_the_time_since_activation_are_reviewed_with_the_figures_behind_them() -> None:
    found = reviewed(two_releases())
    assert len(found) == 3 * len(PLACES)
    quarter = found["00", "quarter", JUNE]
    assert (quarter["numerator"], quarter["denominator"], quarter["rate"]) == (30, 100, 0.3)
    assert quarter["numerator_to_ids"] == ["june 0", "june 1"]
    assert quarter["numerator_from_ids"] == ["march 0", "march 1"]
    assert (quarter["denominator_to_ids"], quarter["denominator_from_ids"]) == (["june 2"], ["march 2"])
    assert (quarter["status"], quarter["flag"], quarter["persistent"]) == ("eligible", "in_control", False)
    whole = found["00", "cumulative", JUNE]
    assert (whole["numerator"], whole["denominator"], whole["persistent"]) == (60, 200, None)
    assert whole["numerator_from_ids"] == whole["denominator_from_ids"] == []
    assert whole["n_eligible"] == len(PLACES)


def test_a_county_that_stands_out_is_an_alert() -> None:
    quarter = reviewed(two_releases(**{"03": (60, 60, 200)}))["03", "quarter", JUNE]
    assert (quarter["flag"], quarter["confirmed"], quarter["direction"]) == ("alert", True, "high")
    assert quarter["baseline_others"] == pytest.approx(0.3)
    assert quarter["excess"] == pytest.approx(90 - 100 * quarter["baseline"])


def test_a_withheld_figure_is_listed_and_not_judged() -> None:
    found = reviewed(two_releases(**{"03": (None, 40, 200)}))
    for basis in ("quarter", "cumulative"):
        row = found["03", basis, JUNE]
        assert (row["status"], row["reason"]) == ("insufficient_data", "not_printed")
        assert row["numerator"] is row["rate"] is row["flag"] is None
        assert row["denominator"] is not None


def test_a_revised_figure_leaves_no_quarter() -> None:
    found = reviewed(two_releases(**{"03": (5, 40, 200)}))
    assert found["03", "quarter", JUNE]["reason"] == "revised"
    assert found["03", "cumulative", JUNE]["status"] == "eligible"
    assert found["04", "quarter", JUNE]["n_eligible"] == len(PLACES) - 1


def test_figures_of_other_definitions_make_no_quarter() -> None:
    june = [replace(each, definition_version="levels-2011") for each in state(JUNE)]
    found = reviewed([Release("march", tuple(state(MARCH))), Release("june", tuple(june))])
    assert {basis for _, basis, _ in found} == {"cumulative"}
    assert found["00", "cumulative", JUNE]["definition_version"] == "levels-2011"


def test_a_place_must_have_been_active_for_ninety_days() -> None:
    found = reviewed([Release("june", tuple(state(JUNE)))], activated=date(2011, 4, 3))
    row = found["00", "cumulative", JUNE]
    assert (row["reason"], row["active_since"]) == ("not_active_long_enough", date(2011, 4, 3))
    found = reviewed([Release("june", tuple(state(JUNE)))], activated=date(2011, 4, 2))
    assert found["00", "cumulative", JUNE]["status"] == "eligible"


def test_what_was_counted_before_shows_that_a_place_was_active() -> None:
    found = reviewed(two_releases(), activated=date(2012, 1, 1))
    assert found["00", "quarter", JUNE]["active_since"] == MARCH
    assert found["00", "quarter", JUNE]["status"] == "eligible"
    assert found["00", "cumulative", MARCH]["reason"] == "not_active_long_enough"


def test_too_few_places_are_not_compared() -> None:
    few = tuple(each for each in state(JUNE) if each.place_id in PLACES[: LEAST_UNITS - 1])
    rows = reviewed([Release("june", few)])
    assert {row["reason"] for row in rows.values()} == {"too_few_units"}
    assert {row["flag"] for row in rows.values()} == {None}
    assert rows["00", "cumulative", JUNE]["funnel_class"] == "within"


def test_totals_of_states_and_shares_of_categories_are_no_units() -> None:
    total = county("ZZ", JUNE, 240, 480, 2400)
    nation = county("US", JUNE, 240, 480, 2400)
    part = county(PLACES[0], JUNE, 1, 1, 1, category=("visa overstays",))
    found = reviewed([Release("june", (*state(JUNE), *total, *nation, *part))])
    assert {place for place, _, _ in found} == {place[-2:] for place in PLACES}
    assert found["00", "cumulative", JUNE]["denominator"] == 200


def test_records_and_specimens_never_meet() -> None:
    found = reviewed(
        [Release("june", tuple(state(JUNE)[:18])), Release("real", tuple(state(JUNE)[18:]), specimen=False)]
    )
    assert {row["n_eligible"] for row in found.values()} == {0}


def test_an_indicator_that_is_not_printed_is_not_reviewed() -> None:
    other = Indicator("other", "", (Count("booked"),), (Count("removed"),))
    assert reviewed(two_releases(), recipe=replace(RECIPE, indicators=(other,))) == {}


def test_periods_are_named_in_order_of_time() -> None:
    assert period_name(Basis.QUARTER, JUNE) == "2011Q2"
    assert period_name(Basis.CUMULATIVE, JUNE) == "2011-06-30"
