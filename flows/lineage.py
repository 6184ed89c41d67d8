"""When each version of a publication was seen, and which publications an address leads to.

It needs the tables ``captures``, ``documents`` and ``document_addresses`` by name, in a release or while one
is made.
"""

from __future__ import annotations

import duckdb

from flows.address_keys import ADDRESS_KEY

_SIGHTINGS = """
    CREATE OR REPLACE TEMP TABLE sightings AS
    SELECT d.publication_id, c.capture_id, c.captured_at, d.document_id, d.specimen
    FROM captures c JOIN documents d USING (payload_sha256)
    WHERE c.quality IN ('ok', 'rewritten', 'undeclared_gzip') AND c.captured_at IS NOT NULL
"""

_PUBLICATIONS_AT = """
    SELECT DISTINCT publication_id FROM document_addresses
    WHERE relation <> 'alternate' AND address_key(address) = address_key($address)
    ORDER BY 1
"""


def define_sightings(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the table ``sightings``: a row for each capture of a version of a publication.

    Its columns are publication_id, capture_id, captured_at, document_id and specimen. Only captures of
    quality ok, or whole though rewritten or compressed unsaid, whose time is known count.
    """
    connection.execute(_SIGHTINGS)


def publications_at(connection: duckdb.DuckDBPyConnection, address: str) -> list[str]:
    """Give the publications that were seen at an address, name it as their own, or lie behind it."""
    connection.execute(ADDRESS_KEY)
    rows = connection.execute(_PUBLICATIONS_AT, {"address": address}).fetchall()
    return [publication for (publication,) in rows]
