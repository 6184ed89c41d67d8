"""The order in which the pieces of a page are read: columns one after the other, rows across.

A gutter is a vertical strip that few pieces cross. Pieces that cross it cut the page into bands, and within
a band the left side is read before the right, if both look like running text; else rows are read across,
as in a list of names and numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TypeVar

from extractors.pdf.marks import Boxed, around
from extractors.records import BBox

Piece = TypeVar("Piece", bound=Boxed)

_MIN_PIECES = 3
_FULL = 0.55
_STEPS = 48
_NARROWEST = 60.0


def in_reading_order(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Give the pieces as runs to be read one after the other; within a run, row by row from the top."""
    if len(pieces) < 2 * _MIN_PIECES:
        return [_by_rows(pieces)] if pieces else []
    at = _gutter(pieces)
    if at is None:
        return [_by_rows(pieces)]
    runs: list[list[Piece]] = []
    across: list[Piece] = []
    for band in _bands(pieces, at):
        left = [piece for piece in band if piece.bbox[2] <= at]
        right = [piece for piece in band if piece.bbox[0] >= at]
        if len(left) + len(right) == len(band) and _runs_on(left) and _runs_on(right):
            runs.extend([_by_rows(across)] if across else [])
            runs.extend(in_reading_order(left))
            runs.extend(in_reading_order(right))
            across = []
        else:
            across.extend(band)
    return [*runs, _by_rows(across)] if across else runs


def _gutter(pieces: Sequence[Piece]) -> float | None:
    """Find the strip that the fewest pieces cross and that has enough of them on both sides."""
    x0, _, x1, _ = around(piece.bbox for piece in pieces)
    width = x1 - x0
    candidates = [x0 + width * (0.2 + 0.6 * step / _STEPS) for step in range(_STEPS + 1)]
    scored = [(_crossing(pieces, at), at) for at in candidates if _has_sides(pieces, at)]
    if not scored:
        return None
    fewest = min(crossing for crossing, _ in scored)
    if fewest > len(pieces) / 2:
        return None
    best = [at for crossing, at in scored if crossing == fewest]
    return best[len(best) // 2]


def _crossing(pieces: Sequence[Piece], at: float) -> int:
    return sum(piece.bbox[0] < at < piece.bbox[2] for piece in pieces)


def _has_sides(pieces: Sequence[Piece], at: float) -> bool:
    left = sum(piece.bbox[2] <= at for piece in pieces)
    right = sum(piece.bbox[0] >= at for piece in pieces)
    return left >= _MIN_PIECES and right >= _MIN_PIECES


def _bands(pieces: Sequence[Piece], at: float) -> list[list[Piece]]:
    """Cut pieces, from the top, into those that cross the gutter and those between them."""
    ordered = sorted(pieces, key=lambda piece: (piece.bbox[1], piece.bbox[0]))
    return [list(band) for _, band in groupby(ordered, key=lambda p: p.bbox[0] < at < p.bbox[2])]


def _runs_on(side: Sequence[Piece]) -> bool:
    """Tell whether one side of a gutter looks like text: most of its lines fill its width."""
    if len(side) < _MIN_PIECES:
        return False
    x0, _, x1, _ = around(piece.bbox for piece in side)
    full = sum(piece.bbox[2] - piece.bbox[0] >= _FULL * (x1 - x0) for piece in side)
    return full >= len(side) / 2 and x1 - x0 > _NARROWEST


def _by_rows(pieces: Sequence[Piece]) -> list[Piece]:
    """Sort pieces by row and within a row from the left; pieces whose middles agree make a row."""
    rows: list[list[Piece]] = []
    middle = float("-inf")
    for piece in sorted(pieces, key=lambda piece: piece.bbox[1] + piece.bbox[3]):
        height = piece.bbox[3] - piece.bbox[1]
        if rows and (piece.bbox[1] + piece.bbox[3]) / 2 - middle <= height / 3:
            rows[-1].append(piece)
        else:
            rows.append([piece])
            middle = (piece.bbox[1] + piece.bbox[3]) / 2
    return [piece for row in rows for piece in sorted(row, key=lambda piece: piece.bbox[0])]


def same_row(one: BBox, other: BBox) -> bool:
    """Tell whether two boxes stand side by side: they share most of the lower one's height."""
    shared = min(one[3], other[3]) - max(one[1], other[1])
    return shared > 0.6 * min(one[3] - one[1], other[3] - other[1]) and other[0] >= one[2] - 1
