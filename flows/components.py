"""Connected components of a graph too large for memory, by labels that sink along its edges."""

from __future__ import annotations

import duckdb


def label_components(connection: duckdb.DuckDBPyConnection, *, edges: str, labels: str) -> None:
    """Give each node of a graph the least node of its component.

    Labels sink until none moves, which takes about as many rounds as a chain of redirects has digits in
    binary; the order of edges does not matter.

    Args:
        connection: where the tables are.
        edges: a table of ``node`` and ``neighbour`` that holds each edge in both directions.
        labels: the table to make, of ``node`` and ``label``.
    """
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {labels} AS SELECT DISTINCT node, node AS label FROM {edges}"
    )
    lower = f"lower_{labels}"
    moved = f"SELECT count(*) FROM {labels} l JOIN {lower} USING (node) WHERE l.label <> {lower}.label"
    while True:
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {lower} AS {_sunk(edges, labels)}")
        if connection.execute(moved).fetchall() == [(0,)]:
            return
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {labels} AS FROM {lower}")


def _sunk(edges: str, labels: str) -> str:
    """Give the query of labels one round lower.

    The label of a label is of the same component and never greater, so each round halves what is left of a
    chain.
    """
    return f"""
        WITH met AS (
            SELECT e.node, min(l.label) AS label FROM {edges} e JOIN {labels} l ON l.node = e.neighbour
            GROUP BY e.node
        ),
        sunk AS (
            SELECT l.node, least(l.label, met.label) AS label FROM {labels} l JOIN met USING (node)
        )
        SELECT sunk.node, least(sunk.label, up.label) AS label
        FROM sunk JOIN {labels} up ON up.node = sunk.label
    """
