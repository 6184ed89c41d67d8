"""Countries with their codes of ISO 3166, and those that are no more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extractors.places.gazetteer import Pattern
from extractors.records import PlaceKind
from flows.sources.places.entry import REVIEWED, Entry, packaged, place, reviewed, rows

PACKAGE = "country_converter"


def entries() -> Iterator[Entry]:
    """Give the countries; the United States are a nation and a country of citizenship both."""
    aliases = reviewed("countries.yaml")["aliases"]
    for row in _listed():
        code = row["ISO3"]
        there = place(f"ISO-{code}", PlaceKind.COUNTRY, row["name_short"], country=code, code=code)
        names = tuple(dict.fromkeys([row["name_short"], row["name_official"]]))
        yield Entry(there, names, packaged(PACKAGE), reviewed=tuple(aliases.get(code, ())))
    for code, told in reviewed("countries.yaml")["former"].items():
        there = place(f"ISO-{code}", PlaceKind.COUNTRY, told["name"], country=code, code=code)
        yield Entry(there, (told["name"],), REVIEWED, reviewed=tuple(told["aliases"]))


def patterns() -> list[Pattern]:
    """Give the patterns by which the package knows each country."""
    return [Pattern(f"ISO-{row['ISO3']}", re.compile(row["regex"], re.IGNORECASE)) for row in _listed()]


@cache
def _listed() -> tuple[dict[str, str], ...]:
    found = {row["ISO3"]: row for row in rows(PACKAGE, "country_data.tsv", delimiter="\t") if row["ISO3"]}
    former = reviewed("countries.yaml")["former"]
    return tuple(row for code, row in found.items() if re.fullmatch("[A-Z]{3}", code) and code not in former)
