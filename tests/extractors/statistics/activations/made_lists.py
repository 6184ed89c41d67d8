"""Lists of activated jurisdictions for tests: real places, made-up dates, printed in many layouts.

A list is states with dates with names; each layout prints the same list, and what it prints is the truth.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

TITLE = "Activated Jurisdictions"
AS_OF = date(2011, 8, 2)

DAYS = (
    date(2008, 10, 27),
    date(2009, 5, 26),
    date(2009, 11, 17),
    date(2010, 2, 9),
    date(2010, 6, 15),
    date(2010, 9, 21),
    date(2011, 1, 25),
    date(2011, 5, 24),
)

Dated = tuple[date, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class State:
    """A state of a list: its name in capitals, its names by date, and of how many they are."""

    name: str
    activated: tuple[Dated, ...]
    total: int

    @property
    def active(self) -> int:
        """How many names it has."""
        return sum(len(names) for _, names in self.activated)

    @property
    def count(self) -> str:
        """Its "N of M"."""
        return f"{self.active} of {self.total}"

    @property
    def share(self) -> str:
        """Its share."""
        return f"{100 * self.active // self.total}%"

    def pairs(self) -> list[tuple[date, str]]:
        """Give each name with its date."""
        return [(day, name) for day, names in self.activated for name in names]


def words(day: date) -> str:
    """Print a date as such lists do."""
    return f"{day:%B} {day.day}, {day.year}"


def figures(day: date) -> str:
    """Print a date in figures."""
    return f"{day:%m/%d/%Y}"


def _state(name: str, total: int, *groups: str, first: int = 0) -> State:
    dated = tuple((DAYS[first + n], tuple(group.split("; "))) for n, group in enumerate(groups))
    return State(name, dated, total)


STATES = (
    _state(
        "ALABAMA",
        67,
        "Autauga; Baldwin; Barbour; Bibb; Blount",
        "DeKalb; Jefferson; Mobile",
        "St. Clair; Washington",
    ),
    _state(
        "ALASKA",
        29,
        "Anchorage; Matanuska-Susitna; Fairbanks North Star",
        "Kenai Peninsula; Kodiak Island",
        first=4,
    ),
    _state("DISTRICT OF COLUMBIA", 1, "District of Columbia", first=3),
    _state("GUAM", 1, "Guam", first=5),
    _state(
        "LOUISIANA",
        64,
        "Acadia; Calcasieu; East Baton Rouge",
        "Jefferson; LaSalle; St. John the Baptist",
        first=1,
    ),
    _state(
        "MARYLAND",
        24,
        "Frederick; Prince George's",
        "Baltimore; Baltimore City; Queen Anne's; St. Mary's",
        "Charles",
        first=2,
    ),
    _state("NEW HAMPSHIRE", 10, "Belknap; Coos; Grafton; Hillsborough", "Rockingham; Strafford", first=6),
    _state("NORTHERN MARIANA ISLANDS", 4, "Rota; Saipan; Tinian", first=7),
    _state("PUERTO RICO", 78, "Adjuntas; Aguada; Bayamón; San Juan", "Ponce; Vieques", first=5),
    _state(
        "TEXAS",
        254,
        "Harris",
        "Bexar; Dallas; El Paso; Galveston; Hidalgo; Tarrant; Travis",
        "Anderson; Andrews; Angelina; Aransas; Archer; Armstrong;"
        " Atascosa; Austin; Bailey; Bandera; Bastrop; Baylor;"
        " Bee; Bell; Blanco; Borden; Bosque; Bowie; Brazoria; Brazos; Brewster; Briscoe; Brooks; Brown",
        "Burleson; Burnet; Caldwell; Calhoun; Callahan; Cameron;"
        " Camp; Carson; Cass; Castro; Chambers; Cherokee;"
        " Childress; Clay; Cochran; Coke; Coleman; Collin;"
        " Collingsworth; Colorado; Comal; Comanche; Concho; Cooke",
        "Coryell; Cottle; Crane; Crockett; Crosby; Culberson;"
        " Dallam; Dawson; Deaf Smith; Delta; Denton; DeWitt;"
        " Dickens; Dimmit; Donley; Duval; Eastland; Ector; Edwards; Ellis; Erath; Falls; Fannin; Fayette",
        "Jim Hogg; Jim Wells; San Augustine; San Jacinto;"
        " San Patricio; San Saba; Tom Green; Val Verde; Van Zandt",
    ),
    _state("U.S. VIRGIN ISLANDS", 3, "St. Croix; St. John; St. Thomas", first=6),
    _state(
        "VIRGINIA",
        134,
        "Fairfax",
        "Arlington; Alexandria City; Fairfax City; Falls Church City",
        "Franklin; Franklin City; Isle of Wight; King and Queen;"
        " Richmond; Richmond City; Roanoke; Roanoke City",
        "Manassas City; Manassas Park City; Newport News City; Virginia Beach City; Charles City; James City",
        first=1,
    ),
    _state("WASHINGTON", 39, "Franklin; Grays Harbor; Walla Walla; Yakima", first=7),
    _state("WEST VIRGINIA", 55, "Berkeley; Jefferson; Morgan", "Kanawha; Wood", first=2),
    _state("WISCONSIN", 72, "Fond du Lac; Milwaukee; St. Croix", "Eau Claire; La Crosse", first=4),
)
