"""Which publications are one text in several languages.

A page says where it stands in another language, by a tag of its head or a link that switches the language.
One is believed if the page there says the same of it, or if nobody else claims that page: menus send all
pages to one page in Spanish, which is none of their translations.
"""

from __future__ import annotations

import duckdb

from flows.components import label_components

_CLAIMS = """
    CREATE OR REPLACE TEMP TABLE language_claims AS
    WITH placed AS (
        SELECT label, 'pub-' || left(sha256('pub' || chr(31) || first_address), 24) AS publication_id
        FROM components
    ),
    declared AS (
        SELECT members.publication_id, address_key(address) AS target,
            starts_with(evidence, 'link rel=') AS in_head
        FROM extracted_document_addresses JOIN members USING (payload_sha256)
        WHERE relation = 'alternate' AND payload_sha256 NOT IN (FROM shared)
    )
    SELECT declared.publication_id AS source, placed.publication_id AS target, bool_or(in_head) AS in_head
    FROM declared LEFT JOIN labels ON node = target
    JOIN placed ON placed.label = coalesce(labels.label, target)
    WHERE declared.publication_id <> placed.publication_id
        AND placed.publication_id IN (SELECT publication_id FROM members)
    GROUP BY ALL
"""

_EDGES = """
    CREATE OR REPLACE TEMP TABLE language_edges AS
    WITH believed AS (
        SELECT source, target FROM language_claims one
        WHERE EXISTS (
            FROM language_claims other WHERE other.source = one.target AND other.target = one.source
        )
        UNION
        SELECT min(source), target FROM language_claims GROUP BY target
        HAVING count(*) = 1 AND bool_and(in_head)
    )
    SELECT source AS node, target AS neighbour FROM believed UNION SELECT target, source FROM believed
"""

_FAMILIES = """
    CREATE OR REPLACE TEMP TABLE families AS
    SELECT node AS publication_id, 'fam-' || left(sha256('fam' || chr(31) || label), 24) AS family_id
    FROM language_labels
"""


def find_families(connection: duckdb.DuckDBPyConnection) -> None:
    """Make ``families`` known: the family of each publication that is one of several languages.

    Args:
        connection: knows what :func:`flows.publications.find_publications` leaves.
    """
    connection.execute(_CLAIMS)
    connection.execute(_EDGES)
    label_components(connection, edges="language_edges", labels="language_labels")
    connection.execute(_FAMILIES)
