"""Extraction never loses or repeats a word of a page, and offsets lead to the words."""

from __future__ import annotations

import re
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.html.decode import decode
from extractors.html.page import extract
from extractors.records import CaptureContext, Extraction
from tests.extractors.html.visible import words

PAGE = CaptureContext(url="http://www.example.gov/here/page")
WORD = "\x00"
"""Stands for a word in a template; each becomes another, so that none can be missed or twice."""

INLINE = ("a href=x", "b", "i", "em", "span", "sup", "font", "label", "time", "span class=icon")
_BLOCKS = """
    p div section article main header footer nav aside h1 h2 h3 h6 blockquote address pre form center figure
    figcaption details summary fieldset legend button dd dt li
"""
BLOCKS = _BLOCKS.split()
SOUP = """
    <p> </p> <div> </div> <ul> <li> </ul> <table> <tr> <td> <th> </table> <caption> <thead> <tbody>
    <a/href=x> </a> <b> </b> <i> <h2> </h2> <nav> </nav> <main> </main> <form> </form> <select> <option>
    </select> <dl> <dt> <dd> <span> </span> <header> </header> <blockquote> <br> <center> <button> <pre>
    <script>no</script> </body> </html>
"""
ATTRIBUTES = (
    *("", "", "", "", ' id="content"', ' class="field-item even"', ' class="region-content"'),
    *(' class="breadcrumb"', ' class="usa-banner"', ' class="pager"', ' role="navigation"', ' role="alert"'),
    *(' role="main"', ' id="footer"', ' class="menu"', ' class="block-menu"', ' class="usa-alert"'),
)
HIDDEN = (
    "<script>no</script>",
    "<style>no</style>",
    "<!-- no -->",
    "<p hidden>no</p>",
    "<noscript>no</noscript>",
)
TEXTS = (
    *(WORD, f"{WORD} {WORD}", f" {WORD}", f"{WORD} ", f"{WORD}\xa0{WORD}", f"so\xad{WORD}", " ", "\n", ""),
    *(f"Phone: 202-555-0101 {WORD}", f"{WORD}, DC 20528", f"({WORD} PDF, 7 pages)", f"Fax: {WORD}", "<br>"),
    *(f"Last Published Date: July 18, 2013 {WORD}", "<br/>", "<img src=x alt=no>", "Back to Top"),
)


def element(tag: str, inner: str, attributes: str = "") -> str:
    return f"<{tag}{attributes}>{inner}</{tag.partition(' ')[0]}>"


def joined(pieces: st.SearchStrategy[str], most: int = 4) -> st.SearchStrategy[str]:
    return st.lists(pieces, max_size=most).map("".join)


texts = st.sampled_from(TEXTS)
running = st.recursive(
    texts, lambda inner: st.builds(element, st.sampled_from(INLINE), joined(inner)), max_leaves=6
)


def table(rows: list[list[str]], head: bool, caption: str | None) -> str:
    first = "th" if head else "td"
    body = "".join(
        element("tr", "".join(element("td" if number else first, cell) for cell in row))
        for number, row in enumerate(rows)
    )
    return element("table", (element("caption", caption) if caption else "") + body)


def nested(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    several = joined(inner)
    cells = st.lists(st.lists(several, min_size=1, max_size=3), min_size=1, max_size=3)
    return (
        st.builds(element, st.sampled_from(BLOCKS), several, st.sampled_from(ATTRIBUTES))
        | st.builds(
            lambda items: element("ul", "".join(element("li", item) for item in items)), st.lists(several)
        )
        | st.builds(
            lambda items: element("select", "".join(element("option", i) for i in items)), st.lists(texts)
        )
        | st.builds(table, cells, st.booleans(), st.none() | joined(running, 2))
        | st.sampled_from(HIDDEN)
        | inner
    )


bodies = joined(st.recursive(running, nested, max_leaves=14), 5)


def numbered(template: str) -> str:
    numbers = count()
    return re.sub(WORD, lambda _: f"w{next(numbers)}", template)


def read(body: str) -> Extraction:
    return extract(f"<html><body>{body}</body></html>".encode(), PAGE)


def words_of(extraction: Extraction) -> list[str]:
    return [word for passage in extraction.passages for word in passage.text.split()]


@settings(max_examples=300)
@given(bodies.map(numbered))
def test_no_word_is_lost_repeated_or_moved(body):
    assert words_of(read(body)) == words(f"<html><body>{body}</body></html>")


@settings(max_examples=300)
@given(st.lists(st.sampled_from([*SOUP.split(), WORD, f" {WORD} "]), max_size=25).map("".join).map(numbered))
def test_no_word_of_broken_markup_is_lost_repeated_or_moved(body):
    page = f"<html><body>{body}"
    assert sorted(words_of(extract(page.encode(), PAGE))) == sorted(words(page))


@given(bodies.map(numbered))
def test_offsets_lead_to_the_words(body):
    extraction = read(body)
    text, end = extraction.document.text, 0
    for passage in extraction.passages:
        assert text[passage.char_start : passage.char_end] == passage.text
        assert not text[end : passage.char_start].strip()
        end = passage.char_end
    assert end == len(text)


@pytest.mark.corpus
def test_real_pages_keep_each_of_their_words(corpus):
    for path in sorted((corpus / "html").rglob("*.html")):
        payload = path.read_bytes()
        found = words_of(extract(payload, CaptureContext()))
        assert found == words(decode(payload, None).text), path.name
