"""State ZZ of the specimens and its counties, which do not exist."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.records import PlaceKind
from flows.sample.figures import counties
from flows.sources.places.entry import Entry, place

STATE = "ZZ"
_SOURCE = "specimen archive"


def entries() -> Iterator[Entry]:
    """Give the state and its counties; all of them are specimens."""
    state = place(
        STATE, PlaceKind.FICTIONAL, "State of ZZ", state=STATE, country=None, code=STATE, specimen=True
    )
    yield Entry(state, (state.name, STATE), _SOURCE)
    for name in sorted({county.name for county in counties()}):
        slug = f"{STATE}-{name.lower().replace(' ', '-')}"
        there = place(
            slug, PlaceKind.FICTIONAL, name, state=STATE, country=None, within_id=STATE, specimen=True
        )
        yield Entry(
            there, (name,), _SOURCE, short=(name.removesuffix(" County"),) if name.endswith(" County") else ()
        )
