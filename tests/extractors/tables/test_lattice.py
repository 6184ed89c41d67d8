"""Lattices: the grid that rulings draw, told by its edges and its cells."""

from __future__ import annotations

import numpy as np

from extractors.pdf.marks import Ruling
from extractors.tables.lattice import Slot, lattices, rulings_of


def across(at, start, end):
    return Ruling(horizontal=True, at=at, start=start, end=end)


def down(at, start, end):
    return Ruling(horizontal=False, at=at, start=start, end=end)


def grid(xs, ys):
    return [across(y, xs[0], xs[-1]) for y in ys] + [down(x, ys[0], ys[-1]) for x in xs]


def found_in(drawn):
    return lattices(rulings_of(drawn))


def test_a_full_grid_gives_a_cell_a_slot():
    (found,) = found_in(grid([0, 50, 100], [0, 20, 40]))
    assert (found.xs, found.ys) == ((0, 50, 100), (0, 20, 40))
    assert found.slots == (Slot(0, 0, 1, 1), Slot(0, 1, 1, 2), Slot(1, 0, 2, 1), Slot(1, 1, 2, 2))


def test_where_a_ruling_is_left_out_the_cell_spans():
    rulings = [across(y, 0, 100) for y in (0, 20, 40)] + [down(0, 0, 40), down(50, 20, 40), down(100, 0, 40)]
    (found,) = found_in(rulings)
    assert found.slots[0] == Slot(0, 0, 1, 2)


def test_double_rulings_are_one_and_broken_ones_are_joined():
    rulings = [*grid([0, 50, 100], [0, 20, 40]), across(21.5, 0, 100), down(50.8, 0, 18), down(50.8, 20, 40)]
    (found,) = found_in(rulings)
    assert (len(found.xs), len(found.ys)) == (3, 3)


def test_grids_that_do_not_touch_are_two_from_the_top():
    lower, upper = grid([0, 50, 100], [200, 220, 240]), grid([0, 50, 100], [0, 20, 40])
    assert [found.bbox for found in found_in([*lower, *upper])] == [(0, 0, 100, 40), (0, 200, 100, 240)]


def test_a_table_without_outer_rulings_is_closed_where_its_rules_end():
    rulings = [across(y, 0, 150) for y in (0, 20, 40)] + [down(50, 0, 40), down(100, 0, 40)]
    (found,) = found_in(rulings)
    assert found.xs == (0, 50, 100, 150)
    assert len(found.slots) == 6


def test_columns_that_run_on_below_the_last_rule_are_closed_where_they_end():
    rulings = [across(0, 0, 100), across(20, 0, 100), *(down(x, 0, 120) for x in (0, 50, 100))]
    (found,) = found_in(rulings)
    assert found.ys == (0, 20, 120)


def test_places_outside_belong_to_no_cell():
    (found,) = found_in(grid([0, 50, 100], [0, 20]))
    x, y = np.array([-5, 10, 70, 110, 70, 70]), np.array([10, 10, 10, 10, -5, 25])
    assert found.cells_at(x, y).tolist() == [-1, 0, 1, -1, -1, -1]


def test_an_area_with_corners_is_cut_into_rows():
    rulings = [
        across(0, 0, 100),
        across(20, 50, 100),
        across(40, 0, 100),
        down(0, 0, 40),
        down(50, 0, 20),
        down(100, 0, 40),
    ]
    (found,) = found_in(rulings)
    assert found.slots == (Slot(0, 0, 1, 1), Slot(0, 1, 1, 2), Slot(1, 0, 2, 2))
