"""A table on paper: widths from the metrics of its type; rules, shades and leaders as its style says.

Coordinates are points from the upper left corner of the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from tests.benchmarks.printed.content import Content, Entry
from tests.benchmarks.printed.styles import FONTS, Style

_INDENT = 1.2
_MARK = 0.65


@dataclass(frozen=True, slots=True)
class Plan:
    """A table laid out: column and row edges from its upper left corner, and widths of its figures."""

    content: Content
    style: Style
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    blocks: tuple[tuple[float, float], ...]

    @property
    def width(self) -> float:
        """The width of the table."""
        return self.xs[-1]

    @property
    def height(self) -> float:
        """The height of the table."""
        return self.ys[-1]


@dataclass(frozen=True, slots=True)
class Pen:
    """A canvas that counts from the upper left corner."""

    canvas: Canvas
    height: float

    def text(self, x: float, y: float, text: str, font: str, size: float) -> None:
        """Write from a point on the baseline."""
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, self.height - y, text)

    def line(self, x0: float, y0: float, x1: float, y1: float, width: float = 0.5) -> None:
        """Draw a line."""
        self.canvas.setLineWidth(width)
        self.canvas.line(x0, self.height - y0, x1, self.height - y1)

    def shade(self, x0: float, top: float, x1: float, bottom: float, grey: float) -> None:
        """Fill a box with a grey, and go on in black."""
        self.canvas.setFillGray(grey)
        self.canvas.rect(x0, self.height - bottom, x1 - x0, bottom - top, stroke=0, fill=1)
        self.canvas.setFillGray(0)


def font_of(style: Style, face: int = 0) -> str:
    """Give the name of a font of a style: 0 upright, 1 bold, 2 slanted."""
    return FONTS[style.font][face]


def plan(content: Content, style: Style) -> Plan:
    """Lay out a table as narrow as its texts and gaps allow."""
    gap = style.gap * style.size
    widths = [2.0 * style.size] * content.n_cols
    for entry in content.entries:
        if entry.col_end - entry.col == 1:
            widths[entry.col] = max(widths[entry.col], _width(entry, style))
    for entry in content.entries:
        cols = range(entry.col, entry.col_end)
        missing = _width(entry, style) - sum(widths[col] for col in cols) - gap * (len(cols) - 1)
        if len(cols) > 1 and missing > 0:
            for col in cols:
                widths[col] += missing / len(cols)
    if style.leaders != "none":
        widths[0] += 2 * style.size
    xs = tuple(accumulate((width + gap for width in widths), initial=0.0))
    blocks = tuple(_block(content, style, col, widths[col]) for col in range(content.n_cols))
    return Plan(content, style, xs, tuple(_heights(content, style)), blocks)


def _width(entry: Entry, style: Style) -> float:
    font = font_of(style, entry.face)
    width = max((stringWidth(line, font, style.size) for line in entry.lines), default=0.0)
    dollar = style.size if any(line.startswith("$") for line in entry.lines) else 0
    mark = stringWidth(entry.mark, font, _MARK * style.size)
    return width + entry.indent * _INDENT * style.size + mark + dollar + 0.1 * style.size


def _block(content: Content, style: Style, col: int, width: float) -> tuple[float, float]:
    """Give the width of the figures of a column and of their decimals."""
    texts = [
        line
        for e in content.entries
        if e.row >= content.levels and e.col == col and e.col_end == col + 1
        for line in e.lines
    ]
    size, font = style.size, font_of(style, 1)
    after = max((stringWidth(_decimals(text), font, size) for text in texts), default=0.0)
    before = max((stringWidth(text.removesuffix(_decimals(text)), font, size) for text in texts), default=0.0)
    return min(before + after + (size if style.dollars else 0), width), after


def _decimals(text: str) -> str:
    at = text.rfind(".")
    return text[at:] if at > 0 and text[-1].isdigit() else ")" if text.endswith(")") else ""


def _heights(content: Content, style: Style) -> Iterator[float]:
    line = style.leading * style.size
    pad = style.row_gap * style.size + (
        0.35 * style.size if style.ruling in ("grid", "rows", "half") else 0.1
    )
    heights = [line + pad] * content.n_rows
    for entry in content.entries:
        rows = range(entry.row, entry.row_end)
        needed = len(entry.lines) * line + pad - sum(heights[row] for row in rows)
        if needed > 0:
            heights[rows[-1]] += needed
    return accumulate(heights, initial=0.0)


def draw(pen: Pen, table: Plan, x: float, y: float) -> None:
    """Draw a table with its upper left corner at a point."""
    _shades(pen, table, x, y)
    for entry in table.content.entries:
        if entry.lines:
            _entry(pen, table, entry, x, y)
    _rules(pen, table, x, y)


def _shades(pen: Pen, table: Plan, x: float, y: float) -> None:
    levels, ys = table.content.levels, table.ys
    if table.style.ruling == "stripes":
        for row in range(levels, table.content.n_rows, 2):
            pen.shade(x, y + ys[row], x + table.width, y + ys[row + 1], 0.88)
    if table.style.ruling == "white on shade":
        pen.shade(x, y, x + table.width, y + ys[levels], 0.3)


def _entry(pen: Pen, table: Plan, entry: Entry, x: float, y: float) -> None:
    style, size = table.style, table.style.size
    font, line = font_of(style, entry.face), style.leading * size
    in_header = entry.row < table.content.levels
    top, bottom = y + table.ys[entry.row], y + table.ys[entry.row_end]
    room = bottom - top - len(entry.lines) * line
    down = {"top": 0.05, "middle": 0.5, "bottom": 0.9}[style.header_align] if in_header else 0.5
    if not in_header and room > 0.9 * line:
        down = 0.0 if style.wrapped != "last" or (entry.align == "left" and entry.col) else 1.0
        top += 0.0 if down else 0.5 * (room % line)
        room -= room % line if down else 0
    white = in_header and style.ruling == "white on shade"
    if white:
        pen.canvas.setFillGray(1)
    for number, text in enumerate(entry.lines):
        base = top + down * room + number * line + 0.82 * line
        left = _left(table, entry, text, x, number)
        dollar = text.startswith("$") and style.dollars and entry.col > 0
        if dollar:
            pen.text(_figures_left(table, entry, x), base, "$", font, size)
            left += stringWidth("$", font, size)
        pen.text(left, base, text.removeprefix("$") if dollar else text, font, size)
    if entry.mark:
        end = left + stringWidth(entry.lines[-1], font, size) + 0.3
        pen.text(end, base - 0.33 * size, entry.mark, font, _MARK * size)
    if white:
        pen.canvas.setFillGray(0)
    if entry.col == 0 and not in_header and entry.col_end == 1 and _has_values(table.content, entry.row):
        _leaders(pen, table, left + _width(entry, style) - entry.indent * _INDENT * size, base, x)


def _has_values(content: Content, row: int) -> bool:
    return any(e.row == row and e.col and e.lines for e in content.entries)


def _figures_left(table: Plan, entry: Entry, x: float) -> float:
    return x + _right(table, entry) - table.blocks[entry.col][0]


def _right(table: Plan, entry: Entry) -> float:
    """Give the right edge of the figures of a column."""
    gap = table.style.gap * table.style.size
    right = table.xs[entry.col_end] - gap / 2
    slack = right - table.xs[entry.col] - gap / 2 - table.blocks[entry.col][0]
    return right - (slack / 2 if table.style.numbers == "decimal" else 0)


def _left(table: Plan, entry: Entry, text: str, x: float, number: int) -> float:
    style = table.style
    gap, width = style.gap * style.size, stringWidth(text, font_of(style, entry.face), style.size)
    start, end = table.xs[entry.col] + gap / 2, table.xs[entry.col_end] - gap / 2
    if entry.align == "centre":
        return x + (start + end - width) / 2
    if entry.align == "right":
        return x + (end if entry.row < table.content.levels else _right(table, entry)) - width
    if entry.align == "decimal":
        tail = stringWidth(_decimals(text), font_of(style, entry.face), style.size)
        return x + _right(table, entry) - table.blocks[entry.col][1] + tail - width
    hanging = 0.8 * style.size if number and style.indents else 0.0
    return x + start + entry.indent * _INDENT * style.size + hanging


def _leaders(pen: Pen, table: Plan, start: float, base: float, x: float) -> None:
    style = table.style
    end = x + table.xs[1] - style.gap * style.size / 2
    dot = {"dots": ".", "spaced": ". "}.get(style.leaders)
    if dot is None:
        return
    font = font_of(style)
    count = int((end - start - 0.3 * style.size) / stringWidth(dot, font, style.size))
    if count > 2:
        pen.text(start + 0.3 * style.size, base, (dot * count).rstrip(), font, style.size)


def _rules(pen: Pen, table: Plan, x: float, y: float) -> None:
    ruling, levels, ys = table.style.ruling, table.content.levels, table.ys
    if ruling == "grid":
        for entry in table.content.entries:
            _box(pen, table, entry, x, y)
        return
    heights = {
        "rows": ys[:1] + ys[levels:],
        "half": ys[:1] + ys[levels:],
        "header": (ys[0], ys[levels]),
        "booktabs": (ys[0], ys[levels], ys[-1]),
        "columns": (ys[0], ys[levels], ys[-1]),
        "white on shade": (ys[-1],),
    }.get(ruling, ())
    for at in heights:
        _across(pen, table, x, y + at)
    _down(pen, table, x, y)
    if table.style.spanner_rules or ruling == "columns":
        _spanner_rules(pen, table, x, y)


def _down(pen: Pen, table: Plan, x: float, y: float) -> None:
    """Draw the vertical rules of those styles that have some."""
    ruling, levels, ys = table.style.ruling, table.content.levels, table.ys
    if ruling == "columns":
        for entry in table.content.entries:
            if entry.col:
                left = x + table.xs[entry.col]
                pen.line(left, y + ys[entry.row], left, y + ys[entry.row_end], 0.4)
    if ruling == "half":
        pen.line(x, y, x, y + ys[-1])
        pen.line(x + table.width, y, x + table.width, y + ys[-1])
    if ruling == "white on shade":
        pen.canvas.setStrokeGray(1)
        for at in table.xs[1:-1]:
            pen.line(x + at, y, x + at, y + ys[levels], 0.8)
        pen.canvas.setStrokeGray(0)


def _across(pen: Pen, table: Plan, x: float, at: float) -> None:
    if table.style.font != "typewriter" or table.style.ruling not in ("header", "booktabs"):
        pen.line(x, at, x + table.width, at)
        return
    font, size = font_of(table.style), table.style.size
    count = int(table.width / stringWidth("-", font, size))
    pen.text(x, at + 0.25 * size, "-" * count, font, size)


def _spanner_rules(pen: Pen, table: Plan, x: float, y: float) -> None:
    inset = 0.0 if table.style.ruling == "columns" else 0.3 * table.style.gap * table.style.size
    for entry in table.content.entries:
        if entry.row < table.content.levels - 1 and entry.col_end - entry.col > 1:
            at = y + table.ys[entry.row_end]
            pen.line(x + table.xs[entry.col] + inset, at, x + table.xs[entry.col_end] - inset, at, 0.4)


def _box(pen: Pen, table: Plan, entry: Entry, x: float, y: float) -> None:
    left, right = x + table.xs[entry.col], x + table.xs[entry.col_end]
    top, bottom = y + table.ys[entry.row], y + table.ys[entry.row_end]
    for one, other in pairwise(((left, top), (right, top), (right, bottom), (left, bottom), (left, top))):
        pen.line(*one, *other, 0.4)
