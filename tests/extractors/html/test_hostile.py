"""Pages that were made to break readers, and bytes that are no pages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.html.page import extract
from extractors.records import CaptureContext, Extraction

PIECES = """
    <div> <p> </p> <table> <tr> <td> <td/colspan=3/rowspan=0> <th> </table> <a/href=x>
    <a/href=http://[> </a> <li> <b> <h2> </h2> <!-- --> <script> </script> <style> <x-zone/n=1>
    <nav> <main> <base/href=[> <select> <option> <body/> </body> </html> <?xml <![CDATA[ ]]> &#0;
    &#xD800; &shy; &nbsp; &amp <time/datetime=x> <br> (PDF, 7 pages) Last updated: 99/99/9999
    <meta/charset=utf-16> <template> <svg> <title> <frameset> <caption> \x00 \xad
"""


def read(payload: bytes) -> Extraction:
    return extract(payload, CaptureContext(url="http://www.example.gov/"))


def codes(extraction):
    return [issue.code for issue in extraction.issues]


@given(st.binary(max_size=400))
def test_any_bytes_give_an_extraction(payload):
    assert read(payload).document.media_type == "text/html"


@given(
    st.lists(st.sampled_from([*PIECES.split(), " "]), max_size=40).map("".join),
    st.sampled_from(["utf-8", "utf-16"]),
)
def test_any_markup_gives_a_sound_extraction(markup, charset):
    extraction = read(markup.encode(charset))
    extraction.document.text.encode()
    assert all(passage.text == passage.text.strip("\n ") != "" for passage in extraction.passages)
    ids = [passage.passage_id for passage in extraction.passages]
    assert all(link.passage_id is None or link.passage_id in ids for link in extraction.links)


@given(st.binary(max_size=200), st.text(max_size=60), st.text(max_size=60))
def test_odd_headers_do_no_harm(payload, content_type, last_modified):
    context = CaptureContext(content_type=content_type, last_modified=last_modified)
    assert extract(payload, context).document.media_type == "text/html"


@pytest.mark.parametrize("depth", [300, 1500, 10_000])
@pytest.mark.parametrize("tag", ["div", "font", "ul><li", "table><tr><td", "blockquote"])
def test_deep_nesting_costs_structure_but_no_words(tag, depth):
    extraction = read(f"<body><p>first</p>{f'<{tag}>word ' * depth}last</body>".encode())
    words = extraction.document.text.split()
    assert codes(extraction) == ["too_deep"]
    assert extraction.document.extractor == "html"
    assert (words[0], words[-1], words.count("word")) == ("first", "last", depth)


def test_a_page_of_too_many_elements_is_one_passage():
    extraction = read(b"<p>a</p>" * 160_000)
    assert codes(extraction) == ["too_many_elements"]
    assert len(extraction.document.text.split()) == 160_000


def test_menus_of_very_many_options_are_text_and_said_so():
    extraction = read(b"<select>" + b"<option>x" * 5_001 + b"</select><p>end")
    assert codes(extraction) == ["too_many_options"]
    assert extraction.document.text.split() == ["x"] * 5_001 + ["end"]


def test_a_tag_of_very_many_attributes_loses_them():
    attributes = " ".join(f"a{number}=1" for number in range(30_000))
    extraction = read(f"<div {attributes}>word</div>".encode())
    assert codes(extraction) == ["too_many_attributes"]
    assert extraction.document.text == "word"


def test_a_page_that_is_too_long_is_cut_and_says_so():
    extraction = read(b"<p>" + b"word " * 1_700_000)
    assert codes(extraction) == ["too_long"]


@pytest.mark.parametrize(
    "payload", [b"", b"  ", b"\0\0", b"<html></html>", b"<script>x</script>", b"<!-- x -->"]
)
def test_a_page_without_text_says_so(payload):
    extraction = read(payload)
    assert codes(extraction) == ["no_text"]
    assert extraction.passages == ()


def test_our_own_placeholder_in_a_page_is_only_text():
    assert read(b'<x-zone n="7">one</x-zone> <x-zone>two</x-zone>').document.text == "one two"


@pytest.mark.parametrize("sign", ["&#11;", "\x0c", "\x0b", "&#xC;", "&#x1f;", "\ufffe"])
@pytest.mark.parametrize(
    "markup", ["<p>x<b>y</b><script>s</script>{}z", "<nav>x y</nav>{}z", "<p>x{}y<i></i>z"]
)
def test_a_sign_that_xml_forbids_costs_no_page(markup, sign):
    extraction = read(markup.format(sign).encode())
    assert codes(extraction) == []
    assert extraction.document.text.replace(" ", "").replace("\n", "") == "xyz"
