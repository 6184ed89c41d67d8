"""Folders of Parquet files that appear whole or not at all: what an index or a shard has given."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from expectations.tables import CONTRACTS

INDEX_TABLES = ("captures", "capture_locations", "issues")
CONTENT_TABLES = ("documents", "passages", "links", "tables", "cells", "issues")

Rows = Mapping[str, Sequence[Any]]


def to_arrow(table: str, rows: Sequence[Any]) -> pa.Table:
    """Give records as an Arrow table with the columns of their contract."""
    schema = CONTRACTS[table].schema
    columns = [
        pa.array([getattr(row, name) for row in rows], schema.field(name).type) for name in schema.names
    ]
    return pa.table(columns, schema=schema)


def write_fragment(folder: Path, tables: Iterable[str], rows: Rows) -> None:
    """Write a file for each table, empty ones too, and only then give the folder its name.

    A folder that is there already was written from the same key and is kept.
    """
    unfinished = folder.with_name(f"{folder.name}.{os.getpid()}.part")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    for table in tables:
        pq.write_table(
            to_arrow(table, rows.get(table, ())), unfinished / f"{table}.parquet", compression="zstd"
        )
    try:
        unfinished.rename(folder)
    except OSError:
        if not folder.is_dir():
            raise
        shutil.rmtree(unfinished)


def sweep_unfinished(folder: Path) -> None:
    """Take away what a run that was ended left half done; nobody else may be writing there."""
    for leftover in folder.glob("*.part"):
        shutil.rmtree(leftover, ignore_errors=True)
