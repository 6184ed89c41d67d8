"""Folders of Parquet files that appear whole or not at all: what an index or a shard has given."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping
from itertools import islice
from pathlib import Path
from typing import Any, Self

import pyarrow as pa
import pyarrow.parquet as pq

from expectations.tables import CONTRACTS
from flows.archives.listings import LISTINGS
from flows.archives.listings import SCHEMA as LISTED
from flows.files import sync

INDEX_TABLES = ("captures", "capture_locations", "issues", LISTINGS)
CONTENT_TABLES = (
    "documents",
    "document_addresses",
    "document_dates",
    "passages",
    "links",
    "tables",
    "cells",
    "table_notes",
    "ocr_words",
    "policies",
    "policy_words",
    "provisions",
    "contacts",
    "complaint_forms",
    "statistics",
    "activations",
    "issues",
)

ROWS_A_WRITE = 5_000
"""Rows of a table that are held before they are written."""


def to_arrow(table: str, rows: Iterable[Any]) -> pa.Table:
    """Give records as an Arrow table with the columns of their contract; they are asked for once, in turn."""
    schema = CONTRACTS[table].schema
    waiting = iter(rows)
    parts = [schema.empty_table()]
    while some := list(islice(waiting, ROWS_A_WRITE)):
        columns = [[getattr(row, name) for row in some] for name in schema.names]
        arrays = [
            pa.array(column, schema.field(name).type)
            for column, name in zip(columns, schema.names, strict=True)
        ]
        parts.append(pa.table(arrays, schema=schema))
    return pa.concat_tables(parts)


def _schema(table: str) -> pa.Schema:
    """Give the columns of a table; listings are none of a release, and have no contract."""
    return LISTED if table == LISTINGS else CONTRACTS[table].schema


class FragmentWriter:
    """Writes the tables of a fragment little by little; the folder gets its name when its block ends well.

    Rows are held only until there are enough of them for a row group, so that a shard of many documents
    takes no more memory than its largest document.

    Args:
        folder: what the fragment will be; one that is there already came of the same key and is kept.
        tables: the tables to write; those that get no rows are written too, empty.
    """

    def __init__(self, folder: Path, tables: Iterable[str]) -> None:
        self._folder = folder
        self._unfinished = folder.with_name(f"{folder.name}.{os.getpid()}.part")
        shutil.rmtree(self._unfinished, ignore_errors=True)
        self._unfinished.mkdir(parents=True)
        self._held: dict[str, list[pa.Table]] = {table: [] for table in tables}
        self._files: dict[str, pq.ParquetWriter] = {}

    def __enter__(self) -> Self:
        try:
            for table in self._held:
                path = self._unfinished / f"{table}.parquet"
                self._files[table] = pq.ParquetWriter(path, _schema(table), compression="zstd")
        except OSError:
            self._abandon()
            raise
        return self

    def __exit__(self, fault: type[BaseException] | None, *_: object) -> None:
        try:
            if fault is None:
                self._finish()
        finally:
            self._abandon()

    def _abandon(self) -> None:
        """Keep files that are not finished from writing their end when they are thrown away."""
        for file in self._files.values():
            file.is_open = False

    def add(self, rows: Mapping[str, pa.Table]) -> None:
        """Take in rows by table."""
        for table, more in rows.items():
            self._held[table].append(more)
            if sum(held.num_rows for held in self._held[table]) >= ROWS_A_WRITE:
                self._write(table)

    def _write(self, table: str) -> None:
        if self._held[table]:
            self._files[table].write_table(pa.concat_tables(self._held[table]))
            self._held[table].clear()

    def _finish(self) -> None:
        for table, file in self._files.items():
            self._write(table)
            file.close()
            sync(self._unfinished / f"{table}.parquet")
        try:
            self._unfinished.rename(self._folder)
        except OSError:
            if not self._folder.is_dir():
                raise
            shutil.rmtree(self._unfinished)


def sweep_unfinished(folder: Path) -> None:
    """Take away what a run that was ended left half done; nobody else may be writing there."""
    for leftover in folder.glob("*.part"):
        shutil.rmtree(leftover, ignore_errors=True)


def sweep_damaged(folder: Path, tables: Iterable[str]) -> list[Path]:
    """Take away the finished fragments of a folder that lack a table or cannot be read; give what they were.

    They are caches: whoever needs them makes them again.
    """
    expected = [f"{table}.parquet" for table in tables]
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    damaged = [each for each in found if not all(_is_whole(each / name) for name in expected)]
    for each in damaged:
        shutil.rmtree(each, ignore_errors=True)
    return damaged


def _is_whole(file: Path) -> bool:
    """Tell whether all rows of a file can be read."""
    try:
        with pq.ParquetFile(file) as parquet:
            for group in range(parquet.num_row_groups):
                parquet.read_row_group(group)
    except (pa.ArrowException, OSError):
        return False
    return True
