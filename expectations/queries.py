"""Keys, references and rules as queries over the Parquet files: how many rows break them, and which.

DuckDB works within a memory limit and spills to a folder. A query gives a count and the least few findings,
which are the same whatever the number of its threads.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from expectations.contract import Reference, Rule, TableContract, Weight
from expectations.results import SAMPLE, finding


class CheckNotMade(RuntimeError):
    """A check could not be carried out, which says nothing about the data."""


@dataclass(frozen=True, slots=True)
class Tally:
    """A check that a query has counted, still to be judged: it holds if ``failed`` is 0."""

    table: str
    check: str
    column: str | None
    description: str
    weight: Weight
    failed: int
    sample: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """A name that no other check has."""
        return ".".join((self.table, self.column or "", self.check))


@contextmanager
def open_tables(files: Mapping[str, Path], *, temp: Path, memory: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a connection that knows each Parquet file as a table and reaches no network.

    Args:
        files: table name to Parquet file.
        temp: where queries spill when memory is short.
        memory: what they may hold, such as ``700MB``.
    """
    temp.mkdir(parents=True, exist_ok=True)
    connection = duckdb.connect(
        config={
            "memory_limit": memory,
            "preserve_insertion_order": "false",
            "temp_directory": str(temp),
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
        }
    )
    try:
        connection.execute("SET TimeZone = 'UTC'")
        for table, path in files.items():
            literal = str(path).replace("'", "''")
            connection.execute(f"CREATE VIEW \"{table}\" AS SELECT * FROM read_parquet('{literal}')")
        yield connection
    finally:
        connection.close()


def tally_table(
    connection: duckdb.DuckDBPyConnection, contract: TableContract, missing: Collection[str]
) -> Iterator[Tally]:
    """Count what breaks the key, the references and the rules of a table.

    Args:
        connection: see :func:`open_tables`.
        contract: the contract of the table.
        missing: tables that cannot be queried; a check that reads one of them is not made, and not given.

    Raises:
        CheckNotMade: a query failed.
    """
    for check in _checks(contract):
        if tables_read(check.rule).isdisjoint(missing):
            yield _tally(connection, contract, check)


@dataclass(frozen=True, slots=True)
class _Check:
    rule: Rule
    column: str | None = None


def _checks(contract: TableContract) -> Iterator[_Check]:
    yield _Check(_key_rule(contract))
    for reference in contract.references:
        yield _Check(_reference_rule(contract, reference), reference.column)
    for rule in contract.rules:
        yield _Check(rule)


def _key_rule(contract: TableContract) -> Rule:
    columns = ", ".join(contract.key)
    return Rule(
        "key",
        f"No two rows have the same {' and '.join(contract.key)}.",
        f"SELECT {row_name(contract)} AS id, format('{{}} rows', count(*)) AS found "
        f"FROM {contract.name} GROUP BY {columns} HAVING count(*) > 1",
    )


def _reference_rule(contract: TableContract, reference: Reference) -> Rule:
    many = pa.types.is_list(contract.schema.field(reference.column).type)
    value = f"unnest({reference.column})" if many else reference.column
    return Rule(
        "reference",
        f"Each {reference.column} stands in {reference.table}.{reference.target}.",
        f"SELECT id, found FROM (SELECT {row_name(contract)} AS id, {value} AS found FROM {contract.name}) "
        f"WHERE found IS NOT NULL AND NOT EXISTS (FROM {reference.table} AS referred "
        f"WHERE referred.{reference.target} = found)",
    )


def row_name(contract: TableContract) -> str:
    """Give the SQL expression by which findings name a row: its key, parts set apart by a space."""
    return f"concat_ws(' ', {', '.join(contract.key)})"


def tables_read(rule: Rule) -> frozenset[str]:
    """Give the names that stand behind ``FROM`` or ``JOIN`` in a rule: tables, and parts of its own."""
    return frozenset(re.findall(r"\b(?:FROM|JOIN)\s+(\w+)", rule.violations))


ROWS_A_PORTION = 150_000
"""Rows of a table that are checked at a time by a rule that says how to cut it."""

_CUT = "in_portion("


def _tally(connection: duckdb.DuckDBPyConnection, contract: TableContract, check: _Check) -> Tally:
    rule = check.rule
    query = f"""
        SELECT count(*), min({{'id': id, 'found': left(coalesce(found::VARCHAR, 'nothing'), 200)}}, {SAMPLE})
        FROM ({rule.violations})
    """
    failed, found = 0, list[str]()
    with _explained(contract, rule):
        for _ in _portions(connection, contract, rule):
            more, least = connection.execute(query).fetchall()[0]
            failed += more
            found += [finding(each["id"], each["found"]) for each in least or ()]
    sample = tuple(sorted(found)[:SAMPLE])
    return Tally(
        contract.name, rule.name, check.column, rule.description, rule.weight, failed=failed, sample=sample
    )


def _portions(connection: duckdb.DuckDBPyConnection, contract: TableContract, rule: Rule) -> Iterator[int]:
    """Let ``in_portion`` mean one portion of the rows after the other; all of them where no rule asks for it.

    What a rule lays side by side must have the same portion, so that large tables fit into memory.
    """
    number = 1
    if _CUT in rule.violations:
        ((rows,),) = connection.execute(f"SELECT count(*) FROM {contract.name}").fetchall()
        number += rows // ROWS_A_PORTION
    for portion in range(number):
        macro = f"in_portion(value) AS hash(value) % {number} = {portion}"
        connection.execute(f"CREATE OR REPLACE TEMP MACRO {macro}")
        yield portion


@contextmanager
def _explained(contract: TableContract, rule: Rule) -> Iterator[None]:
    try:
        yield
    except duckdb.Error as error:
        raise CheckNotMade(f"The query of {contract.name}.{rule.name} failed: {error}") from error
