"""From a row to the rows that it was read from, along the references that the tables declare."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyarrow.compute as pc

from expectations.tables import CONTRACTS
from flows.releases.lookup import Row
from flows.releases.reader import Tables

_NEARER = ("cells", "passages", "links", "statistics", "documents")
"""Tables that are nearer to the page than what refers to them, the nearest first."""

_ASIDE = ("document_id", "target_document_id", "revises_id", "office_passage_id")
"""References to the whole that a row is a part of, and to something else than where it was read."""

_MADE_OF = {"policies": ("policy_words", "policy_id"), "publications": ("documents", "publication_id")}
"""Tables whose rows follow from rows that refer to them."""


@dataclass(frozen=True, slots=True)
class Step:
    """A row on the way back, its table, and its id."""

    table: str
    identifier: str
    row: Row


def way_back(tables: Tables, table: str, row: Row) -> list[list[Step]]:
    """Give the ways from a row to the page, each as its steps, the row itself first.

    A row that was read in one place has one way; two statistics that disagree have two.
    """
    step = Step(table, str(row[identifier_of(table)]), row)
    if row.get("bbox") is not None:
        return [[step]]
    nearer = list(_nearer(tables, step))
    return [[step, *way] for each in nearer for way in way_back(tables, each.table, each.row)] or [[step]]


def identifier_of(table: str) -> str:
    """Give the column that names a row of a table."""
    return CONTRACTS[table].key[0]


def _nearer(tables: Tables, step: Step) -> Iterator[Step]:
    if step.table in _MADE_OF:
        yield from _steps(tables, *_MADE_OF[step.table], step.identifier)
        return
    for target in _NEARER:
        named = [
            (reference.target, value)
            for reference in CONTRACTS[step.table].references
            if reference.table == target and reference.column not in _ASIDE
            for value in _values(step.row[reference.column])
        ]
        found = [each for column, value in named for each in _steps(tables, target, column, value)]
        if found:
            yield from found
            return


def _values(value: object) -> list[str]:
    """Give what a column refers to: one row, several, or none."""
    return [str(each) for each in (value if isinstance(value, list) else [value]) if each]


def _steps(tables: Tables, table: str, column: str, value: str) -> Iterator[Step]:
    for row in rows_where(tables, table, column, value):
        yield Step(table, str(row[identifier_of(table)]), row)


def rows_where(tables: Tables, table: str, column: str, value: object) -> list[Row]:
    """Give the rows of a table with a value in a column; none where there is no such table."""
    if table not in tables:
        return []
    rows: list[Row] = tables[table].to_table(filter=pc.field(column) == value).to_pylist()
    return rows
