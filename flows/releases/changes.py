"""How the rows of one table differ between two files of it, told apart by the key of the table.

Values are compared exactly: a list or a number is the same or it is not, and nothing is the same as nothing.
Only columns that both files have, of one type, are compared; the others are named. Of a table without a
contract the whole row is its key. DuckDB joins the files within its limit of memory.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from expectations.tables import CONTRACTS
from flows.duck import quoted


@dataclass(frozen=True, slots=True)
class TableChange:
    """How a table differs from an earlier state of it.

    Args:
        table: its name.
        before: rows of the earlier state.
        after: rows of the later one.
        added: rows of which only the later one has the key.
        removed: rows of which only the earlier one has the key.
        changed: rows of one key that differ.
        columns: in how many of these each column differs; columns that never do are left out.
        columns_added: columns that the later one has only, or of another type.
        columns_removed: columns that the earlier one has only, or of another type.
    """

    table: str
    before: int
    after: int
    added: int = 0
    removed: int = 0
    changed: int = 0
    columns: Mapping[str, int] = field(default_factory=dict)
    columns_added: tuple[str, ...] = ()
    columns_removed: tuple[str, ...] = ()

    @property
    def any(self) -> bool:
        """Whether anything differs."""
        rows = self.added or self.removed or self.changed
        return bool(rows or self.columns_added or self.columns_removed)


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that differs.

    Args:
        key: the values of the key columns by name.
        before: the compared columns of the earlier row by name; none of a row that was added.
        after: those of the later one; none of a row that was removed.
    """

    key: Mapping[str, Any]
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None

    @property
    def columns(self) -> list[str]:
        """The columns that differ, of a row that was changed."""
        if self.before is None or self.after is None:
            return []
        return [name for name, value in self.before.items() if value != self.after[name]]


class Comparison:
    """Two files of one table side by side; the rows that differ are kept in the connection until the next.

    Args:
        connection: where they are compared.
        table: the name of the table.
        before: the earlier file.
        after: the later one.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, table: str, before: Path, after: Path) -> None:
        self._connection, self._table = connection, table
        self._files = (before, after)
        self._schemas = (pq.read_schema(before), pq.read_schema(after))
        self.compared = [each.name for each in self._schemas[0] if _same(each, self._schemas[1])]
        key = CONTRACTS[table].key if table in CONTRACTS else ()
        known = key and set(key) <= set(self.compared)
        self.key = list(key) if known else list(self.compared)
        self._join()

    def _join(self) -> None:
        sides = [
            f"(SELECT {_listed(self.key)}, {{{self._packed()}}} AS content FROM read_parquet({_file(path)}))"
            for path in self._files
        ]
        same = " AND ".join(f'b."{name}" IS NOT DISTINCT FROM a."{name}"' for name in self.key)
        required = all(not schema.field(name).nullable for name in self.key for schema in self._schemas)
        joined = f"USING ({_listed(self.key)})" if required else f"ON {same}"
        keys = ", ".join(f'coalesce(b."{name}", a."{name}") AS "{name}"' for name in self.key)
        self._connection.execute(f"""
            CREATE OR REPLACE TEMP TABLE differing AS
            SELECT {keys}, b.content AS before, a.content AS after
            FROM {sides[0]} b FULL JOIN {sides[1]} a {joined}
            WHERE b.content IS DISTINCT FROM a.content
        """)

    def _packed(self) -> str:
        return ", ".join(f"'{name}': \"{name}\"" for name in self.compared)

    def change(self) -> TableChange:
        """Count what differs."""
        both = "before IS NOT NULL AND after IS NOT NULL"
        wanted = [
            *("after IS NULL", "before IS NULL", both),
            *(f'{both} AND before."{name}" IS DISTINCT FROM after."{name}"' for name in self.compared),
        ]
        counts = ", ".join(f"count(*) FILTER (WHERE {condition})" for condition in wanted)
        found = self._connection.execute(f"SELECT {counts} FROM differing").fetchall()[0]
        removed, added, changed, *columns = found
        rows = [pq.read_metadata(path).num_rows for path in self._files]
        names = [schema.names for schema in self._schemas]
        return TableChange(
            self._table,
            before=rows[0],
            after=rows[1],
            added=added,
            removed=removed,
            changed=changed,
            columns={name: count for name, count in zip(self.compared, columns, strict=True) if count},
            columns_added=tuple(name for name in names[1] if name not in self.compared),
            columns_removed=tuple(name for name in names[0] if name not in self.compared),
        )

    def rows(self, most: int) -> list[RowChange]:
        """Give the first rows that differ, in the order of their keys."""
        query = f"SELECT * FROM differing ORDER BY {_listed(self.key)} LIMIT {most}"
        return [
            RowChange({name: row[name] for name in self.key}, row["before"], row["after"])
            for row in self._connection.sql(query).to_arrow_table().to_pylist()
        ]

    def write(self, folder: Path) -> None:
        """Write rows of one side, and pairs of changed ones, as Parquet; each file is there though empty.

        ``TABLE.before.parquet`` and ``TABLE.after.parquet`` have the compared columns;
        ``TABLE.changed.parquet`` has the key, the names of the columns that differ, and both rows.
        """
        keys = _listed(self.key)
        differ = [
            f"""if(before."{name}" IS DISTINCT FROM after."{name}", '{name}', NULL)"""
            for name in self.compared
        ]
        queries = {
            "before": "SELECT before.* FROM differing WHERE after IS NULL",
            "after": "SELECT after.* FROM differing WHERE before IS NULL",
            "changed": f"""
                SELECT {keys}, [name FOR name IN [{", ".join(differ)}] IF name IS NOT NULL] AS differ,
                    before, after
                FROM differing WHERE before IS NOT NULL AND after IS NOT NULL
            """,
        }
        for part, query in queries.items():
            path = _file(folder / f"{self._table}.{part}.parquet")
            # A key that is all of the row is no column of one side alone.
            order = keys if part == "changed" else "ALL"
            self._connection.execute(f"COPY ({query} ORDER BY {order}) TO {path} (FORMAT parquet)")


def compare_table(
    connection: duckdb.DuckDBPyConnection, table: str, before: Path | None, after: Path
) -> TableChange:
    """Count what differs between two files of a table; ``before`` is ``None`` for a new table."""
    if before is None:
        rows = pq.read_metadata(after).num_rows
        return TableChange(table, before=0, after=rows, added=rows)
    return Comparison(connection, table, before, after).change()


def _same(column: pa.Field, schema: pa.Schema) -> bool:
    return bool(column.name in schema.names and schema.field(column.name).type == column.type)


def _listed(names: list[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _file(path: Path) -> str:
    return quoted(str(path))
