"""The briefing on Secure Communities of June 2011: all that it names is found, with markup and without.

Its words are read beside the repository. The markup of its time, Drupal 7, is put around them here.
"""

from __future__ import annotations

import html
import re
from datetime import date
from pathlib import Path

import pytest

from extractors import registry
from extractors.records import CaptureContext, Extraction, PassageKind

pytestmark = pytest.mark.corpus

URL = "http://www.dhs.gov/secure-communities-june-2011"
REFORMS = [
    "Advisory Committee",
    "Prosecutorial Discretion",
    "Protecting Victims & Witnesses of Crimes",
    "Training",
    "Detainer Policy",
    "Statistical Oversight",
    "Civil rights complaints",
]
NOTES = [("quarterly statistical review", 1), ("English", 7), ("Spanish", 7)]
_NOTED = re.compile(r"\b(quarterly\sstatistical\sreview|English|Spanish)(\s\(PDF, Pages\s\d\))")


@pytest.fixture(scope="module")
def words(corpus: Path) -> str:
    (file,) = (corpus / "seed").iterdir()
    return file.read_text()


@pytest.fixture(scope="module")
def page(words: str) -> Extraction:
    return registry.extract(in_drupal_7(words).encode(), CaptureContext(url=URL, content_type="text/html"))


@pytest.fixture(scope="module")
def text(words: str) -> Extraction:
    return registry.extract(words.encode(), CaptureContext(content_type="text/plain"))


def in_drupal_7(words: str) -> str:
    """Put the markup of the site around the words, as its editors did."""
    flag, site, title, *body = [block.strip() for block in words.strip().split("\n\n")]
    last = body.pop()
    parts = "".join(_block(block) for block in body)
    stamp, top = last.splitlines()
    return f"""<!DOCTYPE html><html lang="en"><head><meta name="Generator" content="Drupal 7 (http://drupal.org)">
<title>{title} | Homeland Security</title></head><body class="page-node node-type-page"><div id="page">
<div id="us-flag">{flag}</div><div id="header"><a href="/">{site}</a></div>
<div id="navigation"><ul class="menu"><li><a href="/topics">Topics</a></li></ul></div>
<div id="content"><h1 id="page-title">{title}</h1><div class="region region-content">
<div id="block-system-main"><div class="field field-name-body">{parts}</div>
<div class="field-name-changed">{stamp}</div></div></div></div>
<a href="#top">{top}</a><div id="footer"><a href="/privacy">Privacy Policy</a></div></div></body></html>"""


def _block(block: str) -> str:
    lines = [line.strip() for line in block.splitlines()]
    if lines[0].startswith("\u2022"):
        return "<ul>" + "".join(f"<li>{_item(line[1:].strip())}</li>" for line in lines) + "</ul>"
    return "<p>" + "<br />".join(map(html.escape, lines)) + "</p>"


def _item(line: str) -> str:
    lead, colon, rest = html.escape(line).partition(":")
    return f"<strong>{lead}{colon}</strong>" + _NOTED.sub(r'<a href="/xlibrary/\1.pdf">\1</a>\2', rest)


@pytest.fixture(params=["page", "text"])
def read(request: pytest.FixtureRequest) -> Extraction:
    return request.getfixturevalue(request.param)


def of_kind(extraction: Extraction, kind: PassageKind) -> list[str]:
    return [passage.text for passage in extraction.passages if passage.kind is kind]


def test_seven_reforms_stand_with_lead_in_and_text(read: Extraction) -> None:
    items = of_kind(read, PassageKind.LIST_ITEM)
    assert [item.partition(":")[0] for item in items] == REFORMS
    assert all(len(item) > 200 for item in items)


def test_headings_and_title_are_those_of_the_briefing(read: Extraction) -> None:
    assert read.document.title == "Secure Communities (June 2011)"
    assert of_kind(read, PassageKind.HEADING)[0] == "Secure Communities (June 2011)"


def test_address_phones_and_the_empty_mail_line_are_contacts(read: Extraction) -> None:
    assert of_kind(read, PassageKind.CONTACT) == [
        "By mail or phone:",
        "The Office for Civil Rights and Civil Liberties",
        "U.S. Department of Homeland Security",
        "Building 410, Mail Stop #0190",
        "Washington, D.C. 20528",
        "Phone: 202-401-1474",
        "Toll Free: 1-866-644-8360",
        "TTY: 202-401-0470",
        "Toll Free TTY: 1-866-644-8361",
        "Fax: 202-401-4708",
        "By e-mail:",
    ]


def test_the_last_published_date_is_that_of_the_last_change(read: Extraction) -> None:
    document = read.document
    assert (document.modified_on, document.published_on) == (date(2013, 7, 18), None)
    assert document.modified_on_printed == "Last Published Date: July 18, 2013"


def test_the_month_in_the_title_becomes_no_day(read: Extraction) -> None:
    assert {row.iso for row in read.document_dates} == {"2011-06", "2013-07-18"}


def test_three_links_promise_pages(page: Extraction) -> None:
    found = [(link.text, link.note_format, link.note_pages) for link in page.links if link.note_raw]
    assert found == [(words, "PDF", pages) for words, pages in NOTES]


def test_what_is_no_part_of_the_briefing_is_kept_apart(read: Extraction) -> None:
    assert read.passages[0].kind is PassageKind.NOTICE
    kinds = {passage.text: passage.kind for passage in read.passages}
    assert kinds["Homeland Security"] is PassageKind.BOILERPLATE
    assert kinds["Back to Top"] is PassageKind.BOILERPLATE
    assert kinds["Last Published Date: July 18, 2013"] is PassageKind.NOTICE
