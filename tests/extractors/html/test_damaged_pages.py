"""Damaged and hostile pages: none ends the reader, time and memory are bounded, what is cut is said."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from tests.extractors.html.bounded import read_within
from tests.extractors.html.damaged import hostile, mutations

COUNT = 5_000
AT_A_TIME = 500
SEED = 20130718

SLOWEST = 3.0
"""Seconds of one core for a damaged page; the largest has half a megabyte and a stretch of another."""

MEGABYTES = 1_500
"""Address space in which 500 damaged pages are read one after the other, with interpreter and libraries."""

HOSTILE_SECONDS = 30
HOSTILE_MEGABYTES = 1_500
"""Limits for a hostile page, in a process of its own that is ended beyond them."""

CUT = {
    "deep-div": {"too_deep"},
    "deep-table><tr><td": {"too_deep", "too_many_elements"},
    "fifty-megabytes": {"too_long", "too_many_elements"},
    "million-cells": {"table_too_large"},
    "wide-spans": {"table_too_large"},
    "links-in-a-list": {"too_many_elements"},
    "attributes-of-a-tag": {"too_many_attributes"},
}
"""Pages of which something is cut, and how that is said."""

KEPT = {"links-in-a-line": 100_000, "links-left-open": 100_000, "links-in-a-table": 12_000}
"""Pages of which every link is kept."""


@pytest.mark.soak
@pytest.mark.corpus
def test_five_thousand_damaged_pages(corpus: Path, repository: Path, tmp_path: Path) -> None:
    ours = sorted((repository / "tests" / "extractors" / "html" / "pages").glob("*.html"))
    pages = [path.read_bytes() for path in [*sorted((corpus / "html").rglob("*.html")), *ours]]
    damaged = mutations(pages, COUNT, SEED)
    answers = []
    for start in range(0, COUNT, AT_A_TIME):
        folder = tmp_path / str(start)
        folder.mkdir()
        for number, payload in enumerate(islice(damaged, AT_A_TIME)):
            (folder / f"{number:04}").write_bytes(payload)
        answers += read_within(folder, megabytes=MEGABYTES, seconds=AT_A_TIME)
    assert len(answers) == COUNT
    assert [answer for answer in answers if answer["seconds"] > SLOWEST] == []


@pytest.mark.soak
@pytest.mark.parametrize("name", sorted(hostile()))
def test_a_hostile_page(name: str, tmp_path: Path) -> None:
    (tmp_path / "page").write_bytes(hostile()[name]())
    (answer,) = read_within(tmp_path, megabytes=HOSTILE_MEGABYTES, seconds=HOSTILE_SECONDS)
    assert CUT.get(name, set()) <= set(answer["codes"])
    assert answer["links"] >= KEPT.get(name, 0)


def test_a_reader_beyond_its_limits_is_seen(tmp_path: Path) -> None:
    (tmp_path / "page").write_bytes(b"<p>" + b"<a href=x>A</a> " * 100_000)
    with pytest.raises(AssertionError, match="after"):
        read_within(tmp_path, megabytes=MEGABYTES, seconds=1)


def test_a_few_damaged_pages_are_read_within_limits(repository: Path, tmp_path: Path) -> None:
    ours = sorted((repository / "tests" / "extractors" / "html" / "pages").glob("*.html"))
    for number, payload in enumerate(mutations([path.read_bytes() for path in ours], 110, SEED)):
        (tmp_path / f"{number:04}").write_bytes(payload)
    answers = read_within(tmp_path, megabytes=MEGABYTES, seconds=60)
    assert len(answers) == 110
    assert max(answer["seconds"] for answer in answers) < SLOWEST
