"""What the rows of a document share with it: columns and rules of all tables of content."""

from __future__ import annotations

from collections.abc import Mapping

from expectations.contract import Column, Rule
from expectations.tables.patterns import SHA256, identifier

ORIGIN = {
    "document_id": Column("The document that the row stems from.", pattern=identifier("doc")),
    "payload_sha256": Column("The SHA-256 of the payload that the row was read from.", pattern=SHA256),
    "specimen": Column("Whether the row stems from an example that this project wrote itself."),
}
"""The columns that lead from a row to its document and payload."""

PLACE = {
    "page": Column("The page on which it begins, counted from 1; none in web pages.", minimum=1),
    "bbox": Column(
        "The box around it as x0, top, x1, bottom, from the top left corner of the page as displayed.",
        unit="PDF points",
    ),
}
"""The columns that lead from a row to its place on a page."""


OCR = Column(
    "The engine that recognised it in a picture, with version and language data; none for a text layer.",
    pattern=r"\S.*",
)
"""The column that tells what was recognised from what was written."""


def origin_rules(table: str, key: str) -> tuple[Rule, ...]:
    """Give the rules that a row and its document say the same of where they come from."""
    return (_same_as_document(table, key, "payload_sha256"), _same_as_document(table, key, "specimen"))


def _same_as_document(table: str, key: str, column: str) -> Rule:
    name = {"payload_sha256": "payload_of_document", "specimen": "specimen_of_document"}[column]
    return Rule(
        name,
        f"{column} is that of the row's document.",
        f"""
        SELECT row.{key} AS id, row.{column} AS found
        FROM {table} row JOIN documents USING (document_id)
        WHERE row.{column} <> documents.{column}
        """,
    )


def page_rule(table: str, key: str, page: str = "page") -> Rule:
    """Give the rule that a page is one of the document's."""
    return Rule(
        f"{page}_in_document",
        f"The document has the {page.replace('_', ' ')} of the row.",
        f"""
        SELECT row.{key} AS id, format('page {{}} of {{}}', row.{page}, documents.pages) AS found
        FROM {table} row JOIN documents USING (document_id)
        WHERE row.{page} > coalesce(documents.pages, 0)
        """,
    )


def box_rule(table: str, key: str) -> Rule:
    """Give the rule that a box has four sides in their order."""
    return Rule(
        "box_ordered",
        "A box is x0, top, x1, bottom with x0 <= x1 and top <= bottom, all of them finite.",
        f"""
        SELECT {key} AS id, bbox AS found FROM {table}
        WHERE len(bbox) <> 4
            OR NOT coalesce(bbox[1] <= bbox[3] AND bbox[2] <= bbox[4], bbox IS NULL)
            OR len(list_filter(bbox, lambda side: NOT isfinite(side))) > 0
        """,
    )


def box_rules(table: str, key: str) -> tuple[Rule, ...]:
    """Give the rules that a box has four sides in their order, and a page to lie on."""
    return (
        box_rule(table, key),
        Rule(
            "box_on_page",
            "Whatever has a box has a page.",
            f"SELECT {key} AS id, bbox AS found FROM {table} WHERE bbox IS NOT NULL AND page IS NULL",
        ),
    )


def ordinal_rule(table: str, key: str) -> Rule:
    """Give the rule that the rows of a document are counted 0, 1, 2, …; the row after a gap breaks it."""
    return Rule(
        "ordinals_without_gaps",
        "The rows of a document have the ordinals 0, 1, 2 and so on, each once.",
        f"""
        SELECT {key} AS id, format('ordinal {{}} after {{}}', ordinal, before) AS found
        FROM (
            SELECT {key}, ordinal,
                lag(ordinal, 1, -1) OVER (PARTITION BY document_id ORDER BY ordinal, {key}) AS before
            FROM {table}
        )
        WHERE ordinal <> before + 1
        """,
    )


def passage_rule(table: str, key: str) -> Rule:
    """Give the rule that a row and the passage in which it stands are of the same document."""
    return Rule(
        "passage_of_document",
        "A row and the passage in which it stands are of the same document.",
        f"""
        SELECT row.{key} AS id, format('passage {{}} of {{}}', row.passage_id, passages.document_id) AS found
        FROM {table} row JOIN passages USING (passage_id)
        WHERE row.document_id <> passages.document_id
        """,
    )


def words_rule(table: str, key: str, columns: Mapping[str, str]) -> Rule:
    """Give the rule that texts are what stands in the passage between their offsets.

    Args:
        table: the table.
        key: its key.
        columns: each text, and what the names of its two offsets begin with.
    """
    wrong = " OR ".join(
        f"(row.{text} IS NULL) <> (row.{place}_start IS NULL)"
        f" OR (row.{place}_start IS NULL) <> (row.{place}_end IS NULL)"
        f" OR row.{text} IS DISTINCT FROM"
        f" substr(passages.text, row.{place}_start + 1, row.{place}_end - row.{place}_start)"
        for text, place in columns.items()
    )
    return Rule(
        "words_at_offsets",
        "Each text is what stands in its passage between its offsets, and has both or none of them.",
        f"""
        SELECT row.{key} AS id, row.passage_id AS found
        FROM {table} row JOIN passages USING (passage_id)
        WHERE {wrong}
        """,
    )
