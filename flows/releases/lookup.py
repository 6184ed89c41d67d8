"""From the id of a row to the row, and to the captures that it came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from flows.errors import IdentifierNotFound
from flows.releases.reader import Tables

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """A row, its table, and the captures that it was read from, earliest first, with their places."""

    table: str
    row: Row
    captures: list[Row]
    locations: list[Row]


def find_row(tables: Tables, identifier: str) -> Found:
    """Find the row with an id, in whichever table it is.

    Raises:
        IdentifierNotFound: no table has it.
    """
    for table, column in id_columns(tables).items():
        rows = tables[table].to_table(filter=pc.field(column) == identifier).to_pylist()
        if rows:
            captures = _captures(tables, rows[0])
            return Found(table, rows[0], captures, located(tables, captures))
    raise IdentifierNotFound(
        f"There is no row {identifier!r} in {tables.citation}.",
        "Ids look like pub-, doc-, psg-, tbl-, cel-, cap-, rev- … and 24 hexadecimal digits.",
    )


def id_columns(tables: Tables) -> dict[str, str]:
    """Give the id column of each table that has one of its own: the first, named after what a row is."""
    firsts = {name: tables[name].schema.names[0] for name in tables}
    return {name: first for name, first in firsts.items() if name != "capture_locations"}


def _captures(tables: Tables, row: Row) -> list[Row]:
    if "capture_id" in row:
        return [row]
    if "revision_id" in row:
        wanted = pc.field("capture_id").isin(_around(tables, row["revision_id"]))
    elif row.get("payload_sha256") is not None:
        wanted = pc.field("payload_sha256") == row["payload_sha256"]
    elif "publication_id" in row:
        wanted = pc.field("payload_sha256").isin(_versions(tables, row["publication_id"]))
    else:
        return []
    rows: list[Row] = tables["captures"].to_table(filter=wanted).to_pylist()
    return sorted_captures(rows)


def sorted_captures(captures: Sequence[Row]) -> list[Row]:
    """Sort captures by time, those of no known time first."""
    return sorted(captures, key=lambda each: (str(each["captured_at"] or ""), each["original_url"]))


def _around(tables: Tables, revision_id: str) -> list[str]:
    """Give the captures before and after a revision."""
    rows = tables["revisions"].to_table(filter=pc.field("revision_id") == revision_id).to_pylist()
    return [row[side] for row in rows for side in ("before_capture_id", "after_capture_id")]


def _versions(tables: Tables, publication_id: str) -> pa.ChunkedArray:
    """Give the payloads of the documents of a publication."""
    of_it = pc.field("publication_id") == publication_id
    return tables["documents"].to_table(columns=["payload_sha256"], filter=of_it)["payload_sha256"]


def located(tables: Tables, captures: Sequence[Row]) -> list[Row]:
    """Give where the bytes of captures lie, in their order."""
    order = {capture["capture_id"]: place for place, capture in enumerate(captures)}
    wanted = pc.field("capture_id").isin(pa.array(order, pa.string()))
    rows: list[Row] = tables["capture_locations"].to_table(filter=wanted).to_pylist()
    return sorted(rows, key=lambda row: (order[row["capture_id"]], row["warc_file"]))
