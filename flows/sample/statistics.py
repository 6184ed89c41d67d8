"""The specimen of the monthly statistics: two pages of fictional counties and one of real national figures.

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

from flows.sample.figures import (
    MEASURES,
    THROUGH,
    County,
    NationalFigure,
    counties,
    national_figures,
    printed_date,
    printed_figure,
    totals,
)
from flows.sample.paper import INK, RULE, SMALL, TITLE, Sheet, print_pdf

PAGES = 3

MARKS = {("Betaford city", "county"): "3", ("Placeholder County", "removed"): "r"}
"""Footnote marks by county and column."""

LEGEND = (
    ("1", "Fingerprints sent since activation."),
    (
        "2",
        "Fingerprints that matched a record in the immigration database; a match counts in one level only.",
    ),
    ("3", "Independent city; no part of the county of the same name."),
    ("r", "Revised."),
)
SYMBOLS = (
    "D Fewer than ten removals; the figure is withheld and left out of the total.",
    "- Represents zero.",
    "Every place and every figure in this table is made up; there is no State of ZZ.",
)

REAL_FIGURES = (
    "The figures in Table 2 are real. They are about the whole country, count from October 2008, and are "
    "given as press and reports printed them at the addresses shown; none was taken from a publication of "
    "U.S. Immigration and Customs Enforcement. They have nothing to do with Table 1."
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
_COUNTY_TABLE = [
    *_RULED,
    ("LINEBELOW", (0, "splitlast"), (-1, "splitlast"), 0.9, INK),
    *[("SPAN", (column, 0), (column, 1)) for column in (0, 1, 2, 3, 7)],
    ("SPAN", (4, 0), (6, 0)),
    ("BACKGROUND", (0, 0), (-1, 1), _SHADE),
    ("BACKGROUND", (0, -1), (-1, -1), _SHADE),
]


def statistics_pdf() -> bytes:
    """Print the three pages."""
    return print_pdf(
        [*_county_pages(), PageBreak(), *_national_page()],
        sheet=Sheet("IDENT/IAFIS interoperability, State of ZZ (specimen)", pages=PAGES),
        title="SPECIMEN: IDENT/IAFIS Interoperability, Statistics by Jurisdiction, State of ZZ",
        subject="An example written by the dhs-archive project; not a record of any agency",
    )


def _county_pages() -> list[Any]:
    return [
        Paragraph("IDENT/IAFIS Interoperability: Statistics by Jurisdiction", TITLE),
        Paragraph(f"State of ZZ, October 27, 2008 through {printed_date(THROUGH)}", _LEAD),
        Paragraph("Table 1. Submissions, matches and removals by county, cumulative", _CAPTION),
        _county_table(counties()),
        Spacer(0, 6),
        *[Paragraph(f"{_raised(mark)} {meaning}", SMALL) for mark, meaning in LEGEND],
        *[Paragraph(line, SMALL) for line in SYMBOLS],
    ]


def _county_table(counties: Sequence[County]) -> Table:
    rows = [
        _texts(["State", "County", "Activation Date", f"Submissions{_raised('1')}"], _HEAD)
        + _texts([f"IDENT Matches{_raised('2')}", "", "", "Removed"], _HEAD),
        _texts(["", "", "", "", "Total", "Level 1", "Level 2 and Level 3", ""], _HEAD),
        *[_county_row(county) for county in counties],
        _texts(["ZZ", "Total", ""], _BOLD)
        + _texts([printed_figure(total) for total in totals(counties)], _TOTAL),
    ]
    widths = (34, 128, 84, 60, 50, 44, 62, 50)
    return Table(rows, colWidths=widths, repeatRows=2, style=TableStyle(_COUNTY_TABLE))


def _county_row(county: County) -> list[Any]:
    labels = [county.state, county.name + _mark(county, "county"), printed_date(county.activated)]
    numbers = [
        printed_figure(figure) + _mark(county, measure)
        for measure, figure in zip(MEASURES, county.figures, strict=True)
    ]
    return _texts(labels, _CELL) + _texts(numbers, _NUMBER)


def _mark(county: County, column: str) -> str:
    mark = MARKS.get((county.name, column))
    return _raised(mark) if mark else ""


def _raised(mark: str) -> str:
    return f"<super size=5 rise=3>{mark}</super>"


def _national_page() -> list[Any]:
    rows = [
        _texts(["Measure", "Through", "Figure as printed", "Kind of source", "Source"], _HEAD),
        *[_national_row(figure) for figure in national_figures()],
    ]
    style = TableStyle([*_RULED, ("BACKGROUND", (0, 0), (-1, 0), _SHADE)])
    return [
        Paragraph("National figures from press and reports", TITLE),
        Paragraph(REAL_FIGURES, _LEAD),
        Paragraph("Table 2. National figures of Secure Communities, cumulative", _CAPTION),
        Table(rows, colWidths=(112, 78, 66, 46, 210), repeatRows=1, style=style),
    ]


def _national_row(figure: NationalFigure) -> list[Any]:
    return [
        *_texts([figure.label, printed_date(figure.through)], _CELL),
        *_texts([figure.printed], _NUMBER),
        *_texts([figure.kind, figure.source], _ADDRESS),
    ]


def _texts(texts: Sequence[str], style: ParagraphStyle) -> list[Any]:
    return [Paragraph(text, style) if text else "" for text in texts]
