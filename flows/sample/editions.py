"""The three editions of the statistics specimen: cumulative through March, June and July 2011.

What differs between them is what differed between the publications that they stand for: the figures grow,
one is revised downwards in June, and July no longer splits the matches by level. (What the real series
dropped that month was, as the press told it, the split of persons booked into custody.)
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flows.sample.figures import MEASURES, County, RealFigure, counties, real_figures


@dataclass(frozen=True, slots=True)
class Press:
    """The real figures of an edition, and the words around them."""

    file: str
    title: str
    caption: str
    about: str

    def figures(self) -> list[RealFigure]:
        """Read the figures in the order in which they are printed."""
        return real_figures(self.file)

    @property
    def lead(self) -> str:
        """What the reader must know before the figures."""
        return (
            f"The figures in Table 2 are real. {self.about}, and are "
            "given as press and reports printed them at the addresses shown; none was taken from a "
            "publication of U.S. Immigration and Customs Enforcement. They have nothing to do with Table 1."
        )


@dataclass(frozen=True, slots=True)
class Edition:
    """One issue of the statistics.

    Args:
        through: the last day that is counted.
        file: the figures of the counties, in ``tables/``.
        press: the real figures on the last page.
        measures: what is counted, in the order of the columns.
        revised: the county and the measure of each figure that is marked as revised.
        remarks: lines below the table that are those of this edition.
    """

    through: date
    file: str
    press: Press
    measures: tuple[str, ...] = MEASURES
    revised: frozenset[tuple[str, str]] = frozenset()
    remarks: tuple[str, ...] = ()

    def counties(self) -> list[County]:
        """Read the counties in the order in which they are printed."""
        return counties(self.file, self.measures)

    @property
    def by_level(self) -> bool:
        """Whether matches are split by level."""
        return "level1" in self.measures


MARCH = Edition(
    through=date(2011, 3, 31),
    file="zz-counties-through-march.csv",
    press=Press(
        "press-through-march.csv",
        "Figures of two states from the press",
        "Table 2. Secure Communities in two states, cumulative",
        "They are about two states, count from the first activation in each",
    ),
)
JUNE = Edition(
    through=date(2011, 6, 30),
    file="zz-counties.csv",
    press=Press(
        "national.csv",
        "National figures from press and reports",
        "Table 2. National figures of Secure Communities, cumulative",
        "They are about the whole country, count from October 2008",
    ),
    revised=frozenset({("Placeholder County", "removed")}),
)
JULY = Edition(
    through=date(2011, 7, 31),
    file="zz-counties-through-july.csv",
    press=Press(
        "press-through-july.csv",
        "Figures of July 2011 from the press",
        "Table 2. Secure Communities in the country and in one state",
        "Two are about the whole country in the fiscal year to date and two about one state",
    ),
    measures=("submissions", "matches", "removed"),
    remarks=("Matches are no longer split by level.",),
)
