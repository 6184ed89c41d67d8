"""Everything a reader would want of a page and nothing else, measured against truth written without us."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import mean

import pytest

from tests.benchmarks.page_labels import PageSet, labelled_pages
from tests.benchmarks.page_readers import OURS
from tests.benchmarks.pages import Reading, read

BAR = 0.97
"""The least mean F1 of runs of four words."""

WRITTEN = labelled_pages(PageSet.WRITTEN)


def told(readings: Sequence[Reading]) -> str:
    """Name the pages, the worst first, so that a failure says where to look."""
    return ", ".join(f"{one.page.name} {one.f1:.3f}" for one in sorted(readings, key=lambda one: one.f1))


@pytest.fixture(scope="module")
def written() -> dict[str, Reading]:
    return {page.name: read(OURS, page) for page in WRITTEN}


@pytest.fixture(scope="module")
def real(corpus) -> list[Reading]:
    return [read(OURS, page) for page in labelled_pages(PageSet.CORPUS)]


@pytest.mark.parametrize("name", [page.name for page in WRITTEN])
def test_what_must_be_read_of_a_page_is_and_its_frame_is_not(written, name) -> None:
    assert written[name].lost == []
    assert written[name].leaked == []


def test_the_main_text_of_pages_of_many_kinds_is_found(written) -> None:
    readings = list(written.values())
    assert mean(reading.f1 for reading in readings) >= BAR, told(readings)


@pytest.mark.corpus
def test_the_main_text_of_real_pages_is_found(real) -> None:
    assert mean(reading.f1 for reading in real) >= BAR, told(real)


@pytest.mark.corpus
def test_nothing_that_must_be_read_of_real_pages_is_lost(real) -> None:
    assert {reading.page.name: reading.lost for reading in real if reading.lost} == {}


@pytest.mark.corpus
def test_the_frame_of_real_pages_stands_apart(real) -> None:
    assert {reading.page.name: reading.leaked for reading in real if reading.leaked} == {}
