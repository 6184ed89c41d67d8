"""Rows of counts in, rows of findings out."""

from __future__ import annotations

import random

import pytest

from extractors.statistics.review.kinds import Flag, Reason, Status
from extractors.statistics.review.review import METHOD_VERSION, Review, columns
from extractors.statistics.review.rows import UnitCount, review_rows

ROWS = [
    UnitCount(f"county {number}", quarter, 28 + number % 5 + (50 if number == 7 else 0), 100, group="ZZ")
    for quarter in ("2011Q2", "2011Q1")
    for number in range(20)
] + [UnitCount("alone", "2011Q1", 30, 90), UnitCount("new", "2011Q1", 90, 100, group="ZZ", ready=False)]


def test_a_row_of_findings_answers_each_row_of_counts():
    found = review_rows(ROWS)
    assert len(found) == len(ROWS)
    assert set(found[0]) == {*Review.__dataclass_fields__, "baseline_others", "baseline_peers"}
    assert [row["flag"] for row in found].count(Flag.ALERT) == 2
    assert found[7]["persistent"] is True
    assert found[27]["persistent"] is False
    assert found[-1]["reason"] is Reason.NOT_ACTIVE_LONG_ENOUGH


def test_units_are_compared_with_all_others_and_with_their_peers():
    first = review_rows(ROWS)[27]
    others = [row for row in ROWS[20:40] if row.unit != "county 7"]
    assert first["baseline_peers"] == pytest.approx(sum(row.numerator for row in others) / 1900)
    assert first["baseline_others"] == pytest.approx((sum(row.numerator for row in others) + 30) / 1990)
    alone = review_rows(ROWS)[40]
    assert alone["baseline_peers"] is None
    assert alone["status"] is Status.ELIGIBLE


def test_order_does_not_matter_to_the_last_digit_that_is_kept():
    shuffled = ROWS.copy()
    random.Random(1).shuffle(shuffled)
    found = dict(zip(ROWS, review_rows(ROWS), strict=True))
    assert dict(zip(shuffled, review_rows(shuffled), strict=True)) == found


def test_what_is_not_there_is_none():
    (found,) = review_rows([UnitCount("a", "2011", 0, 0)])
    assert found["rate"] is found["funnel_class"] is found["z"] is found["baseline"] is None
    assert found["status"] is Status.INSUFFICIENT_DATA
    assert review_rows([]) == []
    assert METHOD_VERSION


def test_a_review_knows_its_columns():
    names = list(Review.__dataclass_fields__)
    assert list(columns(Review(*range(len(names))))) == names
