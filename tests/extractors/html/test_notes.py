"""The notes that pages print beside links, in all the forms in which they are printed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.html import notes
from extractors.html.promises import notes_of_links

KB, MB = 1024, 1024 * 1024

WORDS = """
    ( ) [ ] PDF .pdf pdf (PDF) , - \u2013 \u2014 | ; : . 7 212 1.61 1,207 1,61 pages Pages page p\u00e1ginas
    pp. KB MB bytes K \u0663 \u00b2 Word text English link
"""
PIECES = [*WORDS.split(), "(PDF, 7 pages)", "[PDF | 3 KB]", " ", "\t", "\n"]


@pytest.mark.parametrize(
    ("raw", "file_format", "pages", "size"),
    [
        ("(PDF, Pages 7)", "PDF", 7, None),
        ("(PDF, Pages 1)", "PDF", 1, None),
        ("(PDF, Page 1)", "PDF", 1, None),
        ("(PDF, Pages: 12)", "PDF", 12, None),
        ("(PDF, 7 pages - 212 KB)", "PDF", 7, 212 * KB),
        ("(PDF, 37 pages \u2013 1.61 MB)", "PDF", 37, 1688207),
        ("(PDF 19 pages \u2013 457 KB)", "PDF", 19, 457 * KB),
        ("(PDF, 16pages \u2013 248 KB)", "PDF", 16, 248 * KB),
        ("(PDF, 17 pages -265 KB )", "PDF", 17, 265 * KB),
        ("(PDF, 1 page \u2014 2 MB.)", "PDF", 1, 2 * MB),
        ("( PDF, 2\u00a0pages - 3\u00a0KB )", "PDF", 2, 3 * KB),
        ("(PDF, Pages 7 - 212 KB)", "PDF", 7, 212 * KB),
        ("(PDF, Pages 7 \u2013 1.61 MB)", "PDF", 7, 1688207),
        ("(Pages 7, PDF)", "PDF", 7, None),
        ("(1 page, PDF)", "PDF", 1, None),
        ("(7-page PDF)", "PDF", 7, None),
        ("(PDF, 12 pp., 3 MB)", "PDF", 12, 3 * MB),
        ("(Number of pages: 7; PDF)", "PDF", 7, None),
        ("[PDF | 656 KB]", "PDF", None, 656 * KB),
        ("[PDF]", "PDF", None, None),
        ("[PDF - 3 pages]", "PDF", 3, None),
        ("(PDF - 1.2MB)", "PDF", None, 1258291),
        ("(370KB PDF)", "PDF", None, 370 * KB),
        ("(.pdf)", "PDF", None, None),
        ("(.pdf, 19K)", "PDF", None, 19 * KB),
        ("(PDF)", "PDF", None, None),
        ("(PDF/1.5 MB)", "PDF", None, 1572864),
        ("(pdf, 1,207 KB)", "PDF", None, 1207 * KB),
        ("(PDF, 948,741 bytes)", "PDF", None, 948741),
        ("(XLS - 948.74 KB)", "XLS", None, 971510),
        ("(MS Word, 33 KB)", "WORD", None, 33 * KB),
        ("(Adobe Acrobat PDF file, 2 pages)", "PDF", 2, None),
        ("(PDF format, 2 pages, opens in a new window)", "PDF", 2, None),
        ("(English, PDF - 3 MB)", "PDF", None, 3 * MB),
        ("(PDF, 7 p\u00e1ginas - 212 KB)", "PDF", 7, 212 * KB),
        ("(PDF, 1 p\u00e1gina - 1,61 MB)", "PDF", 1, 1688207),
        ("(P\u00e1ginas 7, en espa\u00f1ol, PDF)", "PDF", 7, None),
        ("(12 pages, 3 KB)", None, 12, 3 * KB),
        ("(PDF, page 7)", "PDF", None, None),
        ("(PDF, pages 7-9)", "PDF", None, None),
        ("(PDF, p. 3)", "PDF", None, None),
    ],
)
def test_each_printed_form_is_read(raw, file_format, pages, size):
    note = notes.read(raw)
    assert note is not None
    assert (note.raw, note.format, note.pages, note.bytes) == (raw, file_format, pages, size)


@pytest.mark.parametrize(
    "raw",
    [
        "(ICE)",
        "(see page 7)",
        "(7 pages)",
        "(pages 7-9)",
        "(212 KB)",
        "(5 M)",
        "(English)",
        "(in Spanish)",
        "(PDF, PDF)",
        "(PDF of 2011)",
        "(PDFs)",
        "(PDF, 7 pages, 8 pages)",
        "(PDF, 7 pages",
        "(-)",
        "(link is a phone number)",
        "(a 5 KB rule)",
        "(202) 555-0101",
        "()",
        "(",
        "",
    ],
)
def test_other_brackets_are_no_notes(raw):
    assert notes.read(raw) is None


def test_a_printed_size_says_what_it_may_mean():
    note = notes.read("(PDF, 212 KB)")
    assert (note.bytes_least, note.bytes_most) == (211_500, 217_600)
    assert notes.read("(PDF, 948,741 bytes)").bytes_least == 948_741
    for exact in (211_001, 211_700, 212_499):
        # As Windows shows a size: rounded up to the next K of 1,024.
        shown = notes.read(f"(PDF, {-(-exact // 1024)} KB)")
        assert shown.bytes_least <= exact <= shown.bytes_most


def link(read_body, markup):
    return [(each.text, each.note_raw, each.note_pages) for each in read_body(markup).links]


@pytest.mark.parametrize(
    ("markup", "raw"),
    [
        ('<a href="a">A</a> <i>(PDF, 2 pages - 9 KB.)</i>', "(PDF, 2 pages - 9 KB.)"),
        ('<a href="a">A</a> (<i>PDF, 2 pages</i> - 9 KB).', "(PDF, 2 pages - 9 KB)"),
        ('<a href="a">A</a><span class="size">[PDF | 656 KB]</span>', "[PDF | 656 KB]"),
        ('<a href="a">A</a>, (PDF, 2 pages)', "(PDF, 2 pages)"),
        ('<a href="a">A</a><br>(PDF, 2 pages)', "(PDF, 2 pages)"),
        ('<a href="a">A</a> - PDF, 212 KB', "PDF, 212 KB"),
        ('<a href="a">A</a> PDF, 2 pages.', "PDF, 2 pages"),
        ('<a href="a">A (PDF, 2 pages)</a>', "(PDF, 2 pages)"),
        ('<a href="a">A (PDF, 2 pages)</a>.', "(PDF, 2 pages)"),
        ('<a href="a">A PDF, 212 KB</a>', "PDF, 212 KB"),
        ('Spanish (<a href="a">PDF, 7 pages</a> - 212 KB)', "(PDF, 7 pages - 212 KB)"),
        ('<a href="a">A in PDF</a> (212 KB)', "(212 KB)"),
        ('<a href="a">PDF</a> (7 pages)', "(7 pages)"),
        ('<a href="a">Form I-9</a> (Spanish) (PDF, 2 pages)', "(PDF, 2 pages)"),
        ('[PDF] <a href="a">A</a>', "[PDF]"),
        ('See: (PDF, 2 pages) <a href="a">A</a>', "(PDF, 2 pages)"),
        ('<a href="a">A</a> and B (PDF)', None),
        ('The B (PDF, 2 pages) <a href="a">A</a>', None),
        ('<a href="a">A</a> PDF, 212 KB of it', None),
        ('<a href="a">A</a> (7 pages)', None),
        ('<a href="a">A</a> (PDF reader)', None),
        ('<a href="a">PDF</a>', None),
    ],
)
def test_a_note_stands_beside_its_link(read_body, markup, raw):
    ((_, found, _),) = link(read_body, f"<p>{markup}</p>")
    assert found == raw


def test_each_note_belongs_to_one_link(read_body):
    behind = '<p><a href="a">A</a> (PDF, 2 pages), <a href="b">B</a> (PDF, 3 pages)</p>'
    before = '<p>(PDF, 2 pages) <a href="a">A</a> | (PDF, 3 pages) <a href="b">B</a></p>'
    twice = '<p><a href="a">A</a> <a href="b">(PDF, 2 pages)</a></p>'
    assert [pages for _, _, pages in link(read_body, behind)] == [2, 3]
    assert [pages for _, _, pages in link(read_body, before)] == [2, 3]
    assert [pages for _, _, pages in link(read_body, twice)] == [None, 2]


def row(*cells):
    return f'<tr><td><a href="a">A</a></td>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'


HEADINGS = "<tr><th>Attachment</th><th>Ext.</th><th>Size</th><th>Date</th></tr>"


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (
            HEADINGS + row("PDF", "948.74 KB", "04/05/2012"),
            ("PDF\t948.74 KB\t04/05/2012", "PDF", 971510, "2012-04-05"),
        ),
        (
            HEADINGS + row(".pdf", "1.2 MB", "May 1, 2012"),
            (".pdf\t1.2 MB\tMay 1, 2012", "PDF", 1258291, "2012-05-01"),
        ),
        (
            "<tr><th>File</th><th>Size</th></tr>" + row("PDF 212 KB"),
            ("PDF 212 KB", "PDF", 212 * KB, "None"),
        ),
        (
            row("PDF", "2 KB") + "<tr><td>B</td><td>x</td><td>y</td></tr>",
            ("PDF\t2 KB", "PDF", 2 * KB, "None"),
        ),
        (
            "<tr><th>Rule</th><th>Pages</th><th>Date</th></tr>" + row("7", "May 1, 2012"),
            (None, None, None, "None"),
        ),
    ],
)
def test_the_cells_of_a_row_are_the_note_of_its_link(read_body, table, expected):
    extraction = read_body(f"<table>{table}</table>")
    (found,) = extraction.links
    assert (found.note_raw, found.note_format, found.note_bytes, str(found.note_date)) == expected
    assert found.note_raw is None or found.note_raw in extraction.passages[0].text


@given(
    st.lists(st.sampled_from(PIECES), max_size=25).map("".join) | st.text(max_size=80),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20)), max_size=4),
)
def test_any_text_is_read_and_a_note_is_a_part_of_it(text, places):
    starts = sorted((min(start, len(text)), length) for start, length in places)
    links = [(start, min(start + length, len(text))) for start, length in starts]
    found = notes_of_links(text, links)
    assert len(found) == len(links)
    assert all(note is None or (note.raw and note.raw in text) for note in found)
    notes.read_cell(text)


@given(st.lists(st.sampled_from([*PIECES, "<a href=x>", "</a>", "<td>", "<p>"]), max_size=30).map("".join))
def test_a_note_is_a_part_of_the_page(read_body, markup):
    extraction = read_body(markup)
    assert all(
        each.note_raw is None or each.note_raw in extraction.document.text for each in extraction.links
    )
