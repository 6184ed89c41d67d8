"""Rows of counts in, rows of findings out."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis.extra.numpy import arrays
from hypothesis.strategies import floats

from extractors.statistics.review.kinds import Flag, Reason, Status
from extractors.statistics.review.model import Counts
from extractors.statistics.review.review import METHOD_VERSION, Review, columns
from extractors.statistics.review.rows import review_rows, rounded


class Row(NamedTuple):
    unit: str
    period: str
    numerator: float
    denominator: float
    group: str | None = "ZZ"
    ready: bool = True


ROWS = [
    Row(f"county {number}", quarter, 28 + number % 5 + (50 if number == 7 else 0), 100)
    for quarter in ("2011Q2", "2011Q1")
    for number in range(20)
] + [Row("alone", "2011Q1", 30, 90, group=None), Row("new", "2011Q1", 90, 100, ready=False)]


def found_in(rows: Sequence[Row]) -> list[dict[str, Any]]:
    units, periods, x, n, groups, ready = zip(*rows, strict=True)
    counts = Counts(np.array(x, dtype=float), np.array(n, dtype=float), np.array(ready))
    table = review_rows(counts, units=units, periods=periods, groups=groups)
    values = zip(*(column.tolist() for column in table.values()), strict=True)
    return [dict(zip(table, row, strict=True)) for row in values]


def test_a_row_of_findings_answers_each_row_of_counts():
    found = found_in(ROWS)
    assert len(found) == len(ROWS)
    assert set(found[0]) == {*Review.__dataclass_fields__, "baseline_others", "baseline_peers"}
    assert [row["flag"] for row in found].count(Flag.ALERT) == 2
    assert found[7]["persistent"] is True
    assert found[27]["persistent"] is False
    assert found[-1]["reason"] is Reason.NOT_ACTIVE_LONG_ENOUGH


def test_units_are_compared_with_all_others_and_with_their_peers():
    first = found_in(ROWS)[27]
    others = [row for row in ROWS[20:40] if row.unit != "county 7"]
    assert first["baseline_peers"] == pytest.approx(sum(row.numerator for row in others) / 1900)
    assert first["baseline_others"] == pytest.approx((sum(row.numerator for row in others) + 30) / 1990)
    alone = found_in(ROWS)[40]
    assert math.isnan(alone["baseline_peers"])
    assert alone["status"] is Status.ELIGIBLE


def test_order_does_not_matter_to_the_last_digit_that_is_kept():
    shuffled = ROWS.copy()
    random.Random(1).shuffle(shuffled)
    found = dict(zip(ROWS, map(repr, found_in(ROWS)), strict=True))
    assert dict(zip(shuffled, map(repr, found_in(shuffled)), strict=True)) == found


def test_what_is_not_there_is_nothing():
    (found,) = found_in([Row("a", "2011", 0, 0)])
    assert found["funnel_class"] is None
    assert math.isnan(found["rate"])
    assert math.isnan(found["baseline"])
    assert found["status"] is Status.INSUFFICIENT_DATA
    assert METHOD_VERSION


def test_units_without_company_are_not_judged():
    few = found_in(ROWS[:9])
    assert {row["reason"] for row in few} == {Reason.TOO_FEW_UNITS}
    assert {row["flag"] for row in few} == {None}
    assert found_in(ROWS[:10])[0]["flag"] is Flag.IN_CONTROL


@given(arrays(np.float64, 20, elements=floats(allow_nan=True, allow_infinity=True)))
def test_figures_are_rounded_as_they_are_written_but_for_ties(values):
    written = [float(f"{value:.12g}") if math.isfinite(value) else math.nan for value in values.tolist()]
    np.testing.assert_allclose(rounded(values), written, rtol=1.1e-11)
    assert rounded(np.array([0.1 + 0.2, 1 / 3, 123456789012.4])).tolist() == [
        0.3,
        0.333333333333,
        123456789012.0,
    ]


def test_a_review_knows_its_columns():
    names = list(Review.__dataclass_fields__)
    assert list(columns(Review(*range(len(names))))) == names
