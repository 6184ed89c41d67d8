"""The specimens of the monthly statistics: two pages of fictional counties and one of real figures each.

The table of counties has what tables of this kind have: a header of two rows with a spanning heading,
printed again on the second page, a wrapped label, footnote marks, a figure that was revised, figures
withheld, zeros printed as a dash, and totals.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import PageBreak, Paragraph, Spacer, Table, TableStyle

from flows.sample.editions import JUNE, Edition, Press
from flows.sample.figures import County, RealFigure, printed_date, printed_figure, totals
from flows.sample.paper import INK, RULE, SMALL, TITLE, Sheet, print_pdf

PAGES = 3

CITY = ("Betaford city", "county")
"""The one label that has a footnote of its own."""

LEGEND = (
    ("1", "Fingerprints sent since activation."),
    (
        "2",
        "Fingerprints that matched a record in the immigration database; a match counts in one level only.",
    ),
    ("3", "Independent city; no part of the county of the same name."),
)
REVISED = ("r", "Revised.")
SYMBOLS = (
    "D Fewer than ten removals; the figure is withheld and left out of the total.",
    "- Represents zero.",
    "Every place and every figure in this table is made up; there is no State of ZZ.",
)

_CELL = ParagraphStyle("cell", SMALL, spaceAfter=0, leading=9)
_BOLD = ParagraphStyle("bold", _CELL, fontName="Helvetica-Bold")
_HEAD = ParagraphStyle("head", _BOLD, alignment=TA_CENTER)
_NUMBER = ParagraphStyle("number", _CELL, alignment=TA_RIGHT)
_TOTAL = ParagraphStyle("total", _BOLD, alignment=TA_RIGHT)
_ADDRESS = ParagraphStyle("address", _CELL, wordWrap="CJK")
_CAPTION = ParagraphStyle("caption", SMALL, fontName="Helvetica-Bold", fontSize=9, leading=11.5, spaceAfter=4)
_LEAD = ParagraphStyle("lead", SMALL, fontSize=8.5, leading=11, spaceAfter=6)

_SHADE = HexColor("#e6eaf1")
_RULED = [
    ("GRID", (0, 0), (-1, -1), 0.5, RULE),
    ("BOX", (0, 0), (-1, -1), 0.9, INK),
    ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ("TOPPADDING", (0, 0), (-1, -1), 2),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 2.6),
    ("LEFTPADDING", (0, 0), (-1, -1), 4),
    ("RIGHTPADDING", (0, 0), (-1, -1), 4),
]
_TOTALLED = [
    *_RULED,
    ("LINEBELOW", (0, "splitlast"), (-1, "splitlast"), 0.9, INK),
]
_BY_LEVEL = [
    *_TOTALLED,
    *[("SPAN", (column, 0), (column, 1)) for column in (0, 1, 2, 3, 7)],
    ("SPAN", (4, 0), (6, 0)),
    ("BACKGROUND", (0, 0), (-1, 1), _SHADE),
    ("BACKGROUND", (0, -1), (-1, -1), _SHADE),
]
_NOT_BY_LEVEL = [
    *_TOTALLED,
    ("BACKGROUND", (0, 0), (-1, 0), _SHADE),
    ("BACKGROUND", (0, -1), (-1, -1), _SHADE),
]


def statistics_pdf(edition: Edition = JUNE) -> bytes:
    """Print the three pages of an edition."""
    return print_pdf(
        [*_county_pages(edition), PageBreak(), *_press_page(edition.press)],
        sheet=Sheet("IDENT/IAFIS interoperability, State of ZZ (specimen)", pages=PAGES),
        title="SPECIMEN: IDENT/IAFIS Interoperability, Statistics by Jurisdiction, State of ZZ",
    )


def marks(edition: Edition) -> dict[tuple[str, str], str]:
    """Give the footnote marks of an edition by county and column."""
    return {CITY: "3"} | dict.fromkeys(edition.revised, REVISED[0])


def _county_pages(edition: Edition) -> list[Any]:
    legend = [*LEGEND, *([REVISED] if edition.revised else [])]
    return [
        Paragraph("IDENT/IAFIS Interoperability: Statistics by Jurisdiction", TITLE),
        Paragraph(f"State of ZZ, October 27, 2008 through {printed_date(edition.through)}", _LEAD),
        Paragraph("Table 1. Submissions, matches and removals by county, cumulative", _CAPTION),
        _county_table(edition),
        Spacer(0, 6),
        *[Paragraph(f"{_raised(mark)} {meaning}", SMALL) for mark, meaning in legend],
        *[Paragraph(line, SMALL) for line in (*SYMBOLS, *edition.remarks)],
    ]


def _county_table(edition: Edition) -> Table:
    counties, head = edition.counties(), _heading(edition)
    rows = [
        *head,
        *[_county_row(county, edition) for county in counties],
        _texts(["ZZ", "Total", ""], _BOLD)
        + _texts([printed_figure(total) for total in totals(counties)], _TOTAL),
    ]
    widths = (34, 128, 84, 60, 50, 44, 62, 50) if edition.by_level else (34, 158, 100, 80, 70, 70)
    style = TableStyle(_BY_LEVEL if edition.by_level else _NOT_BY_LEVEL)
    return Table(rows, colWidths=widths, repeatRows=len(head), style=style)


def _heading(edition: Edition) -> list[list[Any]]:
    """Give the header: two rows with a spanning heading, or one where nothing is split."""
    labels = ["State", "County", "Activation Date", f"Submissions{_raised('1')}"]
    matches = f"IDENT Matches{_raised('2')}"
    if not edition.by_level:
        return [_texts([*labels, matches, "Removed"], _HEAD)]
    return [
        _texts([*labels, matches, "", "", "Removed"], _HEAD),
        _texts(["", "", "", "", "Total", "Level 1", "Level 2 and Level 3", ""], _HEAD),
    ]


def _county_row(county: County, edition: Edition) -> list[Any]:
    marked = {column: _raised(mark) for (name, column), mark in marks(edition).items() if name == county.name}
    labels = [county.state, county.name + marked.get("county", ""), printed_date(county.activated)]
    numbers = [
        printed_figure(figure) + marked.get(measure, "")
        for measure, figure in zip(edition.measures, county.figures, strict=True)
    ]
    return _texts(labels, _CELL) + _texts(numbers, _NUMBER)


def _raised(mark: str) -> str:
    return f"<super size=5 rise=3>{mark}</super>"


def _press_page(press: Press) -> list[Any]:
    rows = [
        _texts(["Measure", "Through", "Figure as printed", "Kind of source", "Source"], _HEAD),
        *[_press_row(figure) for figure in press.figures()],
    ]
    style = TableStyle([*_RULED, ("BACKGROUND", (0, 0), (-1, 0), _SHADE)])
    return [
        Paragraph(press.title, TITLE),
        Paragraph(press.lead, _LEAD),
        Paragraph(press.caption, _CAPTION),
        Table(rows, colWidths=(112, 78, 66, 46, 210), repeatRows=1, style=style),
    ]


def _press_row(figure: RealFigure) -> list[Any]:
    return [
        *_texts([figure.label, printed_date(figure.through)], _CELL),
        *_texts([figure.printed], _NUMBER),
        *_texts([figure.kind, figure.source], _ADDRESS),
    ]


def _texts(texts: Sequence[str], style: ParagraphStyle) -> list[Any]:
    return [Paragraph(text, style) if text else "" for text in texts]
