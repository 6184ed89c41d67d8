"""What became of each value of the truth: at its place, or how it was missed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from tests.truth import printed
from tests.truth.grids import Row


@dataclass(frozen=True, slots=True)
class Expected:
    """A value and where it is printed: on a page, right of labels, below a heading.

    Attributes:
        page: where it stands; ``None`` where the truth does not tell and the labels do.
        labels: the labels of its row, outermost first, folded.
        heading: the heading of its column, folded.
        value: as :func:`tests.truth.printed.value` gives it.
    """

    page: int | None
    labels: tuple[str, ...]
    heading: str
    value: str


class Finding(StrEnum):
    """Where a value of the truth was found. The list is closed."""

    RIGHT = "right"
    OTHER_VALUE = "other value at this place"
    OTHER_HEADING = "value in this row, under another heading"
    NO_ROW = "no such row"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A value of the truth, what became of it, and the row of ours that it was looked for in."""

    expected: Expected
    finding: Finding
    row: Row | None


@dataclass(frozen=True, slots=True)
class Score:
    """All judgements over one file of truth against one document."""

    judgements: tuple[Judgement, ...]

    @property
    def right(self) -> int:
        """How many values stand at their place."""
        return len(self.judgements) - len(self.misses)

    @property
    def share(self) -> float:
        """What part of the values stands at its place."""
        return self.right / len(self.judgements)

    @property
    def misses(self) -> tuple[Judgement, ...]:
        """The values that do not."""
        return tuple(j for j in self.judgements if j.finding is not Finding.RIGHT)

    def __str__(self) -> str:
        """Say how values were missed, and the first of each kind."""
        firsts = {j.finding: j for j in reversed(self.misses)}
        counts = Counter(j.finding for j in self.misses)
        return "\n".join(f"{n} {kind}: {firsts[kind]}" for kind, n in counts.most_common())


@dataclass(frozen=True, slots=True)
class Source:
    """A file of truth, the document it belongs to, and how the one is judged by the other."""

    truth: str
    document: str
    judged: Callable[[], tuple[Judgement, ...]]
    long: bool = False

    def score(self) -> Score:
        """Read the document and judge it."""
        return Score(self.judged())


def judge(expected: Expected, row: Row | None, *, fold: Callable[[str], str]) -> Judgement:
    """Look for a value in its row. Two cells under one heading are one too many, whatever they say."""
    if row is None:
        return Judgement(expected, Finding.NO_ROW, row)
    under = [printed.value(v.text) for v in row.values if fold(v.heading) == expected.heading]
    if under == [expected.value]:
        return Judgement(expected, Finding.RIGHT, row)
    elsewhere = expected.value in (printed.value(v.text) for v in row.values)
    return Judgement(expected, Finding.OTHER_HEADING if elsewhere else Finding.OTHER_VALUE, row)


def judge_by_page(
    expected: Iterable[Expected], rows: Iterable[Row], *, fold: Callable[[str], str]
) -> tuple[Judgement, ...]:
    """Judge values whose page is known and whose rows have one label, no label twice on a page."""
    found: dict[tuple[int | None, str], Row | None] = {}
    for row in rows:
        key = row.page, fold(row.label)
        found[key] = None if key in found else row
    return tuple(judge(e, found.get((e.page, e.labels[0])), fold=fold) for e in expected)
