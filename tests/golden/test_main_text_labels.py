"""The labels of main text are sound: they belong to the page as it is, and their snippets decide."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from tests.benchmarks.page_labels import PageSet, holds, labelled_pages
from tests.golden.main_text.dump import lines

LABELS = sorted((Path(__file__).parent / "main_text" / "labels").glob("*.json"))
WRITTEN = labelled_pages(PageSet.WRITTEN)

MENDED = frozenset({"ice_malformed_tables", "second_ice_mojibake_release"})
"""Pages whose truth is what the author meant; the dump mends neither tables nor signs."""


@pytest.mark.corpus
@pytest.mark.parametrize("path", LABELS, ids=lambda path: path.stem)
def test_a_label_belongs_to_the_page_as_it_is(path: Path, corpus: Path) -> None:
    label = json.loads(path.read_text(encoding="utf-8"))
    printed = lines((corpus / label["file"]).read_bytes())
    assert len(printed) == label["lines"]
    assert hashlib.sha256("\n".join(printed).encode()).hexdigest() == label["sha256"]


@pytest.mark.parametrize("path", LABELS, ids=lambda path: path.stem)
def test_ranges_stand_on_the_page_and_do_not_overlap(path: Path) -> None:
    label = json.loads(path.read_text(encoding="utf-8"))
    numbers = [n for first, last in label["main"] + label["either"] for n in range(first, last + 1)]
    assert len(numbers) == len(set(numbers))
    assert min(numbers) >= 1
    assert max(numbers) <= label["lines"]


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: page.name)
def test_snippets_of_a_written_page_tell_its_main_text_from_its_frame(page) -> None:
    text = "\n".join(block.text for block in page.blocks)
    assert all(holds(text, snippet) for snippet in page.must)
    assert not any(holds(text, snippet) for snippet in page.never)


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: page.name)
def test_written_pages_are_specimens(page) -> None:
    assert b"SPECIMEN" in page.path.read_bytes()
    assert ".specimen.invalid/" in page.url


def test_every_line_of_the_truth_stands_on_its_page() -> None:
    for page in WRITTEN:
        if page.name not in MENDED:
            printed = " ".join(lines(page.path.read_bytes()))
            missing = [block.text for block in page.blocks if not holds(printed, block.text)]
            assert not missing, page.name
