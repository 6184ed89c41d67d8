"""DuckDB as the engine for what needs all rows at once: within a memory limit, spilling to ``work/``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb

MEMORY = "700MB"
"""What one connection may hold in memory before it spills."""


@contextmanager
def connect(temp: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a connection of its own, in UTC, that reaches no network and spills into a folder."""
    temp.mkdir(parents=True, exist_ok=True)
    connection = duckdb.connect(
        config={
            "memory_limit": MEMORY,
            "temp_directory": str(temp),
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
        }
    )
    try:
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute("SET enable_progress_bar = false")
        yield connection
    finally:
        connection.close()


def view_files(connection: duckdb.DuckDBPyConnection, files: Mapping[str, Sequence[Path]]) -> None:
    """Make each table known by name, its rows those of its Parquet files."""
    for table, paths in files.items():
        listed = ", ".join(quoted(str(path)) for path in paths)
        connection.execute(f"CREATE OR REPLACE VIEW {table} AS SELECT * FROM read_parquet([{listed}])")


def quoted(text: str) -> str:
    """Write a text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"
