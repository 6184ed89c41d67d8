"""States and their counties, with the codes of FIPS, by the lists of four years."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from extractors.records import PlaceKind
from flows.sources.places.borders import NATION
from flows.sources.places.entry import Entry, packaged, place, rows

PACKAGE = "addfips"
YEARS = (2000, 2010, 2015, 2020)
"""The years of the lists of counties that the package has."""

_TERRITORIES = frozenset({"AS", "GU", "MP", "PR", "VI"})
_KINDS = (
    (" city and borough", PlaceKind.BOROUGH),
    (" census area", PlaceKind.CENSUS_AREA),
    (" county", PlaceKind.COUNTY),
    (" parish", PlaceKind.PARISH),
    (" borough", PlaceKind.BOROUGH),
    (" municipality", PlaceKind.MUNICIPALITY),
    (" municipio", PlaceKind.MUNICIPIO),
    (" city", PlaceKind.INDEPENDENT_CITY),
    (" island district", PlaceKind.COUNTY_EQUIVALENT),
    (" district", PlaceKind.COUNTY_EQUIVALENT),
)


def entries() -> Iterator[Entry]:
    """Give the states, and the counties and what stands in for them."""
    postal = _states()
    for fips, (code, names) in postal.items():
        yield _state(fips, code, names)
    for fips, (names, years) in _counties().items():
        if fips[:2] in postal:  # the outlying islands are of no state
            yield _county(fips, postal[fips[:2]][0], names, (min(years), max(years)))


def _states() -> Mapping[str, tuple[str, list[str]]]:
    found: dict[str, tuple[str, list[str]]] = {}
    for row in rows(PACKAGE, "data/states.csv"):
        found.setdefault(row["fips"], (row["postal"], []))[1].append(row["name"])
    return found


def _state(fips: str, code: str, names: list[str]) -> Entry:
    kind = PlaceKind.TERRITORY if code in _TERRITORIES else PlaceKind.STATE
    if code == "DC":
        kind = PlaceKind.DISTRICT
    there = place(f"US-{fips}", kind, max(names, key=len), state=code, fips=fips, code=code, within_id=NATION)
    return Entry(there, (*names, code), packaged(PACKAGE))


def _counties() -> Mapping[str, tuple[list[str], list[int]]]:
    """Give the names of each, those of the youngest list first, and the years of the lists that have it."""
    found: dict[str, tuple[list[str], list[int]]] = {}
    for year in reversed(YEARS):
        for row in rows(PACKAGE, f"data/counties_{year}.csv"):
            names, years = found.setdefault(row["statefp"] + row["countyfp"], ([], []))
            names.append(row["name"])
            years.append(year)
    return found


def _county(fips: str, state: str, names: list[str], listed: tuple[int, int]) -> Entry:
    kind, _ = _parted(names[0])
    there = place(
        f"US-{fips}", kind, names[0], state=state, fips=fips, within_id=f"US-{fips[:2]}", listed=listed
    )
    short = [stem for name in names if (stem := _parted(name)[1]) != name]
    return Entry(there, tuple(dict.fromkeys(names)), packaged(PACKAGE), short=tuple(dict.fromkeys(short)))


def _parted(name: str) -> tuple[PlaceKind, str]:
    """Give what kind of place a name says it is, and the name without that."""
    for ending, kind in _KINDS:
        if name.casefold().endswith(ending):
            return kind, name[: -len(ending)]
    return PlaceKind.COUNTY_EQUIVALENT, name
