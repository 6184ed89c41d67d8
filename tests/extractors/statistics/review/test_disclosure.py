"""Small counts cannot be worked out again from what is shown."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from extractors.statistics.review.disclosure import SUPPRESSED, protected, with_totals

COUNTS = st.one_of(st.just(0), st.integers(1, 9), st.integers(10, 400))


@st.composite
def tables(draw):
    height, width = draw(st.tuples(st.integers(1, 4), st.integers(1, 4)))
    return np.array(
        draw(st.lists(st.lists(COUNTS, min_size=width, max_size=width), min_size=height, max_size=height))
    )


def sums(height: int, width: int) -> np.ndarray:
    """What adds up to 0 over a table with its totals, a line for each row and each column."""
    places = np.arange(height * width).reshape(height, width)
    lines = []
    for row in [*places, *places.T]:
        line = np.zeros(height * width)
        line[row[:-1]], line[row[-1]] = 1, -1
        lines.append(line)
    return np.array(lines)


def bounds(shown: np.ndarray) -> list[tuple[float, float]]:
    """The least and the greatest value that each hidden cell can have, for somebody who knows all sums."""
    hidden = np.isnan(shown).ravel()
    lines = sums(*shown.shape)
    known = -lines[:, ~hidden] @ shown.ravel()[~hidden]
    found = []
    for place in range(int(hidden.sum())):
        ends = []
        for sign in (1, -1):
            aim = np.zeros(int(hidden.sum()))
            aim[place] = sign
            answer = linprog(aim, A_eq=lines[:, hidden], b_eq=known, bounds=(0, None))
            ends.append(sign * answer.fun if answer.status == 0 else sign * -np.inf)
        found.append((ends[0], ends[1]))
    return found


@settings(max_examples=30)
@given(tables())
def test_no_hidden_count_can_be_worked_out(table):
    shown = protected(table)
    for least, most in bounds(shown.counts):
        assert most - least >= 1 - 1e-6


@given(tables())
def test_every_small_count_is_hidden_and_what_is_shown_is_true(table):
    shown, whole = protected(table), with_totals(table)
    small = (whole >= 1) & (whole <= 9)
    assert shown.left_out[small].all()
    assert np.array_equal(np.isnan(shown.counts), shown.left_out)
    assert np.array_equal(shown.counts[~shown.left_out], whole[~shown.left_out])
    assert set(shown.reasons[shown.left_out]) <= {SUPPRESSED}
    assert (shown.left_out.sum(axis=0) != 1).all()
    assert (shown.left_out.sum(axis=1) != 1).all()


def test_nothing_is_hidden_where_nothing_is_small():
    table = np.array([[0, 12], [300, 10]])
    assert not protected(table).left_out.any()


def test_the_cheapest_others_are_hidden_and_totals_last():
    shown = protected(np.array([[5, 20, 300], [100, 30, 400], [90, 500, 600]]))
    assert np.argwhere(shown.left_out).tolist() == [[0, 0], [0, 1], [1, 0], [1, 1]]


def test_subtraction_would_have_given_it_away():
    table = np.array([[5, 20], [100, 30]])
    alone = with_totals(table).astype(float)
    alone[0, 0] = np.nan
    (only,) = bounds(alone)
    assert only[0] == only[1] == 5
