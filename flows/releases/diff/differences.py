"""What differs between two releases; tables of one content digest are equal and are not read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from expectations.tables import CONTRACTS
from flows.errors import InputError
from flows.releases.changes import Comparison, RowChange, TableChange
from flows.releases.reader import Release


@dataclass(frozen=True, slots=True)
class TableDifference:
    """How a table differs, and the first rows that do."""

    change: TableChange
    key: tuple[str, ...]
    rows: tuple[RowChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """How the later release differs from the earlier one.

    Args:
        before: the citation of the earlier one.
        after: that of the later one.
        tables: the tables that were compared, in their order.
        tables_added: tables that only the later one has.
        tables_removed: tables that only the earlier one has.
    """

    before: str
    after: str
    tables: tuple[TableDifference, ...]
    tables_added: tuple[str, ...] = ()
    tables_removed: tuple[str, ...] = ()

    @property
    def any(self) -> bool:
        """Whether anything differs."""
        return bool(self.tables_added or self.tables_removed or any(each.change.any for each in self.tables))


def compare_releases(
    connection: duckdb.DuckDBPyConnection,
    before: Release,
    after: Release,
    *,
    tables: Sequence[str] = (),
    examples: int = 3,
    out: Path | None = None,
    advance: Callable[[int], None] = lambda _: None,
) -> Difference:
    """Compare two releases.

    Args:
        connection: where tables are compared.
        before: the earlier one.
        after: the later one.
        tables: which tables; none means all that take part when releases are told apart.
        examples: how many rows of a table are given.
        out: a folder for the Parquet files of :meth:`~flows.releases.changes.Comparison.write`.
        advance: told of each table that is done.

    Raises:
        InputError: a table is in neither release.
    """
    names = list(dict.fromkeys([*before, *after]))
    if unknown := [name for name in tables if name not in names]:
        raise InputError(
            f"Neither release has a table {', '.join(unknown)}.", f"They have {', '.join(names)}."
        )
    names = [name for name in names if name in tables or (not tables and _is_content(name))]
    compared = []
    for name in names:
        if name in before and name in after:
            compared.append(_compare(connection, name, (before, after), examples=examples, out=out))
        advance(1)
    return Difference(
        before.citation,
        after.citation,
        tuple(compared),
        tables_added=tuple(name for name in names if name not in before),
        tables_removed=tuple(name for name in names if name not in after),
    )


def _is_content(table: str) -> bool:
    return table not in CONTRACTS or CONTRACTS[table].compared


def _compare(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    releases: tuple[Release, Release],
    *,
    examples: int,
    out: Path | None,
) -> TableDifference:
    facts = [release.manifest.tables[table] for release in releases]
    same = facts[0].content_sha256 == facts[1].content_sha256 and facts[0].columns == facts[1].columns
    if same and out is None:
        return TableDifference(TableChange(table, facts[0].rows, facts[1].rows), ())
    comparison = Comparison(connection, table, *(release.files[table] for release in releases))
    if out is not None:
        comparison.write(out)
    return TableDifference(comparison.change(), tuple(comparison.key), tuple(comparison.rows(examples)))
