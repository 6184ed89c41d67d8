"""What it costs to compare two releases, against a plain full join of the same files in DuckDB.

The files hold the table ``cells`` with so many rows that there are ten million values; one row in a hundred
differs, and some are gone.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from expectations.tables import CONTRACTS
from flows.duck import connect, quoted
from flows.releases.changes import Comparison

CELLS = 10_000_000
REPEATS = 3
_SQL_TYPES = {
    "string": "VARCHAR",
    "int64": "BIGINT",
    "double": "DOUBLE",
    "bool": "BOOLEAN",
    "date32[day]": "DATE",
}


def write_releases(folder: Path, cells: int = CELLS) -> tuple[Path, Path]:
    """Write the table ``cells`` twice, the second time with differences."""
    schema = CONTRACTS["cells"].schema
    columns = ", ".join(f'{_made(field.name, str(field.type))} AS "{field.name}"' for field in schema)
    before, after = folder / "before.parquet", folder / "after.parquet"
    with connect(folder / "spill") as connection:
        _copy(connection, f"SELECT {columns} FROM range({cells // len(schema)}) t(i)", before)
        changed = "if(hash(cell_id) % 100 = 0, 'another', text)"
        left = f"FROM read_parquet({quoted(str(before))}) WHERE hash(cell_id) % 500 <> 1"
        _copy(connection, f"SELECT * REPLACE ({changed} AS text) {left}", after)
    return before, after


def _made(name: str, kind: str) -> str:
    if name == "cell_id":
        return "'cel-' || left(md5(i::VARCHAR), 24)"
    if kind.startswith("list"):
        return f"[hash(i, '{name}') % 20, 1]::{_SQL_TYPES[kind.split(': ')[1].rstrip('>')]}[]"
    number = f"hash(i, '{name}') % 10000"
    made = {"string": f"'{name} ' || {number}", "date32[day]": "DATE '2011-01-01'"}
    return f"({made.get(kind, number)})::{_SQL_TYPES[kind]}"


def _copy(connection: duckdb.DuckDBPyConnection, query: str, path: Path) -> None:
    connection.execute(f"COPY ({query} ORDER BY cell_id) TO {quoted(str(path))} (FORMAT parquet)")


def ours(before: Path, after: Path, spill: Path) -> tuple[int, int]:
    """Compare as the command does, by row and column."""
    with connect(spill) as connection:
        change = Comparison(connection, "cells", before, after).change()
    return change.removed, change.changed


def full_join(before: Path, after: Path, spill: Path) -> tuple[int, int]:
    """Count the same with one query and no limit of memory."""
    names = CONTRACTS["cells"].schema.names
    differs = " OR ".join(f'b."{name}" IS DISTINCT FROM a."{name}"' for name in names)
    with duckdb.connect() as connection:
        return connection.execute(f"""
            SELECT count(*) FILTER (WHERE a.cell_id IS NULL),
                count(*) FILTER (WHERE a.cell_id IS NOT NULL AND b.cell_id IS NOT NULL AND ({differs}))
            FROM read_parquet({quoted(str(before))}) b
            FULL JOIN read_parquet({quoted(str(after))}) a ON a.cell_id = b.cell_id
        """).fetchall()[0]


def measure(name: str, before: str, after: str, spill: str) -> None:
    """Do it once in this process, and print seconds, megabytes and what was found."""
    began = time.monotonic()
    found = {"ours": ours, "full_join": full_join}[name](Path(before), Path(after), Path(spill))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(time.monotonic() - began, peak, *found)


def run() -> None:
    with TemporaryDirectory() as folder:
        files = [str(path) for path in write_releases(Path(folder))]
        print(f"\n{CELLS:,} values, twice; the best of {REPEATS} runs, each in a process of its own")
        for name in ("full_join", "ours"):
            runs = [_apart(name, *files, str(Path(folder) / "spill")) for _ in range(REPEATS)]
            seconds, megabytes, removed, changed = min(runs)
            print(
                f"{name:>10} {seconds:6.2f} s {megabytes:6.0f} MB; {removed:,.0f} gone, {changed:,.0f} differ"
            )


def _apart(*arguments: str) -> list[float]:
    program = "import sys; from tests.benchmarks.diff import measure; measure(*sys.argv[1:])"
    command = [sys.executable, "-c", program, *arguments]
    return [*map(float, subprocess.run(command, check=True, capture_output=True, text=True).stdout.split())]
