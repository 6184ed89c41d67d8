"""What stays in two sequences, found in any size of gap."""

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.history import chains
from extractors.history.chains import chain, increasing

ITEMS = st.lists(st.integers(0, 9), max_size=40)


@pytest.mark.parametrize("small", [0, 9, 4_096])
@given(ITEMS, ITEMS)
def test_a_chain_is_of_equal_items_in_order(small: int, former: list[int], latter: list[int]) -> None:
    with patch.object(chains, "SMALL", small):
        found = chain(former, latter)
    assert all(former[here] == latter[there] for here, there in found)
    for side in zip(*found, strict=True):
        assert list(side) == sorted(set(side))


@pytest.mark.parametrize("small", [0, 4_096])
@given(ITEMS, st.integers(0, 40), ITEMS)
def test_what_is_put_in_costs_nothing_else(small: int, former: list[int], place: int, new: list[int]) -> None:
    latter = [*former[:place], *(item + 100 for item in new), *former[place:]]
    with patch.object(chains, "SMALL", small):
        assert len(chain(former, latter)) == len(former)


def test_the_longest_part_in_order() -> None:
    assert increasing([(0, 5), (1, 1), (2, 2), (3, 9), (4, 3)]) == [(1, 1), (2, 2), (4, 3)]
    assert increasing([]) == []
