"""A release as one SQLite database, with full-text search over passages and titles.

Lists are JSON arrays, times those of ISO 8601 in UTC, and truths 0 or 1. Keys and references are declared,
and views lead from what was read to the address of the archived page.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from expectations.contract import TableContract
from expectations.tables import CONTRACTS

SEARCHED = {"passages": ("text",), "documents": ("title",)}
"""Columns whose words can be searched for, by table; the index of a table is named ``TABLE_fts``."""

_ROWS = 5_000

_STANDS = "d.title, f.address || coalesce('#page=' || {page}, '') AS archived_page, f.captured_at"
_IN_DOCUMENT = """
    JOIN documents d ON d.document_id = x.document_id
    LEFT JOIN first_captures f ON f.payload_sha256 = x.payload_sha256
"""

VIEWS = {
    # Of the least of a group SQLite takes the other columns from its row.
    "first_captures": (
        ("captures",),
        """
        SELECT payload_sha256, min(captured_at) AS captured_at, coalesce(archive_url, original_url) AS address
        FROM captures WHERE payload_sha256 IS NOT NULL GROUP BY payload_sha256
        """,
    ),
    "evidence_of_passages": (
        ("passages", "documents", "captures"),
        f"""
        SELECT x.passage_id, {_STANDS.format(page="x.page")}, x.kind, x.text FROM passages x {_IN_DOCUMENT}
        """,
    ),
    "evidence_of_cells": (
        ("cells", "documents", "captures"),
        f"""
        SELECT x.cell_id, {_STANDS.format(page="x.page")}, x.header_path, x.stub_path, x.text
        FROM cells x {_IN_DOCUMENT}
        """,
    ),
    "evidence_of_statistics": (
        ("statistics", "cells", "documents", "captures"),
        f"""
        SELECT x.statistic_id, {_STANDS.format(page="c.page")}, x.place_printed, x.measure, x.level,
            x.period_end, x.printed, x."value"
        FROM statistics x JOIN cells c ON c.cell_id = x.cell_id {_IN_DOCUMENT}
        """,
    ),
}
"""Views by name: the tables that they need, and how they follow from them."""


def write_database(files: Mapping[str, Path], path: Path, advance: Callable[[str], None]) -> None:
    """Write tables into a new database.

    Args:
        files: the Parquet file of each table.
        path: the database, which must not be there yet.
        advance: told the name of each table that is done.
    """
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        database.execute("BEGIN")
        for name, file in files.items():
            _write_table(database, CONTRACTS[name], file, files)
            advance(name)
        for name, (needed, query) in VIEWS.items():
            if set(needed) <= set(files):
                database.execute(f'CREATE VIEW "{name}" AS {query}')
        database.execute("COMMIT")
        database.execute("ANALYZE")


def _write_table(
    database: sqlite3.Connection, contract: TableContract, file: Path, files: Mapping[str, Path]
) -> None:
    database.execute(_created(contract, files))
    places = ", ".join("?" * len(contract.schema))
    insert = f'INSERT INTO "{contract.name}" VALUES ({places})'
    with pq.ParquetFile(file) as parquet:
        for batch in parquet.iter_batches(_ROWS):
            database.executemany(insert, _rows(batch))
    for column in dict.fromkeys(each.column for each in contract.references):
        database.execute(f'CREATE INDEX "{contract.name}_{column}" ON "{contract.name}" ("{column}")')
    if contract.name in SEARCHED:
        _index_words(database, contract.name)


def _index_words(database: sqlite3.Connection, table: str) -> None:
    """Make words of a table known; those of one stem are found together.

    Datasette finds the index by the name of the table in double quotes.
    """
    index, columns = f"{table}_fts", ", ".join(SEARCHED[table])
    options = f"content=\"{table}\", tokenize='porter unicode61'"
    database.execute(f'CREATE VIRTUAL TABLE "{index}" USING fts5({columns}, {options})')
    database.execute(f'INSERT INTO "{index}" ("{index}") VALUES (\'rebuild\')')


def _created(contract: TableContract, files: Mapping[str, Path]) -> str:
    """Give the statement that makes a table, with its key and its references to tables that are there."""
    columns = [f'"{field.name}" {_type(field.type)}{_required(field)}' for field in contract.schema]
    key = ", ".join(f'"{name}"' for name in contract.key)
    references = [
        f'FOREIGN KEY ("{each.column}") REFERENCES "{each.table}" ("{each.target}")'
        for each in contract.references
        if each.table in files
        and CONTRACTS[each.table].key == (each.target,)
        and not pa.types.is_list(contract.schema.field(each.column).type)
    ]
    return f'CREATE TABLE "{contract.name}" ({", ".join([*columns, f"PRIMARY KEY ({key})", *references])})'


def _type(kind: pa.DataType) -> str:
    if pa.types.is_integer(kind) or pa.types.is_boolean(kind):
        return "INTEGER"
    return "REAL" if pa.types.is_floating(kind) else "TEXT"


def _required(field: pa.Field) -> str:
    return "" if field.nullable else " NOT NULL"


def _rows(batch: pa.RecordBatch) -> Iterator[tuple[Any, ...]]:
    return zip(*(_plain(column) for column in batch.columns), strict=True)


def _plain(column: pa.Array) -> list[Any]:
    """Give the values of a column as SQLite holds them."""
    values: list[Any] = column.to_pylist()
    if pa.types.is_list(column.type):
        return [None if value is None else json.dumps(value, ensure_ascii=False) for value in values]
    if pa.types.is_temporal(column.type):
        return [None if value is None else _iso(value) for value in values]
    return values


def _iso(value: date) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return value.isoformat()
