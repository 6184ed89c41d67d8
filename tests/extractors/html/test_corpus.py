"""Real pages, read beside the repository; their tags and lists are the truth."""

import csv

import pytest
from lxml import etree

from extractors.html.page import extract
from extractors.records import CaptureContext, PassageKind

pytestmark = pytest.mark.corpus


def declared(payload: bytes) -> dict[str, str]:
    root = etree.fromstring(payload, etree.HTMLParser(encoding="utf-8"))
    return {tag.get("property"): tag.get("content") for tag in root.iter("meta") if tag.get("property")}


@pytest.fixture(scope="module")
def releases(corpus):
    payloads = [path.read_bytes() for path in sorted((corpus / "html" / "ice").glob("*.html"))]
    return [(declared(payload), extract(payload, CaptureContext())) for payload in payloads]


def test_titles_and_dates_are_those_the_pages_declare(releases):
    for truth, extraction in releases:
        document = extraction.document
        assert document.title_printed == " ".join(truth["og:title"].split())
        assert document.title == document.title_printed.removeprefix("Archived: ")
        assert str(document.published_on) == truth["article:published_time"]
        assert str(document.modified_on) == truth["article:modified_time"]
        assert document.archived_notice == truth["og:title"].startswith("Archived:")
        assert document.canonical_url


def test_no_page_of_the_corpus_loses_its_text(releases):
    for _, extraction in releases:
        assert {issue.code for issue in extraction.issues} == {"chrome_links_left_out"}
        assert any(passage.kind is PassageKind.HEADING for passage in extraction.passages)


def test_offices_are_separately_readable(corpus):
    folder = corpus / "html" / "ice-field-offices"
    extraction = extract((folder / "ICE-Field-Offices.html").read_bytes(), CaptureContext())
    contacts = {passage.text for passage in extraction.passages if passage.kind is PassageKind.CONTACT}
    with (folder / "ero-field-offices-canonical.csv").open(newline="") as file:
        printed = [office for office in csv.DictReader(file) if office["phone"] in extraction.document.text]
    assert printed
    for office in printed:
        assert office["phone"] in contacts
        assert f"{office['city']}, {office['state']} {office['zip']}" in contacts


def test_portal_pages_give_one_fee_table_and_readable_accents(corpus):
    folder = corpus / "html" / "uscis-2011-2012"
    extraction = extract((folder / "form_i_90.html").read_bytes(), CaptureContext())
    assert [(table.n_rows, table.n_cols, table.n_header_rows) for table in extraction.tables] == [(14, 4, 1)]
    assert str(extraction.document.modified_on) == "2012-08-01"
    assert "Español" in extraction.document.text
