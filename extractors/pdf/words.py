"""From characters to words: what stands on one baseline without white between.

All characters of a page are sorted at once, first by the direction of their writing, then by baseline, then
along it. A word ends where white follows: a space, or a gap that is wide for the type. It ends too where a
leader of dots begins or ends, and where a vertical ruling stands between two characters.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extractors.pdf.characters import blank, is_plain, plain
from extractors.pdf.glyphs import Floats, Glyphs
from extractors.pdf.marks import Ruling, Word

WORD_GAP = 0.18
"""Ems of white between two characters that part words; a space is a quarter of an em in most fonts."""

TOUCHING = 0.02
"""Ems of white that part words where a space is printed."""

LEADER = 4
"""Dots in a row from which on they lead to the next cell."""

_SAME_BASELINE = 0.12
_LEAST_STEP = 0.8
_OVERPRINT = 0.3
_TWINS = (1, 2, 3)
_HAIR = 0.03
_FAR = 1e5
_DOTS = np.array([ord(dot) for dot in ".\u2026\u00b7_"], dtype=np.uint32)

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class _Run:
    """Characters sorted for reading, white ones left out; ``start`` and ``end`` run along the baseline."""

    glyphs: Glyphs
    rows: NDArray[np.int64]
    start: Floats
    end: Floats
    spaced: Flags


def words_of(glyphs: Glyphs, walls: Sequence[Ruling] = ()) -> list[Word]:
    """Give the words of a page, or of a part of it, by direction of writing and from top to bottom.

    Args:
        glyphs: the characters in any order.
        walls: vertical rulings; a word never runs over one that stands in white.
    """
    run = _printed_once(_without_white(_sorted(glyphs)))
    if not len(run.glyphs):
        return []
    begins = _new_rows(run)
    gap = _gaps(run)
    size = np.maximum(run.glyphs.sizes, 1e-6)
    begins |= gap > WORD_GAP * size
    begins |= run.spaced & (gap > TOUCHING * size)
    begins |= _leader_edges(run, begins)
    begins |= _walled(run, gap, walls)
    return _words(run, np.flatnonzero(begins))


def _sorted(glyphs: Glyphs) -> _Run:
    start, end, height = _straight(glyphs)
    turns = glyphs.turns
    order = _order(height, start)
    order = order[np.argsort(turns[order], kind="stable")]
    step = np.diff(height[order], prepend=0.0)
    apart = step > np.maximum(_LEAST_STEP, _SAME_BASELINE * glyphs.sizes[order])
    apart |= np.diff(turns[order], prepend=-1) != 0
    rows = np.empty(len(order), dtype=np.int64)
    rows[order] = np.cumsum(apart)
    order = _order(rows, start)
    taken = Glyphs(
        glyphs.codes[order],
        glyphs.boxes[order],
        glyphs.baselines[order],
        glyphs.sizes[order],
        glyphs.bold[order],
        turns[order],
    )
    return _Run(taken, rows[order], start[order], end[order], np.zeros(len(order), dtype=np.bool_))


def _order(first: NDArray[Any], second: Floats) -> NDArray[np.intp]:
    """Give the order by two keys: as complex numbers they sort three times as fast as with ``lexsort``."""
    keys = np.empty(len(first), dtype=np.complex128)
    keys.real, keys.imag = first, second
    return np.argsort(keys, kind="stable")


def _straight(glyphs: Glyphs) -> tuple[Floats, Floats, Floats]:
    """Give where each character starts and ends along its line, and how far down its line stands."""
    x0, top, x1, bottom = glyphs.boxes.T
    turns = glyphs.turns
    if not turns.any():
        return x0, x1, glyphs.baselines
    cases = [turns == turn for turn in (90, 180, 270)]
    start = np.select(cases, [top, -x1, -bottom], x0)
    end = np.select(cases, [bottom, -x0, -top], x1)
    height = np.where(np.isin(turns, (90, 180)), -glyphs.baselines, glyphs.baselines)
    return start, end, height


def _chosen(run: _Run, kept: Flags, spaced: Flags) -> _Run:
    return _Run(run.glyphs.where(kept), run.rows[kept], run.start[kept], run.end[kept], spaced[kept])


def _without_white(run: _Run) -> _Run:
    """Leave out white characters, and note of each other one whether white stands before it."""
    white = blank(run.glyphs.codes)
    before = np.concatenate(([False], white[:-1])) if len(white) else white
    same_row = ~_new_rows(run)
    return _chosen(run, ~white, before & same_row)


def _printed_once(run: _Run) -> _Run:
    """Drop characters printed twice at one place, by which some programs make bold type."""
    twice = np.zeros(len(run.rows), dtype=np.bool_)
    reach = _OVERPRINT * np.minimum(run.end - run.start, run.glyphs.sizes)
    for back in _TWINS:
        same = (run.glyphs.codes[back:] == run.glyphs.codes[:-back]) & (run.rows[back:] == run.rows[:-back])
        twice[back:] |= same & (run.start[back:] - run.start[:-back] < reach[back:])
    return _chosen(run, ~twice, run.spaced) if twice.any() else run


def _new_rows(run: _Run) -> Flags:
    begins: Flags = np.diff(run.rows, prepend=-1) != 0
    return begins


def _gaps(run: _Run) -> Floats:
    """Give the white before each character, up to the farthest that any before it in its row reaches."""
    row = run.rows * _FAR
    reached = np.maximum.accumulate(run.end + row)
    gaps: Floats = np.concatenate(([0.0], (run.start + row)[1:] - reached[:-1]))
    return gaps


def _leader_edges(run: _Run, begins: Flags) -> Flags:
    """Tell where a leader of dots begins or ends within what would be a word."""
    dots = np.isin(run.glyphs.codes, _DOTS)
    if np.count_nonzero(dots) < LEADER:
        return np.zeros_like(dots)
    edges = begins | (np.diff(dots.astype(np.int8), prepend=0) != 0)
    starts = np.flatnonzero(edges)
    lengths = np.diff(starts, append=len(dots))
    leading = np.repeat(dots[starts] & (lengths >= LEADER), lengths)
    changes: Flags = np.diff(leading.astype(np.int8), prepend=0) != 0
    return changes


def _walled(run: _Run, gap: Floats, walls: Sequence[Ruling]) -> Flags:
    """Tell before which upright characters a vertical ruling stands in what little white there is."""
    parted = np.zeros(len(gap), dtype=np.bool_)
    if not walls:
        return parted
    size = run.glyphs.sizes
    narrow = (gap > _HAIR * size) & (gap <= WORD_GAP * size) & (run.glyphs.turns == 0)
    for index in np.flatnonzero(narrow).tolist():
        low, high = run.end[index - 1] - 0.1 * size[index], run.start[index] + 0.1 * size[index]
        at = run.glyphs.baselines[index]
        parted[index] = any(
            low <= wall.at <= high and wall.start <= at - 0.3 * size[index] <= wall.end for wall in walls
        )
    return parted


def _words(run: _Run, starts: NDArray[np.int64]) -> list[Word]:
    glyphs = run.glyphs
    text = glyphs.codes.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")
    ends = [*starts[1:].tolist(), len(text)]
    x0, top, x1, bottom = glyphs.boxes.T
    lowest = np.minimum.reduceat
    highest = np.maximum.reduceat
    words = map(
        Word,
        _texts(text, starts.tolist(), ends),
        lowest(x0, starts).tolist(),
        lowest(top, starts).tolist(),
        highest(x1, starts).tolist(),
        highest(bottom, starts).tolist(),
        glyphs.baselines[starts].tolist(),
        highest(glyphs.sizes, starts).tolist(),
        np.logical_and.reduceat(glyphs.bold, starts).tolist(),
        run.spaced[starts].tolist(),
        glyphs.turns[starts].tolist(),
    )
    return [word for word in words if word.text]


def _texts(text: str, starts: Sequence[int], ends: Sequence[int]) -> list[str]:
    words = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    return words if is_plain(text) else [plain(word) for word in words]
