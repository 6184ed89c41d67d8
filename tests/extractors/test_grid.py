"""Packed cells are the cells that were packed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.grid import UNKNOWN_EXTENT, Grid, GridCell, PackedCells, packed, stacked

HUNDREDTHS = st.integers(-100_000, 100_000).map(lambda number: number / 100)
CELLS = st.builds(
    GridCell,
    row=st.integers(0, 9_999),
    col=st.integers(0, 99),
    text=st.text(max_size=8),
    row_span=st.integers(1, 9),
    col_span=st.integers(1, 9),
    is_header=st.booleans(),
    repeated=st.booleans(),
    page=st.none() | st.integers(0, 999),
    bbox=st.none() | st.tuples(HUNDREDTHS, HUNDREDTHS, HUNDREDTHS, HUNDREDTHS),
    raised=st.just(()) | st.just(((0, 1),)),
    extent=st.none() | st.tuples(st.floats(-99, 99, width=32), st.floats(-99, 99, width=32)),
)


def cell(row, text, **said):
    return GridCell(row, 0, text, page=1, bbox=(0.0, 1.0, 2.0, 3.0), **said)


@given(st.lists(CELLS, max_size=6))
def test_cells_come_back_as_they_were(cells):
    box = packed(cells)
    assert list(box) == cells
    assert len(box) == len(cells)
    assert [box[number] for number in range(len(cells))] == cells
    assert box[:2] == tuple(cells[:2])


@given(st.lists(CELLS, max_size=4), st.lists(CELLS, max_size=4))
def test_parts_are_stacked_in_order(upper, lower):
    assert list(stacked([packed(upper), packed(lower)])) == upper + lower


def test_boxes_are_rounded_to_hundredths_without_negative_zero():
    (found,) = packed([replace(cell(0, "a"), bbox=(-0.001, 1.005001, 2.333333, 3.0))])
    assert str(found.bbox) == "(0.0, 1.01, 2.33, 3.0)"


def test_what_is_packed_is_not_packed_again():
    box = packed([cell(0, "a")])
    assert packed(box) is box


def test_some_cells_are_taken_with_their_raised_figures():
    box = packed([cell(0, "a"), cell(1, "b1", raised=((1, 2),)), cell(2, "c")])
    assert list(box.taken([2, 1])) == [box[2], box[1]]
    with pytest.raises(IndexError):
        box[3]


def test_a_part_further_down_has_its_headers_marked_as_repeated():
    moved = packed([cell(0, "County"), cell(1, "Alder")]).marked(shift=5, n_header_rows=1, repeated=True)
    assert [(c.row, c.is_header, c.repeated) for c in moved] == [(5, True, True), (6, False, False)]


def test_a_grid_is_read_as_lines_with_tabs():
    cells = [GridCell(0, 0, "County"), GridCell(0, 1, "Filed"), GridCell(1, 1, "1\n204")]
    assert Grid(tuple(cells), 2, 2, "html").as_text() == "County\tFiled\n\t1 204"
    assert Grid(packed(cells), 2, 2, "html").as_text() == "County\tFiled\n\t1 204"


def test_places_without_a_cell_are_filled_with_empty_ones_in_order():
    filled = PackedCells.between(
        [0, 10, 20, 30],
        [0, 5, 10],
        places=[(1, 1, 1, 1), (0, 1, 1, 2)],
        texts=["c", "b"],
        extents=[UNKNOWN_EXTENT] * 2,
        page=4,
        raised={},
    )
    assert [(cell.row, cell.col, cell.text) for cell in filled] == [
        (0, 0, ""),
        (0, 1, "b"),
        (1, 0, ""),
        (1, 1, "c"),
        (1, 2, ""),
    ]
    assert filled[1] == GridCell(0, 1, "b", col_span=2, page=4, bbox=(10.0, 0.0, 30.0, 5.0))
    assert filled[4] == GridCell(1, 2, "", page=4, bbox=(20.0, 5.0, 30.0, 10.0))
