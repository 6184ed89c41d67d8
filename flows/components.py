"""Connected components of a graph too large for memory, by labels that sink along its edges."""

from __future__ import annotations

import duckdb

_LABELS = "CREATE OR REPLACE TEMP TABLE labels AS SELECT DISTINCT node, node AS label FROM edges"

_LOWER_LABELS = """
    CREATE OR REPLACE TEMP TABLE lower_labels AS
    WITH met AS (
        SELECT e.node, min(l.label) AS label FROM edges e JOIN labels l ON l.node = e.neighbour GROUP BY e.node
    ),
    least AS (
        SELECT l.node, least(l.label, met.label) AS label FROM labels l JOIN met USING (node)
    )
    -- The label of a label is of the same component and never greater: chains are as good as halved.
    SELECT least.node, least(least.label, up.label) AS label FROM least JOIN labels up ON up.node = least.label
"""

_CHANGED = (
    "SELECT count(*) FROM labels JOIN lower_labels USING (node) WHERE labels.label <> lower_labels.label"
)


def label_components(connection: duckdb.DuckDBPyConnection) -> None:
    """Give each node of ``edges`` the least node of its component, in the table ``labels``.

    ``edges`` holds each edge in both directions. Labels sink until none moves, which takes about as many
    rounds as a chain of redirects has digits in binary.
    """
    connection.execute(_LABELS)
    while True:
        connection.execute(_LOWER_LABELS)
        (changed,) = connection.execute(_CHANGED).fetchall()[0]
        if not changed:
            return
        connection.execute("CREATE OR REPLACE TEMP TABLE labels AS FROM lower_labels")
