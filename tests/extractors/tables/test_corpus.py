"""Real documents: raised marks part from numbers and names, and lead to their notes."""

from __future__ import annotations

import pytest

from extractors.records import CaptureContext, CellKind
from extractors.registry import Ocr, extract

pytestmark = pytest.mark.corpus


def read(file):
    return extract(file.read_bytes(), CaptureContext(), ocr=Ocr.OFF)


@pytest.fixture(scope="module")
def overstays(corpus):
    return read(corpus / "pdf" / "overstay" / "19_0417_fy18-entry-and-exit-overstay-report.pdf")


@pytest.mark.parametrize(
    ("printed", "text", "marks"),
    [
        ("117,98940", "117,989", ("40",)),
        ("Australia28", "Australia", ("28",)),
        ("Korea, North37", "Korea, North", ("37",)),
        (
            "VWP Countries Business or Pleasure Visitors25,26 (Table 2)",
            "VWP Countries Business or Pleasure Visitors (Table 2)",
            ("25", "26"),
        ),
    ],
)
def test_raised_marks_are_none_of_the_text(overstays, printed, text, marks):
    (cell,) = (cell for cell in overstays.cells if cell.text == printed)
    assert (cell.text_clean, cell.note_marks) == (text, marks)


def test_a_number_with_a_raised_mark_keeps_its_value(overstays):
    assert [cell.value for cell in overstays.cells if cell.text == "117,98940"] == [117_989]


def test_a_mark_that_is_a_passage_by_itself_has_its_note(overstays):
    assert [note.text for note in overstays.table_notes if note.mark == "**"] == [
        "excluding Canada and Mexico"
    ]


def test_the_mark_of_a_caption_has_its_note(overstays):
    (note,) = (note for note in overstays.table_notes if note.mark == "39")
    (table,) = (table for table in overstays.tables if table.table_id == note.table_id)
    assert table.caption.endswith("Mexico)39")


def test_signs_are_what_the_key_of_a_form_report_says(corpus):
    extraction = read(corpus / "pdf" / "uscis" / "i821_radp_fy23_q4.pdf")
    kinds = {cell.text: (cell.kind, cell.value) for cell in extraction.cells if cell.text in ("D", "H", "-")}
    assert kinds == {
        "D": (CellKind.SUPPRESSED, None),
        "H": (CellKind.SUPPRESSED, None),
        "-": (CellKind.NUMBER, 0),
    }
    assert {"Received", "Approved", "Denied", "Pending"} <= {cell.text_clean for cell in extraction.cells}
