"""What lists print that is odd, and what is no list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from extractors.records import CaptureContext, Extraction
from extractors.registry import Ocr, extract
from flows.sample.activated import activated_pdf, states
from flows.sources.knowledge import knowledge
from tests.extractors.statistics.activations.made_lists import STATES
from tests.extractors.statistics.activations.odd_lists import (
    in_the_middle,
    listed,
    prose,
    run_on,
    twice,
    two_halves,
)
from tests.extractors.statistics.activations.test_layouts import entries, expected, read

CORPUS = Path(__file__).parents[5] / "shared" / "corpus"


def codes(extraction: Extraction) -> list[str]:
    return [each.code for each in extraction.issues if "activation" in each.code or "place" in each.code]


@pytest.mark.parametrize("printed", [in_the_middle, two_halves, run_on])
def test_odd_layouts_give_the_same_list(printed: Callable[[], bytes]) -> None:
    assert entries(read(printed())) == Counter(expected())


def test_two_lists_in_a_file_are_both_kept() -> None:
    found = read(twice(date(2011, 7, 5), date(2011, 8, 2)))
    names = Counter((each.list_as_of, each.name_printed) for each in found.activations)
    maryland = [name for _, name in STATES[5].pairs()]
    assert names == Counter((day, name) for day in (date(2011, 7, 5), date(2011, 8, 2)) for name in maryland)
    assert codes(found) == []


def test_a_count_that_disagrees_is_said_with_both_figures() -> None:
    found = read(listed((0, "TEXAS"), (0, "3 of 254"), (0, "May 26, 2009"), (0, "Bexar"), (0, "Dallas")))
    issue = next(each for each in found.issues if each.code == "activation_counts_disagree")
    assert "3 of 254" in issue.evidence
    assert "2 names" in issue.evidence
    assert [each.n_active_in_state for each in found.activations] == [3, 3]


def test_a_name_without_a_date_has_none() -> None:
    found = read(listed((0, "TEXAS"), (0, "2 of 254"), (0, "Bexar"), (0, "May 26, 2009"), (0, "Dallas")))
    days = {each.name_printed: each.activated_on for each in found.activations}
    assert days == {"Bexar": None, "Dallas": date(2009, 5, 26)}
    assert codes(found) == ["activation_without_date"]


def test_a_name_that_is_no_place_is_kept_with_candidates() -> None:
    found = read(listed((0, "TEXAS"), (0, "2 of 254"), (0, "May 26, 2009"), (0, "Dalls"), (0, "Bexar")))
    assert [each.place_id for each in found.activations] == [None, "US-48029"]
    issue = next(each for each in found.issues if each.code == "place_not_matched")
    assert "Dallas County" in issue.evidence


def test_a_bare_name_of_a_county_and_a_city_is_neither() -> None:
    found = read(listed((0, "VIRGINIA"), (0, "1 of 134"), (0, "May 26, 2009"), (0, "Fairfax")))
    assert [each.place_id for each in found.activations] == [None]
    assert codes(found) == ["place_not_matched"]


def test_prose_about_activated_jurisdictions_is_no_list() -> None:
    assert read(prose()).activations == ()


def test_the_specimen_is_read_whole() -> None:
    context = CaptureContext(url="https://www.agency.specimen.invalid/activated.pdf")
    found = extract(activated_pdf(), context, ocr=Ocr.OFF, knowledge=knowledge)
    printed = Counter((day, name) for state in states() for day, names in state.activated for name in names)
    assert Counter((each.activated_on, each.name_printed) for each in found.activations) == printed
    assert {each.list_as_of for each in found.activations} == {date(2011, 6, 30)}
    assert all(each.specimen and each.passage_id for each in found.activations)


@pytest.mark.corpus
@pytest.mark.parametrize("folder", ["html/uscis-2011-2012", "pdf/uscis", "pdf/cbp-el-paso"])
def test_ordinary_documents_have_no_activations(folder: str) -> None:
    if not CORPUS.is_dir():
        pytest.skip("the development corpus is not here")
    for path in sorted(each for each in (CORPUS / folder).iterdir() if each.suffix in (".html", ".pdf")):
        found = read(path.read_bytes())
        assert found.activations == (), path.name
        assert not [each for each in found.issues if each.code.startswith("activation")], path.name
