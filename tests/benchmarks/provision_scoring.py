"""Which of the provisions found in a passage are right, and which of the true ones were found.

A found provision is right if its modality is that of a label, its action overlaps the labelled action, and
its actor overlaps the labelled actor or both have none. A label makes one found provision right and no more,
so that a rule told twice is wrong once. What is found on the action of a doubtful label, and is not right
otherwise, is neither right nor wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from tests.benchmarks.provision_labels import Span, TrueProvision


class FoundProvision(Protocol):
    """What is read of a provision that was found; offsets are in code points of the text of its passage."""

    @property
    def modality(self) -> str: ...
    @property
    def actor_start(self) -> int | None: ...
    @property
    def actor_end(self) -> int | None: ...
    @property
    def action_start(self) -> int: ...
    @property
    def action_end(self) -> int: ...
    @property
    def limit_value(self) -> object: ...
    @property
    def limit_unit(self) -> object: ...


@dataclass(slots=True)
class Score:
    """Counts over passages: right, wrong and missed provisions, and fields right of those to be judged."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    left_out: int = 0
    fields_right: Counter[str] = field(default_factory=Counter)
    fields_found: Counter[str] = field(default_factory=Counter)
    fields_true: Counter[str] = field(default_factory=Counter)

    @property
    def precision(self) -> float:
        """The share of the found provisions that are right; 0 where none was found, which proves nothing."""
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """The share of the true provisions that were found."""
        return self.right / max(1, self.right + self.missed)

    def __add__(self, other: Score) -> Score:
        """Give the counts of both."""
        return Score(
            right=self.right + other.right,
            wrong=self.wrong + other.wrong,
            missed=self.missed + other.missed,
            left_out=self.left_out + other.left_out,
            fields_right=self.fields_right + other.fields_right,
            fields_found=self.fields_found + other.fields_found,
            fields_true=self.fields_true + other.fields_true,
        )


@dataclass(frozen=True, slots=True)
class Judged:
    """A passage after the comparison: what was right with its label, what was wrong, missed, or left out."""

    right: tuple[tuple[FoundProvision, TrueProvision], ...]
    wrong: tuple[FoundProvision, ...]
    missed: tuple[TrueProvision, ...]
    left_out: tuple[FoundProvision, ...]

    @property
    def score(self) -> Score:
        """The counts of this passage."""
        score = Score(len(self.right), len(self.wrong), len(self.missed), len(self.left_out))
        for found, true in self.right:
            _count_fields(score, found, true)
        return score


def judge(found: Iterable[FoundProvision], true: Sequence[TrueProvision]) -> Judged:
    """Compare what was found in a passage with what stands there."""
    open_labels = [label for label in true if not label.doubtful]
    doubtful = [label for label in true if label.doubtful]
    right, wrong, left_out = [], [], []
    for provision in sorted(found, key=lambda one: (one.action_start, one.action_end)):
        label = next((label for label in open_labels if agrees(provision, label)), None)
        if label is not None:
            open_labels.remove(label)
            right.append((provision, label))
        elif any(overlap(_span(provision, "action"), label.action) for label in doubtful):
            left_out.append(provision)
        else:
            wrong.append(provision)
    return Judged(tuple(right), tuple(wrong), tuple(open_labels), tuple(left_out))


def agrees(found: FoundProvision, true: TrueProvision) -> bool:
    """Say whether a found provision is the labelled one."""
    return (
        str(found.modality) == true.modality
        and overlap(_span(found, "action"), true.action)
        and same_place(_span(found, "actor"), true.actor)
    )


def same_place(one: Span | None, other: Span | None) -> bool:
    """Say whether two spans overlap, or neither is there."""
    return (one is None and other is None) or overlap(one, other)


def overlap(one: Span | None, other: Span | None) -> bool:
    """Say whether two spans have a code point in common."""
    return one is not None and other is not None and max(one[0], other[0]) < min(one[1], other[1])


def _span(found: FoundProvision, name: str) -> Span | None:
    start, end = getattr(found, f"{name}_start"), getattr(found, f"{name}_end")
    return None if start is None or end is None else (start, end)


def _count_fields(score: Score, found: FoundProvision, true: TrueProvision) -> None:
    for name in ("object", "exception"):
        here, there = _span(found, name), getattr(true, name)
        _count(score, name, found=here is not None, true=there is not None, right=overlap(here, there))
    value = found.limit_value
    right = true.limit is not None and true.limit.is_printed(value=value, unit=found.limit_unit)
    _count(score, "limit", found=value is not None, true=true.limit is not None, right=right)


def _count(score: Score, name: str, *, found: bool, true: bool, right: bool) -> None:
    score.fields_found[name] += found
    score.fields_true[name] += true
    score.fields_right[name] += right
