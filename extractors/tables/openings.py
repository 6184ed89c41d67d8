"""Tables that no grid of rulings draws: columns by white, rows by baselines, rules and shading as hints."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extractors.pdf.captions import is_caption
from extractors.pdf.marks import Ruling, Word
from extractors.tables.cells import Columned, FoundTable
from extractors.tables.pieces import Piece, grid_of_rows, is_figure, numeric_columns, pieces_of
from extractors.tables.runs import Frame, ends_table, has_figures, is_tabular, runs
from extractors.tables.stacking import body_groups, header_count, header_groups, spanned, with_centred_labels
from extractors.tables.whites import Interval, columns_of, gutters
from extractors.tables.words import Row

_FEWEST_ROWS = 2
_FEWEST_FIGURES = 3
_FEWEST_GROUPS = 3
_OUTER = 8.0
_DEEPEST_INDENT = 8.0
_MOST_BOTH = 0.05
_MOST_CUTS = 3
_WIDE = 0.7
_TOO_WIDE = 1.6
_CAPTION_ROWS = 3


@dataclass(frozen=True, slots=True)
class Hints:
    """What is drawn around the rows: horizontal rules, vertical walls, and the width of a space in ems."""

    rules: Sequence[Ruling]
    walls: Sequence[Ruling]
    frames: Sequence[Frame]
    space: float


def open_tables(
    rows: Sequence[Row], hints: Hints, *, before: Columned | None = None
) -> Iterator[tuple[FoundTable, list[Word]]]:
    """Find tables in rows that stand in no grid, each with its words.

    Args:
        rows: rows of one zone of the page, from top to bottom.
        hints: what is drawn beside and between them.
        before: the last table of the page before.
    """
    floor = 0
    for start, end in runs(rows, hints.frames):
        for first, last, columns in _stretches(rows, max(start, floor), end, hints, before):
            upper = _upward(rows, first, floor, hints.rules, columns)
            lower = _downward(rows, last, hints.rules, columns)
            captioned = len(columns) > 2 and _has_caption(rows, upper)
            table = _read(rows[upper:lower], hints, columns, captioned=captioned)
            if table is not None:
                yield table, [word for row in rows[upper:lower] for word in (*row.words, *row.leaders)]
                floor, before = lower, None


def _stretches(
    rows: Sequence[Row], start: int, end: int, hints: Hints, before: Columned | None, *, cuts: int = 0
) -> Iterator[tuple[int, int, list[Interval]]]:
    """Give the parts of a run that have columns in common, cut where it is weakest if the whole has none."""
    tabular = [row for row in rows[start:end] if is_tabular(row, hints.frames)]
    if len(tabular) < _FEWEST_ROWS:
        return
    telling = _telling(tabular)
    columns = columns_of(telling, hints.space, _walls(hints.walls, rows[start].top, rows[end - 1].bottom))
    if before is not None:
        columns = _columns_before(before, rows[start:end], columns)
    columns = _headed(_one_stub(columns, rows[start:end]), rows[start:end])
    if len(columns) > 1 and len(columns) > median(len(row.segments) for row in telling) - 1:
        yield start, end, columns
        return
    at = _weakest(rows, start, end) if cuts < _MOST_CUTS else None
    if at is not None:
        yield from _stretches(rows, start, at, hints, before, cuts=cuts + 1)
        yield from _stretches(rows, at, end, hints, None, cuts=cuts + 1)


def _telling(rows: Sequence[Row]) -> list[Row]:
    """Give the rows that show the columns: those with figures, and headings that have as many pieces."""
    figured = [has_figures(row) for row in rows]
    if sum(figured) < _FEWEST_ROWS:
        return list(rows)
    most = max(len(row.segments) for row, tells in zip(rows, figured, strict=True) if tells)
    return [row for row, tells in zip(rows, figured, strict=True) if tells or len(row.segments) >= most]


def _one_stub(columns: list[Interval], rows: Sequence[Row]) -> list[Interval]:
    """Join the first two columns where they are labels and their sublabels: no row has both."""
    while len(columns) > 2 and columns[1][0] - columns[0][0] <= _DEEPEST_INDENT * rows[0].size:
        middles = gutters(columns[:3])
        starts = [[(bisect_right(middles, s.x0), s) for s in row.segments] for row in rows]
        both = sum({0, 1} <= {col for col, _ in row} for row in starts)
        second = [segment.text for row in starts for col, segment in row if col == 1]
        figures = sum(map(is_figure, second))
        if both > _MOST_BOTH * len(rows) or figures > _MOST_BOTH * len(second):
            break
        columns = [(columns[0][0], columns[1][1]), *columns[2:]]
    return columns


def _headed(columns: list[Interval], rows: Sequence[Row]) -> list[Interval]:
    """Join a heading with nothing below it and the figures beside it without a heading: they are one column.

    A word centred over a column of single figures that stand at its right edge need not stand above any.
    """
    middles = gutters(columns)
    figured = [has_figures(row) for row in rows]
    first = figured.index(True) if any(figured) else len(rows)
    heads, bodies = (
        {bisect_right(middles, (s.x0 + s.x1) / 2) for row in part for s in row.segments}
        for part in (rows[:first], rows[first:])
    )
    joined = columns[:1]
    for col, column in enumerate(columns[1:], start=1):
        parted = {col - 1, col} & heads, {col - 1, col} & bodies
        near = column[0] - columns[col - 1][1] <= rows[0].size
        if col > 1 and near and len(parted[0]) == len(parted[1]) == 1 and parted[0] != parted[1]:
            joined[-1] = (joined[-1][0], column[1])
        else:
            joined.append(column)
    return joined


def _columns_before(before: Columned, rows: Sequence[Row], columns: list[Interval]) -> list[Interval]:
    """Give the columns of the table that goes on here, if these rows fit in them; else their own."""
    edges, size = before.edges, rows[0].size
    if not columns or len(edges) - 1 <= len(columns):
        return columns
    left = abs(min(row.x0 for row in rows) - edges[0]) <= _OUTER * size
    right = abs(columns[-1][1] - edges[-1]) <= size
    fits = all(
        bisect_right(edges, segment.x0 + 0.5) == bisect_right(edges, segment.x1 - 0.5)
        for row in rows
        for segment in row.segments[1:]
    )
    return list(pairwise(edges)) if left and right and fits else columns


def _walls(walls: Sequence[Ruling], top: float, bottom: float) -> list[float]:
    """Give where vertical rulings stand beside at least half of a table."""
    lengths: dict[float, float] = {}
    for wall in walls:
        lengths[wall.at] = lengths.get(wall.at, 0.0) + max(0.0, min(wall.end, bottom) - max(wall.start, top))
    return sorted(at for at, length in lengths.items() if length >= 0.5 * (bottom - top))


def _weakest(rows: Sequence[Row], start: int, end: int) -> int | None:
    """Give where a run is best cut in two: at its widest step, if one is wider than the others."""
    steps = [(rows[at].top - rows[at - 1].bottom, -at) for at in range(start + 1, end)]
    if not steps:
        return None
    widest, at = max(steps)
    return -at if widest > median(step for step, _ in steps) + 0.3 * rows[-at].size else None


def _is_wide(rule: Ruling, columns: Sequence[Interval]) -> bool:
    """Tell whether a rule runs along most of a table and not far beyond it."""
    left, right = columns[0][0], columns[-1][1]
    shared = min(rule.end, right) - max(rule.start, left)
    return shared >= _WIDE * (right - left) and rule.end - rule.start <= _TOO_WIDE * (right - left)


def _upward(
    rows: Sequence[Row], start: int, floor: int, rules: Sequence[Ruling], columns: Sequence[Interval]
) -> int:
    """Take in rows above the first: those below the rule that opens the table, and headings over columns."""
    left, right = columns[0][0], columns[-1][1]
    wide = [rule.at for rule in rules if _is_wide(rule, columns) and rule.at <= rows[start].top + 1]
    for at in range(start, floor, -1):
        row, below = rows[at - 1], rows[at]
        if below.top - row.bottom > 1.6 * row.size or ends_table(row, left, right):
            return at
        inside = any(rows[max(floor, start - 6)].top - 4 <= y <= row.top + 0.3 * row.size for y in wide)
        shut = any(row.baseline < y < below.top + 2 for y in wide)
        over = (
            len(columns) > 2
            and row.x0 > gutters(columns)[0] - 0.5 * row.size
            and row.x1 <= right + 2 * row.size
        )
        if not inside and (shut or not over):
            return at
    return floor


def _downward(rows: Sequence[Row], end: int, rules: Sequence[Ruling], columns: Sequence[Interval]) -> int:
    """Take in rows below the last that go on with its cells, down to the rule that closes the table."""
    wide = sorted(rule.at for rule in rules if _is_wide(rule, columns) and rule.at > rows[end - 1].baseline)
    if not wide:
        return end
    middles, at = gutters(columns), end
    while at < len(rows) and rows[at].baseline < wide[0]:
        row = rows[at]
        crossing = any(bisect_right(middles, s.x0) != bisect_right(middles, s.x1) for s in row.segments)
        if crossing or row.top - rows[at - 1].bottom > row.size:
            return end
        at += 1
    return at


def _has_caption(rows: Sequence[Row], start: int) -> bool:
    """Tell whether the lines right above a table name it."""
    for at in range(start - 1, max(-1, start - 1 - _CAPTION_ROWS), -1):
        text = rows[at].segments[0].text
        if text.startswith("Table") and is_caption(text):
            return True
        if rows[at + 1].top - rows[at].bottom > rows[at].size or len(rows[at].segments) > 1:
            break
    return False


def _read(
    rows: Sequence[Row], hints: Hints, columns: Sequence[Interval], *, captioned: bool
) -> FoundTable | None:
    """Read a table whose columns are known, if what stands in them makes one."""
    pieces = pieces_of(rows, columns, hints.space)
    breaks = _breaks(rows, hints.rules, columns)
    n_header = header_count(pieces, breaks)
    headed = spanned(rows, with_centred_labels(pieces, n_header, columns), n_header, hints.rules, columns)
    groups = [
        *header_groups(headed, n_header, breaks),
        *body_groups(rows, headed, n_header, breaks, len(columns)),
    ]
    wide = [rule for rule in hints.rules if _is_wide(rule, columns)]
    ruled = sum(rows[0].top - rows[0].size <= rule.at <= rows[-1].bottom + rows[0].size for rule in wide)
    if not _is_table(headed, n_header, groups, ruled=ruled > 1, captioned=captioned):
        return None
    return grid_of_rows(rows, headed, groups, columns)


def _breaks(rows: Sequence[Row], rules: Sequence[Ruling], columns: Sequence[Interval]) -> set[int]:
    """Give the rows before which rules run over most of the table."""
    left, right = columns[0][0], columns[-1][1]
    lengths = [(rule.at, min(rule.end, right) - max(rule.start, left)) for rule in rules]
    over = sorted((at, length) for at, length in lengths if length > 0)
    heights = [at for at, _ in over]
    found: set[int] = set()
    for index, (upper, lower) in enumerate(pairwise(rows), start=1):
        low, high = upper.baseline, lower.top + 0.35 * lower.size
        between = over[bisect_left(heights, low) : bisect_right(heights, high)]
        if sum(length for _, length in between) >= 0.6 * (right - left):
            found.add(index)
    return found


def _is_table(
    pieces: Sequence[Sequence[Piece]],
    n_header: int,
    groups: Sequence[Sequence[int]],
    *,
    ruled: bool,
    captioned: bool,
) -> bool:
    """Tell a table from a list or an address: rules, a caption, or figures in columns."""
    if sum(group[0] >= n_header for group in groups) < _FEWEST_ROWS:
        return False
    several = len(groups) >= _FEWEST_GROUPS
    if several and (ruled or captioned):
        return True
    body = pieces[n_header:]
    figures = sum(piece.col > 0 and is_figure(piece.text) for row in body for piece in row)
    if ruled or captioned:
        return figures >= _FEWEST_ROWS
    return several and figures >= _FEWEST_FIGURES and bool(numeric_columns(body))
