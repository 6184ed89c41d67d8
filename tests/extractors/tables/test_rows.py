"""The rows of a dataset: the same on every pass, with what is printed beside what is read."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extractors.tables.rows import CellRows
from tests.extractors.tables.small import grid, rows_of

TEXTS = st.text(alphabet="019,.()$%-*/DAx \u00b9", max_size=6)
TABLES = st.integers(1, 4).flatmap(
    lambda n_cols: st.lists(st.lists(TEXTS, min_size=n_cols, max_size=n_cols), min_size=1, max_size=5)
)


@given(TABLES, st.integers(0, 2))
def test_every_pass_gives_equal_records_and_what_is_printed(rows, n_header_rows):
    table = grid(*rows, n_header_rows=min(n_header_rows, len(rows)))
    cells = CellRows([rows_of(table)])
    first = list(cells)
    assert first == list(cells)
    assert [cell.text for cell in first] == [cell.text for cell in table.cells]
    assert len(cells) == len(first)


def test_tables_of_any_shape_are_read():
    assert list(CellRows([])) == []
    assert len(rows_of(grid(("",)))) == 1


def test_a_cell_is_found_by_number_and_cells_by_slice():
    cells = CellRows([rows_of(grid(("County", "Filed"), ("Alder", "1,204")))])
    assert (cells[3].text, cells[-1].value) == ("1,204", 1204)
    assert [cell.text for cell in cells[:2]] == ["County", "Filed"]


def test_cells_have_addresses_of_their_own_that_do_not_change():
    table = grid(("County", "Filed"), ("Alder", "1,204"))
    ids = [cell.cell_id for cell in CellRows([rows_of(table)])]
    assert len(set(ids)) == 4
    assert ids == [cell.cell_id for cell in CellRows([rows_of(table)])]


def test_a_note_is_a_row_with_its_meaning():
    rows = rows_of(grid(("County", "Filed"), ("Alder", "D"), ("Birch", "12")), "D Not available.")
    (note,) = rows.notes
    assert (note.mark, note.text, note.means) == ("D", "Not available.", "not_available")
    assert note.table_id == rows.table.table_id
