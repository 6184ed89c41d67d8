"""Totals that add up, that do not, and of which nothing can be said."""

from __future__ import annotations

from tests.extractors.tables.small import grid, rows_of, typed


def verdicts(*rows):
    return {place: cell.adds_up for place, cell in typed(grid(*rows)).items() if cell.is_total and place[1]}


def test_a_total_row_adds_up_by_column():
    found = verdicts(
        ("County", "Filed", "Closed"), ("Alder", "1", "20"), ("Birch", "2", "30"), ("Total", "3", "50")
    )
    assert found == {(3, 1): True, (3, 2): True}


def test_a_place_that_does_not_add_up_is_named():
    rows = (("County", "Filed", "Closed", "Open"), ("Alder", "1", "20", "5"), ("Birch", "2", "30", "5"))
    assert verdicts(*rows, ("Total", "3", "50", "11")) == {(3, 1): True, (3, 2): True, (3, 3): False}


def test_a_total_over_a_figure_left_out_is_not_judged():
    rows = (("County", "Filed", "Closed"), ("Alder", "1", "20"), ("Birch", "2", "-"))
    assert verdicts(*rows, ("Total", "3", "50")) == {(3, 1): True, (3, 2): None}


def test_what_never_adds_up_is_no_total_of_ours_to_judge():
    assert verdicts(("County", "Filed"), ("Alder", "1"), ("Birch", "2"), ("Total", "99")) == {(3, 1): None}


def test_a_total_column_adds_up_by_row():
    found = verdicts(
        ("County", "North", "South", "Total"), ("Alder", "1", "2", "3"), ("Birch", "4", "5", "9")
    )
    assert found == {(1, 3): True, (2, 3): True}


def test_decimals_are_added_exactly():
    found = verdicts(("County", "Cost"), ("Alder", "0.1"), ("Birch", "0.2"), ("Total", "0.3"))
    assert found == {(3, 1): True}


def test_negative_numbers_in_brackets_are_added():
    found = verdicts(("County", "Net"), ("Alder", "(7)"), ("Birch", "(120)"), ("Total", "(127)"))
    assert found == {(3, 1): True}


def test_percentages_are_not_added():
    assert verdicts(("County", "Share"), ("Alder", "40%"), ("Birch", "60%"), ("Total", "100%")) == {
        (3, 1): None
    }


def test_the_table_says_how_many_totals_add_up():
    table = grid(("County", "Filed"), ("Alder", "1"), ("Birch", "2"), ("Total", "3"))
    assert rows_of(table).table.checks == ("column sums, column 1: 1 of 1 add up",)
