"""What a printed table says: its entries with their places, from which both page and truth are made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from tests.benchmarks.printed import wording
from tests.benchmarks.printed.styles import Style

ScoredCell = tuple[int, int, int, int, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """One cell as it is printed; ends are exclusive, ``mark`` is a footnote mark set high."""

    row: int
    col: int
    row_end: int
    col_end: int
    lines: tuple[str, ...]
    align: str = "left"
    face: int = 0
    indent: int = 0
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """The entries of a table; ``levels`` counts its header rows."""

    entries: tuple[Entry, ...]
    n_rows: int
    n_cols: int
    levels: int

    def truth(
        self, first: int | None = None, last: int | None = None, *, header: bool = True
    ) -> list[ScoredCell]:
        """Give the cells of some body rows, with or without the header, in the form of the scorer."""
        first = self.levels if first is None else first
        last = self.n_rows if last is None else last
        shift = first - self.levels if header else first
        cells = []
        for entry in self.entries:
            in_header = entry.row < self.levels
            if (in_header and header) or (not in_header and first <= entry.row < last):
                down = 0 if in_header else shift
                text = " ".join(entry.lines) + entry.mark
                cells.append((entry.row - down, entry.col, entry.row_end - 1 - down, entry.col_end - 1, text))
        return cells


def random_content(rng: Random, style: Style, *, n_cols: int, n_body: int) -> Content:
    """Fill a table of so many columns and about so many body rows."""
    header = list(_header(rng, style, n_cols))
    levels = max(entry.row_end for entry in header)
    body = list(_body(rng, style, n_cols=n_cols, n_body=n_body, first=levels))
    n_rows = max(entry.row_end for entry in body)
    return Content((*header, *body), n_rows, n_cols, levels)


def wrap(rng: Random, text: str, most: int) -> tuple[str, ...]:
    """Break a text into at most so many lines of about one length."""
    words = text.split()
    n_lines = min(most, len(words))
    per = -(-len(text) // max(n_lines, 1))
    lines: list[str] = []
    for word in words:
        if (lines and len(lines[-1]) + len(word) < per + 1) or (lines and len(lines) == most):
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return tuple(lines)


def _header(rng: Random, style: Style, n_cols: int) -> Iterator[Entry]:
    levels = style.header_rows if n_cols > 2 else 1
    stub = rng.choice(wording.STUBS)
    merged = style.ruling in ("grid", "columns", "half", "white on shade") or style.header_align == "middle"
    yield Entry(0 if merged else levels - 1, 0, levels, 1, (stub,) if stub else (), "left")
    taken: set[tuple[int, int]] = set()
    for level in range(levels - 1):
        for start, end in _spans(rng, n_cols, wide=level == 0 and levels == 3):
            text = rng.choice(wording.SPANNERS if level else (*wording.SPANNERS, "Fiscal year 2011"))
            yield Entry(level, start, level + 1, end, wrap(rng, text, rng.choice((1, 1, 2))), "centre")
            taken.update((level, col) for col in range(start, end))
    years = rng.random() < 0.25
    for col in range(1, n_cols):
        text = str(1999 + col) if years else rng.choice(wording.HEADINGS)
        most = rng.choice((1, 2, 2, 3))
        top = levels - 1
        if merged:
            while top and (top - 1, col) not in taken:
                top -= 1
        mark = rng.choice("123") if style.marks and rng.random() < 0.2 else ""
        align = rng.choice(("centre", "right")) if style.ruling == "booktabs" else "centre"
        yield Entry(top, col, levels, col + 1, wrap(rng, text, most), align, mark=mark)
    yield from _units(rng, style, n_cols, levels)


def _units(rng: Random, style: Style, n_cols: int, levels: int) -> Iterator[Entry]:
    """Give the row that says in what the figures are counted."""
    if style.units == "one":
        yield Entry(levels, 0, levels + 1, 1, ())
        yield Entry(levels, 1, levels + 1, n_cols, (rng.choice(wording.UNITS),), "centre", face=2)
    elif style.units == "each":
        yield Entry(levels, 0, levels + 1, 1, ())
        for col in range(1, n_cols):
            yield Entry(levels, col, levels + 1, col + 1, (rng.choice(wording.UNITS_EACH),), "centre")


def _spans(rng: Random, n_cols: int, *, wide: bool) -> Iterator[tuple[int, int]]:
    """Give spans over neighbouring columns, some columns left without one."""
    if wide:
        yield 1, n_cols
        return
    start = 1 if rng.random() < 0.6 or n_cols < 4 else 2
    while n_cols - start >= 2:
        end = min(n_cols, start + rng.choice((2, 2, 3)))
        if n_cols - end == 1:
            end = n_cols if rng.random() < 0.5 else end
        yield start, end
        start = end


def _body(rng: Random, style: Style, *, n_cols: int, n_body: int, first: int) -> Iterator[Entry]:
    kinds = [rng.randrange(5) for _ in range(n_cols)]
    row, depth = first, 0
    group_every = rng.randrange(4, 8)
    for index in range(n_body):
        if style.groups != "none" and index % group_every == 0 and index < n_body - 2:
            yield from _group(rng, style, row, n_cols)
            row += 1
            depth = 0
        depth = min(style.indents, rng.choice((0, depth, depth + 1)))
        last = style.total and index == n_body - 1
        yield from _row(rng, style, row=row, depth=0 if last else depth, kinds=kinds, total=last)
        row += 1


def _group(rng: Random, style: Style, row: int, n_cols: int) -> Iterator[Entry]:
    face = {"bold": 1, "italic": 2}.get(style.groups, 0)
    if style.groups == "centred":
        yield Entry(row, 0, row + 1, n_cols, (rng.choice(wording.CENTRED),), "centre", face=1)
        return
    yield Entry(row, 0, row + 1, 1, (rng.choice(wording.GROUPS),), face=face)
    for col in range(1, n_cols):
        yield Entry(row, col, row + 1, col + 1, ())


def _row(
    rng: Random, style: Style, *, row: int, depth: int, kinds: list[int], total: bool
) -> Iterator[Entry]:
    label = "Total" if total else rng.choice((*wording.STATES, *wording.LABELS))
    lines: tuple[str, ...] = (label,)
    if style.wrapped != "none" and rng.random() < 0.25 and not total:
        lines = wrap(rng, rng.choice(wording.LONG_LABELS), rng.choice((2, 2, 3)))
    mark = rng.choice("1234") if style.marks and rng.random() < 0.15 else ""
    yield Entry(row, 0, row + 1, 1, lines, face=int(total), indent=depth, mark=mark)
    for col in range(1, len(kinds)):
        align = "centre" if style.numbers == "centre" else style.numbers
        text = _value(rng, style, kinds[col])
        if style.texts != "none" and col == len(kinds) - 1:
            lines, align = wrap(rng, rng.choice(wording.TEXTS), rng.choice((1, 2, 3))), "left"
        else:
            dollar = "$" if style.dollars and kinds[col] == 0 and text[:1].isdigit() else ""
            lines = (f"{dollar}{text}",) if text else ()
        yield Entry(row, col, row + 1, col + 1, lines, align, face=int(total))


def _value(rng: Random, style: Style, kind: int) -> str:
    odd = rng.random()
    if style.cells == "suppressed" and odd < 0.15:
        return rng.choice(("(D)", "(X)", "\u2013", "NA", "-", "(Z)", "--", "..."))
    if style.cells == "blank" and odd < 0.2:
        return ""
    return wording.figure(rng, kind)
