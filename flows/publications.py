"""Which documents are one publication: what stays the same while its payload changes.

Addresses are nodes, and whatever says that two of them are one is an edge: a page that names its own address,
a permanent redirect, PDFs of the same bytes. A publication is a connected component of this graph, found by
queries within a memory limit, whatever the number of captures.

Error pages, pages under many addresses, and home pages to which everything leads would glue a site into one
publication; edges that stem from them are left out.
"""

from __future__ import annotations

import duckdb

from flows.components import label_components
from flows.families import find_families

MOST_PATHS = 8
"""Other paths that may lead to one address as its own; a target of more is where a site sends everybody."""

READABLE_BYTES = 1_000
"""Bytes from which on two equal PDFs are the same document and no empty answer."""

_SEEN = """
    CREATE OR REPLACE TEMP TABLE seen AS
    SELECT document_id, payload_sha256, original_url, captured_at, archive, media_type_sniffed, payload_bytes,
        address_key(original_url) AS address
    FROM captures JOIN (SELECT document_id, payload_sha256 FROM extracted_documents) USING (payload_sha256)
    WHERE quality NOT IN ('redirect', 'client_error', 'server_error', 'blocked')
"""

_SHARED = rf"""
    -- Answers that belong to no address: error pages sent as pages, and what stands under many addresses.
    CREATE OR REPLACE TEMP TABLE shared AS
    SELECT payload_sha256 FROM seen WHERE media_type_sniffed IS DISTINCT FROM 'application/pdf'
    GROUP BY payload_sha256 HAVING count(DISTINCT address_path(address)) > {MOST_PATHS}
    UNION
    SELECT payload_sha256 FROM extracted_documents
    WHERE media_type <> 'application/pdf' AND regexp_matches(
        title,
        '^(?i)\W*((http )?(error|status)\W*)?(40[0-9]|50[0-9]|(page|file|document|object) '
        '(was |is |could |can|cannot |can\S*t )*(be )?(not )?(found|moved|be found)|not found|access denied|'
        'forbidden|service (temporarily )?unavailable|bad (request|gateway))\b'
    )
"""

_CLAIMS = r"""
    -- Who says that address a is address b.
    CREATE OR REPLACE TEMP TABLE claims AS
    WITH declared AS (
        SELECT payload_sha256, relation, address_key(address) AS target
        FROM extracted_document_addresses WHERE relation IN ('canonical', 'og_url', 'shortlink')
    ),
    spoken AS (
        SELECT seen.address AS source, target FROM declared JOIN seen USING (payload_sha256)
        WHERE payload_sha256 NOT IN (FROM shared)
            AND NOT (relation = 'og_url' AND payload_sha256 IN (
                SELECT payload_sha256 FROM declared WHERE relation = 'canonical'
            ))
    ),
    moved AS (
        SELECT address_key(original_url) AS source, address_key(redirect_url) AS target
        FROM captures WHERE quality = 'redirect' AND redirect_url IS NOT NULL
        GROUP BY source, target HAVING source <> target
        -- An address that leads elsewhere each time is no other name of what it leads to.
        QUALIFY count(*) OVER (PARTITION BY source) = 1
    )
    SELECT source, target FROM (FROM spoken UNION FROM moved)
    WHERE source <> target
        AND NOT regexp_matches(target, '^[^/?]*(/(home|en|es))?$')
        AND NOT regexp_matches(source, '^[^/?]*(/(home|en|es))?$')
        AND NOT (regexp_matches(source, '[?&](page|start|offset)=') AND NOT contains(target, '?'))
"""

_EDGES = f"""
    CREATE OR REPLACE TEMP TABLE edges AS
    WITH crowded AS (
        SELECT target FROM claims WHERE address_path(source) <> address_path(target)
        GROUP BY target HAVING count(DISTINCT address_path(source)) > {MOST_PATHS}
    ),
    held AS (
        -- An address that held other payloads too is a place where releases follow each other, no other name.
        SELECT address, list(DISTINCT payload_sha256 ORDER BY payload_sha256) AS payloads
        FROM seen GROUP BY address
        HAVING bool_and(coalesce(media_type_sniffed = 'application/pdf', false))
            AND bool_and(coalesce(payload_bytes, 0) >= {READABLE_BYTES})
    ),
    copies AS (SELECT address AS source, min(address) OVER (PARTITION BY payloads) AS target FROM held),
    one_way AS (
        SELECT source, target FROM claims WHERE target NOT IN (FROM crowded)
        UNION SELECT source, target FROM copies WHERE source <> target
    )
    SELECT source AS node, target AS neighbour FROM one_way
    UNION SELECT target, source FROM one_way
"""

_COMPONENTS = """
    CREATE OR REPLACE TEMP TABLE components AS
    SELECT coalesce(label, address) AS label, count(DISTINCT payload_sha256) AS payloads,
        arg_min(address, (coalesce(captured_at, 'infinity'::TIMESTAMPTZ), address)) AS first_address
    FROM seen LEFT JOIN labels ON node = address
    WHERE payload_sha256 NOT IN (FROM shared) GROUP BY ALL
"""

_MEMBERS = """
    -- A payload that stands in two places is a version where there are most, or else where it came first.
    CREATE OR REPLACE TEMP TABLE members AS
    WITH chosen AS (
        SELECT DISTINCT ON (payload_sha256) document_id, payload_sha256, first_address
        FROM seen LEFT JOIN labels ON node = address
        JOIN components ON components.label = coalesce(labels.label, address)
        WHERE payload_sha256 NOT IN (FROM shared)
        ORDER BY payload_sha256, payloads DESC, captured_at NULLS LAST, first_address
    )
    SELECT document_id, payload_sha256,
        'pub-' || left(sha256('pub' || chr(31) || first_address), 24) AS publication_id FROM chosen
    UNION ALL
    SELECT DISTINCT document_id, payload_sha256,
        'pub-' || left(sha256('pub' || chr(31) || 'sha256:' || payload_sha256), 24)
    FROM seen WHERE payload_sha256 IN (FROM shared)
"""

_PUBLISHED_CAPTURES = """
    CREATE OR REPLACE TEMP TABLE published_captures AS
    SELECT publication_id, seen.* FROM seen JOIN members USING (document_id, payload_sha256)
"""


_REDIRECTED = """
    CREATE OR REPLACE TEMP TABLE redirected AS
    WITH moved AS (
        SELECT original_url AS address, redirect_url, http_status, count(*) AS n,
            min(captured_at) AS moved_at, address_key(redirect_url) AS target
        FROM captures WHERE quality = 'redirect' AND redirect_url IS NOT NULL GROUP BY ALL
    ),
    reached AS (
        SELECT moved.*, coalesce(labels.label, moved.target) AS label
        FROM moved LEFT JOIN labels ON node = moved.target
    ),
    answers AS (
        SELECT document_id, payload_sha256, publication_id, captured_at,
            coalesce(labels.label, address) AS label
        FROM published_captures LEFT JOIN labels ON node = address
    )
    SELECT DISTINCT ON (reached.address) document_id, payload_sha256, publication_id, reached.address,
        'redirect_from' AS relation, NULL::VARCHAR AS language,
        format('HTTP status {} to {}, captures: {}', http_status, redirect_url, n) AS evidence
    FROM reached JOIN answers USING (label)
    ORDER BY reached.address, abs(epoch_ms(captured_at) - epoch_ms(reached.moved_at)) NULLS LAST,
        reached.moved_at DESC NULLS LAST, redirect_url, http_status, captured_at NULLS LAST, document_id
"""


def find_publications(connection: duckdb.DuckDBPyConnection) -> None:
    """Make ``members`` known, the publication of each document, and what else :data:`PUBLICATIONS` reads.

    Args:
        connection: knows ``captures`` and the fragments' tables, and the macros of :data:`ADDRESS_KEY`.
    """
    for step in (_SEEN, _SHARED, _CLAIMS, _EDGES):
        connection.execute(step)
    label_components(connection, edges="edges", labels="labels")
    for step in (_COMPONENTS, _MEMBERS, _PUBLISHED_CAPTURES, _REDIRECTED):
        connection.execute(step)
    find_families(connection)


PUBLICATIONS = """
    WITH counted AS (
        SELECT publication_id, count(DISTINCT document_id) AS n_documents, count(*) AS n_captures,
            count(DISTINCT original_url) AS n_addresses, min(captured_at) AS first_captured_at,
            max(captured_at) AS last_captured_at
        FROM published_captures GROUP BY publication_id
    ),
    latest AS (
        SELECT document_id, publication_id,
            (coalesce(max(captured_at), '-infinity'::TIMESTAMPTZ), document_id) AS place,
            arg_max(original_url, (coalesce(captured_at, '-infinity'::TIMESTAMPTZ), original_url)) AS address
        FROM published_captures GROUP BY document_id, publication_id
    ),
    spoken AS (
        SELECT publication_id,
            arg_max(coalesce(canonical_url, address), place) AS canonical_url,
            arg_max(title, place) AS title, arg_max(language, place) AS language,
            bool_or(specimen) AS specimen
        FROM latest JOIN (
            SELECT document_id, canonical_url, title, language, specimen FROM extracted_documents
        ) USING (document_id)
        GROUP BY publication_id
    )
    SELECT counted.*, spoken.* EXCLUDE (publication_id), family_id
    FROM counted JOIN spoken USING (publication_id) LEFT JOIN families USING (publication_id)
"""
"""One row a publication; title, language and address are those of the document captured last that has any."""

DOCUMENT_ADDRESSES = """
    WITH rows AS (
        SELECT x.* EXCLUDE (publication_id), members.publication_id
        FROM extracted_document_addresses x JOIN members USING (document_id, payload_sha256)
        UNION ALL BY NAME
        SELECT document_id, payload_sha256, publication_id, original_url AS address, 'captured' AS relation,
            NULL::VARCHAR AS language,
            format('captures: {}, the first {}', count(*),
                coalesce(strftime(min(captured_at), '%Y-%m-%dT%H:%M:%SZ'), 'at an unknown time')) AS evidence
        FROM published_captures GROUP BY ALL
        UNION ALL BY NAME
        FROM redirected
    )
    SELECT rows.* REPLACE (
        'adr-' || left(sha256(concat_ws(chr(31), 'adr', payload_sha256, relation, coalesce(rows.language, ''),
            address)), 24) AS address_id,
        d.specimen AS specimen
    )
    FROM rows JOIN (SELECT document_id, specimen FROM extracted_documents) d USING (document_id)
"""
