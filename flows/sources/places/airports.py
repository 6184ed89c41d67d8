"""Airports by the codes of IATA."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.records import PlaceKind
from flows.sources.places.entry import Entry, packaged, place, rows

PACKAGE = "airportsdata"


def entries() -> Iterator[Entry]:
    """Give the airports of the United States and of their territories; tables print the code alone."""
    for row in rows(PACKAGE, "airports.csv"):
        if row["iata"] and row["country"] in _COUNTRIES:
            code = row["iata"]
            there = place(
                f"IATA-{code}", PlaceKind.AIRPORT, row["name"], country=_COUNTRIES[row["country"]], code=code
            )
            yield Entry(there, (code, row["name"]), packaged(PACKAGE))


_COUNTRIES = {"US": "USA", "PR": "PRI", "GU": "GUM", "VI": "VIR", "MP": "MNP", "AS": "ASM"}
