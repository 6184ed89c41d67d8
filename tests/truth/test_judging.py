"""The check itself: it finds what is right, and a number that slipped is not taken for right."""

from __future__ import annotations

from dataclasses import fields

import pytest

from extractors.records import Cell, Table
from tests.truth import complaints, printed, sums
from tests.truth.grids import Row, Value, rows_of
from tests.truth.judging import Expected, Finding, judge_by_page


def made(record, **said):
    """Make a record of which only these fields matter here."""
    return record(**dict.fromkeys(field.name for field in fields(record)) | said)


def table(grid, *, n_header_rows=1):
    return made(Table, ordinal=0, page=1, n_rows=len(grid), n_cols=len(grid[0]), n_header_rows=n_header_rows)


def cell(row, col, text, *, header=False, spans=(1, 1), repeated=False):
    place = {"row": row, "col": col, "row_span": spans[0], "col_span": spans[1], "page": 1}
    return made(Cell, **place, text=text, is_header=header, repeated=repeated)


def cells(grid, *, n_header_rows=1):
    for row, texts in enumerate(grid):
        for col, text in enumerate(texts):
            yield cell(row, col, text, header=row < n_header_rows)


GRID = [["County", "Submitted", "Removed"], ["Alder*", "1,204", "17"], ["Birch", "988", "N/A"]]
TRUTH = [
    Expected(1, ("alder",), "submitted", "1204"),
    Expected(1, ("alder",), "removed", "17"),
    Expected(1, ("birch",), "submitted", "988"),
    Expected(1, ("birch",), "removed", "NA"),
]


def findings(found):
    return [judgement.finding for judgement in judge_by_page(TRUTH, found, fold=printed.label)]


def test_values_at_their_place_are_right():
    assert findings(rows_of(table(GRID), cells(GRID))) == [Finding.RIGHT] * 4


def test_a_column_that_slipped_and_a_row_that_is_lost_are_told_apart():
    slipped = [GRID[0], ["Alder", "17", "1,204"]]
    found = rows_of(table(slipped), cells(slipped))
    assert findings(found) == [Finding.OTHER_HEADING] * 2 + [Finding.NO_ROW] * 2


def test_a_row_taken_for_a_heading_spoils_the_values_below_it():
    found = rows_of(table(GRID, n_header_rows=2), cells(GRID, n_header_rows=2))
    assert findings(found) == [Finding.NO_ROW] * 2 + [Finding.OTHER_HEADING] * 2


def test_a_label_that_stands_twice_on_a_page_is_no_place():
    twice = [*GRID, ["Alder", "5", "6"]]
    assert findings(rows_of(table(twice), cells(twice)))[:2] == [Finding.NO_ROW] * 2


def test_titles_over_several_columns_and_headings_printed_again_are_no_part_of_a_heading():
    below = [c for c in cells(GRID) if c.row]
    again = [cell(9, col, text, header=True, repeated=True) for col, text in enumerate(GRID[0])]
    title = cell(0, 1, "Persons", header=True, spans=(1, 2))
    first = [c for c in cells(GRID) if not c.row]
    assert findings(rows_of(table(GRID), [title, *first, *below, *again])) == [Finding.RIGHT] * 4


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,204", "1204"),
        ("0.50%", "0.5"),
        ("10.60", "10.6"),
        ("$4,900,525", "4900525"),
        ("18,506 *", "18506"),
        ("N/A ***", "NA"),
        ("-", "NA"),
        ("", ""),
        ("D", "D"),
        ("1,200", "1200"),
    ],
)
def test_a_number_is_compared_by_its_digits(text, value):
    assert printed.value(text) == value


def test_labels_are_compared_without_their_notes():
    assert printed.label("Suspected In- Country  Overstays*") == "suspected in-country overstays"
    assert printed.without_former_name("Big Bend (formerly Marfa)") == "big bend"
    assert printed.without_note_number("Australia28") == "australia"
    assert printed.without_note_number("2019") == "2019"


def complaint(label, *numbers):
    headings = ("Oct", "Nov", "Total")
    return Row(0, 1, label, tuple(map(Value, headings, map(str, numbers))))


REPORT = [
    complaint("ZZA", 3, 1, 4),
    complaint("2015", 3, 1, 4),
    complaint("Locks", 3, 1, 4),
    complaint("Locks", 2, 0, 2),
    complaint("Missing", 1, 1, 2),
]
NAMES = complaints.Names(frozenset({"ZZA"}), frozenset({"2015"}), frozenset({"Locks"}))


def test_rows_are_nested_by_their_names():
    paths = [path for path, _ in complaints.nested(REPORT, NAMES)]
    assert paths[2:] == [
        ("ZZA", "2015", "Locks"),
        ("ZZA", "2015", "Locks", "Locks"),
        ("ZZA", "2015", "Locks", "Missing"),
    ]


def test_a_number_in_the_wrong_month_breaks_a_sum():
    body = list(complaints.nested(REPORT, NAMES))
    assert all(one.right for one in [*sums.down(body), *sums.along(body)])
    slipped = [*body[:-1], (body[-1][0], complaint("Missing", 0, 2, 2))]
    assert [(one.heading, one.said, one.summed) for one in sums.down(slipped) if not one.right] == [
        ("Oct", 3, 2),
        ("Nov", 1, 2),
    ]
