"""What a reader of a PDF's records relies on: order, kinds, boxes, links, metadata."""

from __future__ import annotations

from datetime import date

import pytest
from reportlab.lib.pagesizes import letter

from extractors.records import DateSource, PassageKind

BODY = "The county reported its figures to the state office on time and without"


def kinds(extraction):
    return [(passage.kind, passage.text) for passage in extraction.passages]


@pytest.fixture
def report(paper, write):
    def page(number):
        def draw(canvas):
            write(canvas, [(72, 40, "State of ZZ, Office of Records")], size=8)
            if number == 1:
                write(canvas, [(72, 110, "Yearly Report on Custody")], font="Helvetica-Bold", size=18)
            write(
                canvas,
                [(72, 150, f"{'I' * number}. Findings of part {number}")],
                font="Helvetica-Bold",
                size=10,
            )
            write(canvas, [(72, 170, BODY), (72, 182, "any delay, as the law of the state requires.")])
            write(
                canvas,
                [(90, 206, "(a) The first point of the list."), (90, 218, "(b) The second point of it.")],
            )
            write(canvas, [(72, 640, f"{number} See the note of the office on figures.")], size=7)
            write(canvas, [(300, 765, f"Page {number} of 3")], size=8)

        return draw

    return paper(page(1), page(2), page(3))


def test_each_part_of_a_page_has_its_kind_and_stands_in_reading_order(read, report):
    assert kinds(read(report))[:8] == [
        (PassageKind.PAGE_HEADER, "State of ZZ, Office of Records"),
        (PassageKind.HEADING, "Yearly Report on Custody"),
        (PassageKind.HEADING, "I. Findings of part 1"),
        (PassageKind.PARAGRAPH, f"{BODY} any delay, as the law of the state requires."),
        (PassageKind.LIST_ITEM, "(a) The first point of the list."),
        (PassageKind.LIST_ITEM, "(b) The second point of it."),
        (PassageKind.FOOTNOTE, "1 See the note of the office on figures."),
        (PassageKind.PAGE_FOOTER, "Page 1 of 3"),
    ]


def test_heading_paths_name_the_headings_above_and_not_the_heading_itself(read, report):
    passages = read(report).passages
    assert passages[1].heading_path == ()
    assert passages[2].heading_path == ("Yearly Report on Custody",)
    assert passages[3].heading_path == ("Yearly Report on Custody", "I. Findings of part 1")
    on_second_page = next(p for p in passages if p.page == 2 and p.kind is PassageKind.PARAGRAPH)
    assert on_second_page.heading_path == ("Yearly Report on Custody", "II. Findings of part 2")


def test_offsets_point_into_the_text_of_the_document(read, report):
    extraction = read(report)
    for passage in extraction.passages:
        assert extraction.document.text[passage.char_start : passage.char_end] == passage.text


def test_rows_of_a_specimen_are_marked(read, report):
    extraction = read(report)
    assert extraction.document.specimen
    assert all(passage.specimen for passage in extraction.passages)


def test_the_same_bytes_give_the_same_records(read, report):
    assert read(report) == read(report)


def test_columns_are_read_one_after_the_other(paper, write, read):
    def draw(canvas):
        write(canvas, [(72, 80, "Two columns under one heading")], font="Helvetica-Bold", size=16)
        for number in range(8):
            write(canvas, [(72, 120 + 12 * number, f"left column has its line number {number} on")], size=9)
            write(canvas, [(330, 126 + 12 * number, f"right column has its line number {number} on")], size=9)

    text = read(paper(draw)).document.text
    assert text.index("line number 7 on") < text.index("right column has its line number 0")


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_boxes_are_those_of_the_page_as_displayed(paper, read, rotation):
    def draw(canvas):
        # reportlab turns the media box with the page, so that letter is what is displayed
        canvas.setPageRotation(rotation)
        canvas.setFont("Helvetica", 10)
        width, height = letter
        canvas.translate(*{0: (0, 0), 90: (height, 0), 180: (width, height), 270: (0, width)}[rotation])
        canvas.rotate(rotation)
        canvas.drawString(100, height - 50, "Here it stands")

    (passage,) = read(paper(draw)).passages
    assert passage.text == "Here it stands"
    x0, top, x1, bottom = passage.bbox
    assert x0 == pytest.approx(100, abs=0.1)
    assert x1 == pytest.approx(100 + 63, abs=5)
    assert 38 < top < 44
    assert bottom == pytest.approx(top + 10, abs=0.1)


def test_boxes_start_at_the_crop_box_and_what_is_cropped_away_is_not_read(paper, read):
    def draw(canvas):
        canvas.setCropBox((50, 100, 550, 700))
        canvas.setFont("Helvetica", 10)
        canvas.drawString(70, 680, "Shown")
        canvas.drawString(70, 750, "Printer's mark")

    (passage,) = read(paper(draw)).passages
    assert passage.text == "Shown"
    assert passage.bbox[0] == pytest.approx(20, abs=0.1)
    assert 10 < passage.bbox[1] < 22


def test_turned_writing_is_read_along_its_own_direction(paper, read):
    def draw(canvas):
        canvas.setFont("Helvetica", 10)
        canvas.saveState()
        canvas.translate(40, 300)
        canvas.rotate(90)
        canvas.drawString(0, 0, "Along the margin")
        canvas.restoreState()

    (passage,) = read(paper(draw)).passages
    x0, top, x1, bottom = passage.bbox
    assert passage.text == "Along the margin"
    assert bottom == pytest.approx(letter[1] - 300, abs=0.1)
    assert bottom - top > 60 > 3 * (x1 - x0)


def test_a_link_has_the_words_under_it_its_box_and_its_passage(paper, write, read):
    def draw(canvas):
        write(canvas, [(72, 100, "See the list of counties for more.")])
        start = 72 + canvas.stringWidth("See the ", "Helvetica", 10)
        end = start + canvas.stringWidth("list of counties", "Helvetica", 10)
        canvas.linkURL("/lists/counties.pdf", (start, letter[1] - 103, end, letter[1] - 91))

    extraction = read(paper(draw))
    (link,) = extraction.links
    assert (link.text, link.href) == ("list of counties", "/lists/counties.pdf")
    assert link.href_resolved == "https://zz.specimen.invalid/lists/counties.pdf"
    assert (link.page, link.passage_id) == (1, extraction.passages[0].passage_id)
    assert link.bbox[1] == pytest.approx(91, abs=0.1)


def test_the_title_is_the_declared_one_unless_that_is_a_file_name(paper, write, read):
    def draw(canvas):
        write(canvas, [(72, 100, "Custody by County")], font="Helvetica-Bold", size=18)
        write(canvas, [(72, 130, BODY), (72, 142, BODY), (72, 154, BODY)])

    declared = read(paper(draw, title="Custody, by County and Year")).document
    assert (declared.title, declared.title_printed) == ("Custody, by County and Year",) * 2
    for junk in ("Microsoft Word - custody_final.docx", "custody FY11 v3.xls", "untitled", ""):
        assert read(paper(draw, title=junk)).document.title == "Custody by County"


def test_dates_are_only_those_that_are_stated(paper, write, read):
    def silent(canvas):
        write(canvas, [(72, 100, "Figures through September 30, 2011")])

    def stated(canvas):
        write(canvas, [(72, 100, "Release Date: July 18, 2013")])

    document = read(paper(silent)).document
    assert document.published_on is None
    assert document.modified_on == date(2000, 1, 1)
    assert document.modified_on_source is DateSource.PDF_INFO
    assert document.modified_on_printed.startswith("D:20000101")
    document = read(paper(stated)).document
    assert (document.published_on, document.published_on_source) == (date(2013, 7, 18), DateSource.PRINTED)
    assert document.published_on_printed == "Release Date: July 18, 2013"


def test_the_language_is_the_declared_one_or_none(paper, write, read):
    def draw(canvas):
        write(canvas, [(72, 100, "Informe anual")])

    assert read(paper(draw)).document.language is None
    assert read(paper(draw, lang="es-US")).document.language == "es-US"


def test_a_hyphen_goes_only_where_the_whole_word_stands_elsewhere(paper, write, read):
    def draw(canvas):
        lines = [
            "The removal of the person was ordered by the court, and the re-",
            "moval took place; it was a cross-",
            "border matter of the county.",
        ]
        write(canvas, [(72, 100 + 12 * n, text) for n, text in enumerate(lines)])

    assert read(paper(draw)).passages[0].text == (
        "The removal of the person was ordered by the court, and the removal took place; "
        "it was a cross-border matter of the county."
    )


def test_a_bold_word_printed_twice_is_read_once(paper, read):
    def draw(canvas):
        canvas.setFont("Helvetica", 10)
        for shift in (0, 0.3):
            canvas.drawString(72 + shift, 700, "All willful acts")

    assert read(paper(draw)).document.text == "All willful acts"


def test_what_a_bookmark_names_is_a_heading(read, paper, write):
    def page(canvas):
        canvas.bookmarkPage("one")
        canvas.addOutlineEntry("Scope of the report", "one")
        write(canvas, [(72, 100, "Scope of the report"), (72, 140, "It covers state ZZ and no other.")])

    kinds = {passage.text: passage.kind.value for passage in read(paper(page)).passages}
    assert kinds == {"Scope of the report": "heading", "It covers state ZZ and no other.": "paragraph"}


def test_a_note_beside_a_link_is_read(paper, write, read):
    def draw(canvas):
        write(
            canvas, [(72, 100, "The form in English (PDF, 7 pages - 212 KB) and in Spanish (PDF, 8 pages).")]
        )
        for words, before in (
            ("Spanish", "The form in English (PDF, 7 pages - 212 KB) and in "),
            ("English", "The form in "),
        ):
            start = 72 + canvas.stringWidth(before, "Helvetica", 10)
            end = start + canvas.stringWidth(words, "Helvetica", 10)
            canvas.linkURL(f"/{words}.pdf", (start, letter[1] - 103, end, letter[1] - 91))

    links = read(paper(draw)).links
    assert sorted((link.text, link.note_raw, link.note_pages) for link in links) == [
        ("English", "(PDF, 7 pages - 212 KB)", 7),
        ("Spanish", "(PDF, 8 pages)", 8),
    ]
