"""The overstay report of fiscal year 2018, table 2 as far as page 20: all that its truth has."""

from __future__ import annotations

from collections.abc import Iterator

from tests.truth import printed
from tests.truth.files import extraction, truth
from tests.truth.grids import rows
from tests.truth.judging import Expected, Judgement, Source, judge_by_page

TRUTH = "overstay/us_overstay_2018_tourist_visa.csv"
DOCUMENT = "overstay/19_0417_fy18-entry-and-exit-overstay-report.pdf"
PAGE = 20

HEADINGS = {
    "departures": "Expected Departures",
    "out_of_country_overstays": "Out-of-Country Overstays",
    "suspected_in_country_overstays": "Suspected In-Country Overstays",
    "total_overstays": "Total Overstays",
    "total_overstay_rate": "Total Overstay Rate",
    "suspected_in_country_overstay_rate": "Suspected In-Country Overstay Rate",
}
PRINTED_NAMES = {"South Korea": "Korea, South"}


def expected() -> Iterator[Expected]:
    """Six values a country; rates are per cent, and a dash became NA."""
    for line in truth(TRUTH):
        country = line["country_of_citizenship_expected"]
        labels = (printed.label(PRINTED_NAMES.get(country, country)),)
        for column, heading in HEADINGS.items():
            yield Expected(PAGE, labels, printed.label(heading), printed.value(line[column]))


def judged() -> tuple[Judgement, ...]:
    return judge_by_page(expected(), rows(extraction(DOCUMENT)), fold=printed.without_note_number)


def sources() -> Iterator[Source]:
    """Give the one file."""
    yield Source(TRUTH.split("/")[1], DOCUMENT.split("/")[1], judged)
