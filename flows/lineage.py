"""Which captures are versions of one publication, and when each was seen.

This is the one place that says what a publication is: the addresses of a capture without scheme, ``www`` and
final slash; and an address to which another redirects goes on with it, if the one ended before the other
began and neither has a rival. So a hundred pages that all end at the front page stay a hundred publications.

It needs the tables ``captures`` and ``documents`` by name, in a release or while one is made.
"""

from __future__ import annotations

import duckdb

_KEY = """
    CREATE OR REPLACE TEMP MACRO publication_key(url) AS
        rtrim(regexp_replace(regexp_replace(url, '#.*$', ''), '^https?://(www\\.)?', ''), '/')
"""

_SIGHTINGS = """
    CREATE OR REPLACE TEMP TABLE sightings AS
    WITH RECURSIVE seen AS (
        SELECT publication_key(c.original_url) AS address, c.capture_id, c.captured_at, d.document_id,
            d.specimen
        FROM captures c JOIN documents d USING (payload_sha256)
        WHERE c.quality = 'ok' AND c.captured_at IS NOT NULL
    ),
    spans AS (
        SELECT address, min(captured_at) AS begun, max(captured_at) AS ended FROM seen GROUP BY address
    ),
    hops AS (
        SELECT DISTINCT publication_key(original_url) AS source, publication_key(redirect_url) AS target
        FROM captures WHERE quality = 'redirect' AND redirect_url IS NOT NULL
    ),
    heirs AS (
        SELECT source, target
        FROM hops JOIN spans s ON s.address = source JOIN spans t ON t.address = target
        WHERE s.ended < t.begun
        QUALIFY count(*) OVER (PARTITION BY source) = 1 AND count(*) OVER (PARTITION BY target) = 1
    ),
    lines AS (
        SELECT address AS origin, address FROM spans WHERE address NOT IN (SELECT target FROM heirs)
        UNION ALL
        SELECT origin, target FROM lines JOIN heirs ON source = address
    )
    SELECT 'pub-' || left(sha256('pub' || chr(31) || origin), 24) AS publication_id,
        capture_id, captured_at, document_id, specimen
    FROM seen JOIN lines USING (address)
"""

_PUBLICATIONS_AT = """
    SELECT DISTINCT s.publication_id
    FROM sightings s JOIN captures c USING (capture_id)
    WHERE publication_key(c.original_url) IN (
        SELECT publication_key($address)
        UNION
        SELECT publication_key(redirect_url) FROM captures
        WHERE quality = 'redirect' AND publication_key(original_url) = publication_key($address)
    )
    ORDER BY 1
"""


def define_sightings(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the table ``sightings``: a row for each capture of a version of a publication.

    Its columns are publication_id, capture_id, captured_at, document_id and specimen. Only captures of
    quality ok whose time is known count.
    """
    connection.execute(_KEY)
    connection.execute(_SIGHTINGS)


def publications_at(connection: duckdb.DuckDBPyConnection, address: str) -> list[str]:
    """Give the publications that were seen at an address, or at one to which it redirects.

    Needs :func:`define_sightings` first.
    """
    rows = connection.execute(_PUBLICATIONS_AT, {"address": address}).fetchall()
    return [publication for (publication,) in rows]
