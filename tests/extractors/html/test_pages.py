"""Whole pages in the markup of the sites, with words of our own."""

from dataclasses import replace
from datetime import date

import pytest

from extractors import registry
from extractors.html.eras.era import Era
from extractors.html.marks import GENERAL
from extractors.html.page import extract
from extractors.html.selectors import Selectors
from extractors.records import CaptureContext, DateSource, PassageKind, Severity


def printed(extraction):
    return [(passage.kind.value, passage.text) for passage in extraction.passages]


def test_a_drupal_7_briefing_is_read_in_order(read_page):
    assert printed(read_page("drupal7_briefing.html")) == [
        ("navigation", "Skip to main content"),
        ("notice", "Official website of the Department of Homeland Security"),
        ("boilerplate", "Homeland Security"),
        ("boilerplate", "Topics News"),
        ("navigation", "Home » Topics"),
        ("heading", "Shared Records (June 2011)"),
        ("heading", "What a Sheriff Needs to Know"),
        ("paragraph", "Last week the example office told of several changes. They include:"),
        ("list_item", "Advice: A committee will advise the director."),
        ("list_item", "It meets twicea year."),
        ("list_item", "Its notes are public."),
        ("list_item", "Review: A quarterly statistical review (PDF, Pages 1) looks at each jurisdiction."),
        (
            "list_item",
            (
                "Complaints: The form is there in English (PDF, Pages 7) and Spanish "
                "(PDF, 7 pages - 212 KB), and in seven other languages."
            ),
        ),
        ("contact", "By mail or phone:"),
        ("contact", "The Office for Examples"),
        ("contact", "U.S. Department of Samples"),
        ("contact", "Building 9, Mail Stop #0001"),
        ("contact", "Washington, D.C. 20528"),
        ("contact", "Phone: 202-555-0101"),
        ("contact", "Toll Free: 1-866-555-0102"),
        ("contact", "TTY: 202-555-0103"),
        ("contact", "Toll Free TTY: 1-866-555-0104"),
        ("contact", "Fax: 202-555-0105"),
        ("contact", "By e-mail:"),
        ("notice", "Last Published Date: July 18, 2013"),
        ("boilerplate", "Back to Top"),
        ("boilerplate", "Privacy FOIA"),
    ]


def test_a_drupal_7_briefing_keeps_its_links_notes_and_date(read_page):
    extraction = read_page("drupal7_briefing.html")
    document = extraction.document
    assert (document.title, document.title_printed) == (
        "Shared Records (June 2011)",
        "Shared Records (June 2011) | Homeland Security",
    )
    assert document.published_on is None
    assert (document.modified_on, document.modified_on_source) == (date(2013, 7, 18), DateSource.PRINTED)
    assert document.modified_on_printed == "Last Published Date: July 18, 2013"
    assert document.canonical_url == "http://www.example.gov/shared-records-june-2011"
    assert document.language == "en"
    assert not document.archived_notice
    assert [(link.text, link.note_raw, link.note_pages, link.note_bytes) for link in extraction.links] == [
        ("Home", None, None, None),
        ("Topics", None, None, None),
        ("statistical review", "(PDF, Pages 1)", 1, None),
        ("English", "(PDF, Pages 7)", 7, None),
        ("Spanish", "(PDF, 7 pages - 212 KB)", 7, 212 * 1024),
        ("seven other languages", None, None, None),
    ]
    by_id = {passage.passage_id: passage for passage in extraction.passages}
    assert all(link.text in by_id[link.passage_id].text for link in extraction.links)


def test_links_of_the_site_are_left_out_but_counted(read_page):
    issues = read_page("drupal7_briefing.html").issues
    assert [(issue.code, issue.severity, issue.evidence.split()[0]) for issue in issues] == [
        ("chrome_links_left_out", Severity.INFO, "7")
    ]


def test_headings_lead_to_their_passages(read_page):
    paths = {passage.text: passage.heading_path for passage in read_page("drupal7_briefing.html").passages}
    assert paths["Shared Records (June 2011)"] == ()
    assert paths["What a Sheriff Needs to Know"] == ("Shared Records (June 2011)",)
    assert paths["Its notes are public."] == ("Shared Records (June 2011)", "What a Sheriff Needs to Know")


def test_a_release_in_the_federal_design_system_is_read_in_order(read_page):
    assert printed(read_page("uswds_release.html")) == [
        ("navigation", "Skip to main content"),
        ("notice", "An official website of the United States government Here's how you know"),
        ("boilerplate", "Example.gov"),
        ("navigation", "About Newsroom"),
        ("navigation", "Home News Example office opens"),
        ("notice", "Archived Content"),
        ("notice", "This is kept as a record; see the current page."),
        ("heading", "Example office opens"),
        ("paragraph", "March 2, 2021 Springfield, ZZ"),
        ("paragraph", "Release Date:"),
        ("paragraph", "March 2, 2021"),
        ("paragraph", "The first paragraph."),
        ("paragraph", "text between blocks"),
        ("heading", "Counts"),
        ("caption", "Visits by month"),
        ("table", "Month\tVisits\tFile\nMay\t1,204\tmay (CSV, 12 KB)\nJune\tD"),
        ("quote", "We are open."),
        ("caption", "The door of the office"),
        ("heading", "Visit"),
        ("contact", "10 Sample Road"),
        ("contact", "Springfield, ZZ 00501"),
        ("contact", "(555) 555-0100"),
        ("paragraph", "See this, that, those, write or call."),
        ("boilerplate", "Share on Example"),
        ("notice", "Last Updated: 01/05/2024"),
        ("boilerplate", "Return to top"),
        ("boilerplate", "Example Office Call us"),
        ("navigation", "Site map"),
    ]


def test_a_release_says_what_it_is(read_page):
    extraction = read_page("uswds_release.html")
    document = extraction.document
    assert (document.title, document.title_printed) == (
        "Example office opens",
        "Archived: Example office opens",
    )
    assert (document.published_on, document.published_on_source) == (date(2021, 3, 2), DateSource.PRINTED)
    assert document.published_on_printed == "Release Date: March 2, 2021"
    assert (document.modified_on, document.modified_on_printed) == (
        date(2024, 1, 5),
        "Last Updated: 01/05/2024",
    )
    assert document.language == "es"
    assert document.archived_notice
    assert [link.href for link in extraction.links] == [
        "/",
        "/news",
        "/current",
        "may.csv",
        "mailto:a@example.gov",
        "tel:+15555550100",
    ]


def test_a_table_keeps_caption_headers_and_the_link_in_its_cell(read_page):
    extraction = read_page("uswds_release.html")
    (table,) = extraction.tables
    assert (table.caption, table.n_rows, table.n_cols, table.n_header_rows) == ("Visits by month", 3, 3, 1)
    assert [cell.text for cell in extraction.cells if cell.is_header] == [
        "Month",
        "Visits",
        "File",
        "May",
        "June",
    ]
    (link,) = [link for link in extraction.links if link.href == "may.csv"]
    assert link.passage_id == table.passage_id
    assert (link.note_format, link.note_bytes) == ("CSV", 12 * 1024)
    assert link.href_resolved == "http://www.example.gov/here/may.csv"


def test_a_portal_page_of_layout_tables_is_read_as_text(read_page):
    extraction = read_page("portal_form.html")
    assert printed(extraction) == [
        ("navigation", "Skip to Main Content"),
        ("navigation", "Home | Español"),
        ("navigation", "Check Fees"),
        ("navigation", "Home > FORMS"),
        ("heading", "Z-90, Example Petition"),
        ("list_item", "Download Form Z-90 (656KB PDF)"),
        ("list_item", "Number of Pages :"),
        ("list_item", "Form 5; Instructions 8."),
        ("list_item", "Where to File :"),
        ("contact", "Example Lockbox"),
        ("contact", "P.O. Box 1"),
        ("contact", "Springfield, ZZ 00501"),
        ("table", "Reason\tFee\nLost\t$365\nNever came\t$0"),
        ("notice", "Last updated:04/09/2012"),
        ("boilerplate", "Privacy"),
        ("boilerplate", "No FEAR"),
    ]
    assert extraction.document.title == "Z-90, Example Petition"
    assert extraction.document.modified_on == date(2012, 4, 9)
    assert extraction.tables[0].n_header_rows == 1


def test_offsets_lead_into_the_text_of_the_document(read_page):
    for name in ("drupal7_briefing.html", "uswds_release.html", "portal_form.html"):
        extraction = read_page(name)
        for passage in extraction.passages:
            assert extraction.document.text[passage.char_start : passage.char_end] == passage.text


def test_what_is_hidden_is_no_text(read_page):
    text = read_page("uswds_release.html").document.text + read_page("drupal7_briefing.html").document.text
    assert "never" not in text
    assert "not a word of the page" not in text


def test_kinds_are_of_the_closed_list(read_page):
    assert {passage.kind for passage in read_page("uswds_release.html").passages} <= set(PassageKind)


def test_the_registry_hands_pages_to_this_extractor():
    extraction = registry.extract(b"<!DOCTYPE html><h1>Hello</h1>", CaptureContext())
    assert extraction.document.extractor == "html, main text by resiliparse"
    assert extraction.document.text == "Hello"


def test_an_example_of_our_own_is_marked_as_one():
    extraction = extract(b"<h1>Hello</h1>", CaptureContext(url="http://dhs.specimen.invalid/x"))
    assert extraction.document.specimen
    assert extraction.passages[0].specimen


def test_an_era_brings_marks_of_its_own():
    payload = b"<div class='teaser'>Up</div><div class='story'><p>Body</p></div>"
    marks = replace(GENERAL, boilerplate=Selectors(".teaser"), main=(Selectors(".story"),))
    extraction = extract(payload, CaptureContext(), era=Era(name="paper", marks=marks))
    kinds = [passage.kind for passage in extraction.passages]
    assert kinds == [PassageKind.BOILERPLATE, PassageKind.PARAGRAPH]
    assert extraction.document.era == "paper"


@pytest.mark.parametrize(
    ("title", "clean"),
    [
        ("DHS | Programs of ZZ", "Programs of ZZ"),
        ("ICE.gov - Programs", "Programs"),
        ("Programs - U.S. Immigration and Customs Enforcement", "Programs"),
        ("Programs - US Immigration and Customs Enforcement", "Programs"),
        ("USCIS - Programs", "Programs"),
        ("[ARCHIVED] Programs | Homeland Security", "Programs"),
        ("ARCHIVED: Programs", "Programs"),
        ("DHS | Archived: Programs | Homeland Security", "Programs"),
        ("Programs (Archived)", "Programs"),
        ("Archived records: how to ask", "Archived records: how to ask"),
        ("Homeland Security", "Homeland Security"),
        ("Secure Records | Homeland Security", "Secure Records"),
        ("USCIS - I-90, Form", "I-90, Form"),
        ("DHS: Remarks: Part 1", "Remarks: Part 1"),
        ("Archived: Two men - one fine | ICE", "Two men - one fine"),
        ("Two men - one fine", "Two men - one fine"),
        ("ICE", "ICE"),
    ],
)
def test_a_title_loses_what_the_site_adds(title, clean):
    document = extract(f"<title>{title}</title><p>x".encode(), CaptureContext()).document
    assert (document.title, document.title_printed) == (clean, title)


@pytest.mark.parametrize(
    ("tag", "language"), [("EN-us", "en-US"), ("pt-BR", "pt-BR"), ("english", None), ("", None)]
)
def test_a_language_is_what_is_declared(tag, language):
    assert extract(f'<html lang="{tag}"><p>x'.encode(), CaptureContext()).document.language == language


def test_dates_that_differ_are_reported():
    payload = b'<meta property="article:published_time" content="2024-01-04"><p>Release Date: January 5, 2024'
    extraction = extract(payload, CaptureContext())
    assert extraction.document.published_on == date(2024, 1, 5)
    assert [issue.code for issue in extraction.issues] == ["dates_disagree"]
