"""The specimen of the list of activated jurisdictions: columns by position, without a line between them.

A state stands in capitals on the left, over several lines if its name is long, with "N of M" and the share
below. Beside it stand dates, and below each date the jurisdictions that were activated that day: which date a
name belongs to can be told from its column alone. Names are printed without "County", as in the lists of the
time, so that a county and an independent city of the same name differ by one word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, zip_longest

from reportlab.lib.utils import simpleSplit
from reportlab.platypus import Paragraph, Spacer, Table, TableStyle

from flows.sample.editions import JUNE
from flows.sample.figures import printed_date
from flows.sample.paper import BODY, INK, SMALL, TITLE, WIDTH, Sheet, print_pdf

PAGES = 1
AS_OF = date(2011, 6, 30)
COLUMNS = 4
STATE_WIDTH = 96.0
COLUMN = (WIDTH - STATE_WIDTH) / COLUMNS
SIZE = 8
LINE = 10.5
AFTER_GROUP = 7.0

_BARE = TableStyle(
    [
        ("FONT", (0, 0), (-1, -1), "Helvetica", SIZE, LINE),
        ("FONT", (0, 0), (-1, 0), "Helvetica-Bold", SIZE, LINE),
        ("FONT", (0, 0), (0, -1), "Helvetica-Bold", SIZE, LINE),
        ("TEXTCOLOR", (0, 0), (-1, -1), INK),
        *[(f"{side}PADDING", (0, 0), (-1, -1), 0) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")],
    ]
)

Dated = tuple[date, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class State:
    """A block of the list: the lines of its name, its jurisdictions by date, and how many it has in all."""

    lines: tuple[str, ...]
    activated: tuple[Dated, ...]
    jurisdictions: int

    @property
    def active(self) -> int:
        """How many jurisdictions are activated."""
        return sum(len(names) for _, names in self.activated)

    @property
    def heading(self) -> tuple[str, ...]:
        """What stands on the left."""
        share = f"{100 * self.active // self.jurisdictions}%"
        return (*self.lines, f"{self.active} of {self.jurisdictions}", share)


def states() -> tuple[State, ...]:
    """Give the two blocks: the State of ZZ, whose dates are those of the statistics, and its islands."""
    counties = sorted(JUNE.counties(), key=lambda county: (county.activated, county.name))
    by_date = tuple(
        (day, tuple(county.name.removesuffix(" County") for county in group))
        for day, group in groupby(counties, key=lambda county: county.activated)
    )
    islands = ((date(2011, 5, 24), ("East Cay", "West Cay")), (date(2011, 6, 21), ("Long Reef",)))
    return State(("ZZ",), by_date, 68), State(("OUTER", "ISLANDS", "OF ZZ"), islands, 3)


def activated_pdf() -> bytes:
    """Print the list."""
    blocks = states()
    active, jurisdictions = (sum(counts) for counts in zip(*map(_counts, blocks), strict=True))
    return print_pdf(
        [
            Paragraph("Activated Jurisdictions", TITLE),
            Paragraph(f"Secure Communities as of {printed_date(AS_OF)} (State of ZZ, fictional)", BODY),
            *[group for state in blocks for group in (*_groups(state), Spacer(0, 10))],
            Paragraph(f"Total: {active} of {jurisdictions} jurisdictions", BODY),
            Paragraph("Every place in this list is made up; there is no State of ZZ.", SMALL),
        ],
        sheet=Sheet("Activated Jurisdictions (specimen)", pages=PAGES),
        title="SPECIMEN: Activated Jurisdictions, State of ZZ",
    )


def _group(heading: Sequence[str], dated: Sequence[Dated]) -> Table:
    """Set up to four dates side by side, and at the left edge the lines of the state in its first group."""
    columns = [list(heading)]
    for day, names in dated:
        columns.append([printed_date(day), *(line for name in names for line in _wrapped(name))])
    rows = list(zip_longest(*columns, fillvalue=""))
    widths = [STATE_WIDTH, *[COLUMN] * COLUMNS][: len(columns)]
    return Table(rows, colWidths=widths, rowHeights=LINE, hAlign="LEFT", style=_BARE, spaceAfter=AFTER_GROUP)


def _wrapped(name: str) -> list[str]:
    """Give a name on as many lines as its column asks for, the later ones indented."""
    first, *others = simpleSplit(name, "Helvetica", SIZE, COLUMN - 14)
    return [first, *(f"   {line}" for line in others)]


def _groups(state: State) -> list[Table]:
    starts = range(0, len(state.activated), COLUMNS)
    return [
        _group(state.heading if start == 0 else (), state.activated[start : start + COLUMNS])
        for start in starts
    ]


def _counts(state: State) -> tuple[int, int]:
    return state.active, state.jurisdictions
