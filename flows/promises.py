"""What the captures of a dataset hold at the addresses of its links, and whether that is what was promised.

Two addresses are the same if :mod:`flows.address_keys` brings them to one form.
Of several captures of an address that one counts which is nearest in time to the first capture of the page;
a document, also behind redirects, counts before a capture that cannot be read, and this before a 404.
"""

from __future__ import annotations

import duckdb

from extractors.records import Severity, Stage, TargetStatus

MOST_REDIRECTS = 5
"""Redirects that are followed one after the other."""

_CAPTURED = """
    CREATE OR REPLACE TEMP TABLE captured AS
    SELECT
        address_key(c.original_url) AS address, coalesce(c.captured_at, to_timestamp(0)) AS instant,
        c.capture_id, c.http_status, c.payload_bytes, c.quality, address_key(c.redirect_url) AS onward,
        CASE WHEN c.quality IN ('ok', 'truncated', 'rewritten', 'undeclared_gzip') THEN d.document_id END
            AS document_id, d.pages
    FROM captures c LEFT JOIN extracted_documents d USING (payload_sha256)
"""

_REDIRECTS = f"""
    CREATE OR REPLACE TEMP TABLE redirects AS
    WITH RECURSIVE steps AS (
        SELECT DISTINCT address, onward FROM captured WHERE onward IS NOT NULL AND onward <> address
    ),
    followed AS (
        SELECT address, onward, 1 AS n FROM steps
        UNION
        SELECT f.address, s.onward, f.n + 1 FROM followed f JOIN steps s ON f.onward = s.address
        WHERE f.n < {MOST_REDIRECTS} AND s.onward <> f.address
    )
    SELECT DISTINCT address, onward FROM followed
"""

_ANSWERS = f"""
    CREATE OR REPLACE TEMP TABLE answers AS
    WITH each AS (
        SELECT * EXCLUDE (quality, onward), 0 AS rank, '{TargetStatus.HELD}' AS status
        FROM captured WHERE document_id IS NOT NULL
        UNION ALL BY NAME
        SELECT c.* EXCLUDE (quality, onward) REPLACE (r.address AS address), 0 AS rank,
            '{TargetStatus.REDIRECTED}' AS status
        FROM redirects r JOIN captured c ON c.address = r.onward AND c.document_id IS NOT NULL
        UNION ALL BY NAME
        SELECT address, instant, capture_id, http_status, if(http_status IN (404, 410), 2, 1) AS rank,
            if(http_status IN (404, 410), '{TargetStatus.GONE}', '{TargetStatus.UNREADABLE}') AS status
        FROM captured WHERE document_id IS NULL
    )
    SELECT DISTINCT ON (address, instant) * FROM (
        FROM each QUALIFY rank = min(rank) OVER (PARTITION BY address)
    )
    ORDER BY address, instant, status, document_id, capture_id
"""

_SOUGHT = """
    CREATE OR REPLACE TEMP TABLE sought AS
    WITH origins AS (
        SELECT payload_sha256, min(captured_at) AS captured_at FROM captures GROUP BY payload_sha256
    )
    SELECT
        l.link_id, address_key(l.href_resolved) AS address,
        coalesce(o.captured_at, to_timestamp(0)) AS instant
    FROM extracted_links l LEFT JOIN origins o USING (payload_sha256)
    WHERE regexp_matches(l.href_resolved, '^https?://', 'i')
"""

LINKS = f"""
    WITH before AS (
        SELECT s.link_id, s.instant AS page_instant, a.* FROM sought s ASOF JOIN answers a
            ON s.address = a.address AND s.instant >= a.instant
    ),
    behind AS (
        SELECT s.link_id, s.instant AS page_instant, a.* FROM sought s ASOF JOIN answers a
            ON s.address = a.address AND s.instant < a.instant
    ),
    nearest AS (
        SELECT DISTINCT ON (link_id) * FROM (FROM before UNION ALL FROM behind)
        ORDER BY link_id, abs(epoch_ms(instant) - epoch_ms(page_instant)), instant
    )
    SELECT l.* REPLACE (
        CASE WHEN s.link_id IS NOT NULL THEN coalesce(n.status, '{TargetStatus.NOT_HELD}') END
            AS target_status,
        n.document_id AS target_document_id,
        n.capture_id AS target_capture_id,
        n.http_status AS target_http_status,
        n.pages AS pages_captured,
        l.note_pages = n.pages AS pages_agree,
        CASE WHEN n.document_id IS NOT NULL THEN n.payload_bytes END AS bytes_captured,
        CASE WHEN n.document_id IS NOT NULL
            THEN n.payload_bytes BETWEEN l.note_bytes_least AND l.note_bytes_most END AS bytes_agree
    )
    FROM extracted_links l LEFT JOIN sought s USING (link_id) LEFT JOIN nearest n USING (link_id)
"""
"""The rows of ``links``, once :func:`seek_targets` has been called."""

DIFFERENT_PAGES = f"""
    SELECT
        'iss-' || left(sha256('promised_pages_differ' || l.link_id), 24) AS issue_id,
        '{Stage.ASSEMBLE}' AS stage, 'promised_pages_differ' AS code, '{Severity.WARNING}' AS severity,
        coalesce(d.original_url, 'sha256:' || l.payload_sha256) AS address, l.payload_sha256, l.page,
        l.ordinal,
        format('{{}} promises {{}} pages, the capture {{}} of {{}} has {{}}',
            l.note_raw, l.note_pages, l.target_capture_id, l.href_resolved, l.pages_captured) AS evidence,
        'Compare the two; another capture of the target may be the edition that is meant.' AS remedy,
        l.specimen
    FROM links l JOIN extracted_documents d USING (document_id)
    WHERE NOT l.pages_agree
"""
"""An issue for each link whose note promises another number of pages than its target has."""


def seek_targets(connection: duckdb.DuckDBPyConnection) -> None:
    """Gather what was captured at each address, and the addresses that links lead to, as temporary tables.

    Needs ``captures``, ``extracted_documents``, ``extracted_links`` and the macros of ``ADDRESS_KEY``.
    """
    for statement in (_CAPTURED, _REDIRECTS, _ANSWERS, _SOUGHT):
        connection.execute(statement)
