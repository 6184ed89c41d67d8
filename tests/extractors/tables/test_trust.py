"""The confidence in a table can be explained from what speaks for it."""

from __future__ import annotations

import pytest

from extractors.tables.trust import Shape, confidence, uniformity
from tests.extractors.tables.small import grid, rows_of

PERFECT = Shape(labelled=1, uniform=1, has_header=True)


def test_the_way_of_finding_bounds_it():
    assert [confidence(method, PERFECT) for method in ("html", "rulings", "white")] == [1.0, 0.95, 0.85]


def test_totals_that_fail_lower_it():
    failing = Shape(labelled=1, uniform=1, has_header=True, held=1, tried=4)
    assert confidence("html", failing) == pytest.approx(0.81)


def test_columns_of_one_kind_are_uniform():
    assert uniformity([(4, 0), (0, 3), (0, 0)]) == 1
    assert uniformity([(2, 2)]) == 0.5
    assert uniformity([]) == 0


def test_a_table_without_header_is_trusted_less():
    rows = (("County", "Filed"), ("Alder", "1"), ("Birch", "2"))
    with_header, without = (rows_of(grid(*rows, n_header_rows=n)).table.confidence for n in (1, 0))
    assert without < with_header == 1
