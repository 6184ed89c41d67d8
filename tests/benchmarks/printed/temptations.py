"""Pages without a table that look as if they had one: contents, forms, charts, lists, letters, prose."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.benchmarks.printed import wording
from tests.benchmarks.printed.pages import MARGIN, Printed, Sheet

_SANS = "Helvetica"


def temptation(seed: int) -> Printed:
    """Give the page of a seed; it holds no table."""
    rng = Random(seed)
    name = rng.choice(tuple(_KINDS))
    sheet = Sheet()
    _KINDS[name](sheet, rng)
    return Printed(f"n{seed}", sheet.payload(), (), {"place": f"no table: {name}"})


def _contents(sheet: Sheet, rng: Random) -> None:
    y, page = MARGIN + 30, 1
    leader = rng.choice((".", ". ", ""))
    for number in range(rng.randrange(12, 35)):
        y += 16
        page += rng.randrange(0, 6)
        deep = 14 * rng.choice((0, 1, 2))
        title = f"{number + 1}. {rng.choice(wording.TITLES)}"[: rng.randrange(15, 55)]
        sheet.pen.text(MARGIN + deep, y, title, "Times-Roman", 10)
        start = MARGIN + deep + 6 * len(title)
        if leader:
            width = 2.5 * len(leader)
            sheet.pen.text(start, y, leader * int((520 - start) / width), "Times-Roman", 10)
        sheet.pen.text(535, y, str(page), "Times-Roman", 10)


def _form(sheet: Sheet, rng: Random) -> None:
    y = MARGIN + 20
    prompts = (
        "Name",
        "Date",
        "Address",
        "City",
        "State",
        "ZIP code",
        "Signature",
        "Title",
        "Telephone",
        "E-mail",
    )
    boxed = rng.random() < 0.6
    for number in range(rng.randrange(6, 14)):
        x, cols = MARGIN, rng.choice((1, 2, 3))
        for _ in range(cols):
            width = 504 / cols
            prompt = (
                f"{number + 1}. {rng.choice(prompts)}:" if rng.random() < 0.5 else f"{rng.choice(prompts)}:"
            )
            if boxed:
                sheet.canvas.rect(x, sheet.height - y - 30, width, 30)
                sheet.pen.text(x + 3, y + 10, prompt, _SANS, 8)
            else:
                sheet.pen.text(x, y + 20, prompt + "_" * int(width / 9), _SANS, 9)
            x += width
        y += 30


def _bars(sheet: Sheet, rng: Random) -> None:
    x0, y0, height = MARGIN + 60, 420.0, 220.0
    sheet.pen.text(MARGIN, 160, f"Figure {rng.randrange(1, 9)}. {rng.choice(wording.TITLES)}", _SANS, 10)
    for step in range(6):
        y = y0 - step * height / 5
        sheet.pen.text(x0 - 30, y + 3, f"{step * 20}", _SANS, 8)
        if rng.random() < 0.8:
            sheet.pen.line(x0, y, x0 + 380, y, 0.3)
    for bar in range(rng.randrange(4, 9)):
        value = rng.uniform(0.1, 1)
        left = x0 + 10 + bar * 44
        sheet.pen.shade(left, y0 - value * height, left + 24, y0, 0.5)
        sheet.pen.text(left, y0 - value * height - 4, f"{value * 100:.1f}", _SANS, 7)
        sheet.pen.text(left, y0 + 12, str(2001 + bar), _SANS, 8)
    for key in range(2):
        sheet.pen.shade(x0 + 60 + 120 * key, y0 + 24, x0 + 68 + 120 * key, y0 + 32, 0.5)
        sheet.pen.text(x0 + 72 + 120 * key, y0 + 32, rng.choice(wording.HEADINGS), _SANS, 8)
    sheet.paragraph(wording.prose(rng, 5), MARGIN, 500, 504)


def _curve(sheet: Sheet, rng: Random) -> None:
    x0, y0 = MARGIN + 60, 400.0
    sheet.pen.text(MARGIN, 150, rng.choice(wording.TITLES), _SANS, 10)
    for step in range(7):
        sheet.pen.text(x0 - 34, y0 - step * 34 + 3, f"{step * 5:,}.0", _SANS, 8)
    for step in range(9):
        sheet.pen.text(x0 + step * 44, y0 + 12, str(1990 + 2 * step), _SANS, 8)
    for line in range(2):
        at = [y0 - rng.uniform(20, 200) for _ in range(9)]
        for step in range(8):
            sheet.pen.line(x0 + step * 44, at[step], x0 + step * 44 + 44, at[step + 1], 1)
        sheet.pen.text(x0 + 300, at[-1] - 6 - 8 * line, rng.choice(wording.HEADINGS), _SANS, 8)


def _bullets(sheet: Sheet, rng: Random) -> None:
    y = MARGIN
    for _ in range(rng.randrange(6, 14)):
        mark = rng.choice(("\u2022", "-", "(a)", "1."))
        sheet.pen.text(MARGIN, y + 11.4, mark, "Times-Roman", 9.5)
        y = sheet.paragraph(wording.prose(rng, rng.choice((1, 1, 2))), MARGIN + 24, y, 460)


def _references(sheet: Sheet, rng: Random) -> None:
    y = MARGIN
    for number in range(rng.randrange(8, 16)):
        sheet.pen.text(MARGIN, y + 10.8, f"{number + 1}.", "Times-Roman", 9)
        volume, page, year = rng.randrange(200), rng.randrange(1, 80), rng.randrange(1980, 2012)
        text = f"Smith J, Doe R. {rng.choice(wording.TITLES)}. Stat {number + 3}({volume}):{page}. {year}."
        y = sheet.paragraph(text, MARGIN + 24, y, rng.choice((300, 460)), size=9)


def _letter(sheet: Sheet, rng: Random) -> None:
    sheet.pen.text(MARGIN, 80, "Office of the Director", "Times-Roman", 11)
    sheet.pen.text(400, 80, "March 3, 2009", "Times-Roman", 11)
    sheet.pen.text(MARGIN, 94, "1100 Main Street, Room 204", "Times-Roman", 11)
    sheet.pen.text(400, 94, "Refer to: 09-114", "Times-Roman", 11)
    sheet.pen.text(MARGIN, 108, "Washington, DC 20001", "Times-Roman", 11)
    y = sheet.paragraph(wording.prose(rng, 9), MARGIN, 140, 504, size=11)
    for left, right in (
        ("Sincerely,", "Approved:"),
        ("First Person", "Second Person"),
        ("Director", "Chief"),
        ("Date: ____", "Date: ____"),
    ):
        y += 16
        sheet.pen.text(MARGIN, y, left, "Times-Roman", 11)
        sheet.pen.text(340, y, right, "Times-Roman", 11)


def _columns(sheet: Sheet, rng: Random) -> None:
    count = rng.choice((2, 2, 3))
    width = (504 - 18 * (count - 1)) / count
    for column in range(count):
        y = MARGIN
        while y < 640:
            y = (
                sheet.paragraph(
                    wording.prose(rng, rng.randrange(2, 7)), MARGIN + column * (width + 18), y, width
                )
                + 5
            )


def _definitions(sheet: Sheet, rng: Random) -> None:
    y = MARGIN
    for _ in range(rng.randrange(6, 12)):
        sheet.pen.text(MARGIN, y + 11.4, rng.choice(wording.LABELS), "Times-Bold", 9.5)
        y = sheet.paragraph(wording.prose(rng, rng.choice((1, 2))), MARGIN + 130, y, 370) + 2


def _equations(sheet: Sheet, rng: Random) -> None:
    y = MARGIN
    for number in range(4):
        y = sheet.paragraph(wording.prose(rng, 3), MARGIN, y, 504) + 14
        sheet.pen.text(200, y, "Y  =  a + b X  -  0.25 Z", "Times-Italic", 11)
        sheet.pen.text(530, y, f"({number + 1})", "Times-Roman", 11)
        y += 14


def _map(sheet: Sheet, rng: Random) -> None:
    for _ in range(28):
        x, y = rng.uniform(80, 500), rng.uniform(120, 500)
        sheet.pen.text(x, y, rng.choice(wording.STATES), _SANS, 7)
        sheet.pen.text(x + 4, y + 8, f"{rng.uniform(0, 40):.1f}", _SANS, 7)
        sheet.canvas.bezier(x, 792 - y, x + 30, 760 - y, x + 40, 800 - y, x + 70, 780 - y)
    sheet.pen.text(MARGIN, 90, f"Figure 3. {rng.choice(wording.TITLES)}", _SANS, 10)


def _box(sheet: Sheet, rng: Random) -> None:
    sheet.pen.shade(MARGIN, 150, 558, 330, 0.9)
    sheet.pen.text(MARGIN + 10, 170, "Box 1. What the survey asks", "Helvetica-Bold", 10)
    y = sheet.paragraph(wording.prose(rng, 3), MARGIN + 10, 176, 480)
    for _ in range(3):
        sheet.pen.text(MARGIN + 14, y + 11.4, "\u2022", "Times-Roman", 9.5)
        y = sheet.paragraph(wording.prose(rng, 1), MARGIN + 28, y, 450)
    sheet.paragraph(wording.prose(rng, 8), MARGIN, 350, 504)


def _organisation(sheet: Sheet, rng: Random) -> None:
    sheet.pen.text(MARGIN, 100, "Figure 2. Organization of the agency", _SANS, 10)
    for level, count in enumerate((1, 3, 4)):
        width = 480 / count
        for box in range(count):
            left, top = MARGIN + box * width + 8, 130 + level * 90
            sheet.canvas.rect(left, 792 - top - 46, width - 16, 46)
            sheet.pen.text(
                left + 6, top + 18, rng.choice(("Office of", "Division of", "Bureau of")), _SANS, 8
            )
            sheet.pen.text(left + 6, top + 30, rng.choice(wording.GROUPS), _SANS, 8)
            sheet.pen.line(left + width / 2 - 8, top + 46, left + width / 2 - 8, top + 68)
        sheet.pen.line(MARGIN + 60, 130 + level * 90 + 68, 500, 130 + level * 90 + 68)


_KINDS: dict[str, Callable[[Sheet, Random], None]] = {
    "contents": _contents,
    "form": _form,
    "bars": _bars,
    "curve": _curve,
    "bullets": _bullets,
    "references": _references,
    "letter": _letter,
    "columns": _columns,
    "definitions": _definitions,
    "equations": _equations,
    "map": _map,
    "box": _box,
    "organisation": _organisation,
}
