"""Characters that were encoded twice, and those that only look so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.html.mojibake import mended
from extractors.html.page import extract
from extractors.records import CaptureContext

APOSTROPHE, DASH = "\u2019", "\u2014"


def encoded_twice(text: str) -> str:
    return text.encode().decode("cp1252")


@pytest.mark.parametrize("text", [f"don{APOSTROPHE}t", f"José {DASH} fine", "Español", f"§ 287(g) {DASH} 48"])
def test_what_was_encoded_twice_is_mended(text):
    assert mended(f"<p>{encoded_twice(text)}</p><p>Español</p>") == (f"<p>{text}</p><p>Español</p>", 1)


@pytest.mark.parametrize(
    "text", ["Español", "Vân Đồn", "ÃO", f"São Tomé {DASH} sic", "naïve â la carte", "§"]
)
def test_what_only_looks_so_is_left(text):
    assert mended(text) == (text, 0)


@given(st.text(alphabet=st.characters(max_codepoint=0x7F)))
def test_plain_text_is_never_changed(text):
    assert mended(text) == (text, 0)


def test_the_page_says_so():
    text = f"José didn{APOSTROPHE}t"
    extraction = extract(f"<p>{encoded_twice(text)}".encode(), CaptureContext())
    assert extraction.document.text == text
    assert [issue.code for issue in extraction.issues] == ["mojibake_mended"]
