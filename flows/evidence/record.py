"""The evidence of a value: what everybody who asks "why this number?" is answered with."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from flows.evidence.citations import SPECIMEN, Source, sources_of
from flows.evidence.holdings import Holdings
from flows.evidence.pictures import Picture, draw
from flows.evidence.places import Place, places_of
from flows.evidence.way import Step, way_back
from flows.releases.lookup import Found, Row, find_row, located, sorted_captures
from flows.releases.reader import Tables


@dataclass(frozen=True, slots=True)
class Evidence:
    """A row, the way back from it, and what is cited for it.

    Args:
        release: the citation of the release.
        found: the row, with the captures that it was read from and where their bytes lie.
        ways: the rows on the way to each place, the row itself first.
        places: where it stands; none of rows that stand in no document.
        sources: what one cites: each document that it stands in.
    """

    release: str
    found: Found
    ways: tuple[tuple[Step, ...], ...]
    places: tuple[Place, ...]
    sources: tuple[Source, ...]

    @property
    def identifier(self) -> str:
        """The id of the row."""
        return self.ways[0][0].identifier

    @property
    def specimen(self) -> bool:
        """Whether it stems from an example that this project wrote itself."""
        return bool(self.found.row.get("specimen"))

    def pictures(self, tables: Tables, holdings: Holdings) -> list[Picture]:
        """Draw each place: the part of the page with boxes, or the element of the web page.

        Args:
            tables: the tables that the evidence was found in.
            holdings: where the archived files lie.

        Raises:
            PayloadNotHeld: an archived file is not there.
            PictureFailed: a file cannot be drawn.
        """
        return [
            draw(place, holdings.payload(tables, place.payload_sha256), self.caption(place))
            for place in self.places
        ]

    def caption(self, place: Place) -> dict[str, str]:
        """Give what is written beside the picture of a place: where it comes from, by label."""
        captures = [each for each in self.found.captures if each["payload_sha256"] == place.payload_sha256]
        first = captures[0] if captures else {}
        told = {
            "row": f"{self.identifier} ({self.found.table})",
            "page": place.page,
            "dataset": f"dhs-archive {self.release}",
            "address": first.get("original_url"),
            "captured": _iso(first.get("captured_at")),
            "archived at": first.get("archive_url"),
            "SHA-256": place.payload_sha256,
            "SHA-1": first.get("archive_digest"),
            "specimen": SPECIMEN if self.specimen else None,
        }
        return {label: str(value) for label, value in told.items() if value}


def evidence(tables: Tables, identifier: str) -> Evidence:
    """Find a row by its id, and the way back to the page.

    Args:
        tables: a release, or tables that were held back.
        identifier: the id of a row of any table.

    Raises:
        IdentifierNotFound: no table has it.
    """
    found = find_row(tables, identifier)
    ways = way_back(tables, found.table, found.row)
    places = places_of(tables, ways)
    if not found.captures:
        found = _with_captures(tables, found, places)
    return Evidence(
        release=tables.citation,
        found=found,
        ways=tuple(tuple(way) for way in ways),
        places=places,
        sources=sources_of(tables, found, ways[0], places),
    )


def _with_captures(tables: Tables, found: Found, places: tuple[Place, ...]) -> Found:
    """Add the captures of a row that names no payload, such as two statistics that disagree."""
    digests = pa.array([place.payload_sha256 for place in places], pa.string())
    rows: list[Row] = tables["captures"].to_table(filter=pc.field("payload_sha256").isin(digests)).to_pylist()
    captures = sorted_captures(rows)
    return Found(found.table, found.row, captures, located(tables, captures))


def _iso(value: object) -> str | None:
    return value.isoformat() if hasattr(value, "isoformat") else None
