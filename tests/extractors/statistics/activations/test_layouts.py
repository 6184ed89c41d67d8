"""One list, printed in many layouts, is read the same from each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date

import pytest

from extractors.places.gazetteer import Gazetteer
from extractors.records import Activation, CaptureContext, Extraction
from extractors.registry import Ocr, extract
from extractors.statistics.activations.names import finder
from extractors.statistics.activations.states import state_called
from flows.sources.knowledge import knowledge
from tests.extractors.statistics.activations.layouts import TUNED, UNSEEN
from tests.extractors.statistics.activations.made_lists import AS_OF, STATES, State
from tests.extractors.statistics.activations.more_layouts import SECOND

LAYOUTS = {**TUNED, **UNSEEN, **SECOND}
TOO_NARROW = "narrow columns, dates and names over two lines"
"""Its two longest words are printed over what stands beside them."""
WITHOUT_COUNTS = ("ruled table", "web table", "web table with spans", "unruled table, state once")
STATISTICS = "statistics with an activation date"

Entry = tuple[str, str | None, date | None]


def read(payload: bytes) -> Extraction:
    return extract(
        payload, CaptureContext(url="https://www.agency.test/list"), ocr=Ocr.OFF, knowledge=knowledge
    )


def expected(states: tuple[State, ...] = STATES) -> Iterator[Entry]:
    places = knowledge().places
    for state in states:
        code = state_called(state.name, places)
        assert code is not None
        find = finder(places, code.state, [name for _, name in state.pairs()])
        for day, name in state.pairs():
            place = find(name).place
            assert place is not None
            yield code.jurisdiction_id, place.jurisdiction_id, day


def entry(activation: Activation, places: Gazetteer) -> Entry:
    state = state_called(activation.state_printed or "", places)
    return state.jurisdiction_id if state else "", activation.place_id, activation.activated_on


def entries(extraction: Extraction) -> Counter[Entry]:
    return Counter(entry(each, knowledge().places) for each in extraction.activations)


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_each_layout_gives_the_same_list(layout: Callable[[], bytes], request: pytest.FixtureRequest) -> None:
    found = read(layout())
    missed = Counter(expected()) - entries(found)
    assert len(found.activations) == sum(state.active for state in STATES)
    assert missed.total() == (2 if TOO_NARROW in request.node.name else 0)
    assert {each.list_as_of for each in found.activations} == {AS_OF}


@pytest.mark.parametrize("name", [name for name in LAYOUTS if name not in (*WITHOUT_COUNTS, STATISTICS)])
def test_the_counts_of_a_state_are_those_printed(name: str) -> None:
    found = read(LAYOUTS[name]())
    printed = Counter((each.n_active_in_state, each.n_total_in_state) for each in found.activations)
    assert printed == sum(
        (Counter({(state.active, state.total): state.active}) for state in STATES), start=Counter()
    )
    assert not [each for each in found.issues if each.code == "activation_counts_disagree"]


@pytest.mark.parametrize(
    "name", ["groups of four dates", "boxes", "ruled table", "web table", "unruled table, state once"]
)
def test_a_name_stands_at_its_address(name: str) -> None:
    found = read(LAYOUTS[name]())
    texts = {each.cell_id: each.text for each in found.cells}
    texts |= {each.passage_id: each.text for each in found.passages}
    for each in found.activations:
        first = each.name_printed.split()[0]
        assert first in texts[each.cell_id or each.passage_id or ""]
