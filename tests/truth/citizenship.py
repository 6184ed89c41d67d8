"""Apprehensions by citizenship and sector: three pages a fiscal year, 2007 to 2019.

The totals of each sector are in the truth of the monthly apprehensions, as its yearly totals. Those of 2007
are left out, since the two documents print different ones: 4,019 here on page 3, 4,018 there on page 8 for
New Orleans. All other numbers are judged by the sums that they make: of the sectors of a border across a
row, and of each column.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from tests.truth import printed
from tests.truth.files import extraction, truth
from tests.truth.grids import Row, rows
from tests.truth.judging import Expected, Judgement, Source, judge_by_page
from tests.truth.sums import Sum, numbers

DOCUMENT = (
    "border-patrol/u.s._border_patrol_nationwide_apprehensions_by_citizenship_and_sector_fy2007_fy_2019_1.pdf"
)
TRUTH = "border-patrol/total_monthly_2000_2019.csv"
YEARS = range(2007, 2020)
COMPARED = YEARS[1:]
PAGES_A_YEAR = 3

SECTORS = {
    "big bend": "BBT",
    "del rio": "DRT",
    "el centro": "ELC",
    "el paso": "EPT",
    "laredo": "LRT",
    "rio grande valley": "RGV",
    "san diego": "SDC",
    "tucson": "TCA",
    "yuma": "YUM",
    "southwest border": "SBO Total",
    "blaine": "BLW",
    "buffalo": "BUN",
    "detroit": "DTM",
    "grand forks": "GFN",
    "houlton": "HLT",
    "havre": "HVM",
    "spokane": "SPW",
    "swanton": "SWB",
    "northern border": "NBO Total",
    "miami": "MIP",
    "new orleans": "NLL",
    "ramey": "RMY",
    "coastal border": "CBO Total",
    "nationwide total": "Nationwide Total",
}
"""What the truth calls a sector, and its heading here; the total of a border stands behind its sectors."""

TOTAL = "TOTAL"
BORDERS = ("SBO Total", "NBO Total", "CBO Total")
NATION = "Nationwide Total"


def expected() -> Iterator[Expected]:
    """Values of the last row of each fiscal year, which stands on its last page."""
    for line in truth(TRUTH):
        year = int(line["fiscal_year"])
        if year in COMPARED and line["month"] == "yearly total" and line["sector"] in SECTORS:
            page = (year - YEARS[0] + 1) * PAGES_A_YEAR
            heading = printed.label(SECTORS[line["sector"]])
            yield Expected(page, (printed.label(TOTAL),), heading, printed.value(line["total_apprehensions"]))


def judged() -> tuple[Judgement, ...]:
    return judge_by_page(expected(), rows(extraction(DOCUMENT)), fold=printed.label)


def sources() -> Iterator[Source]:
    """Give the yearly totals with this document."""
    yield Source(TRUTH.split("/")[1], DOCUMENT.split("/")[1], judged)


def sums() -> Iterator[Sum]:
    """Give all sums of the document: across its rows, and down its columns year by year."""
    found = list(rows(extraction(DOCUMENT)))
    yield from across(found)
    for year in YEARS:
        last = (year - YEARS[0] + 1) * PAGES_A_YEAR
        yield from down([row for row in found if row.page and last - PAGES_A_YEAR < row.page <= last])


def across(found: Sequence[Row]) -> Iterator[Sum]:
    """Add up the sectors of each border and the borders of the nation, row by row."""
    for row in found:
        said, waiting = numbers(row), 0
        for heading in SECTORS.values():
            if heading in BORDERS:
                yield Sum(row.page, (row.label,), heading, said[heading], waiting)
                waiting = 0
            elif heading != NATION:
                waiting += said[heading]
        yield Sum(row.page, (row.label,), NATION, said[NATION], sum(said[border] for border in BORDERS))


def down(found: Sequence[Row]) -> Iterator[Sum]:
    """Add up the citizenships of a fiscal year, heading by heading."""
    parts: defaultdict[str, int] = defaultdict(int)
    for row in found:
        if row.label != TOTAL:
            for heading, number in numbers(row).items():
                parts[heading] += number
    for row in found:
        if row.label == TOTAL:
            said = numbers(row)
            for heading in SECTORS.values():
                yield Sum(row.page, (TOTAL,), heading, said[heading], parts[heading])
