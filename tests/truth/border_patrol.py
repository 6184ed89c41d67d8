"""Border Patrol statistics: five files of truth, and where their values are printed.

The truth is in long format; each reading below says on which page of which document a column of it stands,
and what is printed for its names. No error of this truth is known. The family units and the mileage of
barriers have none; for the apprehensions by citizenship see ``citizenship``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from tests.truth import printed
from tests.truth.files import extraction, truth
from tests.truth.grids import rows
from tests.truth.judging import Expected, Judgement, Source, judge_by_page

FOLDER = "border-patrol"
MONTHLY = "u.s._border_patrol_monthly_apprehensions_fy_2000_fy_2019_1.pdf"
SOUTHWEST = "u.s._border_patrol_fiscal_year_southwest_border_sector_apprehensions_fy_1960_fy_2019_0.pdf"
NATIONWIDE = "u.s._border_patrol_total_apprehensions_fy_1925_fy_2019_.pdf"
PROFILES = {
    "2011": "u.s._border_patrol_fiscal_year_2011_sector_profile.pdf",
    "2013": "u.s._border_patrol_fiscal_year_2013_profile.pdf",
    "2014": "usbp_stats_fy2014_sector_profile.pdf",
    "2016": "usbp_stats_fy2016_sector_profile.pdf",
    "2017": "usbp_stats_fy2017_sector_profile.pdf",
    "2019": "u.s._border_patrol_fiscal_year_2019_sector_profile_0.pdf",
}

PROFILE_PLACES = {
    "number_of_agents": {1: "Agent Staffing"},
    "total_apprehensions": {1: "Apprehensions", 2: "Total Apprehensions", 3: "Total Apprehensions"},
    "other_than_mexican_apprehensions": {1: "Other Than Mexican Apprehensions"},
    "marijuana_pounds": {1: "Marijuana (pounds)"},
    "cocaine_pounds": {1: "Cocaine (pounds)"},
    "accepted_prosecutions": {1: "Accepted Prosecutions"},
    "assaults": {1: "Assaults"},
    "rescues": {1: "Rescues"},
    "deaths": {1: "Deaths"},
    "accompanied_juveniles": {2: "Accompanied Juveniles"},
    "unaccompanied_juveniles": {2: "Unaccompanied Juveniles"},
    "total_juveniles": {2: "Total Juveniles"},
    "total_adults": {2: "Total Adults"},
    "female_apprehensions": {3: "Female"},
    "male_apprehensions": {3: "Male"},
}
"""Columns of the truth, and the headings over their values by page of a sector profile."""

SEIZURES = {
    "ammunition_rounds": "Ammunition (rounds)",
    "apprehensions": "Apprehensions",
    "cocaine_pounds": "Cocaine (pounds)",
    "cocaine_seizures": "Cocaine Seizures",
    "conveyances": "Conveyances",
    "currency_in_dollars": "Currency (value)",
    "ecstasy_pounds": "Ecstasy (pounds)",
    "ecstasy_seizures": "Ecstasy Seizures",
    "firearms": "Firearms",
    "heroin_ounces": "Heroin (ounces)",
    "heroin_seizures": "Heroin Seizures",
    "marijuana_pounds": "Marijuana (pounds)",
    "marijuana_seizures": "Marijuana Seizures",
    "methamphetamine_pounds": "Methamphetamine (pounds)",
    "methamphetamine_seizures": "Methamphetamine Seizures",
    "other_drugs_pounds": "Other Drugs (pounds)",
    "other_drugs_seizures": "Other Drugs Seizures",
    "other_than_mexican_apprehensions": "Other Than Mexican Apprehensions",
    "aliens_special_interest_county": "Aliens From Special Interest Countries",
}
"""Columns of the truth, and the labels of their rows on page 4 of a sector profile."""

TOTALS = {"coastal border", "northern border", "southwest border"}


def expected(page: int, row: str, heading: str, text: str) -> Expected:
    fold = printed.without_former_name
    return Expected(page, (fold(row),), fold(heading), printed.value(text))


def profile(year: str) -> Iterator[Expected]:
    """Values of the sector profile of a fiscal year, pages 1 to 3, each at all places it is printed."""
    for line in truth(f"{FOLDER}/sector_profile_2011_2019.csv"):
        if line["fiscal_year"] != year:
            continue
        sector = line["sector"] + " sectors total" if line["sector"] in TOTALS else line["sector"]
        for column, places in PROFILE_PLACES.items():
            for page, heading in places.items():
                # From 2019 on the heading says what deaths are counted.
                said = "Border Deaths" if (year, heading) == ("2019", "Deaths") else heading
                yield expected(page, sector, said, line[column])


def seizures(year: str) -> Iterator[Expected]:
    """Values of page 4, where the truth has turned rows into columns. What a year did not print is NA."""
    for line in truth(f"{FOLDER}/apprehensions_seizures_stats_2011_2019.csv"):
        if line["fiscal_year"] != year:
            continue
        heading = line["sector"] + " sectors" if line["sector"] in TOTALS else line["sector"]
        for column, row in SEIZURES.items():
            if line[column] != printed.NOT_AVAILABLE:
                yield expected(4, row, heading, line[column])


def monthly() -> Iterator[Expected]:
    """Values by sector and month, a fiscal year a page from 2000 on."""
    for line in truth(f"{FOLDER}/total_monthly_2000_2019.csv"):
        sector = "monthly total" if line["sector"] == "nationwide total" else line["sector"]
        page = int(line["fiscal_year"]) - 1999
        yield expected(page, sector, line["month"], line["total_apprehensions"])


def southwest() -> Iterator[Expected]:
    """Values by fiscal year and sector; the sectors are columns here, on one page."""
    for line in truth(f"{FOLDER}/southwest_border_apprehensions_1960_2019.csv"):
        heading = "southwest border total" if line["sector"] == "southwest border" else line["sector"]
        yield expected(1, line["fiscal_year"], heading, line["total_apprehensions"])


def nationwide() -> Iterator[Expected]:
    """One value a fiscal year, in two columns of years on one page."""
    for line in truth(f"{FOLDER}/nationwide_total_apprehensions_1925_2019.csv"):
        yield expected(1, line["fiscal_year"], "Apprehensions", line["total_apprehensions"])


def source(name: str, document: str, values: Callable[[], Iterable[Expected]]) -> Source:
    """Join a file of truth and a document; a place is a page and a label here."""

    def judged() -> tuple[Judgement, ...]:
        found = rows(extraction(f"{FOLDER}/{document}"))
        return judge_by_page(values(), found, fold=printed.without_former_name)

    return Source(name, document, judged)


def sources() -> Iterator[Source]:
    """Give all five files, document by document."""
    for year, document in PROFILES.items():
        yield source("sector_profile_2011_2019.csv", document, partial(profile, year))
        yield source("apprehensions_seizures_stats_2011_2019.csv", document, partial(seizures, year))
    yield source("total_monthly_2000_2019.csv", MONTHLY, monthly)
    yield source("southwest_border_apprehensions_1960_2019.csv", SOUTHWEST, southwest)
    yield source("nationwide_total_apprehensions_1925_2019.csv", NATIONWIDE, nationwide)


def years() -> Iterator[tuple[str, int, str]]:
    """Give document, page and fiscal year as the title above the table on it prints it."""
    for year, document in PROFILES.items():
        yield from ((document, page, f"Fiscal Year {year}") for page in range(1, 5))
    yield from ((MONTHLY, page, f"FY {page + 1999}") for page in range(1, 21))
