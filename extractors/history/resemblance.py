"""Which passages of a gap are one another's rewording: alike in their words, and in the same order.

Alike is measured by the words that two texts share (Dice's coefficient over words with their number of
occurrences, figures and dates masked). Small gaps are compared pair by pair, and the best chain is chosen.
In large ones passages that share rare pairs of words are set first, which cuts them up; of each passage the
few pairs with the least checksums are looked at (Andrei Broder's sketch), so that memory is bounded. What is
still too large is given up, within a budget for the whole document.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from heapq import nsmallest
from itertools import pairwise
from zlib import crc32

from extractors.history.chains import Gap, Pair, gaps_between, increasing
from extractors.history.spelling import masked

ALIKE = 0.5
"""Share of words in common from which a passage counts as reworded."""

ALONE = 1 / 3
"""The same where one passage stands in the place of one other, which is evidence by itself."""

FEW_WORDS = 4
"""Words below which a text is compared letter by letter."""

ALIKE_LETTERS = 0.75
"""Share of letters in common from which such short texts are alike."""

PAIRS_A_GAP = 4_096
PAIRS_A_DOCUMENT = 200_000
"""Pairs that are compared in one gap, and in one document, at most."""

SKETCH = 8
"""Pairs of words by which a passage of a large gap is looked for."""

LONGEST = 5_000
"""Words of a passage that are looked at."""


@dataclass(frozen=True)
class Wording:
    """The words of a text, made ready for comparison when they are first needed."""

    kind: str
    text: str

    @cached_property
    def plain(self) -> str:
        """The text without regard to spelling, figures and dates."""
        return masked(self.text)

    @cached_property
    def words(self) -> frozenset[tuple[str, int]]:
        """Its words but for masks, each with the number of times that it has occurred before."""
        seen: Counter[str] = Counter()
        found = []
        for word in self.plain.split()[:LONGEST]:
            if not any(map(str.isalpha, word)):
                continue
            found.append((word, seen[word]))
            seen[word] += 1
        return frozenset(found)

    @property
    def sketch(self) -> list[int]:
        """The least checksums of pairs of words that follow each other."""
        words = self.plain.split()[:LONGEST]
        pairs = {f"{first} {second}" for first, second in pairwise(words)}
        return nsmallest(SKETCH, {crc32(pair.encode()) for pair in pairs})


def likeness(one: Wording, other: Wording) -> float:
    """Tell how alike two texts are, from 0 to 1; those of another kind a little less."""
    less = 0.0 if one.kind == other.kind else 0.1
    if max(len(one.words), len(other.words)) < FEW_WORDS:
        ratio = SequenceMatcher(None, one.plain, other.plain, autojunk=False).ratio()
        return ratio - less if ratio >= ALIKE_LETTERS else 0.0
    both = len(one.words) + len(other.words)
    if 2 * min(len(one.words), len(other.words)) < ALONE * both:
        return 0.0
    return 2 * len(one.words & other.words) / both - less


class Budget:
    """How many pairs of a document may still be compared."""

    def __init__(self, pairs: int = PAIRS_A_DOCUMENT) -> None:
        self._left = pairs

    def allows(self, pairs: int) -> bool:
        """Tell whether so many pairs can be paid for, and pay for them."""
        if pairs > min(self._left, PAIRS_A_GAP):
            return False
        self._left -= pairs
        return True


def reworded(
    former: Sequence[Wording], latter: Sequence[Wording], budget: Budget
) -> tuple[list[Pair], list[Gap]]:
    """Give the pairs of texts that are alike, increasing on both sides, and the gaps that were given up."""
    whole = Gap(0, len(former), 0, len(latter))
    if budget.allows(whole.pairs):
        return _best_chain(former, latter, whole), []
    anchors = _sharing_rare_pairs(former, latter)
    found, given_up = list(anchors), []
    for gap in gaps_between(anchors, whole):
        if budget.allows(gap.pairs):
            found += _best_chain(former, latter, gap)
        else:
            given_up.append(gap)
    return sorted(found), given_up


def _best_chain(former: Sequence[Wording], latter: Sequence[Wording], gap: Gap) -> list[Pair]:
    """Compare all pairs of a gap, and choose the chain that is most alike in all (Needleman and Wunsch)."""
    rows, columns = gap.end - gap.start, gap.other_end - gap.other_start
    least = ALONE if rows == columns == 1 else ALIKE
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    alike: dict[Pair, float] = {}
    for row in range(rows - 1, -1, -1):
        for column in range(columns - 1, -1, -1):
            value = likeness(former[gap.start + row], latter[gap.other_start + column])
            skip = max(best[row + 1][column], best[row][column + 1])
            taken = best[row + 1][column + 1] + value if value >= least else 0.0
            best[row][column] = max(skip, taken)
            if value >= least and taken >= skip:
                alike[row, column] = taken
    return list(_walk(best, alike, gap))


def _walk(best: Sequence[Sequence[float]], alike: dict[Pair, float], gap: Gap) -> Iterator[Pair]:
    row = column = 0
    while row < gap.end - gap.start and column < gap.other_end - gap.other_start:
        if (row, column) in alike:
            yield gap.start + row, gap.other_start + column
            row, column = row + 1, column + 1
        elif best[row + 1][column] >= best[row][column + 1]:
            row += 1
        else:
            column += 1


def _sharing_rare_pairs(former: Sequence[Wording], latter: Sequence[Wording]) -> list[Pair]:
    """Set pairs of texts by what no other text of their side has; those that share most of it come first."""
    ours, theirs = _homes(former), _homes(latter)
    votes = Counter((ours[mark], theirs[mark]) for mark in ours.keys() & theirs.keys())
    chosen = _one_each(votes, lambda pair: likeness(former[pair[0]], latter[pair[1]]) >= ALIKE)
    return increasing(sorted(chosen))


def _homes(texts: Sequence[Wording]) -> dict[int, int]:
    """Give the checksums that one text alone has in its sketch, and the place of that text."""
    homes: dict[int, int] = {}
    several: set[int] = set()
    for place, text in enumerate(texts):
        for mark in text.sketch:
            if homes.setdefault(mark, place) != place:
                several.add(mark)
    return {mark: place for mark, place in homes.items() if mark not in several}


def _one_each(votes: Counter[Pair], good: Callable[[Pair], bool]) -> list[Pair]:
    """Take pairs by their votes, each place once, as long as they are good."""
    used: set[int] = set()
    others: set[int] = set()
    found = []
    for pair, _ in sorted(votes.items(), key=lambda item: (-item[1], item[0])):
        if pair[0] not in used and pair[1] not in others and good(pair):
            used.add(pair[0])
            others.add(pair[1])
            found.append(pair)
    return found
