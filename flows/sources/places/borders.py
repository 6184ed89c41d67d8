"""The nation, the parts of its border, the sectors of the Border Patrol, ports and crossings."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.records import PlaceKind
from flows.sources.places.entry import REVIEWED, Entry, place, reviewed

NATION = "US"


def entries() -> Iterator[Entry]:
    """Give the places."""
    told = reviewed("borders.yaml")
    nation = place(NATION, PlaceKind.NATION, "United States")
    yield Entry(nation, (nation.name,), REVIEWED, reviewed=tuple(told["nation"]["aliases"]))
    for slug, region in told["regions"].items():
        there = place(f"US-{slug}", PlaceKind.BORDER_REGION, region["name"], within_id=NATION)
        yield Entry(there, (there.name,), REVIEWED, reviewed=tuple(region["aliases"]))
    for region, sectors in told["sectors"].items():
        for name, sector in sectors.items():
            yield _sector(name, f"US-{region}", sector.get("code"), sector.get("aliases", []))
    yield from _crossings()


def _sector(name: str, region: str, code: str | None, aliases: list[str]) -> Entry:
    slug = code or name.lower().replace(" ", "-")
    there = place(f"USBP-{slug}", PlaceKind.BORDER_PATROL_SECTOR, name, code=code, within_id=region)
    return Entry(there, (name, f"{name} Sector"), REVIEWED, reviewed=(*([code] if code else []), *aliases))


def _crossings() -> Iterator[Entry]:
    for name, port in reviewed("crossings.yaml")["ports"].items():
        slug = f"CBP-{_slug(name)}"
        state = port.get("state")
        yield Entry(
            place(slug, PlaceKind.PORT, name, state=state, within_id=NATION),
            (name, f"{name} Total"),
            REVIEWED,
        )
        for crossing in port["crossings"]:
            there = place(
                f"{slug}-{_slug(crossing)}", PlaceKind.CROSSING, crossing, state=state, within_id=slug
            )
            yield Entry(there, (crossing,), REVIEWED)


def _slug(name: str) -> str:
    return "-".join("".join(letter if letter.isalnum() else " " for letter in name.lower()).split())
