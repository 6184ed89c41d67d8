"""Statistics read from real publications, against figures that others took from them."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from extractors.places.names import name_key
from extractors.records import Basis, CaptureContext, Statistic
from extractors.registry import Ocr, extract
from flows.sources.knowledge import knowledge
from tests.truth import complaints
from tests.truth.files import CORPUS

pytestmark = [pytest.mark.corpus, pytest.mark.usefixtures("corpus")]

MONTHS = (
    *("october", "november", "december", "january", "february", "march"),
    *("april", "may", "june", "july", "august", "september"),
)
NATION = "nationwide total"

PROFILE = {
    "number_of_agents": ("agents", None),
    "total_apprehensions": ("apprehensions", None),
    "other_than_mexican_apprehensions": ("apprehensions", "other than Mexican"),
    "marijuana_pounds": ("seized", "marijuana"),
    "cocaine_pounds": ("seized", "cocaine"),
    "accepted_prosecutions": ("accepted_prosecutions", None),
    "assaults": ("assaults", None),
    "rescues": ("rescues", None),
    "deaths": ("deaths", None),
    "accompanied_juveniles": ("apprehensions", "accompanied juveniles"),
    "unaccompanied_juveniles": ("apprehensions", "unaccompanied juveniles"),
    "total_juveniles": ("apprehensions", "juveniles"),
    "total_adults": ("apprehensions", "adults"),
    "female_apprehensions": ("apprehensions", "female"),
    "male_apprehensions": ("apprehensions", "male"),
}
OVERSTAY = {
    "departures": "expected_departures",
    "out_of_country_overstays": "out_of_country_overstays",
    "suspected_in_country_overstays": "suspected_in_country_overstays",
    "total_overstays": "total_overstays",
    "total_overstay_rate": "total_overstay_rate",
    "suspected_in_country_overstay_rate": "suspected_in_country_overstay_rate",
}


@cache
def statistics(pattern: str) -> tuple[Statistic, ...]:
    files = sorted((CORPUS / "pdf").glob(pattern))
    assert files, pattern
    read = (extract(f.read_bytes(), CaptureContext(), ocr=Ocr.OFF, knowledge=knowledge) for f in files)
    return tuple(each for found in read for each in found.statistics)


def truth(name: str) -> Iterator[dict[str, str]]:
    with Path(CORPUS / "truth" / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def number(printed: str) -> float | None:
    return None if printed in {"", "NA"} else float(printed)


def place(statistic: Statistic) -> str | None:
    if statistic.place_id == "US":
        return NATION
    return knowledge().places.by_id(statistic.place_id).name.lower() if statistic.place_id else None


def fiscal_year(statistic: Statistic) -> int | None:
    assert statistic.period_end is None or statistic.period_end.month == 9
    return statistic.period_end.year if statistic.period_end else None


def first_day(month: str, year: int) -> date:
    number = (MONTHS.index(month) + 9) % 12 + 1
    return date(year - (number >= 10), number, 1)


def wrong(wanted: Mapping[object, float | None], found: Mapping[object, float | None]) -> list[object]:
    return [
        (key, value, found.get(key, "missing"))
        for key, value in wanted.items()
        if found.get(key, "missing") != value
    ]


def test_apprehensions_by_sector_and_month() -> None:
    monthly = [each for each in statistics("border-patrol/*monthly*") if each.basis is Basis.MONTH]
    found = {(place(each), each.period_start): each.value for each in monthly}
    rows = [row for row in truth("border-patrol/total_monthly_2000_2019.csv") if row["month"] in MONTHS]
    wanted = {
        (row["sector"], first_day(row["month"], int(row["fiscal_year"]))): number(row["total_apprehensions"])
        for row in rows
    }
    assert len(wanted) == len(rows) == len(monthly) == 5_988
    assert wrong(wanted, found) == []


def test_apprehensions_by_southwest_sector_since_1960() -> None:
    found = {
        (place(each), fiscal_year(each)): each.value
        for each in statistics("border-patrol/*southwest_border_sector*")
    }
    wanted = {
        (row["sector"], int(row["fiscal_year"])): number(row["total_apprehensions"])
        for row in truth("border-patrol/southwest_border_apprehensions_1960_2019.csv")
    }
    assert len(wanted) == len(found) == 600
    assert wrong(wanted, found) == []


def test_apprehensions_since_1925() -> None:
    found = {fiscal_year(each): each.value for each in statistics("border-patrol/*total_apprehensions*")}
    wanted = {
        int(row["fiscal_year"]): number(row["total_apprehensions"])
        for row in truth("border-patrol/nationwide_total_apprehensions_1925_2019.csv")
    }
    assert len(wanted) == 95
    assert wrong(wanted, found) == []


def test_sector_profiles() -> None:
    profiles = [each for each in statistics("border-patrol/*profile*") if each.layout == "sector-profile"]
    found: dict[object, float | None] = {}
    for each in profiles:
        category = each.category[0] if each.category else None
        found.setdefault((place(each), fiscal_year(each), each.measure, category), each.value)
    years = {fiscal_year(each) for each in profiles}
    wanted = {
        (row["sector"], int(row["fiscal_year"]), *meant): number(row[column])
        for row in truth("border-patrol/sector_profile_2011_2019.csv")
        if int(row["fiscal_year"]) in years
        for column, meant in PROFILE.items()
    }
    assert len(years) == 6
    assert len(wanted) == 2_160
    assert wrong(wanted, found) == []


def test_overstays_of_visitors_by_country() -> None:
    found = {
        (name_key(each.place_printed), each.measure): each.value
        for each in statistics("overstay/19_*")
        if each.place_printed and fiscal_year(each) == 2018 and each.category == ("business or pleasure",)
    }
    wanted = {
        (name_key(row["country_of_citizenship_expected"]), measure): number(row[column])
        for row in truth("overstay/us_overstay_2018_tourist_visa.csv")
        for column, measure in OVERSTAY.items()
    }
    renamed = {key: value for key, value in wanted.items() if key[0] == "southkorea"}  # printed Korea, South
    assert len(wanted) == 192
    assert len(renamed) == 6
    assert wrong({key: wanted[key] for key in wanted.keys() - renamed.keys()}, found) == []
    assert wrong({("koreasouth", key[1]): value for key, value in renamed.items()}, found) == []


@pytest.mark.parametrize("report", complaints.REPORTS)
def test_complaints_by_airport_category_and_fiscal_year(report: str) -> None:
    yearly = [each for each in statistics(f"tsa-complaints/*{report}*") if each.basis is Basis.FISCAL_YEAR]
    found = {
        (each.place_printed, *(*each.category, "", "")[:2], str(fiscal_year(each))): each.value
        for each in yearly
    }
    wanted = {
        (row["airport"], row["category"], row["subcategory"], row["year"]): number(row["count"])
        for row in complaints.lines(report)
    }
    missed = wrong(wanted, found)
    assert missed == []
