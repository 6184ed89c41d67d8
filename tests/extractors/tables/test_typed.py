"""Typed cells: value, unit and kind by the cell, its column and its table."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.records import CellKind
from tests.extractors.tables.small import grid, typed


def test_a_number_has_value_unit_and_scale_of_its_surroundings():
    table = grid(("Drug", "Weight (pounds)"), ("Alder", "1,234"), caption="Seizures (in thousands)")
    cell = typed(table)[1, 1]
    assert (cell.value, cell.unit, cell.scale) == (1234, "pounds", "in thousands")


def test_a_row_of_another_unit_has_its_own():
    read = typed(grid(("Item", "2011"), ("Cost (dollars)", "5"), ("Share (%)", "7"), ("Cases", "9")))
    assert [read[row, 1].unit for row in (1, 2, 3)] == ["dollars", "percent", None]


def test_headers_and_labels_have_no_value():
    read = typed(grid(("County", "2011"), ("Alder", "1")))
    assert (read[0, 1].kind, read[0, 1].value) == (CellKind.TEXT, None)
    assert read[1, 0].kind is CellKind.TEXT


def test_a_raised_mark_is_none_of_a_number():
    read = typed(grid(("Country", "Departures"), ("Alder", "117,98940"), raised={(1, 1): ((7, 9),)}))
    assert (read[1, 1].value, read[1, 1].note_marks) == (117_989, ("40",))


def test_a_power_is_no_number():
    read = typed(grid(("Dose", "Count"), ("Alder", "106"), raised={(1, 1): ((2, 3),)}))
    assert (read[1, 1].kind, read[1, 1].value, read[1, 1].note_marks) == (CellKind.TEXT, None, ())


def test_a_sign_is_what_its_note_says():
    rows = (("County", "Filed"), ("Alder", "D"), ("Birch", "-"), ("Cedar", "12"), ("Dogwood", "15"))
    read = typed(grid(*rows), "D Data withheld to limit disclosure.", "- Represents zero.")
    assert (read[1, 1].kind, read[1, 1].value) == (CellKind.SUPPRESSED, None)
    assert (read[2, 1].kind, read[2, 1].value) == (CellKind.NUMBER, 0)


def test_a_code_among_figures_stands_for_one_and_among_words_does_not():
    rows = (
        ("County", "Filed", "State"),
        ("Alder", "12", "Ohio"),
        ("Birch", "X", "ZZ"),
        ("Cedar", "3", "Utah"),
    )
    read = typed(grid(*rows))
    assert (read[2, 1].kind, read[2, 2].kind) == (CellKind.SYMBOL, CellKind.TEXT)


@pytest.mark.parametrize(
    ("others", "value"), [(("120", "(340)"), -7), (("12", "34"), None), (("12", "(8)"), None)]
)
def test_a_small_figure_in_brackets_is_negative_only_where_others_are(others, value):
    rows = (("County", "Change"), ("Alder", "(7)"), *(("Birch", other) for other in others))
    assert typed(grid(*rows))[1, 1].value == value


def test_a_bracket_with_a_note_is_its_mark():
    rows = (("County", "Change"), ("Alder", "(7)"), ("Birch", "(340)"))
    cell = typed(grid(*rows), "(7) Not available.")[1, 1]
    assert (cell.kind, cell.value, cell.note_marks) == (CellKind.NOT_AVAILABLE, None, ("7",))


@pytest.mark.parametrize(
    ("other", "day"),
    [
        ("12/25/2011", date(2011, 5, 6)),
        ("25/12/2011", date(2011, 6, 5)),
        ("7/8/2011", None),
        ("June 25, 2011", None),
    ],
)
def test_a_date_is_read_as_others_of_its_column_are_printed(other, day):
    read = typed(grid(("County", "Signed"), ("Alder", "5/6/2011"), ("Birch", other)))
    assert (read[1, 1].kind, read[1, 1].value_date) == (CellKind.DATE, day)


def test_dates_of_another_column_and_of_both_forms_prove_nothing():
    beside = typed(grid(("County", "Signed", "Ended"), ("Alder", "5/6/2011", "12/25/2011")))
    mixed = typed(grid(("County", "Signed"), ("A", "5/6/2011"), ("B", "12/25/2011"), ("C", "25/12/2011")))
    assert (beside[1, 1].value_date, mixed[1, 1].value_date) == (None, None)


def test_labels_printed_again_in_each_row_leave_the_rest_to_the_next_column():
    rows = [("ZZ", f"County {number}", "May 26, 2009", "1") for number in range(6)]
    read = typed(grid(("State", "County", "Activated", "Submissions"), *rows))
    assert read[3, 3].stub_path == ("ZZ", "County 2")
    assert read[3, 2].value_date == date(2009, 5, 26)


def test_one_column_of_labels_is_enough_where_it_tells_the_rows_apart():
    rows = [(f"County {number}", "sheriff", "1") for number in range(6)]
    assert typed(grid(("County", "Agency", "Submissions"), *rows))[3, 2].stub_path == ("County 2",)
