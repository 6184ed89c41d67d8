"""The dates of documents, completed by what only captures tell: when each was made.

A server that makes a page anew for each request gives the moment of the answer as its last change. Such a
header says nothing about the page and is not chosen; nor is one that is later than the capture.
"""

from __future__ import annotations

import duckdb

SECONDS_OF_AN_ANSWER = 300
"""Seconds before a capture within which a last change is taken for the moment of the answer."""

_ANSWERED = f"""
    CREATE OR REPLACE TEMP TABLE made_for_the_capture AS
    SELECT DISTINCT date_id
    FROM extracted_document_dates d JOIN captures c USING (payload_sha256)
    WHERE d.source = 'http_header' AND NOT c.is_revisit
        AND d.printed = trim(regexp_replace(c.last_modified, '\\s+', ' ', 'g'))
        AND epoch(d.instant) > epoch(c.captured_at) - {SECONDS_OF_AN_ANSWER}
"""

_DATES = """
    CREATE OR REPLACE TEMP TABLE dates AS
    WITH stated AS (
        SELECT d.* REPLACE (
            chosen AND date_id NOT IN (FROM made_for_the_capture) AS chosen,
            CASE WHEN date_id IN (FROM made_for_the_capture)
                THEN 'the moment of the capture: the server made the page for the answer'
                ELSE reason END AS reason
        )
        FROM extracted_document_dates d JOIN (SELECT document_id FROM members) USING (document_id)
    ),
    counted AS (
        SELECT document_id, count(s.date_id) AS n FROM members LEFT JOIN stated s USING (document_id)
        GROUP BY document_id
    ),
    seen_first AS (
        SELECT document_id, payload_sha256, min(captured_at) AS first_at
        FROM seen WHERE captured_at IS NOT NULL GROUP BY ALL
    )
    FROM stated
    UNION ALL BY NAME
    SELECT
        'dat-' || left(sha256(concat_ws(chr(31), 'dat', payload_sha256, n)), 24) AS date_id,
        document_id, payload_sha256, n AS ordinal, 'first_captured' AS role,
        strftime(first_at, '%Y-%m-%dT%H:%M:%SZ') AS iso, first_at::DATE AS "day", first_at AS instant,
        'second' AS precision, 'first_capture' AS source,
        strftime(first_at, '%Y-%m-%dT%H:%M:%SZ') AS printed, NULL::VARCHAR AS passage_id, false AS chosen,
        'when an archive saw it first, which is no date of its own' AS reason, specimen
    FROM seen_first JOIN counted USING (document_id)
    JOIN (SELECT document_id, specimen FROM extracted_documents) USING (document_id)
"""

DOCUMENT_DATES = "SELECT * FROM dates"
"""One row a date, those of captures behind those that the document states."""

CHOSEN_DATES = """
    SELECT document_id,
        max("day") FILTER (role <> 'modified') AS published_on,
        max(source) FILTER (role <> 'modified') AS published_on_source,
        max(printed) FILTER (role <> 'modified') AS published_on_printed,
        max("day") FILTER (role = 'modified') AS modified_on,
        max(source) FILTER (role = 'modified') AS modified_on_source,
        max(printed) FILTER (role = 'modified') AS modified_on_printed
    FROM dates WHERE chosen GROUP BY document_id
"""
"""The chosen days of each document that has any."""


def complete_dates(connection: duckdb.DuckDBPyConnection) -> None:
    """Make ``dates`` known, for :data:`DOCUMENT_DATES` and :data:`CHOSEN_DATES`.

    Args:
        connection: knows ``captures``, the fragments' tables, and ``seen`` and ``members`` of publications.
    """
    connection.execute(_ANSWERED)
    connection.execute(_DATES)
