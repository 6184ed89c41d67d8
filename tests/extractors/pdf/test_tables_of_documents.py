"""Tables in PDFs: cells with spans, captions, header rows, and going on over pages."""

from __future__ import annotations

import pytest

from extractors.records import PassageKind

XS = [72, 200, 300, 400]
ROW = 18


@pytest.fixture
def table(write, ruled):
    def draw(canvas, rows, *, top):
        ruled(canvas, XS, [top + ROW * n for n in range(len(rows) + 1)])
        for n, row in enumerate(rows):
            texts = [(x + 4, top + ROW * n + 12, text) for x, text in zip(XS, row, strict=False)]
            write(canvas, texts, font="Helvetica-Bold" if n == 0 else "Helvetica", size=9)

    return draw


HEADER = ("County", "Submitted", "Removed")


def texts(extraction, number=0):
    table = extraction.tables[number]
    grid = [[None] * table.n_cols for _ in range(table.n_rows)]
    for cell in extraction.cells:
        if cell.table_id == table.table_id:
            grid[cell.row][cell.col] = cell.text
    return grid


def test_a_ruled_table_gives_its_cells_with_boxes_and_its_caption(paper, write, read, table):
    def draw(canvas):
        write(canvas, [(72, 80, "The figures of the year follow in the table below.")])
        write(canvas, [(72, 110, "Table 1. Persons by county")], font="Helvetica-Bold")
        table(canvas, [HEADER, ("Alder", "1,204", "17"), ("Birch", "988", "9")], top=120)
        write(canvas, [(72, 200, "Counties without figures are left out of the table.")])

    extraction = read(paper(draw))
    (found,) = extraction.tables
    assert (found.n_rows, found.n_cols, found.n_header_rows) == (3, 3, 1)
    assert found.caption == "Table 1. Persons by county"
    assert texts(extraction) == [list(HEADER), ["Alder", "1,204", "17"], ["Birch", "988", "9"]]
    cell = next(cell for cell in extraction.cells if cell.text == "988")
    assert cell.bbox == pytest.approx((200, 156, 300, 174), abs=0.6)
    assert [cell.is_header for cell in extraction.cells] == [True] * 3 + [False] * 6
    kinds = [passage.kind for passage in extraction.passages]
    assert kinds == [PassageKind.PARAGRAPH, PassageKind.CAPTION, PassageKind.TABLE, PassageKind.PARAGRAPH]
    assert extraction.document.text.count("1,204") == 1


def test_a_merged_cell_is_one_cell_with_spans(paper, write, read):
    def draw(canvas):
        canvas.setLineWidth(0.5)
        for x, top, bottom in ((72, 100, 154), (200, 100, 154), (300, 118, 154), (400, 100, 154)):
            canvas.line(x, 792 - top, x, 792 - bottom)
        for y, start in ((100, 72), (118, 200), (136, 72), (154, 72)):
            canvas.line(start, 792 - y, 400, 792 - y)
        write(
            canvas,
            [(76, 121, "County"), (265, 112, "Persons"), (204, 130, "2010"), (304, 130, "2011")],
            size=9,
        )
        write(canvas, [(297, 108, "1")], size=5)  # a mark of a note, beyond the edge that the heading spans
        write(canvas, [(76, 148, "Alder"), (204, 148, "12"), (304, 148, "15")], size=9)

    extraction = read(paper(draw))
    spans = {cell.text: (cell.row, cell.col, cell.row_span, cell.col_span) for cell in extraction.cells}
    assert spans == {
        "County": (0, 0, 2, 1),
        "Persons1": (0, 1, 1, 2),
        "2010": (1, 1, 1, 1),
        "2011": (1, 2, 1, 1),
        "Alder": (2, 0, 1, 1),
        "12": (2, 1, 1, 1),
        "15": (2, 2, 1, 1),
    }
    assert extraction.tables[0].n_header_rows == 2


def test_a_table_that_goes_on_is_one_table_and_keeps_its_repeated_header(paper, write, read, table):
    def page(number, rows):
        def draw(canvas):
            write(canvas, [(72, 40, "State of ZZ"), (300, 770, f"{number}")], size=8)
            table(canvas, [HEADER, *rows], top=60)

        return draw

    first = [(f"County {n}", str(100 + n), str(n)) for n in range(30)]
    second = [(f"County {n}", str(100 + n), str(n)) for n in range(30, 40)]
    extraction = read(paper(page(1, first), page(2, second)))
    (found,) = extraction.tables
    assert (found.n_rows, found.page, found.last_page) == (42, 1, 2)
    repeated = [cell for cell in extraction.cells if cell.repeated]
    assert [(cell.row, cell.page, cell.text, cell.is_header) for cell in repeated] == [
        (31, 2, text, True) for text in HEADER
    ]
    assert {cell.page for cell in extraction.cells if cell.row > 31} == {2}


def test_a_table_after_text_on_the_next_page_is_another_table(paper, write, read, table):
    def first(canvas):
        table(canvas, [HEADER, ("Alder", "1", "2"), ("Birch", "3", "4")], top=100)

    def second(canvas):
        write(canvas, [(72, 120, "Other figures were counted by another office in another year.")])
        table(canvas, [HEADER, ("Cedar", "5", "6"), ("Dogwood", "7", "8")], top=140)

    assert len(read(paper(first, second)).tables) == 2


FACILITIES = ("Facility", "Type", "2014", "2015", "2016")


def unruled(write, rows, *, at):
    """Draw rows without rulings on a page; its columns begin at these places."""

    def draw(canvas):
        for n, row in enumerate(rows):
            bold = n == 0 and row is FACILITIES
            words = [(x, 60 + ROW * n, text) for x, text in zip(at, row, strict=True)]
            write(canvas, words, font="Helvetica-Bold" if bold else "Helvetica", size=8)

    return draw


def facilities(first, last):
    return [(f"Facility {n}", "Dedicated", f"{n}1", f"{n}2", f"{n}3") for n in range(first, last)]


def test_a_table_without_rulings_goes_on_where_its_texts_stand_below_each_other(paper, write, read):
    """Its white lies elsewhere on the second page, and the header is not printed again."""
    begun = unruled(write, [FACILITIES, *facilities(100, 112)], at=(72, 180, 260, 320, 380))
    goes_on = unruled(write, facilities(112, 116), at=(80, 176, 266, 327, 386))
    (found,) = read(paper(begun, goes_on)).tables
    assert (found.n_rows, found.n_header_rows, found.page, found.last_page) == (17, 1, 1, 2)


def test_a_table_without_a_header_whose_texts_stand_elsewhere_is_another(paper, write, read):
    begun = unruled(write, [FACILITIES, *facilities(100, 112)], at=(72, 180, 260, 320, 380))
    other = unruled(write, facilities(112, 116), at=(72, 150, 215, 290, 350))
    assert [table.page for table in read(paper(begun, other)).tables] == [1, 2]


def test_rows_and_columns_without_rulings_are_found_by_their_white(paper, write, read):
    def draw(canvas):
        canvas.setLineWidth(0.5)
        for y in (100, 118, 190):
            canvas.line(72, 792 - y, 460, 792 - y)
        for x in (72, 200, 460):
            canvas.line(x, 792 - 100, x, 792 - 190)
        write(
            canvas, [(76, 112, "County"), (220, 112, "2009"), (300, 112, "2010"), (400, 112, "2011")], size=9
        )
        for n, name in enumerate(("Alder", "Birch", "Cedar", "Dogwood")):
            y = 132 + 15 * n
            write(canvas, [(76, y, name), (222, y, f"{n}1"), (302, y, f"{n}2"), (402, y, f"{n}3")], size=9)

    assert texts(read(paper(draw))) == [
        ["County", "2009", "2010", "2011"],
        ["Alder", "01", "02", "03"],
        ["Birch", "11", "12", "13"],
        ["Cedar", "21", "22", "23"],
        ["Dogwood", "31", "32", "33"],
    ]


def test_a_box_around_text_is_no_table(paper, write, read):
    def draw(canvas):
        canvas.rect(60, 600, 400, 100)
        write(canvas, [(72, 120, "A notice within a box is read as running text.")])

    extraction = read(paper(draw))
    assert extraction.tables == ()
    assert extraction.document.text == "A notice within a box is read as running text."


def test_a_table_of_contents_is_no_table(read, paper, write):
    entries = [("Introduction", 1), ("Scope of the report", 3), ("Figures of state ZZ", 7), ("Notes", 12)]

    def draw(canvas):
        for row, (title, number) in enumerate(entries):
            leader = "." * (90 - 2 * len(title))
            write(canvas, [(72, 100 + 16 * row, f"{title} {leader}"), (480, 100 + 16 * row, str(number))])

    assert read(paper(draw)).tables == ()


def test_what_stands_alone_over_the_middle_heads_all_columns_or_a_group_of_rows(read, paper, write):
    def draw(canvas):
        heads = [(233, 100, "Persons removed"), (72, 116, "County"), (200, 116, "Total"), (320, 116, "Other")]
        write(canvas, heads)
        for row, down in enumerate((132, 148, 180, 196)):
            write(canvas, [(72, down, f"Alder {row}"), (204, down, f"1{row}"), (324, down, f"2{row}")])
        write(canvas, [(188, 164, "State ZZ")])

    cells = {cell.text: cell for cell in read(paper(draw)).cells}
    assert (cells["Persons removed"].col, cells["Persons removed"].col_span) == (1, 2)
    assert (cells["State ZZ"].row, cells["State ZZ"].col) == (4, 0)
    assert cells["12"].header_path == ("Persons removed", "Total")
    assert cells["12"].stub_path == ("State ZZ", "Alder 2")
