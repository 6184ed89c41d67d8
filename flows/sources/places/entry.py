"""A place with its names, and the files that both are read from."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import distribution, version
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from extractors.places.names import name_key
from extractors.records import Jurisdiction, JurisdictionName, PlaceKind, row_id

REVIEWED = "reviewed"
"""The source of what was looked at by hand."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A place and its names.

    Args:
        place: the place.
        full: names that are its own.
        short: names that leave out what kind of place it is.
        source: where the names come from.
        reviewed: names that were added by hand.
    """

    place: Jurisdiction
    full: tuple[str, ...]
    source: str
    short: tuple[str, ...] = ()
    reviewed: tuple[str, ...] = ()

    def names(self) -> Iterator[JurisdictionName]:
        """Give the names as rows."""
        for names, is_full, source in (
            (self.full, True, self.source),
            (self.short, False, self.source),
            (self.reviewed, True, REVIEWED),
        ):
            for name in names:
                yield _name(self.place, name, is_full=is_full, source=source)


def _name(place: Jurisdiction, name: str, *, is_full: bool, source: str) -> JurisdictionName:
    return JurisdictionName(
        name_id=row_id("jnm", place.jurisdiction_id, name, is_full),
        jurisdiction_id=place.jurisdiction_id,
        name=name,
        key=name_key(name),
        is_full=is_full,
        source=source,
        specimen=place.specimen,
    )


def place(
    jurisdiction_id: str,
    kind: PlaceKind,
    name: str,
    *,
    state: str | None = None,
    country: str | None = "USA",
    fips: str | None = None,
    code: str | None = None,
    within_id: str | None = None,
    listed: tuple[int | None, int | None] = (None, None),
    specimen: bool = False,
) -> Jurisdiction:
    """Make a place; what is left out is not known, and the country is the United States."""
    return Jurisdiction(
        jurisdiction_id, kind, name, state, country, fips, code, within_id, listed[0], listed[1], specimen
    )


@cache
def packaged(package: str) -> str:
    """Name a package and its version as a source."""
    return f"{package} {version(package)}"


def rows(package: str, file: str, delimiter: str = ",") -> list[dict[str, str]]:
    """Read a table of a package, which is not imported: country_converter would bring pandas with it."""
    path = Path(str(distribution(package).locate_file(f"{package}/{file}")))
    text = path.read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter=delimiter))


def reviewed(file: str) -> Any:
    """Read one of the files beside this module."""
    return yaml.load(files(__package__).joinpath(file).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
