"""The scorer of main text counts as it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks.page_labels import Block, LabelledPage, holds
from tests.benchmarks.pages import Reading, f1, grams, strays


def reading(text: str, *blocks: Block) -> Reading:
    page = LabelledPage(name="page", path=Path("page.html"), url=None, blocks=blocks, must=(), never=())
    return Reading(page=page, text=text)


def test_finding_nothing_is_right_only_where_nothing_is() -> None:
    assert reading("").f1 == 1.0
    assert reading("Home News").f1 == 0.0
    assert reading("", Block("A notice")).f1 == 0.0


def test_a_text_of_less_than_four_words_is_compared_whole() -> None:
    assert reading("a  Notice", Block("A notice.")).f1 == 1.0
    assert reading("a notice more", Block("A notice.")).f1 == 0.0


def test_words_said_twice_count_twice() -> None:
    once, twice = "one two three four", "one two three four one two three four"
    assert f1(grams(once.split()), grams(twice.split())) == pytest.approx(2 / 6)


@pytest.mark.parametrize(
    "text",
    ["Title one two three four", "May 4 Title one two three four", "May 4 Trade Title one two three four"],
)
def test_optional_lines_cost_nothing_in_the_text_or_out_of_it(text: str) -> None:
    blocks = (Block("May 4", optional=True), Block("Trade", optional=True), Block("Title one two three four"))
    assert reading(text, *blocks).f1 == 1.0


def test_strays_are_the_words_around_what_differs() -> None:
    true, found = ["a", "b", "c", "d", "e", "f", "g", "h"], ["a", "b", "c", "d", "e", "x", "f", "g", "h"]
    assert list(strays(found, grams(true))) == ["c d e x f g h"]
    assert list(strays(true, grams(true))) == []


def test_snippets_are_found_by_whole_words_and_signs_as_they_are() -> None:
    assert holds("The “desk” is closed.", "desk is closed")
    assert not holds("The desks are closed.", "desk")
    assert holds("Muñoz", "ñ")
    assert not holds("Munoz", "ñ")
