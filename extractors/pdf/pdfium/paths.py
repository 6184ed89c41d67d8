"""What is drawn on a page as PDFium gives it: rulings, shaded rectangles, curves and images.

The segments of all paths of a page are read into arrays and cut at their moves. A subpath along the axes
that is thin is one ruling; a filled rectangle is a shade; what else runs along the axes gives its sides as
rulings; and what is curved or runs aslant is a curve.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from ctypes import c_ulong
from dataclasses import dataclass, field
from itertools import chain, pairwise, repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pypdfium2 import raw

from extractors.pdf.budgets import MAX_SHAPES, PageTooLarge
from extractors.pdf.glyphs import Floats
from extractors.pdf.marks import Ruling, Shade
from extractors.pdf.pdfium import calls
from extractors.pdf.pdfium.calls import Handle
from extractors.pdf.pdfium.text import displayed
from extractors.records import BBox

THIN = 2.5
"""Points up to which a filled rectangle is a line."""

_FARTHEST = 1e6
_STRAIGHT = 0.5
_DEEPEST = 12
_RECTANGLE = 5
_OPEN_RECTANGLE = 4
_SINGLE = (2, 3, _OPEN_RECTANGLE, _RECTANGLE)
"""Segments of a path that is one line or one rectangle."""


@dataclass(slots=True)
class Drawings:
    """What is drawn on a page, in points from the top left corner of the displayed page."""

    rulings: list[Ruling] = field(default_factory=list)
    shades: list[Shade] = field(default_factory=list)
    curves: list[BBox] = field(default_factory=list)
    images: list[BBox] = field(default_factory=list)


@dataclass(frozen=True, slots=True, eq=False)
class _Objects:
    """Paths and images of a page or form with the matrix that leads from it to the displayed page."""

    paths: list[Handle]
    images: list[Handle]
    matrix: Floats


def drawings_of(page: Any, display: Floats) -> Drawings:
    """Read what is drawn on a page.

    Args:
        page: PDFium's handle of a loaded page.
        display: matrix ``(a, b, c, d, e, f)`` from the file's space to the displayed page.

    Raises:
        PageTooLarge: it draws more than :data:`MAX_SHAPES`.
    """
    found = Drawings()
    count = 0
    indices = range(raw.FPDFPage_CountObjects(page))
    first = calls.handles(calls.indexed(calls.page_object, calls.handle_of(page), indices))
    for objects in _by_form(first, display, 0):
        count += len(objects.paths) + len(objects.images)
        if count > MAX_SHAPES:
            raise PageTooLarge(f"more than {MAX_SHAPES} lines and images")
        found.images.extend(
            (x0, y0, x1, y1) for x0, y0, x1, y1 in _boxes(objects.images, objects.matrix).tolist()
        )
        _read_paths(objects.paths, objects.matrix, found)
    return found


def _by_form(objects: Sequence[Handle], matrix: Floats, depth: int) -> Iterator[_Objects]:
    """Give the objects of a page and of the forms on it, each with its own matrix."""
    types = np.array(list(map(calls.object_type, objects)), dtype=np.int64)
    paths, images, forms = (
        [objects[index] for index in np.flatnonzero(types == wanted).tolist()]
        for wanted in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM)
    )
    yield _Objects(paths, images, matrix)
    for form in forms if depth < _DEEPEST else ():
        inner = calls.written(calls.object_matrix, [form], n=1, width=6)[0].astype(np.float64)
        indices = map(c_ulong, range(max(0, calls.form_count(form))))
        within = calls.handles(calls.indexed(calls.form_object, form, indices))
        yield from _by_form(within, combined(inner, matrix), depth + 1)


def combined(inner: Floats, outer: Floats) -> Floats:
    """Give the matrix that does first the inner and then the outer one."""
    linear = inner[:4].reshape(2, 2) @ outer[:4].reshape(2, 2)
    return np.concatenate((linear.ravel(), inner[4:] @ outer[:4].reshape(2, 2) + outer[4:]))


def _boxes(objects: Sequence[Handle], matrix: Floats) -> Floats:
    bounds = calls.written_apart(calls.object_bounds, objects, n=len(objects), width=4).astype(np.float64)
    corners = displayed(bounds, matrix)
    one, other = corners[:, :2], corners[:, 2:]
    return np.concatenate((np.minimum(one, other), np.maximum(one, other)), axis=1)


@dataclass(frozen=True, slots=True, eq=False)
class _Subpaths:
    """Pieces of paths between two moves, a row each; points of all lie one behind the other."""

    paths: NDArray[np.int64]
    starts: NDArray[np.int64]
    sizes: NDArray[np.int64]
    boxes: Floats
    curved: NDArray[np.bool_]


def _are_single(paths: Sequence[Handle], counts: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Tell which paths are one line or one rectangle; four segments may be a curve or two lines as well."""
    single = np.isin(counts, _SINGLE)
    doubtful = np.flatnonzero(counts == _OPEN_RECTANGLE)
    thirds = calls.handles(calls.path_segment(paths[index], 2) for index in doubtful.tolist())
    types = np.array(list(map(calls.segment_type, thirds)), dtype=np.int64)
    single[doubtful] = types == raw.FPDF_SEGMENT_LINETO
    return single


def _read_thin(
    paths: Sequence[Handle], counts: NDArray[np.int64], matrix: Floats, found: Drawings
) -> NDArray[np.bool_]:
    """Take lines and thin rectangles by their boxes alone, at a fifth of the cost; tell which these were."""
    thin = np.zeros(len(paths), dtype=np.bool_)
    single = np.flatnonzero(_are_single(paths, counts))
    some = [paths[index] for index in single.tolist()]
    boxes = _boxes(some, matrix)
    sides = boxes[:, 2:] - boxes[:, :2]
    narrow = (sides.min(axis=1, initial=np.inf) <= THIN) & (np.abs(boxes) <= _FARTHEST).all(axis=1)
    thin[single[narrow]] = True
    drawn = [path for path, chosen in zip(some, narrow.tolist(), strict=True) if chosen]
    modes = calls.written_apart(calls.draw_mode, drawn, n=len(drawn), width=2, dtype=np.int32)
    pen = np.where(modes[:, 1] != 0, sides[narrow].min(axis=1, initial=np.inf) / 2, 0.0)[:, None]
    level = (sides[narrow, 0] > sides[narrow, 1])[:, None]
    ends = np.where(
        level, pen * [1, 0, -1, 0], pen * [0, 1, 0, -1]
    )  # boxes reach half a pen beyond both ends
    for x0, top, x1, bottom in (boxes[narrow] + ends)[modes.any(axis=1)].tolist():
        if x1 - x0 > bottom - top:
            found.rulings.append(Ruling(True, (top + bottom) / 2, x0, x1))
        else:
            found.rulings.append(Ruling(False, (x0 + x1) / 2, top, bottom))
    return thin


def _read_paths(paths: Sequence[Handle], matrix: Floats, found: Drawings) -> None:
    counts = np.maximum(np.array(list(map(calls.path_segments, paths)), dtype=np.int64), 0)
    thin = _read_thin(paths, counts, matrix, found)
    paths = [paths[index] for index in np.flatnonzero(~thin).tolist()]
    counts = counts[~thin]
    total = int(counts.sum())
    if not total:
        return
    if total > MAX_SHAPES:
        raise PageTooLarge(f"more than {MAX_SHAPES} pieces of lines")
    segments = calls.handles(
        map(
            calls.path_segment,
            chain.from_iterable(map(repeat, paths, counts.tolist())),
            chain.from_iterable(map(range, counts.tolist())),
        )
    )
    types = np.array(list(map(calls.segment_type, segments)), dtype=np.int64)
    points = calls.written_apart(calls.segment_point, segments, n=total, width=2).astype(np.float64)
    closes = np.array(list(map(calls.segment_closes, segments)), dtype=np.bool_)
    owner = np.repeat(np.arange(len(paths)), counts)
    points = displayed(_in_parent(points, paths, owner), matrix)
    points, types, owner = _closed(points, types, owner, closes)
    _sort_out(_subpaths(points, types, owner), points, _painting(paths), found)


def _in_parent(points: Floats, paths: Sequence[Handle], owner: NDArray[np.int64]) -> Floats:
    """Apply the matrix of each path to its points."""
    own = calls.written(calls.object_matrix, paths, n=len(paths), width=6).astype(np.float64)
    a, b, c, d, e, f = own.T
    if np.all(a == 1) and np.all(d == 1) and not own[:, [1, 2, 4, 5]].any():
        return points
    x, y = points.T
    turned = (a[owner] * x + c[owner] * y + e[owner], b[owner] * x + d[owner] * y + f[owner])
    return np.stack(turned, axis=1)


def _closed(
    points: Floats, types: NDArray[np.int64], owner: NDArray[np.int64], closes: NDArray[np.bool_]
) -> tuple[Floats, NDArray[np.int64], NDArray[np.int64]]:
    """Add the line that closes a subpath behind its last point."""
    moves = np.flatnonzero(types == raw.FPDF_SEGMENT_MOVETO)
    ends = np.flatnonzero(closes)
    if not len(ends) or not len(moves):
        return points, types, owner
    begun = moves[np.maximum(np.searchsorted(moves, ends, side="right") - 1, 0)]
    open_ends = np.abs(points[begun] - points[ends]).max(axis=1) > 0
    begun, ends = begun[open_ends], ends[open_ends]
    return (
        np.insert(points, ends + 1, points[begun], axis=0),
        np.insert(types, ends + 1, raw.FPDF_SEGMENT_LINETO),
        np.insert(owner, ends + 1, owner[ends]),
    )


def _subpaths(points: Floats, types: NDArray[np.int64], owner: NDArray[np.int64]) -> _Subpaths:
    begins = types == raw.FPDF_SEGMENT_MOVETO
    begins |= np.diff(owner, prepend=-1) != 0
    starts = np.flatnonzero(begins)
    step = np.abs(np.diff(points, axis=0, prepend=points[:1]))
    aslant = ~begins & (step.min(axis=1) > _STRAIGHT)
    bent = aslant | (types == raw.FPDF_SEGMENT_BEZIERTO)
    low = np.minimum.reduceat(points, starts)
    high = np.maximum.reduceat(points, starts)
    return _Subpaths(
        paths=owner[starts],
        starts=starts,
        sizes=np.diff(starts, append=len(points)),
        boxes=np.concatenate((low, high), axis=1),
        curved=np.logical_or.reduceat(bent, starts),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Painting:
    """How paths are painted, a row each."""

    filled: list[bool]
    stroked: list[bool]
    colours: list[list[int]]


def _painting(paths: Sequence[Handle]) -> _Painting:
    modes = calls.written_apart(calls.draw_mode, paths, n=len(paths), width=2, dtype=np.int32)
    colours = calls.written_apart(calls.fill_colour, paths, n=len(paths), width=4, dtype=np.uint32)
    filled = (modes[:, 0] != 0) & (colours[:, 3] != 0)
    return _Painting(filled.tolist(), (modes[:, 1] != 0).tolist(), colours[:, :3].tolist())


def _sort_out(subpaths: _Subpaths, points: Floats, painting: _Painting, found: Drawings) -> None:
    """Tell rulings, shades and curves apart."""
    near = (np.abs(subpaths.boxes) <= _FARTHEST).all(axis=1) & (subpaths.sizes > 1)
    near &= np.isfinite(subpaths.boxes).all(axis=1)
    rows = zip(
        subpaths.paths[near].tolist(),
        subpaths.starts[near].tolist(),
        subpaths.sizes[near].tolist(),
        subpaths.boxes[near].tolist(),
        subpaths.curved[near].tolist(),
        strict=True,
    )
    for path, start, size, (x0, top, x1, bottom), curved in rows:
        filled, stroked = painting.filled[path], painting.stroked[path]
        if not filled and not stroked:
            continue
        if curved:
            found.curves.append((x0, top, x1, bottom))
        elif bottom - top <= THIN and x1 - x0 > bottom - top:
            found.rulings.append(Ruling(True, (top + bottom) / 2, x0, x1))
        elif x1 - x0 <= THIN:
            found.rulings.append(Ruling(False, (x0 + x1) / 2, top, bottom))
        elif filled and not stroked and size <= _RECTANGLE:
            red, green, blue = painting.colours[path]
            found.shades.append(Shade((x0, top, x1, bottom), (red, green, blue)))
        else:
            found.rulings.extend(_sides(points[start : start + size].tolist()))


def _sides(points: Sequence[Sequence[float]]) -> Iterator[Ruling]:
    for (x0, y0), (x1, y1) in pairwise(points):
        if abs(x0 - x1) + abs(y0 - y1) <= _STRAIGHT:
            continue
        if abs(y0 - y1) <= abs(x0 - x1):
            yield Ruling(True, (y0 + y1) / 2, min(x0, x1), max(x0, x1))
        else:
            yield Ruling(False, (x0 + x1) / 2, min(y0, y1), max(y0, y1))
