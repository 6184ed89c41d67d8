"""From the id of a row to the row, and to the captures that it came from."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import pyarrow.compute as pc

from expectations.tables import CONTRACTS
from flows.errors import IdentifierNotFound
from flows.releases.reader import Release

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """A row, its table, and every capture of the payload that it was read from, earliest first."""

    table: str
    row: Row
    captures: list[Row]


def find_row(release: Release, identifier: str) -> Found:
    """Find the row with an id, in whichever table it is.

    Raises:
        IdentifierNotFound: no table of the release has it.
    """
    for table, column in id_columns().items():
        rows = release[table].to_table(filter=pc.field(column) == identifier).to_pylist()
        if rows:
            return Found(table, rows[0], _captures(release, rows[0]))
    raise IdentifierNotFound(
        f"Release {release.citation} has no row {identifier!r}.",
        "Ids look like doc-, psg-, lnk-, tbl-, cel-, cap- or iss- and 24 hexadecimal digits.",
    )


def id_columns() -> dict[str, str]:
    """Give the id column of each table that has one of its own: the first column, which is then its key."""
    firsts = {name: fields(contract.record)[0].name for name, contract in CONTRACTS.items()}
    return {name: first for name, first in firsts.items() if CONTRACTS[name].key == (first,)}


def _captures(release: Release, row: Row) -> list[Row]:
    if "capture_id" in row:
        return [row]
    payload = row.get("payload_sha256")
    if payload is None:
        return []
    rows: list[Row] = release["captures"].to_table(filter=pc.field("payload_sha256") == payload).to_pylist()
    return sorted(rows, key=lambda capture: (str(capture["captured_at"] or ""), capture["original_url"]))
