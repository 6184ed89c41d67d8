"""Errors of the truth itself, each seen on the printed page; the truth is read with them put right.

There are none in the files of Border Patrol and of the overstay report. The files of TSA drop the number at
the end of a label: "Over 75" and "Children Under 12" stand in full on the pages below.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.truth.files import truth

PROGRAM = "Expedited Passenger Screening Program"
FEBRUARY_2019 = "tsa-complaints/report-2019-02-fiscal-year.csv"
MAY_2023 = "tsa-complaints/report-2023-05-fiscal-year.csv"


@dataclass(frozen=True, slots=True)
class KnownError:
    """A label that a file of the truth has otherwise than the document prints it, and the page of it."""

    file: str
    airport: str
    year: str
    truth: str
    printed: str
    page: int

    def concerns(self, line: dict[str, str]) -> bool:
        """Tell whether a line of the truth holds this error."""
        where = (line["airport"], line["year"], line["category"], line["subcategory"])
        return where == (self.airport, self.year, PROGRAM, self.truth)


KNOWN_ERRORS = (
    KnownError(FEBRUARY_2019, "MSP", "2015", "Over", "Over 75", 410),
    KnownError(FEBRUARY_2019, "OKC", "2015", "Children Under", "Children Under 12", 430),
    KnownError(FEBRUARY_2019, "ORD", "2015", "Over", "Over 75", 438),
    KnownError(FEBRUARY_2019, "N/A", "2015", "Over", "Over 75", 638),
    KnownError(FEBRUARY_2019, "N/A", "2016", "Over", "Over 75", 640),
    KnownError(FEBRUARY_2019, "N/A", "2017", "Children Under", "Children Under 12", 642),
    KnownError(FEBRUARY_2019, "N/A", "2017", "Over", "Over 75", 642),
    KnownError(FEBRUARY_2019, "N/A", "2018", "Children Under", "Children Under 12", 644),
    KnownError(FEBRUARY_2019, "N/A", "2018", "Over", "Over 75", 644),
    KnownError(FEBRUARY_2019, "N/A", "2019", "Over", "Over 75", 646),
    KnownError(MAY_2023, "ATL", "2021", f"{PROGRAM} - Over", f"{PROGRAM} - Over 75", 28),
    KnownError(MAY_2023, "BWI", "2022", f"{PROGRAM} - Over", f"{PROGRAM} - Over 75", 87),
    KnownError(MAY_2023, "FAT", "2021", f"{PROGRAM} - Over", f"{PROGRAM} - Over 75", 186),
    KnownError(MAY_2023, "PHX", "2023", f"{PROGRAM} - Children Under", f"{PROGRAM} - Children Under 12", 433),
    KnownError(MAY_2023, "SEA", "2022", f"{PROGRAM} - Children Under", f"{PROGRAM} - Children Under 12", 504),
    KnownError(MAY_2023, "TYS", "2021", f"{PROGRAM} - Over", f"{PROGRAM} - Over 75", 570),
    KnownError(MAY_2023, "N/A", "2020", f"{PROGRAM} - Children Under", f"{PROGRAM} - Children Under 12", 587),
    KnownError(MAY_2023, "N/A", "2021", f"{PROGRAM} - Over", f"{PROGRAM} - Over 75", 589),
    KnownError(MAY_2023, "N/A", "2023", f"{PROGRAM} - Children Under", f"{PROGRAM} - Children Under 12", 593),
)


def corrected(file: str) -> list[dict[str, str]]:
    """Read a file of the truth with the errors that are known put right."""
    lines = truth(file)
    for error in KNOWN_ERRORS:
        if error.file == file:
            for line in filter(error.concerns, lines):
                line["subcategory"] = error.printed
    return lines
