"""Words: where they end, what is raised, and that no character is lost or doubled."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.pdf.characters import blank
from extractors.pdf.glyphs import Glyphs
from extractors.pdf.lines import lines_of, one_text
from extractors.pdf.marks import Ruling
from extractors.pdf.words import words_of

EM = 10.0


def typed(*stretches: tuple[str, float, float], size: float = EM) -> Glyphs:
    """Set texts in a type whose letters are half an em wide, each at x and on a baseline."""
    chars = [
        (char, x + 0.5 * size * index, baseline)
        for text, x, baseline in stretches
        for index, char in enumerate(text)
    ]
    n = len(chars)
    return Glyphs(
        codes=np.array([ord(char) for char, _, _ in chars], dtype=np.uint32),
        boxes=np.array([(x, y - size, x + 0.5 * size, y) for _, x, y in chars]).reshape(-1, 4),
        baselines=np.array([y for _, _, y in chars], dtype=np.float64),
        sizes=np.full(n, size),
        bold=np.zeros(n, dtype=np.bool_),
        turns=np.zeros(n, dtype=np.int16),
    )


def together(*parts: Glyphs) -> Glyphs:
    names = ("codes", "boxes", "baselines", "sizes", "bold", "turns")
    return Glyphs(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))


def texts(*args, **kwargs) -> list[str]:
    return [word.text for word in words_of(*args, **kwargs)]


def test_a_space_ends_a_word_and_so_does_a_gap() -> None:
    assert texts(typed(("one two", 0, 10))) == ["one", "two"]
    assert texts(typed(("one", 0, 10), ("two", 17, 10))) == ["one", "two"]
    assert texts(typed(("one", 0, 10), ("two", 15.5, 10))) == ["onetwo"]


def test_words_come_line_by_line_whatever_the_order_of_painting() -> None:
    assert texts(typed(("below", 0, 30), ("above", 40, 10), ("first", 0, 10))) == ["first", "above", "below"]


def test_a_leader_of_dots_is_a_word_of_its_own() -> None:
    assert texts(typed(("Total......12", 0, 10))) == ["Total", "......", "12"]
    assert texts(typed(("U.S. 1.5", 0, 10))) == ["U.S.", "1.5"]


def test_type_printed_twice_to_look_bold_is_read_once() -> None:
    assert texts(typed(("Total", 0, 10), ("Total", 0.4, 10))) == ["Total"]


def test_a_ruling_in_little_white_parts_words() -> None:
    glyphs = typed(("12", 0, 10), ("34", 11, 10))
    assert texts(glyphs) == ["1234"]
    assert texts(glyphs, walls=[Ruling(False, 10.5, 0, 20)]) == ["12", "34"]
    assert texts(glyphs, walls=[Ruling(False, 10.5, 30, 50)]) == ["1234"]


def test_a_raised_figure_stays_with_its_line_and_is_known() -> None:
    (line,) = lines_of(words_of(together(typed(("Mexico", 0, 10)), typed(("1", 30, 6), size=5))))
    assert line.text == "Mexico1"
    assert line.raised == ((6, 7),)
    (line,) = lines_of(words_of(typed(("Mexico1", 0, 10))))
    assert line.raised == ()


def test_a_lowered_figure_stays_with_its_line_and_is_not_raised() -> None:
    (line,) = lines_of(words_of(together(typed(("H", 0, 10), ("O", 7.5, 10)), typed(("2", 5, 12), size=5))))
    assert (line.text, line.raised) == ("H2O", ())


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_writing_is_read_in_its_own_direction(turn: int) -> None:
    straight = typed(("one two", 0, 10))
    x0, top, x1, bottom = straight.boxes.T
    turned = {
        90: (-bottom, x0, -top, x1),
        180: (-x1, -bottom, -x0, -top),
        270: (top, -x1, bottom, -x0),
    }[turn]
    baselines = straight.baselines if turn == 270 else -straight.baselines
    turns = np.full(len(straight), turn, dtype=np.int16)
    boxes = np.stack(turned, axis=1)
    glyphs = Glyphs(straight.codes, boxes, baselines, straight.sizes, straight.bold, turns)
    assert one_text(words_of(glyphs)) == "one two"


places = st.tuples(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), min_size=1, max_size=8),
    st.integers(0, 60).map(lambda n: n * 10.0),
    st.integers(1, 60).map(lambda n: n * 12.0),
)


@given(st.lists(places, max_size=30, unique_by=lambda place: place[1:]))
def test_no_character_is_lost_and_none_is_printed_that_was_not_there(stretches) -> None:
    glyphs = typed(*stretches)
    read = Counter("".join(word.text for word in words_of(glyphs)))
    printed = Counter(chr(code) for code in glyphs.codes[~blank(glyphs.codes)].tolist())
    assert set(read) <= set(printed) | set("fistl\u2022\ufffd")
    if len({(x // 60, y) for _, x, y in stretches}) == len(stretches):
        assert read.total() >= printed.total()
