"""Long documents: the laws hold there too, whatever is given up."""

import random
from collections.abc import Callable
from unittest.mock import patch

import pytest

from extractors.history import chains, resemblance
from extractors.history.changes import inverted, patched
from extractors.history.diff import diff
from extractors.records import ChangeAction
from tests.extractors.history.test_diff import Passage

WORDS = [f"{first}{second}{third}" for first in "bdfk" for second in "aeiou" for third in "lmnrst"]


def sentences(number: int, chance: random.Random) -> list[Passage]:
    return [Passage(" ".join(chance.choices(WORDS, k=chance.randint(5, 40)))) for _ in range(number)]


def some_words(version: list[Passage], chance: random.Random) -> list[Passage]:
    """Reword each passage a little."""
    return [Passage(text.replace(chance.choice(text.split()), "xyz")) for text in (p.text for p in version)]


def shuffled(version: list[Passage], chance: random.Random) -> list[Passage]:
    return chance.sample(version, len(version))


def all_new(version: list[Passage], chance: random.Random) -> list[Passage]:
    return sentences(len(version), chance)


def hold(before: list[Passage], after: list[Passage]) -> list[ChangeAction]:
    changes = diff(before, after)
    assert [each.text for each in patched(before, changes)] == [each.text for each in after]
    assert diff(after, before) == inverted(changes)
    return [each.action for each in changes]


def test_each_passage_of_a_long_stretch_is_found_reworded() -> None:
    chance = random.Random(4)
    before = sentences(200, chance)
    after = some_words(before, chance)
    actions = hold(before, after)
    assert actions.count(ChangeAction.REWORDED) > 190


@pytest.mark.parametrize("change", [some_words, shuffled, all_new])
def test_the_laws_hold_where_gaps_are_too_large(
    change: Callable[[list[Passage], random.Random], list[Passage]],
) -> None:
    chance = random.Random(5)
    before = sentences(60, chance)
    with patch.object(chains, "SMALL", 4), patch.object(resemblance, "PAIRS_A_GAP", 4):
        assert hold(before, change(before, chance))


@pytest.mark.soak
@pytest.mark.parametrize("change", [some_words, shuffled, all_new])
def test_the_laws_hold_for_a_hundred_thousand_passages(
    change: Callable[[list[Passage], random.Random], list[Passage]],
) -> None:
    chance = random.Random(6)
    before = sentences(100_000, chance)
    assert hold(before, change(before, chance))
