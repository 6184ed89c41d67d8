"""The layouts in which the made lists are printed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from itertools import zip_longest

from reportlab.lib.pagesizes import letter
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, TableStyle

from tests.extractors.statistics.activations.made_lists import AS_OF, STATES, TITLE, figures, words

WIDE, HIGH = letter
LEFT, TOP, FOOT = 50.0, 100.0, 730.0
LINE = 11.0


class Press:
    """Prints a list page by page; lines are at their distance from the top."""

    def __init__(
        self,
        *,
        footer: Sequence[str] = ("Activated Jurisdictions",),
        size: float = 8.5,
        titled: bool | None = False,
    ):
        self._target = BytesIO()
        self._canvas = Canvas(self._target, pagesize=letter, invariant=1)
        self._footer, self.size, self._titled = footer, size, titled
        self.page = 0
        self.turn()

    def turn(self) -> None:
        """Begin the next page."""
        if self.page:
            self._canvas.showPage()
        self.page += 1
        if self._titled or (self.page == 1 and self._titled is not None):
            self.put(LEFT, 50, TITLE, bold=True, size=14)
            self.put(LEFT, 68, f"Secure Communities as of {words(AS_OF)}", size=10)
        for n, text in enumerate(self._footer):
            self.put(LEFT + 220 * n, 760, text.replace("#", str(self.page)), size=7.5)

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
        """Write a line."""
        self._canvas.setFont("Helvetica-Bold" if bold else "Helvetica", size or self.size)
        (self._canvas.drawCentredString if centred else self._canvas.drawString)(x, HIGH - down, text)

    def done(self) -> bytes:
        """Give the file."""
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
    width: float = 105,
    broken: bool = True,
    footer=("Activated Jurisdictions",),
    titled=False,
) -> bytes:
    """The state on the left, dates beside each other, names below; groups of dates below each other."""
    press = Press(footer=footer, titled=titled)
    y = TOP
    step = (WIDE - LEFT - 100 - 20) / columns
    for state in STATES:
        heading = [*name_lines(state.name), state.count, state.share]
        start = y
        for first in range(0, len(state.activated), columns):
            some = state.activated[first : first + columns]
            lists = [
                [line for name in names for line in wrapped(name, step - 12, indent)] for _, names in some
            ]
            height = (1 + max(map(len, lists))) * LINE
            if y + min(height, 4 * LINE if broken else height) > FOOT:
                press.turn()
                y = start = TOP
            for n, (day, _) in enumerate(some):
                press.put(LEFT + 100 + n * step, y, words(day), bold=True)
            if first == 0:
                for n, text in enumerate(heading):
                    press.put(LEFT, y + n * LINE, text, bold=True)
                start = y
            y += LINE
            for row in zip_longest(*lists, fillvalue=""):
                if y > FOOT:
                    press.turn()
                    y = start = TOP
                for n, text in enumerate(row):
                    # leading blanks are an indent
                    press.put(
                        LEFT + 100 + n * step + 2.4 * (len(text) - len(text.lstrip())), y, text.lstrip()
                    )
                y += LINE
            y += 6
        y = max(y, start + len(heading) * LINE) + 10
    return press.done()


def flowing(
    columns: int,
    *,
    again: bool,
    date_of=words,
    upper: bool = False,
    indent: str = "",
    footer=("Activated Jurisdictions",),
    titled: bool = True,
    names_indented: float = 8,
) -> bytes:
    """Newspaper columns: state, count, date and names in one column after another."""
    press = Press(footer=footer, titled=titled)
    step = (WIDE - 2 * LEFT) / columns
    column, y = 0, TOP

    def room(lines: int) -> bool:
        nonlocal column, y
        if y + lines * LINE <= FOOT:
            return False
        column, y = column + 1, TOP
        if column == columns:
            press.turn()
            column = 0
        return True

    def put(text: str, dx: float = 0, bold: bool = False) -> None:
        nonlocal y
        press.put(LEFT + column * step + dx, y, text, bold=bold)
        y += LINE

    for state in STATES:
        room(6)
        for line in simpleSplit(state.name, "Helvetica-Bold", 8.5, step - 20):
            put(line, bold=True)
        put(f"{state.count}  {state.share}")
        for day, names in state.activated:
            if room(2) and again:
                put(f"{state.name} (continued)", bold=True)
            put(date_of(day), 4)
            for name in names:
                for line in wrapped(name.upper() if upper else name, step - 30, indent):
                    if room(1) and again:
                        put(f"{state.name} (continued)", bold=True)
                    put(line, names_indented)
        y += 8
    return press.done()


def staggered(
    columns: int,
    *,
    centred: bool = False,
    heading_right: bool = False,
    size: float = 8.5,
    one_count: bool = True,
    step_names: int = 1,
) -> bytes:
    """A heading over the whole width; dates with their names stand below each other in several columns."""
    press = Press(size=size, titled=False)
    step = (WIDE - 2 * LEFT) / columns
    y = TOP
    for state in STATES:
        lists: list[list[tuple[str, bool]]] = [[] for _ in range(columns)]
        for day, names in state.activated:
            target = min(lists, key=len)
            if target:
                target.append(("", False))
            target.append((words(day), True))
            target.extend((name, False) for name in names)
        if y + min(max(map(len, lists)), 4) * LINE + 20 > FOOT:
            press.turn()
            y = TOP
        press.put(WIDE / 2 if centred else LEFT, y, state.name, bold=True, size=11, centred=centred)
        if heading_right:
            press.put(WIDE - 150, y, f"{state.count}  ({state.share})", bold=True, size=11)
        else:
            y += LINE
            press.put(WIDE / 2 if centred else LEFT, y, f"{state.count} {state.share}", centred=centred)
        y += 1.5 * LINE
        for row in zip_longest(*lists, fillvalue=("", False)):
            if y > FOOT:
                press.turn()
                y = TOP
            for n, (text, bold) in enumerate(row):
                x = LEFT + n * step + (step / 2 if centred else 0)
                press.put(x, y, text, bold=bold, centred=centred)
            y += LINE
        y += 12
    return press.done()


def stacked(*, columns: int, full_width: bool) -> bytes:
    """Dates one below the other, the names of each in several columns below it."""
    press = Press(
        footer=("Activated Jurisdictions", "AILA InfoNet Doc. No. 11000000. (Posted 8/9/11)", "Page #")
    )
    y = TOP
    shift = 0 if full_width else 110
    step = (WIDE - 2 * LEFT - shift) / columns
    for state in STATES:
        if y + 6 * LINE > FOOT:
            press.turn()
            y = TOP
        heading = [*name_lines(state.name), state.count, state.share]
        start = y
        if full_width:
            press.put(
                LEFT,
                y,
                f"{state.name} - {state.count} ({state.share})" if False else state.name,
                bold=True,
                size=11,
            )
            press.put(LEFT + 240, y, state.count, size=11)
            press.put(LEFT + 320, y, state.share, size=11)
            y += 1.6 * LINE
        else:
            for n, text in enumerate(heading):
                press.put(LEFT, y + n * LINE, text, bold=True)
        for day, names in state.activated:
            if y + 2 * LINE > FOOT:
                press.turn()
                y = start = TOP
            press.put(LEFT + shift, y, words(day), bold=True)
            y += LINE
            rows = [names[n : n + columns] for n in range(0, len(names), columns)]
            for row in rows:
                if y > FOOT:
                    press.turn()
                    y = start = TOP
                for n, name in enumerate(row):
                    press.put(LEFT + shift + n * step, y, name)
                y += LINE
            y += 5
        y = max(y, start + (0 if full_width else len(heading)) * LINE) + 10
    return press.done()


def rows() -> Iterator[tuple[str, str, str]]:
    """Give the rows of the table."""
    for state in STATES:
        for day, name in state.pairs():
            yield state.name.title().replace("Of", "of").replace("U.S.", "U.S."), name, words(day)


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


COPY = ("Activated Jurisdictions", "AILA InfoNet Doc. No. 11000000. (Posted 8/9/11)", "Page #")

TUNED: dict[str, Callable[[], bytes]] = {
    "groups of four dates": lambda: groups(4),
    "groups of three dates, press copy": lambda: groups(3, footer=COPY, titled=True),
    "newspaper, three columns, continued": lambda: flowing(3, again=True),
    "newspaper, one column": lambda: flowing(1, again=True),
    "staggered dates, heading above": lambda: staggered(3),
    "names in four columns under one date": lambda: stacked(columns=4, full_width=False),
    "ruled table": lambda: table(ruled=True, once=False),
    "web table": lambda: web(spanned=False),
}

UNSEEN: dict[str, Callable[[], bytes]] = {
    "groups of two dates": lambda: groups(2, titled=True),
    "groups of five dates, names not indented": lambda: groups(5, indent="", footer=COPY),
    "newspaper, four columns, not repeated": lambda: flowing(4, again=False, footer=COPY),
    "newspaper, two columns, capitals, dates in figures": lambda: flowing(
        2, again=True, date_of=figures, upper=True, names_indented=0
    ),
    "staggered, two columns, count on the right": lambda: staggered(2, heading_right=True),
    "staggered, four columns, centred": lambda: staggered(4, centred=True, size=8),
    "names in three columns, heading above": lambda: stacked(columns=3, full_width=True),
    "unruled table, state once": lambda: table(ruled=False, once=True),
    "web table with spans": lambda: web(spanned=True),
}
