import pytest

from extractors.html import notes

KB, MB = 1024, 1024 * 1024


@pytest.mark.parametrize(
    ("raw", "file_format", "pages", "size"),
    [
        ("(PDF, Pages 7)", "PDF", 7, None),
        ("(PDF, Pages 1)", "PDF", 1, None),
        ("(PDF, 7 pages - 212 KB)", "PDF", 7, 212 * KB),
        ("(PDF, 37 pages \u2013 1.61 MB)", "PDF", 37, 1688207),
        ("(PDF 19 pages \u2013 457 KB)", "PDF", 19, 457 * KB),
        ("(PDF, 16pages \u2013 248 KB)", "PDF", 16, 248 * KB),
        ("(PDF, 17 pages -265 KB )", "PDF", 17, 265 * KB),
        ("(PDF, 1 page — 2 MB.)", "PDF", 1, 2 * MB),
        ("(370KB PDF)", "PDF", None, 370 * KB),
        ("(PDF)", "PDF", None, None),
        ("(pdf, 1,207 KB)", "PDF", None, 1207 * KB),
        ("(XLS - 948.74 KB)", "XLS", None, 971510),
        ("(12 pages, 3 KB)", None, 12, 3 * KB),
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
        "(PDF, PDF)",
        "(PDF of 2011)",
        "(PDF, 7 pages, 8 pages)",
        "()",
        "(",
    ],
)
def test_other_brackets_are_no_notes(raw):
    assert notes.read(raw) is None


def test_a_note_stands_right_behind_its_link():
    text = "Read the form (PDF, Pages 7) and the guide (PDF, Pages 2)."
    assert notes.behind(text, len("Read the form")).pages == 7
    assert notes.behind(text, len("Read the")) is None


def test_a_note_may_be_part_of_the_link():
    assert notes.at_end("Complaint form (PDF, 3 pages \u2013 10 KB).").pages == 3
    assert notes.at_end("Complaint form (English)") is None


def test_the_full_stop_may_stand_inside_or_outside(read_body):
    inside = read_body('<p><a href="a">A</a> <i>(PDF, 2 pages - 9 KB.)</i></p>').links[0]
    outside = read_body('<p><a href="a">A</a> (<i>PDF, 2 pages</i> - 9 KB).</p>').links[0]
    assert (inside.note_pages, outside.note_pages) == (2, 2)
    assert outside.note_raw == "(PDF, 2 pages - 9 KB)"
