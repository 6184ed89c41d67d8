"""The statistics specimen prints its figures, which add up, and real figures only with their source."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from io import BytesIO
from pathlib import Path

import pdfplumber
import pytest

from flows.sample.figures import (
    MEASURES,
    County,
    counties,
    national_figures,
    printed_date,
    printed_figure,
    totals,
)
from flows.sample.statistics import MARKS, statistics_pdf

FIGURES = Path(__file__).parents[4] / "shared" / "corpus" / "domain" / "sc_figures.csv"

Rows = list[list[str | None]]


@pytest.fixture(scope="module")
def tables() -> list[Rows]:
    with pdfplumber.open(BytesIO(statistics_pdf())) as document:
        return [page.extract_tables()[0] for page in document.pages]


def body_of(tables: list[Rows]) -> Rows:
    return [[(text or "").replace("\n", " ") for text in row] for table in tables[:2] for row in table[2:]]


def number(text: str | None) -> int:
    plain = (text or "").removesuffix("r").replace(",", "")
    return 0 if plain in ("-", "D") else int(plain)


def test_both_pages_carry_the_same_header(tables: list[Rows]) -> None:
    assert tables[0][:2] == tables[1][:2]
    assert tables[0][0] == [
        *("State", "County", "Activation Date", "Submissions1"),
        *("IDENT Matches2", None, None, "Removed"),
    ]
    assert tables[0][1] == [*[None] * 4, "Total", "Level 1", "Level 2 and\nLevel 3", None]


def test_table_prints_each_county(tables: list[Rows]) -> None:
    expected = [
        [
            county.state,
            county.name + MARKS.get((county.name, "county"), ""),
            printed_date(county.activated),
            *[
                printed_figure(figure) + MARKS.get((county.name, measure), "")
                for measure, figure in zip(MEASURES, county.figures, strict=True)
            ],
        ]
        for county in counties()
    ]
    assert body_of(tables)[:-1] == expected
    assert len(expected) >= 60


def test_printed_totals_are_the_sums_of_what_is_printed(tables: list[Rows]) -> None:
    *rows, total = body_of(tables)
    assert total[:3] == ["ZZ", "Total", ""]
    for column in range(3, 8):
        assert number(total[column]) == sum(number(row[column]) for row in rows)


def test_figures_of_a_county_agree_with_each_other() -> None:
    for county in counties():
        submissions, matches, level1, level2_3, removed = county.figures
        assert submissions is not None
        assert matches is not None
        assert level1 is not None
        assert level2_3 is not None
        assert level1 + level2_3 == matches <= submissions
        assert removed is None or removed == 0 or 10 <= removed <= matches


def test_table_holds_withheld_figures_zeros_and_marks(tables: list[Rows]) -> None:
    printed = Counter(text for row in body_of(tables) for text in row)
    assert printed["D"] == 2
    assert printed["-"] == 7
    assert printed["271r"] == 1
    assert printed["Betaford city3"] == 1


def test_withheld_figures_count_nothing() -> None:
    rows = [
        County("ZZ", name, date(2010, 1, 1), (9, 5, 2, 3, removed))
        for name, removed in (("A", None), ("B", 4))
    ]
    assert totals(rows) == (18, 10, 4, 6, 4)


def test_places_are_fictional_and_in_order() -> None:
    names = [county.name for county in counties()]
    assert {county.state for county in counties()} == {"ZZ"}
    assert "Example County" in names
    assert len(set(names)) == len(names)
    assert all(name.endswith((" County", " city")) for name in names)


def test_legend_explains_each_symbol() -> None:
    with pdfplumber.open(BytesIO(statistics_pdf())) as document:
        text = document.pages[1].extract_text()
    for line in ("r Revised.", "D Fewer than ten removals", "- Represents zero.", "there is no State of ZZ"):
        assert line in text


def test_real_figures_are_printed_with_their_source(tables: list[Rows]) -> None:
    printed = [
        [
            (label or "").replace("\n", " "),
            through,
            figure,
            kind,
            (source or "").replace("\n", ""),
        ]
        for label, through, figure, kind, source in tables[2][1:]
    ]
    assert printed == [
        [figure.label, printed_date(figure.through), figure.printed, figure.kind, figure.source]
        for figure in national_figures()
    ]
    assert {figure.kind for figure in national_figures()} == {"press", "report"}


@pytest.mark.corpus
@pytest.mark.skipif(not FIGURES.is_file(), reason="the collected figures are not at hand")
def test_real_figures_agree_with_the_collected_ones() -> None:
    with FIGURES.open(encoding="utf-8", newline="") as stream:
        collected = {
            (row["measure"], row["period_end"], row["as_printed"], row["source"]): row["confidence"]
            for row in csv.DictReader(stream)
            if row["geo_level"] == "nation"
        }
    kinds = {"press": "press", "GAO": "report"}
    for figure in national_figures():
        key = (figure.measure, figure.through.isoformat(), figure.printed, figure.source)
        assert kinds[collected[key]] == figure.kind


def test_dates_are_american_in_any_locale() -> None:
    assert printed_date(date(2008, 10, 27)) == "October 27, 2008"
