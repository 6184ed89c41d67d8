"""Which lines of a table without row rulings are one row: levels of a header, wrapped texts of a body.

Two lines with figures in one column are never one row. A text is wrapped if its next word had no room in
the line above, and if it goes on as wrapped texts do: indented, or in lower case.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.pdf.marks import Ruling
from extractors.tables.bands import is_number
from extractors.tables.pieces import Piece, is_figure, numeric_columns
from extractors.tables.whites import Interval
from extractors.tables.words import Row

Pieces = Sequence[Sequence[Piece]]

_LOWER = re.compile(r"[a-z(&]")
_TIGHT = 0.8
_INDENT = 0.4
_CENTRED = 0.6
_RULED = 0.3


def header_count(pieces: Pieces, breaks: set[int]) -> int:
    """Count the rows before the first with figures beyond its first column.

    A label alone above that row heads the rows below it, unless a rule parts it from them.
    """
    count = next((index for index, row in enumerate(pieces) if _tells(row)), 1)
    while count > 1 and count not in breaks and len(pieces[count - 1]) == 1 and pieces[count - 1][0].col == 0:
        count -= 1
    return count


def _tells(row: Sequence[Piece]) -> bool:
    figures = sum(piece.col > 0 and is_figure(piece.text) for piece in row)
    others = sum(piece.col > 0 and not is_number(piece.text) for piece in row)
    return figures > 0 and figures >= others


def with_centred_labels(pieces: Pieces, n_header: int, columns: Sequence[Interval]) -> list[Sequence[Piece]]:
    """Put labels that stand alone in the middle of a table, above a group of rows, into its first column."""
    found = list(pieces)
    alone = [at for at, row in enumerate(pieces) if at >= n_header and len(row) == 1 and row[0].col]
    numeric = numeric_columns(pieces[n_header:]) if alone else ()
    middle = (columns[0][0] + columns[-1][1]) / 2
    for at in alone:
        (label,) = pieces[at]
        centred = abs((label.x0 + label.x1) / 2 - middle) <= 2 * label.words[0].size
        if centred and label.col in numeric and not is_number(label.text):
            found[at] = [replace(label, col=0, col_end=1)]
    return found


def spanned(
    rows: Sequence[Row],
    pieces: Pieces,
    n_header: int,
    rules: Sequence[Ruling],
    columns: Sequence[Interval],
) -> list[list[Piece]]:
    """Let headings span the columns that they head: those above a rule, or those they are centred over."""
    found = [list(row) for row in pieces]
    extents = _extents(pieces, columns)
    for index in range(min(n_header, len(rows) - 1)):
        row = found[index]
        under = _between(rules, rows[index], rows[index + 1])
        below = {piece.col for lower in found[index + 1 : n_header] for piece in lower}
        for at, piece in enumerate(row):
            low = row[at - 1].col_end if at else 0
            high = row[at + 1].col if at + 1 < len(row) else len(columns)
            span = _ruled_span(piece, under, extents)
            span = span or _centred_span(piece, extents, low=low, high=high, below=below)
            span = span or (
                _span_of_all(piece, extents) if sum(other.col > 0 for other in row) == 1 else None
            )
            if span and span[0] >= low and span[1] <= high:
                row[at] = replace(piece, col=span[0], col_end=span[1])
    return found


def _extents(pieces: Pieces, columns: Sequence[Interval]) -> list[Interval]:
    """Give how far the cells of each column reach, headings of one column among them."""
    lows, highs = [low for low, _ in columns], [high for _, high in columns]
    for row in pieces:
        for piece in row:
            if piece.col > 0 and piece.col_end == piece.col + 1:
                lows[piece.col] = min(lows[piece.col], piece.words[0].x0)
                highs[piece.col] = max(highs[piece.col], piece.words[-1].x1)
    return list(zip(lows, highs, strict=True))


def _between(rules: Sequence[Ruling], row: Row, following: Row) -> list[Ruling]:
    """Give the rules between two rows."""
    lowest = following.top + 0.5 * following.size
    return [rule for rule in rules if row.baseline <= rule.at <= lowest]


def _ruled_span(piece: Piece, rules: Sequence[Ruling], extents: Sequence[Interval]) -> tuple[int, int] | None:
    """Give the columns above which the rule under a heading runs, if it runs over several but not all."""
    for rule in rules:
        if rule.start <= piece.x1 and piece.x0 <= rule.end:
            cols = [
                col
                for col, (low, high) in enumerate(extents)
                if rule.start - 2 <= (low + high) / 2 <= rule.end + 2
            ]
            if 1 < len(cols) < len(extents):
                return cols[0], cols[-1] + 1
    return None


def _centred_span(
    piece: Piece, extents: Sequence[Interval], *, low: int, high: int, below: set[int]
) -> tuple[int, int] | None:
    """Give the columns over whose middle a heading stands, if that is not the middle of its own."""
    if piece.spans or piece.col == 0:
        return None
    size = piece.words[0].size
    middle = (piece.x0 + piece.x1) / 2
    if abs(middle - sum(extents[piece.col]) / 2) <= size:
        return None
    spans = [
        (abs(middle - (extents[first][0] + extents[last - 1][1]) / 2), first, last)
        for first in range(max(low, 1), piece.col + 1)
        for last in range(piece.col + 1, high + 1)
        if last - first > 1 and below.issuperset(range(first, last))
    ]
    best = min(spans, default=None)
    return best[1:] if best and best[0] <= _CENTRED * size else None


def _span_of_all(piece: Piece, extents: Sequence[Interval]) -> tuple[int, int] | None:
    """Give all columns but the first, if a heading with none beside it stands over their middle."""
    if piece.col == 0 or len(extents) <= 2:
        return None
    middle = (extents[1][0] + extents[-1][1]) / 2
    centred = abs((piece.x0 + piece.x1) / 2 - middle) <= _CENTRED * piece.words[0].size
    return (1, len(extents)) if centred else None


def header_groups(pieces: Pieces, n_header: int, breaks: set[int]) -> list[list[int]]:
    """Group the rows of a header into levels: one ends below a heading of several columns, and at a rule."""
    groups: list[list[int]] = []
    spans = False
    for index in range(n_header):
        here = any(piece.spans for piece in pieces[index])
        new = not groups or index in breaks or spans or here
        if (
            new
            and groups
            and index not in breaks
            and here
            and _goes_on(pieces[groups[-1][-1]], pieces[index])
        ):
            new = False
        if new:
            groups.append([])
            spans = False
        groups[-1].append(index)
        spans = spans or here
    return groups


def _goes_on(upper: Sequence[Piece], lower: Sequence[Piece]) -> bool:
    spans = {(piece.col, piece.col_end) for piece in upper}
    return all((piece.col, piece.col_end) in spans for piece in lower)


def body_groups(
    rows: Sequence[Row], pieces: Pieces, n_header: int, breaks: set[int], n_cols: int
) -> list[list[int]]:
    """Group the rows of a body: one with figures takes in the lines of its wrapped texts."""
    numeric = numeric_columns(pieces[n_header:])
    n_body = len(rows) - n_header
    ruled = len([at for at in breaks if at > n_header]) >= max(2, _RULED * (n_body - 1))
    rights = _rights(pieces, n_cols)
    groups: list[list[int]] = []
    for index in range(n_header, len(rows)):
        near = rows[index].top - rows[index - 1].bottom <= _TIGHT * rows[index].size
        if (groups and index not in breaks and near) and _continues(
            pieces, groups[-1], index, numeric, rights, ruled=ruled
        ):
            groups[-1].append(index)
            continue
        groups.append([index])
    return groups


def _rights(pieces: Pieces, n_cols: int) -> list[float]:
    rights = [0.0] * n_cols
    for row in pieces:
        for piece in row:
            if piece.col_end == piece.col + 1:
                rights[piece.col] = max(rights[piece.col], piece.words[-1].x1)
    return rights


def _continues(
    pieces: Pieces,
    group: Sequence[int],
    index: int,
    numeric: set[int],
    rights: Sequence[float],
    *,
    ruled: bool,
) -> bool:
    """Tell whether a row goes on with the group above it."""
    here, above = pieces[index], pieces[index - 1]
    if any(piece.spans for piece in (*here, *above)):
        return False
    figures = {piece.col for piece in here} & numeric
    before = {piece.col for at in group for piece in pieces[at]} & numeric
    if figures & before:
        return False
    if ruled:
        return True
    shared = [(upper, lower) for lower in here for upper in above if upper.col == lower.col]
    if not numeric:
        return 0 not in {piece.col for piece in here}
    if bool(figures) == bool(before):
        return False
    return bool(shared) and all(_wraps(upper, lower, rights) for upper, lower in shared)


def _wraps(upper: Piece, lower: Piece, rights: Sequence[float]) -> bool:
    """Tell whether a text goes on in the next line."""
    if upper.text.endswith(":"):
        return False
    first = lower.words[0]
    full = first.x1 - first.x0 + 0.25 * first.size > rights[upper.col] - upper.x1
    indented = first.x0 - upper.x0 > _INDENT * first.size
    small = bool(_LOWER.match(lower.text))
    return full + indented + small > 1
