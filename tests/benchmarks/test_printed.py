"""Printed pages are the same each time, and pages of the plain kinds are read without a fault."""

from __future__ import annotations

import pytest

from tests.benchmarks.printed.content import ScoredCell
from tests.benchmarks.printed.pages import printed_page
from tests.benchmarks.printed.temptations import temptation
from tests.benchmarks.readers import ours


def texts(cells: list[ScoredCell]) -> dict[tuple[int, int], str]:
    """Give the letters and figures of a table by place, as the scorer compares them."""
    plain = {(r, c): "".join(filter(str.isalnum, text.casefold())) for r, c, _, _, text in cells}
    return {place: text for place, text in plain.items() if text}


def test_a_seed_prints_the_same_page_each_time() -> None:
    assert printed_page(7).payload == printed_page(7).payload
    assert temptation(7).payload == temptation(7).payload


def test_the_truth_has_each_place_once() -> None:
    for seed in range(40):
        for table in printed_page(seed).truth:
            slots = [
                (r, c)
                for row, col, last, end, _ in table["cells"]
                for r in range(row, last + 1)
                for c in range(col, end + 1)
            ]
            assert len(slots) == len(set(slots)), f"seed {seed}"


def test_full_grids_are_read_cell_by_cell() -> None:
    pages = [page for page in map(printed_page, range(120)) if page.traits["ruling"] == "grid"]
    tables = [(page, table) for page in pages for table in page.truth]
    exact = 0
    for page, table in tables:
        found = [texts(other["cells"]) for other in ours(page.payload, ())]
        exact += texts(table["cells"]) in found
    assert exact >= 0.6 * len(tables)


@pytest.mark.parametrize("kind", ["letter", "columns", "definitions", "references", "bullets", "equations"])
def test_prose_lists_and_letters_hold_no_table(kind: str) -> None:
    pages = [page for page in map(temptation, range(60)) if page.traits["place"] == f"no table: {kind}"]
    assert pages
    assert [page.name for page in pages if list(ours(page.payload, ()))] == []
