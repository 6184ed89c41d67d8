"""The places that are known: from lists of codes that others keep, and from files beside this module.

States and counties come from addfips, countries from country_converter, airports from airportsdata. What
their lists lack, such as the sectors of the Border Patrol and the names that tables print, was looked at by
hand and stands in YAML.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import chain

from extractors.places.gazetteer import Gazetteer
from flows.sources.places import airports, borders, counties, countries, fictional
from flows.sources.places.entry import Entry


@cache
def gazetteer() -> Gazetteer:
    """Give all places with their names."""
    entries = list(_entries())
    names = chain.from_iterable(entry.names() for entry in entries)
    once = {name.name_id: name for name in names}
    return Gazetteer([entry.place for entry in entries], once.values(), countries.patterns())


def _entries() -> Iterator[Entry]:
    for module in (borders, counties, countries, airports, fictional):
        yield from module.entries()
