"""The scorer of provisions counts as it says, on provisions of our own making."""

from dataclasses import dataclass
from enum import StrEnum

import pytest

from tests.benchmarks.provision_labels import Limit, TrueProvision
from tests.benchmarks.provision_scoring import Score, judge
from tests.benchmarks.provisions import line


class Modality(StrEnum):
    MUST = "must"
    MAY = "may"


@dataclass(frozen=True)
class Found:
    """What the scorer reads of a provision; by default that of ``TRUE``."""

    modality: Modality = Modality.MUST
    actor_start: int | None = 0
    actor_end: int | None = 10
    action_start: int = 16
    action_end: int = 22
    object_start: int | None = None
    object_end: int | None = None
    limit_value: float | None = None
    limit_unit: str | None = None
    exception_start: int | None = None
    exception_end: int | None = None


TRUE = TrueProvision(modality="must", actor=(0, 10), action=(16, 22))


def counts(found, true):
    score = judge(found, true).score
    return score.right, score.wrong, score.missed, score.left_out


def test_a_provision_is_right_where_its_words_overlap_those_of_the_label():
    wider = Found(actor_start=4, actor_end=14, action_start=11, action_end=17)
    assert counts([wider], [TRUE]) == (1, 0, 0, 0)


@pytest.mark.parametrize(
    "found",
    [
        Found(modality=Modality.MAY),
        Found(action_start=22, action_end=30),
        Found(actor_start=30, actor_end=40),
        Found(actor_start=None, actor_end=None),
    ],
    ids=["modality", "action beside it", "other actor", "no actor"],
)
def test_a_provision_that_differs_is_wrong_and_the_true_one_missed(found):
    assert counts([found], [TRUE]) == (0, 1, 1, 0)


def test_an_actor_is_wrong_where_none_is_expressed():
    passive = TrueProvision(modality="must", actor=None, action=(16, 22))
    assert counts([Found()], [passive]) == (0, 1, 1, 0)
    assert counts([Found(actor_start=None, actor_end=None)], [passive]) == (1, 0, 0, 0)


def test_a_rule_told_twice_is_wrong_once():
    assert counts([Found(), Found()], [TRUE]) == (1, 1, 0, 0)


def test_what_is_found_where_nothing_is_true_is_wrong():
    assert counts([Found()], []) == (0, 1, 0, 0)


def test_a_doubtful_provision_is_neither_missed_nor_wrong():
    doubtful = TrueProvision(modality="may", actor=None, action=(16, 22), doubtful=True)
    assert counts([], [doubtful]) == (0, 0, 0, 0)
    assert counts([Found()], [doubtful]) == (0, 0, 0, 1)


def test_a_label_that_counts_goes_before_a_doubtful_one_on_the_same_words():
    doubtful = TrueProvision(modality="must", actor=None, action=(16, 22), doubtful=True)
    assert counts([Found(), Found(actor_start=None, actor_end=None)], [doubtful, TRUE]) == (1, 0, 0, 1)


def test_a_limit_is_right_by_value_and_unit_whatever_their_type_and_number():
    true = TrueProvision(modality="must", actor=(0, 10), action=(16, 22), limit=Limit(48, "hours"))
    right = judge([Found(limit_value=48.0, limit_unit="hour")], [true]).score
    other = judge([Found(limit_value=48, limit_unit="days")], [true]).score
    missed = judge([Found()], [true]).score
    assert [score.fields_right["limit"] for score in (right, other, missed)] == [1, 0, 0]
    assert [score.fields_found["limit"] for score in (right, other, missed)] == [1, 1, 0]
    assert [score.fields_true["limit"] for score in (right, other, missed)] == [1, 1, 1]


def test_objects_and_exceptions_are_right_by_overlap():
    true = TrueProvision(modality="must", actor=(0, 10), action=(16, 22), object=(23, 30), exception=(40, 60))
    found = Found(object_start=25, object_end=35, exception_start=60, exception_end=70)
    score = judge([found], [true]).score
    assert (score.fields_right["object"], score.fields_right["exception"]) == (1, 0)


def test_fields_of_wrong_provisions_are_not_judged():
    score = judge([Found(modality=Modality.MAY, object_start=1, object_end=2)], [TRUE]).score
    assert not score.fields_found


def test_precision_and_recall_of_passages_together():
    three_right = (
        judge([Found()], [TRUE]).score + judge([Found()], [TRUE]).score + judge([Found()], [TRUE]).score
    )
    score = three_right + judge([Found()], []).score + judge([], [TRUE, TRUE, TRUE]).score
    assert (score.precision, score.recall) == (0.75, 0.5)


def test_finding_nothing_is_not_precise():
    assert Score(missed=3).precision == 0


def test_a_field_that_stands_nowhere_has_no_figure():
    assert line(Score(right=1)).split() == ["1.000", "1.000", "1", "0", "0", *["-", "/", "-"] * 3]
