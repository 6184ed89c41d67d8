"""From the id of a row to the row, and to the captures that it came from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from flows.errors import IdentifierNotFound
from flows.releases.reader import Release

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """A row, its table, and the captures that it was read from, earliest first, with their places."""

    table: str
    row: Row
    captures: list[Row]
    locations: list[Row]


def find_row(release: Release, identifier: str) -> Found:
    """Find the row with an id, in whichever table it is.

    Raises:
        IdentifierNotFound: no table of the release has it.
    """
    for table, column in id_columns(release).items():
        rows = release[table].to_table(filter=pc.field(column) == identifier).to_pylist()
        if rows:
            captures = _captures(release, rows[0])
            return Found(table, rows[0], captures, _locations(release, captures))
    raise IdentifierNotFound(
        f"Release {release.citation} has no row {identifier!r}.",
        "Ids look like pub-, doc-, psg-, tbl-, cel-, cap-, rev- … and 24 hexadecimal digits.",
    )


def id_columns(release: Release) -> dict[str, str]:
    """Give the id column of each table that has one of its own: the first, named after what a row is."""
    firsts = {name: next(iter(facts.columns)) for name, facts in release.manifest.tables.items()}
    return {name: first for name, first in firsts.items() if name != "capture_locations"}


def _captures(release: Release, row: Row) -> list[Row]:
    if "capture_id" in row:
        return [row]
    if "revision_id" in row:
        wanted = pc.field("capture_id").isin(_around(release, row["revision_id"]))
    elif row.get("payload_sha256") is not None:
        wanted = pc.field("payload_sha256") == row["payload_sha256"]
    elif "publication_id" in row:
        wanted = pc.field("payload_sha256").isin(_versions(release, row["publication_id"]))
    else:
        return []
    rows: list[Row] = release["captures"].to_table(filter=wanted).to_pylist()
    return sorted(rows, key=lambda capture: (str(capture["captured_at"] or ""), capture["original_url"]))


def _around(release: Release, revision_id: str) -> list[str]:
    """Give the captures before and after a revision."""
    rows = release["revisions"].to_table(filter=pc.field("revision_id") == revision_id).to_pylist()
    return [row[side] for row in rows for side in ("before_capture_id", "after_capture_id")]


def _versions(release: Release, publication_id: str) -> pa.ChunkedArray:
    """Give the payloads of the documents of a publication."""
    of_it = pc.field("publication_id") == publication_id
    return release["documents"].to_table(columns=["payload_sha256"], filter=of_it)["payload_sha256"]


def _locations(release: Release, captures: list[Row]) -> list[Row]:
    """Give where the bytes of captures lie, in their order."""
    order = {capture["capture_id"]: place for place, capture in enumerate(captures)}
    wanted = pc.field("capture_id").isin(pa.array(order, pa.string()))
    rows: list[Row] = release["capture_locations"].to_table(filter=wanted).to_pylist()
    return sorted(rows, key=lambda row: (order[row["capture_id"]], row["warc_file"]))
