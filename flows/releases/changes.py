"""What changed between two releases, table by table, by key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb

from expectations.tables import CONTRACTS
from flows.duck import quoted


@dataclass(frozen=True, slots=True)
class TableChange:
    """How the rows of one table differ from those of the last release, told apart by their key."""

    table: str
    before: int
    after: int
    added: int
    removed: int
    changed: int

    @property
    def any(self) -> bool:
        """Whether anything differs."""
        return bool(self.added or self.removed or self.changed)


def compare_table(
    connection: duckdb.DuckDBPyConnection, table: str, old: Path | None, new: Path
) -> TableChange:
    """Count the rows that were added, removed and changed; ``old`` is ``None`` for a new table."""
    key = ", ".join(CONTRACTS[table].key)
    after = _count(connection, new)
    if old is None:
        return TableChange(table, before=0, after=after, added=after, removed=0, changed=0)
    before, now = (
        f"(SELECT {key}, sha256(to_json(t)::VARCHAR) AS content FROM read_parquet({quoted(str(path))}) t)"
        for path in (old, new)
    )
    query = f"""
        SELECT
            count(*) FILTER (WHERE o.content IS NULL),
            count(*) FILTER (WHERE n.content IS NULL),
            count(*) FILTER (WHERE o.content <> n.content)
        FROM {before} o FULL JOIN {now} n USING ({key})
    """
    added, removed, changed = connection.execute(query).fetchall()[0]
    return TableChange(table, _count(connection, old), after, added, removed, changed)


def _count(connection: duckdb.DuckDBPyConnection, path: Path) -> int:
    rows = connection.execute(f"SELECT count(*) FROM read_parquet({quoted(str(path))})").fetchall()
    return int(rows[0][0])


def as_markdown(version: str, predecessor: str | None, changes: Sequence[TableChange]) -> str:
    """Write the data changelog of a release."""
    if predecessor is None:
        head = f"# Changes in {version}\n\nThe first release: every row is new.\n"
    else:
        head = (
            f"# Changes in {version}\n\nAgainst {predecessor}, rows told apart by the key of their table.\n"
        )
    lines = [
        "",
        "| table | rows before | rows now | added | removed | changed |",
        "|---|---:|---:|---:|---:|---:|",
        *(
            f"| {c.table} | {c.before:,} | {c.after:,} | {c.added:,} | {c.removed:,} | {c.changed:,} |"
            for c in changes
        ),
    ]
    return head + "\n".join(lines) + "\n"


def as_records(changes: Sequence[TableChange]) -> list[Mapping[str, object]]:
    """Give the changes as plain records, for JSON."""
    return [asdict(change) for change in changes]
