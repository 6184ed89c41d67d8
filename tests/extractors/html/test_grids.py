import pytest


def cells(extraction):
    return [(cell.row, cell.col, cell.row_span, cell.col_span, cell.text) for cell in extraction.cells]


def test_spans_are_kept_where_they_stand(read_body):
    extraction = read_body(
        "<table><tr><th rowspan=2>State</th><th colspan=2>Removed</th></tr>"
        "<tr><th>L1</th><th>L2</th></tr><tr><td>ZZ</td><td>1</td><td>2</td></tr></table>"
    )
    assert cells(extraction) == [
        (0, 0, 2, 1, "State"),
        (0, 1, 1, 2, "Removed"),
        (1, 1, 1, 1, "L1"),
        (1, 2, 1, 1, "L2"),
        (2, 0, 1, 1, "ZZ"),
        (2, 1, 1, 1, "1"),
        (2, 2, 1, 1, "2"),
    ]
    assert extraction.tables[0].n_header_rows == 2
    assert extraction.tables[0].method == "html"


def test_a_foot_stands_last_and_spans_end_with_their_group(read_body):
    extraction = read_body(
        "<table><tfoot><tr><td>Total</td><td>3</td></tr></tfoot>"
        "<tbody><tr><th rowspan=0>All</th><td>1</td></tr><tr><td>2</td></tr></tbody></table>"
    )
    assert cells(extraction) == [
        (0, 0, 2, 1, "All"),
        (0, 1, 1, 1, "1"),
        (1, 1, 1, 1, "2"),
        (2, 0, 1, 1, "Total"),
        (2, 1, 1, 1, "3"),
    ]


def test_an_absurd_span_means_the_whole_width(read_body):
    extraction = read_body(
        "<table><tr><th colspan=99999>Title</th></tr><tr><td>a</td><td>b</td></tr></table>"
    )
    assert extraction.tables[0].n_cols == 2
    assert cells(extraction)[0] == (0, 0, 1, 2, "Title")


def test_cells_never_overlap(read_body):
    extraction = read_body(
        "<table><tr><th>a</th><th rowspan=2>b</th><th>c</th></tr>"
        "<tr><td colspan=3>d</td><td>e</td></tr><tr><td>f</td></tr></table>"
    )
    taken = [
        (cell.row + down, cell.col + right)
        for cell in extraction.cells
        for down in range(cell.row_span)
        for right in range(cell.col_span)
    ]
    assert len(taken) == len(set(taken))
    assert "d" in [cell.text for cell in extraction.cells]


def test_blocks_in_a_cell_are_parted_by_spaces(read_body):
    extraction = read_body(
        "<table><tr><th>x</th><th>y</th></tr><tr><td><p>one</p><p>two</p></td><td>3<sup>1</sup></td></tr></table>"
    )
    assert [cell.text for cell in extraction.cells][2:] == ["one two", "31"]


@pytest.mark.parametrize(
    "layout",
    [
        "<table><tr><td>menu</td><td><table><tr><td>a</td></tr></table></td></tr><tr><td>b</td></tr></table>",
        "<table role=presentation><tr><th>menu</th><th>b</th></tr><tr><td>a</td><td>c</td></tr></table>",
        "<table><tr><td>menu</td><td>a</td><td>b</td></tr></table>",
        "<table><tr><td>menu</td></tr><tr><td>a b</td></tr></table>",
        "<table><tr><td>menu</td><td>"
        + "long text " * 50
        + "</td></tr><tr><td>a</td><td>b</td></tr></table>",
        "<table><tr><td><h2>menu</h2></td><td>a</td></tr><tr><td>b</td><td>c</td></tr></table>",
    ],
)
def test_a_table_that_arranges_a_page_is_read_as_text(read_body, layout):
    extraction = read_body(layout)
    assert extraction.tables == ()
    assert extraction.passages[0].text == "menu"
    assert extraction.document.text.split()[-1] in layout


def test_a_small_table_without_any_marks_is_data(read_body):
    extraction = read_body("<table><tr><td>May</td><td>12</td></tr><tr><td>June</td><td>D</td></tr></table>")
    assert [cell.text for cell in extraction.cells] == ["May", "12", "June", "D"]
    assert extraction.tables[0].n_header_rows == 0


@pytest.mark.parametrize(
    "rows",
    [
        "<tr>" + "<td>1</td>" * 60_000 + "</tr>",
        "<tr><td colspan=1000>a</td><td colspan=1000>b</td></tr>" * 500,
        "<tr><td rowspan=65534>a</td><td>b</td></tr>" * 1500,
    ],
)
def test_a_table_that_is_too_large_keeps_its_text_and_says_so(read_body, rows):
    extraction = read_body(f"<p>before</p><table>{rows}</table><p>after</p>")
    assert extraction.tables == ()
    assert [issue.code for issue in extraction.issues] == ["table_too_large"]
    assert extraction.document.text.startswith("before")
    assert extraction.document.text.endswith("after")
    assert len(extraction.document.text.split()) > 1000


def test_raised_figures_are_marks_and_none_of_the_value(read_body):
    extraction = read_body(
        "<table><tr><th>County</th><th>Filed <sup>1</sup></th></tr>"
        "<tr><td>Alder <a href='#n'><sup>a</sup></a></td><td>1,204<sup>2</sup></td></tr></table>"
    )
    read = [(cell.text, cell.text_clean, cell.note_marks) for cell in extraction.cells]
    assert read[1:] == [
        ("Filed 1", "Filed", ("1",)),
        ("Alder a", "Alder", ("a",)),
        ("1,2042", "1,204", ("2",)),
    ]
    assert extraction.cells[3].value == 1204


def test_no_break_spaces_indent_a_label_but_one_does_not(read_body):
    rows = [("North", 3), ("&nbsp;&nbsp;&nbsp;Alder", 1), (" &nbsp; &nbsp;Birch", 2), ("&nbsp;South", 4)]
    body = "".join(f"<tr><td>{label}</td><td>{count}</td></tr>" for label, count in rows)
    extraction = read_body(f"<table><tr><th>County</th><th>Filed</th></tr>{body}</table>")
    paths = [cell.stub_path for cell in extraction.cells if cell.col == 1][1:]
    assert paths == [("North",), ("North", "Alder"), ("North", "Birch"), ("South",)]
