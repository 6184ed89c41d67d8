"""More layouts of the made lists: other headings, short dates, boxes, marks and margins."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from reportlab.lib import colors
from reportlab.lib.pagesizes import landscape, letter
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from tests.extractors.statistics.activations.layouts import (
    LEFT,
    WIDE,
    Press,
    groups,
    wrapped,
)
from tests.extractors.statistics.activations.made_lists import AS_OF, STATES, TITLE, State, words

Print = Callable[[date], str]
Head = Callable[[State], str]
MARKED = 7
"""Letters of the names that bear a mark."""


def short(day: date) -> str:
    """Print a date with a short month."""
    return f"{day:%b}. {day.day}, {day.year}" if day.month != 5 else words(day)


@dataclass(frozen=True, slots=True)
class Look:
    """How a list with headings on one line looks; ``offset`` lowers each second column."""

    heading: Head
    columns: int = 4
    date_of: Print = words
    bullet: str = ""
    suffix: str = ""
    mark: str = ""
    offset: float = 0
    step: float = 0
    again: str = ""

    def lines(self, state: State, day: date, names: tuple[str, ...], width: float) -> list[str]:
        """Give the lines of a date and its names."""
        suffix = self.suffix if state.name == "TEXAS" else ""
        lines = simpleSplit(self.date_of(day), "Helvetica-Bold", 8.5, width + 2)
        for name in names:
            mark = self.mark if len(name) == MARKED else ""
            lines += wrapped(f"{self.bullet}{name}{suffix}{mark}", width)
        return lines


def one_line(look: Look) -> bytes:
    """A heading on one line; dates beside each other below it, in groups."""
    press = Press(
        footer=(f"{AS_OF:%m/%d/%Y}", "U.S. Immigration and Customs Enforcement", "Page # of 9"), titled=True
    )
    if look.mark:
        press.note = f"{look.mark} Identification only; see the notes on the last page."
    step = look.step or (WIDE - 2 * LEFT) / look.columns
    for state in STATES:
        press.again = f"{state.name} {look.again}" if look.again else ""
        press.ensure(8)
        press.line(look.heading(state), size=10)
        for first in range(0, len(state.activated), look.columns):
            some = state.activated[first : first + look.columns]
            lists = [look.lines(state, day, names, step - 6) for day, names in some]
            press.side_by_side(lists, [LEFT + n * step for n in range(len(lists))], offset=look.offset)
            press.y += 6
        press.again = ""
        press.y += 10
    return press.done()


def boxed(columns: int) -> bytes:
    """A ruled box a state: dates in a row of cells, and below each date one cell with all its names."""
    target = BytesIO()
    document = SimpleDocTemplate(target, pagesize=letter, invariant=1)
    style = getSampleStyleSheet()
    small = style["Normal"].clone("small", fontSize=8, leading=10)
    story = [
        Paragraph(TITLE, style["Title"]),
        Paragraph(f"Secure Communities as of {words(AS_OF)}", style["Normal"]),
    ]
    for state in STATES:
        for first in range(0, len(state.activated), columns):
            some = state.activated[first : first + columns]
            head = f"<b>{state.name}</b><br/>{state.count}<br/>{state.share}" if first == 0 else ""
            dates = [Paragraph(f"<b>{words(day)}</b>", small) for day, _ in some]
            lists = [Paragraph("<br/>".join(names), small) for _, names in some]
            grid = Table(
                [[Paragraph(head, small), *dates], ["", *lists]],
                colWidths=[100, *[105] * len(some)],
                hAlign="LEFT",
            )
            grid.setStyle(
                TableStyle(
                    [
                        ("GRID", (1, 0), (-1, -1), 0.5, colors.black),
                        ("BOX", (0, 0), (-1, -1), 0.5, colors.black),
                        ("VALIGN", (0, 0), (-1, -1), "TOP"),
                        ("SPAN", (0, 0), (0, 1)),
                    ]
                )
            )
            story += [grid, Spacer(0, 4)]
    document.build(story)
    return target.getvalue()


def broadside() -> bytes:
    """A landscape page with six dates in small type, the state on the left."""
    target = BytesIO()
    wide, high = landscape(letter)
    canvas = Canvas(target, pagesize=(wide, high), invariant=1)
    step = (wide - 130) / 6
    y = 999.0
    for state in STATES:
        lists = [[(words(day), True), *((name, False) for name in names)] for day, names in state.activated]
        heading = [*simpleSplit(state.name, "Helvetica-Bold", 6.5, 75), state.count, state.share]
        if y + (max(len(heading), *map(len, lists))) * 8 > high - 50:
            if y < 900:
                canvas.showPage()
            canvas.setFont("Helvetica", 9)
            canvas.drawString(
                30, high - 30, f"Secure Communities Activated Jurisdictions as of {words(AS_OF)}"
            )
            y = 50.0
        for n, text in enumerate(heading):
            canvas.setFont("Helvetica-Bold", 6.5)
            canvas.drawString(30, high - y - n * 8, text)
        for n, lines in enumerate(lists):
            for m, (text, bold) in enumerate(lines):
                canvas.setFont("Helvetica-Bold" if bold else "Helvetica", 6.5)
                canvas.drawString(110 + n * step, high - y - m * 8, text)
        y += max(len(heading), *map(len, lists)) * 8 + 10
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def statistics() -> bytes:
    """Interoperability statistics: figures beside the date."""
    target = BytesIO()
    document = SimpleDocTemplate(target, pagesize=landscape(letter), invariant=1)
    style = getSampleStyleSheet()
    heads = ["State", "AOR", "County", "Activation Date", "Submissions", "Alien IDENT Matches"]
    body = []
    for state in STATES:
        for n, (day, name) in enumerate(state.pairs()):
            body.append(
                [
                    state.name.title().replace("Of", "of"),
                    "HOU",
                    name,
                    words(day),
                    f"{1000 + 7 * n:,}",
                    str(100 + n),
                ]
            )
        body.append([f"{state.name.title()} Total", "", "", "", "9,999", "999"])
    grid = LongTable(
        [heads, *body],
        repeatRows=1,
        style=TableStyle(
            [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("FONT", (0, 0), (-1, -1), "Helvetica", 8)]
        ),
    )
    document.build(
        [
            Paragraph("IDENT/IAFIS Interoperability", style["Title"]),
            Paragraph(f"Statistics through {words(AS_OF)}", style["Normal"]),
            grid,
        ]
    )
    return target.getvalue()


def _shares(state: State) -> str:
    return f"{state.name}    {state.count}    {state.share}"


def _small(state: State) -> str:
    return f"{state.name.title().replace(' Of ', ' of ')} ({state.count})"


def _dashed(state: State) -> str:
    return f"{state.name} \u2013 {state.count} ({state.share})"


SECOND: dict[str, Callable[[], bytes]] = {
    "heading with a dash": lambda: one_line(Look(_dashed)),
    "heading in small letters with brackets": lambda: one_line(Look(_small, columns=3)),
    "short dates, bullets": lambda: one_line(Look(_shares, date_of=short, bullet="\u2022 ")),
    "narrow columns, dates and names over two lines": lambda: one_line(Look(_shares, columns=6, step=58)),
    "marks, notes and suffixes": lambda: one_line(
        Look(_shares, mark="*", suffix=" County", columns=3, again="(cont.)")
    ),
    "columns on lines of their own": lambda: one_line(Look(_shares, offset=5, columns=5)),
    "boxes": lambda: boxed(4),
    "landscape, six dates": broadside,
    "statistics with an activation date": statistics,
    "groups of four, another width": lambda: groups(4, indent="", titled=True),
}
