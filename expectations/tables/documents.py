"""What must hold of documents."""

from __future__ import annotations

from expectations.contract import Column, Reference, Rule, TableContract, Weight
from expectations.tables.patterns import (
    ADDRESS,
    LANGUAGE,
    MEDIA_TYPE,
    SHA256,
    identifier,
    on_specimen_host,
)
from extractors.records import Document

DEPARTMENT_FOUNDED = "2002-11-25"
"""The Homeland Security Act of 2002 (Public Law 107-296) was signed on this day."""

_COLUMNS = {
    "document_id": Column("The id of the document.", pattern=identifier("doc")),
    "payload_sha256": Column("The SHA-256 of the payload that was read.", pattern=SHA256),
    "media_type": Column("The media type as which it was read.", pattern=MEDIA_TYPE),
    "title": Column('The title without the name of the site and without prefixes such as "Archived:".'),
    "title_printed": Column(
        "The title as it was found: in the head of a page, or in the facts or on the first page of a PDF."
    ),
    "published_on": Column("The day of publication that the document states."),
    "published_on_source": Column("Where that day stands."),
    "published_on_printed": Column("The words in which it stands there."),
    "modified_on": Column("The day of the last change that the document states."),
    "modified_on_source": Column("Where that day stands."),
    "modified_on_printed": Column("The words in which it stands there."),
    "language": Column(
        "The language that the document declares, as a tag.", pattern=LANGUAGE, weight=Weight.WARNING
    ),
    "canonical_url": Column(
        "The address that the page names as its own.", pattern=ADDRESS, weight=Weight.WARNING
    ),
    "original_url": Column(
        "The address of the first capture of the payload.", pattern=ADDRESS, weight=Weight.WARNING
    ),
    "archived_notice": Column("Whether the page says of itself that it is archived."),
    "pages": Column("The number of pages; none in web pages.", unit="pages", minimum=1),
    "modals_unread": Column(
        "How often its sentences say must, may, should or the like, and the rules of provisions did not "
        "understand who or what.",
        minimum=0,
    ),
    "text": Column("The text of all passages in reading order, blank lines between them."),
    "extractor": Column("What read the payload.", pattern=r"\S.*"),
    "era": Column("The template of the page, as a site used it for some years; none if it is not known."),
    "component": Column("The part of the department on whose host it lay, by its usual short name."),
    "specimen": Column("Whether it is an example that this project wrote itself."),
    "first_captured_at": Column("The earliest known capture of the payload."),
    "n_captures": Column(
        "How many captures hold the payload, redirects and error answers left out.",
        unit="captures",
        minimum=1,
    ),
    "publication_id": Column(
        "The publication of which it is a version, whatever the address.", pattern=identifier("pub")
    ),
}

_SEEN = """
    SELECT payload_sha256, min(captured_at) AS first, count(*) AS n FROM captures
    WHERE quality NOT IN ('redirect', 'client_error', 'server_error', 'blocked') GROUP BY payload_sha256
"""


def _date_rules(column: str) -> tuple[Rule, ...]:
    """Give the rules of a stated day: whole, and no earlier and no later than it can be."""
    return (
        Rule(
            f"{column}_complete",
            f"A day in {column} has both a source and the words as printed; without a day there is neither.",
            f"""
            SELECT document_id AS id,
                concat_ws(', ', {column}, {column}_source, {column}_printed) AS found FROM documents
            WHERE ({column} IS NULL) <> ({column}_source IS NULL)
                OR ({column} IS NULL) <> ({column}_printed IS NULL)
            """,
        ),
        Rule(
            f"{column}_after_founding",
            f"A day in {column} before {DEPARTMENT_FOUNDED}, when the department was founded, needs a look.",
            f"""
            SELECT document_id AS id, {column} AS found FROM documents
            WHERE {column} < DATE '{DEPARTMENT_FOUNDED}'
            """,
            Weight.WARNING,
        ),
        Rule(
            f"{column}_before_capture",
            f"A day in {column} is not after the day that follows the first capture; examples are written "
            "later than the captures that they act.",
            f"""
            SELECT document_id AS id,
                format('{{}}, first captured {{}}', {column}, first_captured_at) AS found
            FROM documents WHERE {column} > first_captured_at::DATE + 1 AND NOT specimen
            """,
            Weight.WARNING,
        ),
    )


_RULES = (
    *_date_rules("published_on"),
    *_date_rules("modified_on"),
    Rule(
        "modified_after_published",
        "A document is not changed before it is published.",
        """
        SELECT document_id AS id, format('published {}, modified {}', published_on, modified_on) AS found
        FROM documents WHERE modified_on < published_on
        """,
        Weight.WARNING,
    ),
    Rule(
        "one_document_per_payload",
        "A payload is one document.",
        """
        SELECT max(document_id) AS id, format('{} documents of {}', count(*), payload_sha256) AS found
        FROM documents GROUP BY payload_sha256 HAVING count(*) > 1
        """,
    ),
    Rule(
        "web_pages_unpaged",
        "Web pages have no pages.",
        "SELECT document_id AS id, pages AS found FROM documents "
        "WHERE media_type = 'text/html' AND pages IS NOT NULL",
    ),
    Rule(
        "text_or_issue",
        "A document without text has an issue that says why.",
        """
        SELECT document_id AS id, original_url AS found FROM documents
        WHERE text = ''
            AND NOT EXISTS (FROM issues i WHERE i.payload_sha256 = documents.payload_sha256)
        """,
        Weight.WARNING,
    ),
    Rule(
        "address_was_captured",
        "The address of a document is that of one of its captures.",
        """
        SELECT document_id AS id, original_url AS found FROM documents
        WHERE original_url IS NOT NULL AND NOT EXISTS (
            FROM captures c
            WHERE c.payload_sha256 = documents.payload_sha256 AND c.original_url = documents.original_url
        )
        """,
    ),
    Rule(
        "first_capture",
        "first_captured_at is the earliest capture of the payload that is no redirect and no error.",
        f"""
        SELECT document_id AS id, format('{{}}, but {{}}', first_captured_at, seen.first) AS found
        FROM documents JOIN ({_SEEN}) seen USING (payload_sha256)
        WHERE first_captured_at IS DISTINCT FROM seen.first
        """,
    ),
    Rule(
        "captures_counted",
        "n_captures is the number of captures of the payload that are no redirects and no errors.",
        f"""
        SELECT document_id AS id, format('{{}}, but {{}}', n_captures, coalesce(seen.n, 0)) AS found
        FROM documents LEFT JOIN ({_SEEN}) seen USING (payload_sha256)
        WHERE n_captures <> coalesce(seen.n, 0)
        """,
    ),
    Rule(
        "specimen_by_host",
        "A document is marked as an example just when its host is one of our own examples.",
        f"""
        SELECT document_id AS id, format('{{}} for {{}}', specimen, original_url) AS found FROM documents
        WHERE specimen <> coalesce({on_specimen_host("original_url")}, false)
        """,
    ),
)

CONTRACT = TableContract(
    name="documents",
    record=Document,
    description="One distinct payload that was read, whatever the number of its captures.",
    caveats=(
        "Two documents may be one publication at two times: count publications for works.",
        "published_on and modified_on are what the document says; when it was captured stands in captures.",
    ),
    key=("document_id",),
    order=("document_id",),
    columns=_COLUMNS,
    references=(
        Reference("payload_sha256", "captures", "payload_sha256"),
        Reference("publication_id", "publications", "publication_id"),
    ),
    rules=_RULES,
)
