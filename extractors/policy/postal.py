"""Postal addresses of the United States: lines that end with a city, a state and a ZIP code."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CITY = re.compile(
    r"(?P<city>[A-Z][A-Za-z.'\u2019\s-]{1,40}?),?\s+"
    r"(?P<state>[A-Z]{2}|D\.\s?C\.|[A-Z][a-z]+(?:\s[A-Z][a-z]+)?)\.?,?\s+(?P<zip>\d{5}(?:-\d{4})?)(?!\d)"
)
_PLACE = re.compile(
    r"(?:building|bldg|room|suite|floor|mail\s?stop|p\.?\s?o\.?\s?box|stop|attn|attention|c/o"
    r"|\d+\b|one\b|two\b)",
    re.IGNORECASE,
)
_HOUSE = re.compile(r"\b(?:building|bldg\.?|courthouse|plaza|tower)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CityLine:
    """The last line of an address; the state in two letters where it is printed so, or as printed."""

    city: str
    state: str
    zip: str


def city_line(line: str) -> CityLine | None:
    """Read a line that ends with a city, a state and a ZIP code; what stands before them is not read."""
    found = _CITY.search(line)
    if found is None or found.end() < len(line.rstrip(" .,")):
        return None
    before = line[: found.start()].rstrip()
    if before and before[-1] not in ",;":
        return None
    city = found["city"].rsplit(", ", 1)[-1]
    return CityLine(
        city.strip(),
        re.sub(r"[.\s]", "", found["state"]) if "." in found["state"] else found["state"],
        found["zip"],
    )


def names_office(line: str) -> bool:
    """Tell whether a line of an address names who is reached, rather than where."""
    name = line.strip()
    return not _PLACE.match(name) and not _HOUSE.search(name) and city_line(name) is None
