"""What archives have listed against what is held: gaps, and what is linked or declared and never asked for.

A capture that is listed is known by archive, address and second. Why one is not held is told by what the
archive did not give as promised, in the addresses of its replay.
"""

from __future__ import annotations

import duckdb
import pyarrow as pa

from extractors.records import SPECIMEN_HOST
from flows.archives.addresses import url_key
from flows.archives.patterns import Match, parse_pattern
from flows.sources.series import load_all

CLOSED = ("closed_by_archive", "index_refused")
"""What an archive says that keeps captures closed."""

_SPECIMENS = SPECIMEN_HOST.replace(".", "[.]")
_HOSTS = f"[.]gov|[.]mil|{_SPECIMENS}"
"""Ends of the hosts whose publications count as missing where a document links to them."""

_REFUSED = f"""
    CREATE OR REPLACE TEMP TABLE refused AS
    SELECT told.url, told.stamp, bool_or(code IN {CLOSED}) AS closed FROM (
        SELECT code, regexp_extract(
            address, '/(\\d{{14}})(?:[a-z]{{2}}_)?/(https?://.*)$', ['stamp', 'url']
        ) AS told
        FROM indexed_issues WHERE stage = 'collect'
    ) WHERE told.stamp <> '' GROUP BY ALL
"""

_LISTED = """
    CREATE OR REPLACE TEMP TABLE listed AS
    WITH known AS (SELECT DISTINCT * FROM indexed_listings),
    held AS (
        SELECT archive, original_url, captured_at, min(payload_sha256) AS payload_sha256,
            bool_or(true) AS held
        FROM captures WHERE quality <> 'unresolved_revisit' AND captured_at IS NOT NULL
        GROUP BY archive, original_url, captured_at
    )
    SELECT k.*, coalesce(h.held, false) AS held, h.payload_sha256,
        h.held IS NULL AND coalesce(r.closed, false) AS blocked,
        h.held IS NULL AND r.closed IS NOT NULL AND NOT r.closed AS unplayable
    FROM known k
    LEFT JOIN held h USING (archive, original_url, captured_at)
    LEFT JOIN refused r
        ON r.url = k.original_url AND r.stamp = strftime(k.captured_at AT TIME ZONE 'UTC', '%Y%m%d%H%M%S')
"""

_SOUGHT_LINKS = f"""
    CREATE OR REPLACE TEMP TABLE links_sought AS
    SELECT address_key(href_resolved) AS address_key, min(href_resolved) AS address,
        count(DISTINCT document_id) AS documents, bool_and(target_status = 'not_held') AS absent
    FROM links
    WHERE regexp_matches(href_resolved, '^(?i)https?://[^/?#]*({_HOSTS})([:/?#]|$)')
    GROUP BY ALL
"""

_NO_ARCHIVE = """
    'not_asked' AS archive, 0 AS listed, 0 AS held, 0 AS identical, 0 AS blocked, 0 AS unplayable,
    0 AS missing, NULL::TIMESTAMPTZ AS first_listed_at, NULL::TIMESTAMPTZ AS last_listed_at
"""


def of_series(key: str) -> str:
    """Give the condition under which a key is one of those that a row ``s`` of :func:`declared` covers."""
    return f"""CASE s.match
        WHEN '{Match.EXACT}' THEN {key} = s.key
        WHEN '{Match.PREFIX}' THEN starts_with({key}, s.key)
        ELSE starts_with({key}, s.key || ')') OR starts_with({key}, s.key || ',') END"""


COMPLETENESS = f"""
    WITH counted AS (
        SELECT archive, url_key, min(original_url) AS address, count(*) AS listed, count_if(held) AS held,
            count(payload_sha256) - count(DISTINCT payload_sha256) AS identical,
            count_if(blocked) AS blocked, count_if(unplayable) AS unplayable,
            min(captured_at) AS first_listed_at, max(captured_at) AS last_listed_at
        FROM listed GROUP BY archive, url_key
    ),
    asked AS (
        SELECT c.*, listed - held - blocked - unplayable AS missing,
            CASE WHEN held = listed THEN 'complete' WHEN held > 0 THEN 'gaps' ELSE 'not_held' END AS status,
            coalesce(l.documents, 0) AS linking_documents
        FROM counted c LEFT JOIN links_sought l ON address_key(c.address) = l.address_key
    ),
    linked AS (
        SELECT archive_key(address) AS url_key, min(address) AS address, {_NO_ARCHIVE},
            'linked_only' AS status, sum(documents)::BIGINT AS linking_documents
        FROM links_sought
        WHERE absent AND address_key NOT IN (SELECT address_key(address) FROM asked)
        GROUP BY archive_key(address)
    ),
    known AS (SELECT url_key FROM asked UNION SELECT url_key FROM linked UNION SELECT url_key FROM captures),
    declared AS (
        SELECT s.key || CASE s.match WHEN '{Match.DOMAIN}' THEN ')/' ELSE '' END AS url_key,
            min(s.address) AS address, {_NO_ARCHIVE}, 'never_asked' AS status, 0 AS linking_documents
        FROM series_patterns s
        WHERE NOT EXISTS (FROM known k WHERE {of_series("k.url_key")}) AND s.address NOT IN (
            SELECT address FROM indexed_issues WHERE stage = 'collect' AND code = 'nothing_listed'
        )
        GROUP BY ALL
    ),
    every AS (FROM asked UNION ALL BY NAME FROM linked UNION ALL BY NAME FROM declared)
    SELECT e.*, coalesce(s.series, 'not_declared') AS series,
        regexp_matches(lower(e.address), '^https?://[^/?#]*{_SPECIMENS}([:/?#]|$)')
            AS specimen
    FROM every e LEFT JOIN series_patterns s ON {of_series("e.url_key")}
    QUALIFY row_number() OVER (PARTITION BY e.url_key, e.archive, s.series ORDER BY e.address) = 1
"""
"""The rows of ``completeness``, once :func:`compare_listings` has been called."""


def compare_listings(connection: duckdb.DuckDBPyConnection) -> None:
    """Set what archives have listed against what is held, as temporary tables.

    Needs ``captures``, ``links``, ``indexed_listings``, ``indexed_issues`` and the macros of ``ADDRESS_KEY``.
    """
    connection.create_function("archive_key", url_key, ["VARCHAR"], "VARCHAR")
    connection.register("series_patterns", declared())
    for statement in (_REFUSED, _LISTED, _SOUGHT_LINKS):
        connection.execute(statement)


def declared() -> pa.Table:
    """Give the addresses of all series by what they match: series, address, match and key."""
    rows = [(one.name, address, parse_pattern(address)) for one in load_all() for address in one.addresses]
    return pa.table(
        {
            "series": pa.array([name for name, _, _ in rows], pa.string()),
            "address": pa.array([address for _, address, _ in rows], pa.string()),
            "match": pa.array([str(pattern.match) for _, _, pattern in rows], pa.string()),
            "key": pa.array([pattern.key for _, _, pattern in rows], pa.string()),
        }
    )
