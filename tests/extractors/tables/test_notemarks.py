"""Marks are split off where they are sure, and figures of a value never are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.tables.notemarks import candidates, marked, plain_mark

NOTED = {mark: mark for mark in ("1", "2", "28", "a", "*")}


@pytest.mark.parametrize(
    ("text", "raised", "rest", "marks"),
    [
        ("117,98940", ((7, 9),), "117,989", ("40",)),
        ("Australia28", ((9, 11),), "Australia", ("28",)),
        ("Visitors25,26 (Table 2)", ((8, 13),), "Visitors (Table 2)", ("25", "26")),
        ("Congo (Kinshasa)36", ((16, 18),), "Congo (Kinshasa)", ("36",)),
        ("Korea, North37", ((12, 14),), "Korea, North", ("37",)),
        ("Visitors**", ((8, 10),), "Visitors", ("**",)),
    ],
)
def test_raised_figures_are_marks_without_any_note(text, raised, rest, marks):
    found = marked(text, raised, {})
    assert (found.text, found.marks) == (rest, marks)


@pytest.mark.parametrize(
    ("text", "rest", "marks"),
    [
        ("Alder*", "Alder", ("*",)),
        ("Alder\u2020", "Alder", ("\u2020",)),
        ("Alder\u00b9", "Alder", ("1",)),
        ("1,234\u00b2", "1,234", ("2",)),
        ("Alder 1/", "Alder", ("1",)),
        ("Alder [3]", "Alder", ("3",)),
    ],
)
def test_signs_that_can_be_nothing_else_are_marks(text, rest, marks):
    found = marked(text, (), {})
    assert (found.text, found.marks) == (rest, marks)


def test_a_plain_figure_behind_a_word_is_a_mark_only_with_its_note():
    assert marked("Received1", (), NOTED).marks == ("1",)
    assert marked("Received7", (), NOTED).marks == ()
    assert marked("1,2341", (), NOTED).marks == ()


def test_a_bracket_is_a_mark_only_if_its_note_has_brackets():
    assert marked("Alder (1)", (), {"1": "(1)"}).marks == ("1",)
    assert marked("Alder (1)", (), {"1": "1"}).marks == ()


@pytest.mark.parametrize(
    ("text", "raised"),
    [
        ("106", ((2, 3),)),
        ("Area (ft2)", ()),
        ("Area in ft2", ((10, 11),)),
        ("CO2", ((2, 3),)),
        ("10\u2076", ()),
    ],
)
def test_powers_and_formulas_stay_whole(text, raised):
    found = marked(text, raised, {})
    assert (found.text, found.marks) == (text, ())


def test_a_raised_figure_behind_a_formula_is_a_mark_if_the_table_has_the_note():
    assert marked("CO2", ((2, 3),), NOTED).marks == ("2",)


def test_the_upper_figure_of_a_fraction_is_no_mark():
    assert marked("51/2", ((1, 2),), {}).text == "51/2"


@pytest.mark.parametrize("printed", ["\u00b9", "(1)", "[1]", "1/", "1."])
def test_a_mark_is_the_same_however_it_is_printed(printed):
    assert plain_mark(printed) == "1"


@given(st.text(max_size=30), st.integers(0, 30), st.integers(0, 3))
def test_no_text_is_too_odd_for_marks(text, start, length):
    raised = ((start, start + length),) if start + length <= len(text) and length else ()
    found = marked(text, raised, NOTED)
    assert found.text or not text or not found.marks
    assert all(candidates(text, raised))
