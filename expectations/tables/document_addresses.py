"""What must hold of the addresses of documents."""

from __future__ import annotations

from expectations.contract import Column, Reference, Rule, TableContract, Weight
from expectations.tables.inherited import ORIGIN, origin_rules
from expectations.tables.patterns import ADDRESS, LANGUAGE, identifier
from extractors.records import DocumentAddress

_COLUMNS = {
    **ORIGIN,
    "address_id": Column("The id of the row.", pattern=identifier("adr")),
    "address": Column("The address, made absolute.", pattern=ADDRESS, weight=Weight.WARNING),
    "relation": Column(
        "What it is to the document: captured there, redirected from there, or declared by the page."
    ),
    "language": Column(
        "The language of the page at an alternate address; none for others.",
        pattern=LANGUAGE,
        weight=Weight.WARNING,
    ),
    "evidence": Column("Who says so: the captures, the answer of the server, or the tag.", pattern=r"\S.*"),
    "publication_id": Column("The publication of the document.", pattern=identifier("pub")),
}

_RULES = (
    *origin_rules("document_addresses", "address_id"),
    Rule(
        "publication_of_document",
        "publication_id is that of the row's document.",
        """
        SELECT address_id AS id, a.publication_id AS found
        FROM document_addresses a JOIN documents d USING (document_id)
        WHERE a.publication_id <> d.publication_id
        """,
    ),
    Rule(
        "captured_was_captured",
        "An address under which a document was captured is that of one of its captures.",
        """
        SELECT address_id AS id, address AS found FROM document_addresses a
        WHERE relation = 'captured' AND NOT EXISTS (
            FROM captures c WHERE c.payload_sha256 = a.payload_sha256 AND c.original_url = a.address
        )
        """,
    ),
    Rule(
        "redirect_was_captured",
        "An address from which one is redirected was captured as a redirect.",
        """
        SELECT address_id AS id, address AS found FROM document_addresses a
        WHERE relation = 'redirect_from' AND NOT EXISTS (
            FROM captures c WHERE c.quality = 'redirect' AND c.original_url = a.address
        )
        """,
    ),
    Rule(
        "every_capture_has_its_address",
        "Every document stands under the address of its first capture.",
        """
        SELECT document_id AS id, original_url AS found FROM documents d
        WHERE original_url IS NOT NULL AND NOT EXISTS (
            FROM document_addresses a WHERE a.document_id = d.document_id AND a.relation = 'captured'
                AND a.address = d.original_url
        )
        """,
    ),
    Rule(
        "language_of_alternates",
        "Alternate addresses, and only these, have a language.",
        """
        SELECT address_id AS id, language AS found FROM document_addresses
        WHERE (relation = 'alternate') <> (language IS NOT NULL)
        """,
    ),
)

CONTRACT = TableContract(
    name="document_addresses",
    record=DocumentAddress,
    description="An address of a document: where it was captured, and what it declares of itself.",
    key=("address_id",),
    order=("document_id", "relation", "address", "address_id"),
    columns=_COLUMNS,
    references=(
        Reference("document_id", "documents", "document_id"),
        Reference("publication_id", "publications", "publication_id"),
    ),
    rules=_RULES,
)
