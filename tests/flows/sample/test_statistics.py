"""The statistics specimen prints its figures, which add up, and real figures only with their source."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from io import BytesIO
from pathlib import Path

import pdfplumber
import pytest

from flows.sample.editions import JULY, JUNE, MARCH, Edition
from flows.sample.figures import County, printed_date, printed_figure, totals
from flows.sample.statistics import marks, statistics_pdf

FIGURES = Path(__file__).parents[4] / "shared" / "corpus" / "domain" / "sc_figures.csv"

Rows = list[list[str | None]]


@pytest.fixture(scope="module", params=[MARCH, JUNE, JULY], ids=["march", "june", "july"])
def edition(request: pytest.FixtureRequest) -> Edition:
    return request.param


@pytest.fixture(scope="module")
def tables(edition: Edition) -> list[Rows]:
    return tables_of(edition)


def tables_of(edition: Edition) -> list[Rows]:
    with pdfplumber.open(BytesIO(statistics_pdf(edition))) as document:
        return [page.extract_tables()[0] for page in document.pages]


def body_of(tables: list[Rows]) -> Rows:
    return [
        [(text or "").replace("\n", " ") for text in row]
        for table in tables[:2]
        for row in table
        if row[0] == "ZZ"
    ]


def number(text: str | None) -> int:
    plain = (text or "").removesuffix("r").replace(",", "")
    return 0 if plain in ("-", "D") else int(plain)


def test_both_pages_carry_the_same_header(edition: Edition, tables: list[Rows]) -> None:
    rows = 2 if edition.by_level else 1
    assert tables[0][:rows] == tables[1][:rows]
    assert tables[0][0] == [
        *("State", "County", "Activation Date", "Submissions1", "IDENT Matches2"),
        *([None, None] if edition.by_level else []),
        "Removed",
    ]
    if edition.by_level:
        assert tables[0][1] == [*[None] * 4, "Total", "Level 1", "Level 2 and\nLevel 3", None]


def test_table_prints_each_county(edition: Edition, tables: list[Rows]) -> None:
    marked = marks(edition)
    expected = [
        [
            county.state,
            county.name + marked.get((county.name, "county"), ""),
            printed_date(county.activated),
            *[
                printed_figure(figure) + marked.get((county.name, measure), "")
                for measure, figure in zip(edition.measures, county.figures, strict=True)
            ],
        ]
        for county in edition.counties()
    ]
    assert body_of(tables)[:-1] == expected
    assert len(expected) >= 60


def test_printed_totals_are_the_sums_of_what_is_printed(edition: Edition, tables: list[Rows]) -> None:
    *rows, total = body_of(tables)
    assert total[:3] == ["ZZ", "Total", ""]
    for column in range(3, 3 + len(edition.measures)):
        assert number(total[column]) == sum(number(row[column]) for row in rows)


def test_figures_of_a_county_agree_with_each_other(edition: Edition) -> None:
    for county in edition.counties():
        found = dict(zip(edition.measures, county.figures, strict=True))
        removed = found.pop("removed")
        figures = {measure: figure for measure, figure in found.items() if figure is not None}
        assert figures.keys() == found.keys()
        if edition.by_level:
            assert figures["level1"] + figures["level2_3"] == figures["matches"]
        assert figures["matches"] <= figures["submissions"]
        assert removed is None or removed == 0 or 10 <= removed <= figures["matches"]


def test_june_holds_withheld_figures_zeros_and_marks() -> None:
    printed = Counter(text for row in body_of(tables_of(JUNE)) for text in row)
    assert printed["D"] == 2
    assert printed["-"] == 7
    assert printed["271r"] == 1
    assert printed["Betaford city3"] == 1


def figures_of(edition: Edition) -> dict[tuple[str, str], int]:
    return {
        (county.name, measure): figure
        for county in edition.counties()
        for measure, figure in zip(edition.measures, county.figures, strict=True)
        if figure is not None
    }


def test_cumulative_figures_grow_but_for_the_one_that_was_revised() -> None:
    march, june, july = (figures_of(edition) for edition in (MARCH, JUNE, JULY))
    fell = {key for key in march.keys() & june.keys() if june[key] < march[key]}
    assert fell == JUNE.revised == {("Placeholder County", "removed")}
    assert {key for key in june.keys() & july.keys() if july[key] < june[key]} == set()


def test_a_county_stands_in_the_editions_since_its_activation(edition: Edition) -> None:
    listed = {county.name for county in edition.counties()}
    assert listed == {county.name for county in JUNE.counties() if county.activated <= edition.through}
    assert ("Yonder County" in listed) is (edition is not MARCH)


def test_july_no_longer_has_the_levels() -> None:
    assert set(JUNE.measures) - set(JULY.measures) == {"level1", "level2_3"}
    with pdfplumber.open(BytesIO(statistics_pdf(JULY))) as document:
        text = "\n".join(page.extract_text() for page in document.pages[:2])
    assert "Matches are no longer split by level." in text
    assert "Level 1" not in text


def test_withheld_figures_count_nothing() -> None:
    rows = [
        County("ZZ", name, date(2010, 1, 1), (9, 5, 2, 3, removed))
        for name, removed in (("A", None), ("B", 4))
    ]
    assert totals(rows) == (18, 10, 4, 6, 4)


def test_places_are_fictional_and_in_order(edition: Edition) -> None:
    counties = edition.counties()
    names = [county.name for county in counties]
    assert {county.state for county in counties} == {"ZZ"}
    assert "Example County" in names
    assert len(set(names)) == len(names)
    assert all(name.endswith((" County", " city")) for name in names)


def test_legend_explains_each_symbol() -> None:
    with pdfplumber.open(BytesIO(statistics_pdf())) as document:
        text = document.pages[1].extract_text()
    for line in ("r Revised.", "D Fewer than ten removals", "- Represents zero.", "there is no State of ZZ"):
        assert line in text


def test_real_figures_are_printed_with_their_source(edition: Edition, tables: list[Rows]) -> None:
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
        for figure in edition.press.figures()
    ]
    assert {figure.kind for figure in edition.press.figures()} <= {"press", "report"}


def test_pages_say_what_is_real_and_what_is_not(edition: Edition) -> None:
    with pdfplumber.open(BytesIO(statistics_pdf(edition))) as document:
        first, second, third = [" ".join(page.extract_text().split()) for page in document.pages]
    assert f"October 27, 2008 through {printed_date(edition.through)}" in first
    assert "Every place and every figure in this table is made up" in second
    assert "none was taken from a publication of U.S. Immigration and Customs Enforcement" in third


@pytest.mark.corpus
@pytest.mark.skipif(not FIGURES.is_file(), reason="the collected figures are not at hand")
def test_real_figures_agree_with_the_collected_ones(edition: Edition) -> None:
    with FIGURES.open(encoding="utf-8", newline="") as stream:
        collected = {
            (row["measure"], row["period_end"], row["as_printed"], row["source"]): row["confidence"]
            for row in csv.DictReader(stream)
            if row["geo_level"] in ("nation", "state")
        }
    kinds = {"press": "press", "GAO": "report"}
    for figure in edition.press.figures():
        key = (figure.measure, figure.through.isoformat(), figure.printed, figure.source)
        assert kinds[collected[key]] == figure.kind


def test_dates_are_american_in_any_locale() -> None:
    assert printed_date(date(2008, 10, 27)) == "October 27, 2008"
