"""The element that words were read from is found again, and nothing of it acts when it is shown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from extractors.html.fragments import Sought, find_fragment, squeezed
from extractors.records import CaptureContext
from extractors.registry import Ocr, extract

PAGE = """<!DOCTYPE html><html><body><main><h1>SPECIMEN</h1>
<p>Call <b>202-555-0101</b> now.</p><ul><li>one &amp; two</li><li>Call <i>202-555-0101</i> now.</li></ul>
<table><thead><tr><th rowspan=2>Sector</th><th colspan=2>Counts</th></tr><tr><th>2010</th><th>2011</th></tr>
</thead><tbody><tr><td>North</td><td>1</td><td>2</td></tr><tr><td>South</td><td>3</td><td>2</td></tr></tbody></table>
</main></body></html>"""
HTML = "text/html; charset=utf-8"


def found(sought: Sought, page: str = PAGE):
    fragment = find_fragment(page.encode(), HTML, sought)
    assert fragment is not None
    return fragment


def test_the_innermost_element_with_the_words_is_found() -> None:
    fragment = found(Sought("one & two"))
    assert fragment.markup == '<li class="found">one &amp; two</li>'
    assert fragment.before.endswith("now.")
    assert fragment.after.startswith("Call 202-555-0101 now.")


def test_of_equal_places_the_one_behind_the_text_before_is_meant() -> None:
    words = "Call 202-555-0101 now."
    assert found(Sought(words)).markup.startswith("<p")
    later = found(Sought(words, f"SPECIMEN {words} one & two"))
    assert later.markup.startswith("<li")
    assert later.places == 2


@pytest.mark.parametrize(
    ("cell", "marked"),
    [((0, 1), "Counts"), ((1, 2), "2011"), ((3, 0), "South"), ((3, 2), "2")],
)
def test_a_cell_is_told_by_its_place_in_the_grid(cell: tuple[int, int], marked: str) -> None:
    table = "Sector Counts 2010 2011 North 1 2 South 3 2"
    markup = found(Sought(table, cell=cell)).markup
    assert re.findall(r'class="found">([^<]*)<', markup) == [marked]
    assert markup.count("<tr>") == 4


def test_words_that_the_page_does_not_have_are_not_found() -> None:
    assert find_fragment(PAGE.encode(), HTML, Sought("nothing of the kind")) is None
    assert find_fragment(b"", HTML, Sought("words")) is None


def test_nothing_acts_or_is_fetched() -> None:
    hostile = (
        '<div onclick="alert(1)" style="background:url(http://x.example/a)">words<script>alert(2)</script>'
        '<img src="http://x.example/b" onerror="alert(3)"><a href="javascript:alert(4)">link</a>'
        '<iframe src="http://x.example/c"></iframe><b lang="&quot;><script>alert(5)</script>">bold</b>'
        '<svg><script>alert(6)</script></svg><form action="http://x.example/d"><input value=1>in</form></div>'
    )
    markup = found(Sought("wordslink"), f"<html><body>{hostile}</body></html>").markup
    assert not re.search(r"<(?!/?(?:div|a|b)\b)", markup)
    assert not re.search(r"<[^>]*(?:on\w+|src|href|style|action)=", markup)
    assert "x.example" not in markup


@pytest.mark.corpus
def test_passages_of_real_pages_are_found(corpus: Path) -> None:
    for path in sorted((corpus / "html" / "uscis-2011-2012").glob("*.html"))[:3]:
        payload = path.read_bytes()
        extraction = extract(payload, CaptureContext("http://www.uscis.gov/a"), ocr=Ocr.OFF)
        text = extraction.document.text
        for passage in extraction.passages[::4]:
            fragment = find_fragment(payload, None, Sought(passage.text, text[: passage.char_start]))
            assert fragment is not None, passage.text
            assert squeezed(passage.text) in squeezed(re.sub("<[^>]*>", "", _unescaped(fragment.markup)))


def _unescaped(markup: str) -> str:
    return markup.replace("&amp;", "&").replace("&#x27;", "'").replace("&quot;", '"').replace("&gt;", ">")
