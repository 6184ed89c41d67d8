"""Paints one page and notes what is painted, as :mod:`extractors.pdf.marks`.

pdfplumber's own objects are a dictionary a character, which is nearly half of its time; this device takes
what pdfminer paints before they are made. It counts while it paints: a page that paints more than its
budget is given up at the same point on every machine.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.utils import MATRIX_IDENTITY, apply_matrix_pt, apply_matrix_rect

from extractors.pdf.budgets import MAX_CHARS, MAX_SHAPES, PageTooLarge
from extractors.pdf.glyphs import UNKNOWN_GLYPH, Glyphs
from extractors.pdf.marks import Ruling
from extractors.records import BBox

_THIN = 2.5
_FARTHEST = 1e6
_STRAIGHT = 0.5
_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)

Point = tuple[float, float]

_WIN_ANSI_UNUSED = frozenset((0x7F, 0x81, 0x8D, 0x8F, 0x90, 0x9D))
"""Codes that WinAnsiEncoding leaves free, and at which a bullet is drawn (ISO 32000-1, annex D.2)."""


Char = tuple[str, BBox, float, float, bool, int]
"""A character with its box, baseline, size, whether it is bold, and its turn."""


class MarksDevice(PDFTextDevice):
    """Takes the painting of one page; see pdfminer's ``PDFDevice`` for when each method is called."""

    def __init__(self, rsrcmgr: Any) -> None:
        super().__init__(rsrcmgr)
        self.chars: list[Char] = []
        self.rulings: list[Ruling] = []
        self.images: list[BBox] = []
        self.curves: list[BBox] = []
        self.frame: BBox = (0.0, 0.0, 0.0, 0.0)
        self._shapes = 0
        self._bold: dict[str, bool] = {}

    def begin_page(self, page: Any, ctm: Any) -> None:
        """Set the frame that is displayed: the crop box within the media box, turned as the page is."""
        shown = _common(page.cropbox, page.mediabox) or page.mediabox
        self.frame = tuple(float(edge) for edge in apply_matrix_rect(ctm, shown))  # type: ignore[assignment]

    def end_page(self, page: Any) -> None:
        """Nothing is left to do."""

    def begin_figure(self, name: str, bbox: Any, matrix: Any) -> None:
        """Count a form or an image; forms within forms can paint without end."""
        self._count()

    def end_figure(self, name: str) -> None:
        """Nothing is left to do."""

    def render_image(self, name: str, stream: Any) -> None:
        """Note an image, which fills the unit square of its space; its pixels are never decoded."""
        self.images.append(self._turned(apply_matrix_rect(self.ctm or MATRIX_IDENTITY, (0, 0, 1, 1))))

    def render_char(  # noqa: PLR0917 - the signature is pdfminer's
        self,
        matrix: Any,
        font: Any,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: Any,
        graphicstate: Any,
    ) -> float:
        """Note a character if its middle is on the displayed page; give how far the pen moves."""
        if len(self.chars) >= MAX_CHARS:
            raise PageTooLarge(f"more than {MAX_CHARS} characters")
        advance = float(font.char_width(cid) * fontsize * scaling)
        box = apply_matrix_rect(matrix, _glyph_box(font, fontsize, rise, advance, cid))
        x0, top, x1, bottom = self._turned(box)
        width, height = self.frame[2] - self.frame[0], self.frame[3] - self.frame[1]
        if 0 <= (x0 + x1) / 2 <= width and 0 <= (top + bottom) / 2 <= height:
            turn = _turn(matrix)
            level = turn in (0, 180)
            baseline = self.frame[3] - matrix[5] if level else matrix[4] - self.frame[0]
            size = bottom - top if level else x1 - x0
            box = (x0, top, x1, bottom)
            self.chars.append((_character(font, cid), box, baseline, size, self._is_bold(font), turn))
        return advance

    def glyphs(self) -> Glyphs:
        """Give the characters painted so far; a code that stands for several shares its box among them."""
        single = [part for char in self.chars for part in _singly(char)]
        columns = list(zip(*single, strict=True)) or [()] * 6
        text, boxes, baselines, sizes, bold, turns = columns
        return Glyphs(
            codes=np.array([ord(char) for char in text], dtype=np.uint32),
            boxes=np.array(boxes, dtype=np.float64).reshape(-1, 4),
            baselines=np.array(baselines, dtype=np.float64),
            sizes=np.array(sizes, dtype=np.float64),
            bold=np.array(bold, dtype=np.bool_),
            turns=np.array(turns, dtype=np.int16),
        )

    def paint_path(self, gstate: Any, stroke: bool, fill: bool, evenodd: bool, path: Sequence[Any]) -> None:
        """Note the straight parts of a path as rulings and count the others as curves."""
        for operators, points in _subpaths(path):
            self._count()
            placed = [self._placed(point) for point in points]
            if not all(abs(x) <= _FARTHEST and abs(y) <= _FARTHEST for x, y in placed):
                continue
            if "c" in operators or not _along_axes(placed):
                self.curves.append(_around(placed))
            else:
                self.rulings.extend(_rulings(placed))

    def _count(self) -> None:
        self._shapes += 1
        if self._shapes > MAX_SHAPES:
            raise PageTooLarge(f"more than {MAX_SHAPES} lines and images")

    def _placed(self, point: Point) -> Point:
        x, y = apply_matrix_pt(self.ctm or MATRIX_IDENTITY, point)
        return (x - self.frame[0], self.frame[3] - y)

    def _turned(self, box: BBox) -> BBox:
        left, _, _, upper = self.frame
        return (box[0] - left, upper - box[3], box[2] - left, upper - box[1])

    def _is_bold(self, font: Any) -> bool:
        name = str(font.fontname)
        if name not in self._bold:
            self._bold[name] = bool(_BOLD.search(name))
        return self._bold[name]


def _singly(char: Char) -> Iterator[Char]:
    """Give a character, or each of those that one glyph stands for, such as a ligature, side by side."""
    text, (x0, top, x1, bottom), baseline, size, bold, turn = char
    if len(text) == 1:
        yield char
        return
    for index, single in enumerate(text):
        start, end = (index / len(text), (index + 1) / len(text))
        if turn in (0, 180):
            box = (x0 + (x1 - x0) * start, top, x0 + (x1 - x0) * end, bottom)
        else:
            box = (x0, top + (bottom - top) * start, x1, top + (bottom - top) * end)
        yield single, box, baseline, size, bold, turn


def _around(points: Sequence[Point]) -> BBox:
    xs, ys = zip(*points, strict=True)
    return (min(xs), min(ys), max(xs), max(ys))


def _glyph_box(font: Any, fontsize: float, rise: float, advance: float, cid: int) -> BBox:
    """Give the box of a glyph in text space: its advance wide and its font's size high."""
    if font.is_vertical():
        vx, vy = font.char_disp(cid)
        across = fontsize * 0.5 if vx is None else vx * fontsize * 0.001
        down = (1000 - vy) * fontsize * 0.001
        return (-across, down + rise + advance, -across + fontsize, down + rise)
    descent = font.get_descent() * fontsize
    return (0, descent + rise, advance, descent + rise + fontsize)


def _character(font: Any, cid: int) -> str:
    try:
        return str(font.to_unichr(cid))
    except PDFUnicodeNotDefined:
        return "•" if cid in _WIN_ANSI_UNUSED and _is_win_ansi(font) else UNKNOWN_GLYPH


def _is_win_ansi(font: Any) -> bool:
    """Tell the encoding of a simple font by a code at which only this one has a bullet."""
    return getattr(font, "cid2unicode", {}).get(0x95) == "•"


def _turn(matrix: Any) -> int:
    """Give the clockwise turn of writing in quarters; a slanted stamp counts as the nearest quarter."""
    a, b = matrix[0], matrix[1]
    return round(-math.degrees(math.atan2(b, a)) / 90) % 4 * 90


def _common(one: Any, other: Any) -> BBox | None:
    x0, y0 = max(one[0], other[0]), max(one[1], other[1])
    x1, y1 = min(one[2], other[2]), min(one[3], other[3])
    return (x0, y0, x1, y1) if x0 < x1 and y0 < y1 else None


def _subpaths(path: Sequence[Any]) -> Iterator[tuple[str, list[Point]]]:
    """Cut a path at its moves; give the operators of each piece, curves all as ``c``, and its points."""
    operators, points = "", list[Point]()
    for segment in path:
        operator = str(segment[0])
        if operator == "m":
            if len(points) > 1:
                yield operators, points
            operators, points = "", []
        if operator == "h":
            points.extend(points[:1])
        elif segment[1:]:
            points.append((segment[-2], segment[-1]))
        operators += "c" if operator in "cvy" else operator
    if len(points) > 1:
        yield operators, points


def _along_axes(points: Sequence[Point]) -> bool:
    return all(
        abs(x0 - x1) <= _STRAIGHT or abs(y0 - y1) <= _STRAIGHT for (x0, y0), (x1, y1) in pairwise(points)
    )


def _rulings(points: Sequence[Point]) -> list[Ruling]:
    """Give the rulings of a path along the axes; a thin rectangle is one line."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    x0, x1, top, bottom = min(xs), max(xs), min(ys), max(ys)
    if bottom - top <= _THIN and x1 - x0 > bottom - top:
        return [Ruling(horizontal=True, at=(top + bottom) / 2, start=x0, end=x1)]
    if x1 - x0 <= _THIN:
        return [Ruling(horizontal=False, at=(x0 + x1) / 2, start=top, end=bottom)]
    return [
        _ruling(start, end)
        for start, end in pairwise(points)
        if abs(start[0] - end[0]) + abs(start[1] - end[1]) > _STRAIGHT
    ]


def _ruling(start: Point, end: Point) -> Ruling:
    (x0, y0), (x1, y1) = start, end
    if abs(y0 - y1) <= abs(x0 - x1):
        return Ruling(horizontal=True, at=(y0 + y1) / 2, start=min(x0, x1), end=max(x0, x1))
    return Ruling(horizontal=False, at=(x0 + x1) / 2, start=min(y0, y1), end=max(y0, y1))
