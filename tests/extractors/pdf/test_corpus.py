"""Real documents: all are read, and what is printed on known pages is there."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.corpus


def cell_texts(extraction, table):
    return {(c.row, c.col): c.text for c in extraction.cells if c.table_id == table.table_id}


def test_a_sector_profile_gives_its_tables(corpus, read):
    folder = corpus / "pdf" / "border-patrol"
    extraction = read((folder / "usbp_stats_fy2017_sector_profile.pdf").read_bytes())
    first = extraction.tables[0]
    assert (first.n_rows, first.n_cols, first.n_header_rows, first.page) == (25, 10, 1, 1)
    texts = cell_texts(extraction, first)
    assert texts[0, 0] == "SECTOR"
    assert (texts[1, 0], texts[1, 2]) == ("Miami", "2,280")
    assert extraction.issues == ()


def test_a_country_table_over_five_pages_is_one(corpus, read):
    extraction = read((corpus / "pdf" / "overstay" / "fy15-dhs-entry-exit-overstay.pdf").read_bytes())
    spread = [(table.page, table.last_page) for table in extraction.tables]
    assert (16, 20) in spread
    assert [(issue.code, issue.page) for issue in extraction.issues] == [("no_text_layer", 3)]
    assert extraction.document.title == "Entry/Exit Overstay Report: Fiscal Year 2015"


def test_a_list_without_rulings_goes_on_without_its_header(corpus, read):
    extraction = read((corpus / "pdf" / "ice" / "ICE_DMCP_Facility_List_2017.pdf").read_bytes())
    first = extraction.tables[0]
    assert (first.page, first.last_page, first.n_rows, first.n_header_rows) == (1, 2, 203, 2)


def test_an_agreement_gives_its_sections_as_headings(corpus, read):
    folder = corpus / "pdf" / "287g-agreements"
    extraction = read((folder / "287gWSO_FinneyCoKs2020-03-17.pdf").read_bytes())
    headings = {p.text: p.heading_path for p in extraction.passages if p.kind.value == "heading"}
    assert headings["I. PARTIES"] == ("MEMORANDUM OF AGREEMENT",)
    assert headings["C. TRAINING OF PERSONNEL"] == ("MEMORANDUM OF AGREEMENT", "IV. RESPONSIBILITIES")


def test_a_map_without_text_says_so_for_each_page(corpus, read):
    extraction = read((corpus / "pdf" / "ice" / "eroFieldOffices.pdf").read_bytes())
    assert [(issue.code, issue.page) for issue in extraction.issues] == [
        ("no_text_layer", 1),
        ("no_text_layer", 2),
    ]
