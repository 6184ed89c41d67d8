"""Documents with tables: a table between prose, beside it, in one of two columns, turned, over two pages."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from io import BytesIO
from random import Random
from typing import Any

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from tests.benchmarks.printed import wording
from tests.benchmarks.printed.content import Content, ScoredCell, random_content
from tests.benchmarks.printed.drawing import Pen, Plan, draw, font_of, plan
from tests.benchmarks.printed.styles import Style, random_style

PAGE = (612.0, 792.0)
MARGIN = 54.0
PLACES = (
    "alone",
    "prose",
    "prose",
    "column",
    "beside",
    "stacked",
    "side",
    "turned",
    "landscape",
    "continued",
    "repeated",
)
_BODY = 9.5
_NARROW = frozenset(("column", "beside", "side"))


@dataclass(frozen=True, slots=True)
class Printed:
    """A document with its true tables in the form of the scorer, and the traits that it was printed with."""

    name: str
    payload: bytes
    truth: tuple[dict[str, Any], ...]
    traits: dict[str, str]


class Sheet:
    """The page at hand, filled from top to bottom."""

    def __init__(self, width: float = PAGE[0], height: float = PAGE[1]) -> None:
        self._stream = BytesIO()
        self.canvas = Canvas(self._stream, pagesize=(width, height), invariant=1)
        self.width, self.height = width, height
        self.pen = Pen(self.canvas, height)
        self.page = 1
        self.truth: list[dict[str, Any]] = []

    def turn_page(self) -> None:
        """Begin the next page."""
        self.canvas.showPage()
        self.page += 1

    def holds(self, cells: list[ScoredCell]) -> None:
        """Note a true table on this page."""
        self.truth.append({"page": self.page, "bbox": None, "cells": cells})

    def paragraph(self, text: str, x: float, y: float, width: float, *, size: float = _BODY) -> float:
        """Write a paragraph and give where the next may begin."""
        line = ""
        for word in text.split():
            if line and stringWidth(f"{line} {word}", "Times-Roman", size) > width:
                y += 1.2 * size
                self.pen.text(x, y, line, "Times-Roman", size)
                line = word
            else:
                line = f"{line} {word}".strip()
        self.pen.text(x, y + 1.2 * size, line, "Times-Roman", size)
        return y + 2 * size

    def payload(self) -> bytes:
        """Finish the file."""
        self.canvas.save()
        return self._stream.getvalue()


def printed_page(seed: int) -> Printed:
    """Give the document of a seed."""
    rng = Random(seed)
    style = random_style(rng)
    place = rng.choice(PLACES)
    if place in _NARROW:
        style = replace(style, texts="none", size=min(style.size, 7.5), gap=min(style.gap, 1.5))
    sheet = Sheet(*(PAGE[::-1] if place == "landscape" else PAGE))
    _LAYOUTS[place](sheet, rng, style)
    return Printed(f"t{seed}", sheet.payload(), tuple(sheet.truth), {**style.traits, "place": place})


def fitting(rng: Random, style: Style, *, width: float, height: float, most_cols: int = 9) -> Plan:
    """Give a table that fits into some room."""
    for n_cols in range(rng.randrange(min(4, most_cols), most_cols + 1), 1, -1):
        n_body = rng.randrange(5, 40)
        while n_body > 3:
            table = plan(random_content(rng, style, n_cols=n_cols, n_body=n_body), style)
            if table.width > width:
                break
            if table.height <= height:
                return table
            n_body = int(0.7 * n_body)
    return plan(random_content(rng, style, n_cols=2, n_body=4), style)


def put(sheet: Sheet, rng: Random, table: Plan, x: float, y: float, *, number: int = 1) -> float:
    """Print a table with caption and notes; give where the next thing may begin."""
    style = table.style
    size = style.size
    bold = font_of(style, 1)
    title = rng.choice(wording.TITLES)
    if style.caption in ("above", "title"):
        name = f"Table {number}. {title}" if style.caption == "above" else title
        sheet.pen.text(x, y + size, name, bold, size)
        y += (1.3 + rng.choice((0.2, 0.8))) * size
    draw(sheet.pen, table, x, y)
    sheet.holds(table.content.truth())
    y += table.height
    if style.caption == "below":
        y += 1.8 * size
        sheet.pen.text(x, y, f"Table {number}. {title}", bold, size)
    if style.notes:
        for note in rng.sample(wording.NOTES, rng.choice((1, 2))):
            y += 1.3 * size
            sheet.pen.text(x, y + 0.2 * size, note, font_of(style), size)
    return y + 2 * size


def _alone(sheet: Sheet, rng: Random, style: Style) -> None:
    table = fitting(rng, style, width=sheet.width - 2 * MARGIN, height=sheet.height - 3 * MARGIN)
    put(sheet, rng, table, (sheet.width - table.width) / 2, MARGIN + 20)
    sheet.pen.text(sheet.width / 2, sheet.height - 30, str(rng.randrange(1, 90)), "Times-Roman", 9)


def _prose(sheet: Sheet, rng: Random, style: Style) -> None:
    width = sheet.width - 2 * MARGIN
    y = sheet.paragraph(wording.prose(rng, rng.randrange(3, 9)), MARGIN, MARGIN, width)
    y += rng.choice((0, 4, 10, 20))
    table = fitting(rng, style, width=width, height=360)
    y = put(sheet, rng, table, MARGIN + rng.choice((0.0, (width - table.width) / 2)), y)
    y += rng.choice((0, 4, 10, 20))
    for _ in range(2):
        if y < sheet.height - 160:
            y = sheet.paragraph(wording.prose(rng, rng.randrange(3, 7)), MARGIN, y, width) + 4


def _fill(sheet: Sheet, rng: Random, x: float, y: float, width: float) -> None:
    while y < sheet.height - 170:
        y = sheet.paragraph(wording.prose(rng, rng.randrange(3, 8)), x, y, width) + 5


def _column(sheet: Sheet, rng: Random, style: Style) -> None:
    width = (sheet.width - 2 * MARGIN - 20) / 2
    left = rng.random() < 0.5
    xs = (MARGIN, MARGIN + width + 20)
    table = fitting(rng, style, width=width, height=300, most_cols=5)
    x, other = xs if left else xs[::-1]
    y = MARGIN
    if rng.random() < 0.7:
        y = sheet.paragraph(wording.prose(rng, 4), x, y, width) + 8
    y = put(sheet, rng, table, x, y) + 6
    _fill(sheet, rng, x, y, width)
    _fill(sheet, rng, other, MARGIN, width)


def _beside(sheet: Sheet, rng: Random, style: Style) -> None:
    width = sheet.width - 2 * MARGIN
    y = sheet.paragraph(wording.prose(rng, 5), MARGIN, MARGIN, width) + 10
    table = fitting(rng, style, width=0.58 * width, height=330, most_cols=6)
    left = rng.random() < 0.5
    end = put(sheet, rng, table, MARGIN if left else MARGIN + width - table.width, y)
    x, beside = (MARGIN + table.width + 18 if left else MARGIN), width - table.width - 18
    while y < end - 50:
        y = sheet.paragraph(wording.prose(rng, 3), x, y, beside) + 4
    y = max(y, end) + 12
    if y < sheet.height - 130:
        sheet.paragraph(wording.prose(rng, 4), MARGIN, y, width)


def _stacked(sheet: Sheet, rng: Random, style: Style) -> None:
    y, width = MARGIN, sheet.width - 2 * MARGIN
    for number in (1, 2, 3):
        room = sheet.height - 90 - y
        if room < 130:
            return
        table = fitting(rng, style, width=width, height=min(room, 230))
        if table.height > room:
            return
        y = put(sheet, rng, table, MARGIN, y, number=number) + rng.choice((8, 16, 30))


def _side(sheet: Sheet, rng: Random, style: Style) -> None:
    width = (sheet.width - 2 * MARGIN - 36) / 2
    y = sheet.paragraph(wording.prose(rng, 4), MARGIN, MARGIN, 2 * width + 36) + 10
    x = MARGIN
    for number in (1, 2):
        table = fitting(rng, style, width=width, height=300, most_cols=4)
        put(sheet, rng, table, x, y, number=number)
        x += max(table.width, width) + 36


def _turned(sheet: Sheet, rng: Random, style: Style) -> None:
    sheet.canvas.translate(PAGE[0], 0)
    sheet.canvas.rotate(90)
    sheet.width, sheet.height = PAGE[::-1]
    sheet.pen = Pen(sheet.canvas, sheet.height)
    if rng.random() < 0.3:
        sheet.canvas.setPageRotation(90)
    _alone(sheet, rng, style)


def _continued(sheet: Sheet, rng: Random, style: Style, *, repeated: bool = False) -> None:
    width, room = sheet.width - 2 * MARGIN, sheet.height - 150
    n_body = int(1.3 * room / (1.6 * style.size))
    for n_cols in (7, 5, 4, 3, 2, 2):
        whole = random_content(rng, style, n_cols=n_cols, n_body=n_body)
        table = plan(whole, style)
        if table.width <= width:
            break
        if n_cols == 2:
            style = replace(style, texts="none", gap=1.5)
    cut = bisect_right(table.ys, room) - 2
    end = bisect_right(table.ys, table.ys[cut] + room - table.ys[whole.levels]) - 1
    for first, last in ((whole.levels, cut), (cut, end)):
        begins = first == whole.levels
        headed = begins or repeated
        part = plan(_part(whole, first, last, header=headed), style)
        part = Plan(part.content, style, table.xs, part.ys, table.blocks)
        draw(sheet.pen, part, MARGIN, MARGIN + 30)
        sheet.holds(whole.truth(first, last, header=headed))
        if begins:
            sheet.turn_page()


def _part(whole: Content, first: int, last: int, *, header: bool) -> Content:
    """Give some body rows of a table, with or without its header."""
    levels = whole.levels if header else 0
    entries = [e for e in whole.entries if header and e.row < whole.levels]
    shift = first - levels
    entries += [
        type(e)(
            e.row - shift, e.col, e.row_end - shift, e.col_end, e.lines, e.align, e.face, e.indent, e.mark
        )
        for e in whole.entries
        if first <= e.row < last and e.row >= whole.levels
    ]
    return Content(tuple(entries), last - shift, whole.n_cols, levels)


_LAYOUTS = {
    "alone": _alone,
    "prose": _prose,
    "column": _column,
    "beside": _beside,
    "stacked": _stacked,
    "side": _side,
    "turned": _turned,
    "landscape": _alone,
    "continued": _continued,
    "repeated": lambda sheet, rng, style: _continued(sheet, rng, style, repeated=True),
}
