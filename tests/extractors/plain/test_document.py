"""Texts without markup: what their blank lines, signs and line ends tell."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import registry
from extractors.plain.document import extract
from extractors.records import CaptureContext, DateSource

BRIEFING = """\
US flag signifying that this is a United States Federal Government website

Homeland Security

Shared Records of ZZ (June 2011)

What a Sheriff Needs to Know

Last week the example office told of changes.
They include:

  \u2022 Advice: A committee will advise the director.
  \u2022 Review: A quarterly review (PDF, Pages 1) looks at each county. Its notes
    are public.

By mail or phone:
The Office for Examples
Building 9, Mail Stop #0001
Washington, D.C. 20528

Phone: 202-555-0101
Fax: 202-555-0105

By e-mail:

Last Published Date: July 18, 2013
Back to Top
"""


def read(text: str):
    return extract(text.encode(), CaptureContext(content_type="text/plain"))


def test_a_briefing_kept_as_its_words_alone_is_read_in_order():
    assert [(each.kind.value, each.text) for each in read(BRIEFING).passages] == [
        ("notice", "US flag signifying that this is a United States Federal Government website"),
        ("boilerplate", "Homeland Security"),
        ("heading", "Shared Records of ZZ (June 2011)"),
        ("heading", "What a Sheriff Needs to Know"),
        ("paragraph", "Last week the example office told of changes. They include:"),
        ("list_item", "Advice: A committee will advise the director."),
        (
            "list_item",
            "Review: A quarterly review (PDF, Pages 1) looks at each county. Its notes are public.",
        ),
        ("contact", "By mail or phone:"),
        ("contact", "The Office for Examples"),
        ("contact", "Building 9, Mail Stop #0001"),
        ("contact", "Washington, D.C. 20528"),
        ("contact", "Phone: 202-555-0101"),
        ("contact", "Fax: 202-555-0105"),
        ("contact", "By e-mail:"),
        ("notice", "Last Published Date: July 18, 2013"),
        ("boilerplate", "Back to Top"),
    ]


def test_headings_lead_to_what_stands_below_them():
    paths = {each.text: each.heading_path for each in read(BRIEFING).passages}
    title, question = "Shared Records of ZZ (June 2011)", "What a Sheriff Needs to Know"
    assert paths[title] == ()
    assert paths[question] == (title,)
    assert paths["Advice: A committee will advise the director."] == (title, question)


def test_a_text_says_what_it_is():
    document = read(BRIEFING).document
    assert document.title == "Shared Records of ZZ (June 2011)"
    assert (document.modified_on, document.modified_on_source) == (date(2013, 7, 18), DateSource.PRINTED)
    assert (document.media_type, document.extractor, document.language) == ("text/plain", "plain", None)


@pytest.mark.parametrize(
    ("payload", "declared", "read_as"),
    [
        (b"Plain words.", "text/plain", "text/plain"),
        (b"Plain words.", None, "application/octet-stream"),
        (b"<!DOCTYPE html><p>Plain", "text/plain", "text/html"),
        (b"%PDF-1.4", "text/plain", "application/pdf"),
    ],
)
def test_only_what_is_called_plain_text_is_read_as_such(payload, declared, read_as):
    extraction = registry.extract(payload, CaptureContext(content_type=declared))
    assert extraction.document.media_type == read_as


def test_a_blank_text_says_so():
    assert [issue.code for issue in read(" \n\n\t").issues] == ["no_text"]


PIECES = ["alpha", "beta", " ", "\n", "\n\n", "\n\u2022 ", "\n- ", "\n1. ", ": ", "Back to Top", "\nPhone: "]


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_no_word_is_lost_or_moved(text):
    words = " ".join(passage.text for passage in read(text).passages)
    assert re.findall("[A-Za-z]+", words) == re.findall("[A-Za-z]+", text)
