"""A cell stands under the headers of its column and the labels of its row, outermost first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.tables.paths import is_total
from tests.extractors.tables.small import grid, typed


def spanning(table, **spans):
    """Let cells span: ``r0c1=(down, across)``; the cells they cover go."""
    places = {tuple(map(int, name[1:].split("c"))): span for name, span in spans.items()}
    covered = {
        (row + down, col + across)
        for (row, col), (n_down, n_across) in places.items()
        for down in range(n_down)
        for across in range(n_across)
        if down or across
    }
    cells = [
        replace(cell, row_span=span[0], col_span=span[1])
        for cell in table.cells
        if (cell.row, cell.col) not in covered
        for span in [places.get((cell.row, cell.col), (1, 1))]
    ]
    return replace(table, cells=tuple(cells))


def test_a_header_over_several_columns_heads_each():
    table = grid(("County", "2011", ""), ("", "Filed", "Closed"), ("Alder", "1", "2"), n_header_rows=2)
    read = typed(spanning(table, r0c1=(1, 2)))
    assert read[2, 2].header_path == ("2011", "Closed")
    assert read[1, 2].header_path == ("2011",)
    assert read[2, 2].stub_path == ("Alder",)


def test_a_title_over_all_columns_heads_none():
    table = spanning(grid(("Cases", ""), ("County", "Filed"), ("Alder", "1"), n_header_rows=2), r0c0=(1, 2))
    assert typed(table)[2, 1].header_path == ("Filed",)


def test_a_row_stands_under_its_group():
    table = grid(("County", "Filed"), ("North", ""), ("Alder", "1"), ("Birch", "2"))
    assert typed(table)[3, 1].stub_path == ("North", "Birch")


def test_an_indented_row_stands_under_the_row_above():
    table = grid(("County", "Filed"), ("North", "3"), ("   Alder", "1"), ("   Birch", "2"), ("South", "4"))
    read = typed(table)
    assert read[3, 1].stub_path == ("North", "Birch")
    assert read[4, 1].stub_path == ("South",)


def test_a_label_of_several_rows_stands_in_each():
    table = grid(("State", "County", "Filed"), ("ZZ", "Alder", "1"), ("", "Birch", "2"), ("YY", "Cedar", "3"))
    read = typed(spanning(table, r1c0=(2, 1)))
    assert read[2, 2].stub_path == ("ZZ", "Birch")
    assert read[2, 1].stub_path == ("ZZ",)


def test_paths_have_no_marks():
    read = typed(grid(("County", "Filed*"), ("Alder*", "1")), "* Of the year.")
    assert (read[1, 1].header_path, read[1, 1].stub_path) == (("Filed",), ("Alder",))


@pytest.mark.parametrize("label", ["Total", "Grand Total", "Subtotal", "Total, all counties", "North Total"])
def test_labels_of_totals(label):
    assert is_total(label)


@pytest.mark.parametrize("label", ["Totally new", "Total number of cases", "Alder"])
def test_labels_of_no_totals(label):
    assert not is_total(label)
