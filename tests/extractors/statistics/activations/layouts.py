"""The layouts in which the made lists are printed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from itertools import zip_longest

from reportlab.lib.pagesizes import letter
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, TableStyle

from tests.extractors.statistics.activations.made_lists import AS_OF, STATES, TITLE, State, figures, words

WIDE, HIGH = letter
LEFT, TOP, FOOT = 50.0, 100.0, 730.0
LINE = 11.0


COPY = ("Activated Jurisdictions", "AILA InfoNet Doc. No. 11000000. (Posted 8/9/11)", "Page #")


class Press:
    """Prints a list page by page; lines are at their distance from the top.

    Attributes:
        y: where the next line goes.
        note: what stands at the foot of a page that is full.
        again: the heading of a state that goes on, printed at the head of the next page.
    """

    def __init__(
        self,
        *,
        footer: Sequence[str] = ("Activated Jurisdictions",),
        size: float = 8.5,
        titled: bool | None = False,
    ) -> None:
        self._target = BytesIO()
        self._canvas = Canvas(self._target, pagesize=letter, invariant=1)
        self._footer, self._titled = footer, titled
        self.size, self.note, self.again = size, "", ""
        self.page, self.y = 0, TOP
        self.turn()

    def turn(self) -> None:
        """Begin the next page."""
        if self.page:
            self.put(LEFT, FOOT + LINE, self.note, size=7)
            self._canvas.showPage()
        self.page, self.y = self.page + 1, TOP
        if self._titled or (self.page == 1 and self._titled is not None):
            self.put(LEFT, 50, TITLE, bold=True, size=14)
            self.put(LEFT, 68, f"Secure Communities as of {words(AS_OF)}", size=10)
        for n, text in enumerate(self._footer):
            self.put(LEFT + 220 * n, 760, text.replace("#", str(self.page)), size=7.5)
        if self.again:
            self.line(self.again, size=10)

    def is_full(self, lines: float) -> bool:
        """Tell whether there is no room for some lines."""
        return self.y + lines * LINE > FOOT

    def ensure(self, lines: float) -> None:
        """Begin the next page unless there is room for some lines."""
        if self.is_full(lines):
            self.turn()

    def line(self, text: str, *, x: float = LEFT, size: float | None = None, centred: bool = False) -> None:
        """Write a bold line and go to the next."""
        self.put(WIDE / 2 if centred else x, self.y, text, bold=True, size=size, centred=centred)
        self.y += 1.6 * LINE if size else LINE

    def side_by_side(
        self,
        lists: Sequence[Sequence[str]],
        xs: Sequence[float],
        *,
        centred: bool = False,
        offset: float = 0,
    ) -> None:
        """Write lists of lines beside each other, turning the page where it is full."""
        for row in zip_longest(*lists, fillvalue=""):
            self.ensure(0)
            for n, (x, text) in enumerate(zip(xs, row, strict=False)):
                indent = 2.4 * (len(text) - len(text.lstrip()))
                self.put(x + indent, self.y + offset * (n % 2), text.lstrip(), centred=centred)
            self.y += LINE

    def put(
        self,
        x: float,
        down: float,
        text: str,
        *,
        bold: bool = False,
        size: float | None = None,
        centred: bool = False,
    ) -> None:
        """Write some words."""
        self._canvas.setFont("Helvetica-Bold" if bold else "Helvetica", size or self.size)
        (self._canvas.drawCentredString if centred else self._canvas.drawString)(x, HIGH - down, text)

    def done(self) -> bytes:
        """Give the file."""
        self.put(LEFT, FOOT + LINE, self.note, size=7)
        self._canvas.showPage()
        self._canvas.save()
        return self._target.getvalue()


def name_lines(state: str) -> list[str]:
    """Set a long name on several lines."""
    return simpleSplit(state, "Helvetica-Bold", 8.5, 85)


def wrapped(name: str, width: float, indent: str = "", size: float = 8.5) -> list[str]:
    """Set a name on the lines that its column asks for."""
    first, *others = simpleSplit(name, "Helvetica", size, width)
    return [first, *(indent + each for each in others)]


def groups(
    columns: int,
    *,
    indent: str = "   ",
    footer: Sequence[str] = ("Activated Jurisdictions",),
    titled: bool = False,
) -> bytes:
    """The state on the left, dates beside each other, names below; groups of dates below each other."""
    press = Press(footer=footer, titled=titled)
    step = (WIDE - LEFT - 120) / columns
    xs = [LEFT, *(LEFT + 100 + n * step for n in range(columns))]
    for state in STATES:
        heading = [*name_lines(state.name), state.count, state.share]
        for first in range(0, len(state.activated), columns):
            lists = [
                [words(day), *(line for name in names for line in wrapped(name, step - 12, indent))]
                for day, names in state.activated[first : first + columns]
            ]
            press.ensure(5)
            press.side_by_side([heading if first == 0 else [], *lists], xs)
            press.y += 6
        press.y += 10
    return press.done()


@dataclass(frozen=True, slots=True)
class Newspaper:
    """How newspaper columns look; ``again`` repeats the state where it goes on."""

    columns: int
    again: bool
    date_of: Callable[[date], str] = words
    upper: bool = False
    inset: float = 8
    footer: Sequence[str] = ("Activated Jurisdictions",)


def flowing(look: Newspaper) -> bytes:
    """State, count, dates and names in one column after another."""
    press = Press(footer=look.footer, titled=True)
    step = (WIDE - 2 * LEFT) / look.columns
    column = 0
    for state in STATES:
        for lines, inset, text in _flow(state, look, step):
            if press.is_full(lines):
                column = (column + 1) % look.columns
                press.y = TOP
                if column == 0:
                    press.turn()
                if look.again and inset:
                    press.line(f"{state.name} (continued)", x=LEFT + column * step)
            press.put(LEFT + column * step + inset, press.y, text, bold=not inset)
            press.y += LINE
        press.y += 8
    return press.done()


def _flow(state: State, look: Newspaper, step: float) -> Iterator[tuple[int, float, str]]:
    """Give the lines of a state: how many must have room with it, how far it is set in, and its text."""
    for n, line in enumerate(simpleSplit(state.name, "Helvetica-Bold", 8.5, step - 20)):
        yield (1 if n else 7), 0, line
    yield 1, 0, f"{state.count}  {state.share}"
    for day, names in state.activated:
        yield 2, 4, look.date_of(day)
        for name in names:
            for line in wrapped(name.upper() if look.upper else name, step - 30):
                yield 1, look.inset or 0.01, line


def staggered(
    columns: int, *, centred: bool = False, heading_right: bool = False, size: float = 8.5
) -> bytes:
    """A heading over the whole width; dates with their names stand below each other in several columns."""
    press = Press(size=size)
    step = (WIDE - 2 * LEFT) / columns
    xs = [LEFT + (n + centred / 2) * step for n in range(columns)]
    for state in STATES:
        press.ensure(7)
        if heading_right:
            press.put(WIDE - 150, press.y, f"{state.count}  ({state.share})", bold=True, size=11)
        press.line(state.name, size=11, centred=centred)
        if not heading_right:
            press.line(f"{state.count} {state.share}", centred=centred)
        press.y += 0.5 * LINE
        press.side_by_side(_shared_out(state, columns), xs, centred=centred)
        press.y += 12
    return press.done()


def _shared_out(state: State, columns: int) -> list[list[str]]:
    """Put each date with its names into the column that is shortest."""
    lists: list[list[str]] = [[] for _ in range(columns)]
    for day, names in state.activated:
        target = min(lists, key=len)
        target.extend(["", words(day), *names] if target else [words(day), *names])
    return lists


def stacked(*, columns: int, full_width: bool) -> bytes:
    """Dates one below the other, the names of each in several columns below it."""
    press = Press(footer=COPY)
    shift = 0 if full_width else 110
    step = (WIDE - 2 * LEFT - shift) / columns
    xs = [LEFT + shift + n * step for n in range(columns)]
    for state in STATES:
        press.ensure(7)
        for text, x in ((state.count, 240), (state.share, 320)) if full_width else ():
            press.put(LEFT + x, press.y, text, size=11)
        heading = [] if full_width else [*name_lines(state.name), state.count, state.share]
        for n, text in enumerate(heading):
            press.put(LEFT, press.y + n * LINE, text, bold=True)
        least, page = press.y + len(heading) * LINE, press.page
        if full_width:
            press.line(state.name, size=11)
        for day, names in state.activated:
            press.ensure(2)
            press.line(words(day), x=LEFT + shift)
            press.side_by_side([names[n::columns] for n in range(columns)], xs)
            press.y += 5
        press.y = (max(press.y, least) if press.page == page else press.y) + 10
    return press.done()


def rows() -> Iterator[tuple[str, str, str]]:
    """Give the rows of the table."""
    for state in STATES:
        for day, name in state.pairs():
            yield state.name.title().replace("Of", "of"), name, words(day)


def table(*, ruled: bool, once: bool, heads=("State", "County", "Activation Date")) -> bytes:
    """A row a jurisdiction."""
    target = BytesIO()
    document = SimpleDocTemplate(target, pagesize=letter, invariant=1)
    style = getSampleStyleSheet()
    body, before = [], None
    for state, name, day in rows():
        body.append(("" if once and state == before else state, name, day))
        before = state
    look = [("FONT", (0, 0), (-1, -1), "Helvetica", 9), ("FONT", (0, 0), (-1, 0), "Helvetica-Bold", 9)]
    look += [("GRID", (0, 0), (-1, -1), 0.5, "black")] if ruled else []
    grid = LongTable([heads, *body], colWidths=[150, 150, 130], repeatRows=1, style=TableStyle(look))
    document.build(
        [
            Paragraph(TITLE, style["Title"]),
            Paragraph(f"Secure Communities as of {words(AS_OF)}", style["Normal"]),
            grid,
        ]
    )
    return target.getvalue()


def web(*, spanned: bool) -> bytes:
    """A web page with a table."""
    parts = []
    for state in STATES:
        for n, (day, name) in enumerate(state.pairs()):
            first = f'<td rowspan="{state.active}">{state.name.title()}</td>' if n == 0 else ""
            first = first if spanned else f"<td>{state.name.title()}</td>"
            parts.append(f"<tr>{first}<td>{name} </td><td>{words(day)}</td></tr>")
    head = "<tr><th>State</th><th>County</th><th>Activation Date</th></tr>"
    return (
        f"<!doctype html><html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>"
        f"<p>Secure Communities as of {words(AS_OF)}</p><table>{head}{''.join(parts)}</table></body></html>"
    ).encode()


TUNED: dict[str, Callable[[], bytes]] = {
    "groups of four dates": lambda: groups(4),
    "groups of three dates, press copy": lambda: groups(3, footer=COPY, titled=True),
    "newspaper, three columns, continued": lambda: flowing(Newspaper(3, again=True)),
    "newspaper, one column": lambda: flowing(Newspaper(1, again=True)),
    "staggered dates, heading above": lambda: staggered(3),
    "names in four columns under one date": lambda: stacked(columns=4, full_width=False),
    "ruled table": lambda: table(ruled=True, once=False),
    "web table": lambda: web(spanned=False),
}

UNSEEN: dict[str, Callable[[], bytes]] = {
    "groups of two dates": lambda: groups(2, titled=True),
    "groups of five dates, names not indented": lambda: groups(5, indent="", footer=COPY),
    "newspaper, four columns, not repeated": lambda: flowing(Newspaper(4, again=False, footer=COPY)),
    "newspaper, two columns, capitals, dates in figures": lambda: flowing(
        Newspaper(2, again=True, date_of=figures, upper=True, inset=0)
    ),
    "staggered, two columns, count on the right": lambda: staggered(2, heading_right=True),
    "staggered, four columns, centred": lambda: staggered(4, centred=True, size=8),
    "names in three columns, heading above": lambda: stacked(columns=3, full_width=True),
    "unruled table, state once": lambda: table(ruled=False, once=True),
    "web table with spans": lambda: web(spanned=True),
}
