"""Where a table without a grid may be: runs of rows that gaps part into cells, close under each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extractors.pdf.captions import is_caption
from extractors.pdf.marks import Ruling
from extractors.pdf.paragraphs import has_mark
from extractors.tables.bands import is_number
from extractors.tables.words import Row, Segment

_SHORT = 6
_LONGEST_MARK = 5
_MOST_BETWEEN = 4
_SENTENCE = 9
_LOOSE = 2.2
_LOOSEST = 5.0

_FRAME_RULES = 4
_SAME_END = 3.0
_TALLEST_BAND = 180.0
_USUAL_BAND = 110.0


@dataclass(frozen=True, slots=True)
class Frame:
    """The space between the first and the last of several rules of one length: rows of texts."""

    top: float
    bottom: float
    left: float
    right: float

    def holds(self, row: Row) -> bool:
        """Tell whether a row stands in it."""
        return self.top <= row.baseline <= self.bottom and self.left <= row.x1 and row.x0 <= self.right


def frames(rules: Sequence[Ruling]) -> list[Frame]:
    """Give the spaces that rules of one length part into bands of a few lines each."""
    stacks: list[list[Ruling]] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        for stack in stacks:
            last = stack[-1]
            ends = max(abs(rule.start - last.start), abs(rule.end - last.end))
            if ends <= _SAME_END and rule.at - last.at <= _TALLEST_BAND:
                stack.append(rule)
                break
        else:
            stacks.append([rule])
    return [
        Frame(stack[0].at, stack[-1].at, stack[0].start, stack[0].end)
        for stack in stacks
        if len(stack) >= _FRAME_RULES and median(b.at - a.at for a, b in pairwise(stack)) <= _USUAL_BAND
    ]


def is_tabular(row: Row, framed: Sequence[Frame] = ()) -> bool:
    """Tell whether gaps part a row into cells: several segments, all but one of them short.

    Within a frame of rules they may be long.
    """
    segments = row.segments
    if len(segments) < 2 or (len(segments) == 2 and _is_mark(segments[0])):
        return False
    long = [each for each in segments if len(each.words) > _SHORT and not is_number(each.text)]
    return len(long) <= 1 or any(frame.holds(row) for frame in framed)


def has_figures(row: Row) -> bool:
    """Tell whether a segment after the first is a figure."""
    return any(is_number(segment.text) for segment in row.segments[1:])


def _is_mark(segment: Segment) -> bool:
    text = segment.text
    return len(text) <= _LONGEST_MARK and has_mark(f"{text} ") and not text.isdigit()


@dataclass(slots=True)
class _Run:
    """A run so far: its first and last row, how far it reaches to both sides, and its widest step."""

    first: int
    last: int
    left: float
    right: float
    step: float = 0.0

    def take(self, rows: Sequence[Row], index: int) -> None:
        """Go on to a row, with all between."""
        for at in range(self.last + 1, index + 1):
            self.left, self.right = min(self.left, rows[at].x0), max(self.right, rows[at].x1)
            self.step = max(self.step, rows[at].top - rows[at - 1].bottom)
        self.last = index


def runs(rows: Sequence[Row], framed: Sequence[Frame]) -> Iterator[tuple[int, int]]:
    """Give the runs of tabular rows as first and one past the last, other rows between them included."""
    run: _Run | None = None
    for index, row in enumerate(rows):
        if not is_tabular(row, framed):
            continue
        if run is not None and _goes_on(rows, run, index):
            run.take(rows, index)
            continue
        if run is not None:
            yield run.first, run.last + 1
        run = _Run(index, index, row.x0, row.x1)
    if run is not None:
        yield run.first, run.last + 1


def _goes_on(rows: Sequence[Row], run: _Run, index: int) -> bool:
    between = rows[run.last + 1 : index]
    if len(between) > _MOST_BETWEEN or any(ends_table(row, run.left, run.right) for row in between):
        return False
    steps = [below.top - above.bottom for above, below in pairwise(rows[run.last : index + 1])]
    size = rows[index].size
    return max(steps) <= min(max(_LOOSE * size, 1.6 * run.step), _LOOSEST * size)


def ends_table(row: Row, left: float, right: float) -> bool:
    """Tell whether a row is a caption or a line of running text as wide as the table."""
    long = len(row.words) >= _SENTENCE and row.x1 - row.x0 > 0.6 * (right - left)
    return is_caption(row.segments[0].text) or (long and len(row.segments) == 1)
