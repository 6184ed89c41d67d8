"""Variants of one address have one key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.archives.addresses import url_key


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("http://www.dhs.gov/Topics/", "gov,dhs)/topics"),
        ("https://dhs.gov/topics", "gov,dhs)/topics"),
        ("http://www.dhs.gov", "gov,dhs)/"),
        ("http://www.dhs.gov:8080/a?b=2&a=1#top", "gov,dhs:8080)/a?a=1&b=2"),
        ("http://www.ice.gov/doclib/sc%20stats.pdf", "gov,ice)/doclib/sc%20stats.pdf"),
        ("file:///saved/page.html", "file:///saved/page.html"),
        ("http://[broken", "http://[broken"),
    ],
)
def test_url_key(url: str, key: str) -> None:
    assert url_key(url) == key


@given(st.text())
def test_any_text_has_a_key(text: str) -> None:
    assert isinstance(url_key(text), str)
