"""What must hold of publications."""

from __future__ import annotations

from expectations.contract import Column, Rule, TableContract, Weight
from expectations.tables.patterns import ADDRESS, LANGUAGE, identifier
from extractors.records import Publication

_COLUMNS = {
    "publication_id": Column("The id of the publication.", pattern=identifier("pub")),
    "canonical_url": Column(
        "The address that the document captured last names as its own, or else that of its capture.",
        pattern=ADDRESS,
        weight=Weight.WARNING,
    ),
    "title": Column("The title of the document captured last that has one."),
    "language": Column(
        "The language that the document captured last declares.", pattern=LANGUAGE, weight=Weight.WARNING
    ),
    "family_id": Column(
        "What publications share that are one text in several languages; none for those that stand alone.",
        pattern=identifier("fam"),
    ),
    "n_documents": Column(
        "How many documents, which are distinct payloads, are its versions.", unit="documents", minimum=1
    ),
    "n_captures": Column(
        "How many captures hold its documents, redirects and error answers left out.",
        unit="captures",
        minimum=1,
    ),
    "n_addresses": Column(
        "Under how many addresses, as written, its documents were captured.", unit="addresses", minimum=1
    ),
    "first_captured_at": Column("The earliest known capture of any of its documents."),
    "last_captured_at": Column("The latest known capture of any of its documents."),
    "specimen": Column("Whether it is an example that this project wrote itself."),
}

_COUNTED = """
    SELECT publication_id, count(*) AS documents, sum(n_captures) AS captures,
        min(first_captured_at) AS first, bool_or(documents.specimen) AS specimen
    FROM documents GROUP BY publication_id
"""

_RULES = (
    Rule(
        "documents_counted",
        "n_documents and n_captures are those of its documents, and it has one at least.",
        f"""
        SELECT publication_id AS id, format('{{}} and {{}}, but {{}} and {{}}', n_documents, n_captures,
            coalesce(counted.documents, 0), coalesce(counted.captures, 0)) AS found
        FROM publications LEFT JOIN ({_COUNTED}) counted USING (publication_id)
        WHERE n_documents IS DISTINCT FROM counted.documents OR n_captures IS DISTINCT FROM counted.captures
        """,
    ),
    Rule(
        "addresses_counted",
        "n_addresses is the number of addresses under which its documents were captured.",
        """
        SELECT publication_id AS id, format('{}, but {}', n_addresses, coalesce(n, 0)) AS found
        FROM publications LEFT JOIN (
            SELECT publication_id, count(DISTINCT address) AS n FROM document_addresses
            WHERE relation = 'captured' GROUP BY publication_id
        ) counted USING (publication_id)
        WHERE n_addresses IS DISTINCT FROM n
        """,
    ),
    Rule(
        "captured_in_order",
        "A publication is first captured when its first document is, and last captured no earlier.",
        f"""
        SELECT publication_id AS id, format('{{}} to {{}}, documents from {{}}',
            publications.first_captured_at, last_captured_at, counted.first) AS found
        FROM publications JOIN ({_COUNTED}) counted USING (publication_id)
        WHERE publications.first_captured_at IS DISTINCT FROM counted.first
            OR last_captured_at < publications.first_captured_at
            OR (last_captured_at IS NULL) <> (publications.first_captured_at IS NULL)
        """,
    ),
    Rule(
        "specimen_of_documents",
        "A publication is marked as an example just when a document of it is.",
        f"""
        SELECT publication_id AS id, publications.specimen AS found
        FROM publications JOIN ({_COUNTED}) counted USING (publication_id)
        WHERE publications.specimen <> counted.specimen
        """,
    ),
    Rule(
        "families_of_several",
        "A family has at least two publications.",
        """
        SELECT min(publication_id) AS id, family_id AS found FROM publications
        WHERE family_id IS NOT NULL GROUP BY family_id HAVING count(*) < 2
        """,
    ),
)

CONTRACT = TableContract(
    name="publications",
    record=Publication,
    description="What stays the same while its payload changes: the documents of one address over time.",
    key=("publication_id",),
    order=("publication_id",),
    columns=_COLUMNS,
    rules=_RULES,
)
