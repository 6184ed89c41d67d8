"""What must hold of links."""

from __future__ import annotations

from expectations.contract import Column, Reference, Rule, TableContract, Weight
from expectations.tables.inherited import ORIGIN, PLACE, box_rules, ordinal_rule, origin_rules, page_rule
from expectations.tables.patterns import ADDRESS, identifier
from extractors.records import Link

_COLUMNS = {
    **ORIGIN,
    **PLACE,
    "link_id": Column("The id of the link.", pattern=identifier("lnk")),
    "ordinal": Column("Its place among the links of the document, counted from 0.", minimum=0),
    "passage_id": Column("The passage in which it stands, where that is known.", pattern=identifier("psg")),
    "text": Column("The words that one clicks; empty where an image is linked."),
    "href": Column("The address as written."),
    "href_resolved": Column(
        "The address resolved against that of the page.", pattern=ADDRESS, weight=Weight.WARNING
    ),
    "note_raw": Column("The note printed behind the link, such as (PDF, 7 pages - 212 KB)."),
    "note_format": Column("The format that the note promises."),
    "note_pages": Column("The number of pages that the note promises.", unit="pages", minimum=0),
    "note_bytes": Column("The size that the note promises.", unit="bytes", minimum=0),
    "target_document_id": Column(
        "The document of this dataset to which the link leads.", pattern=identifier("doc")
    ),
}

_RULES = (
    *origin_rules("links", "link_id"),
    page_rule("links", "link_id"),
    *box_rules("links", "link_id"),
    ordinal_rule("links", "link_id"),
    Rule(
        "passage_of_document",
        "A link and the passage in which it stands are of the same document.",
        """
        SELECT link_id AS id, format('passage {} of {}', passage_id, p.document_id) AS found
        FROM links l JOIN passages p USING (passage_id)
        WHERE l.document_id <> p.document_id
        """,
    ),
    Rule(
        "note_as_printed",
        "What a note promises comes with the words of the note.",
        """
        SELECT link_id AS id, concat_ws(', ', note_format, note_pages, note_bytes) AS found FROM links
        WHERE note_raw IS NULL
            AND (note_format IS NOT NULL OR note_pages IS NOT NULL OR note_bytes IS NOT NULL)
        """,
    ),
)

CONTRACT = TableContract(
    name="links",
    record=Link,
    description="A link with its words, its address as written and resolved, and the note printed behind it.",
    key=("link_id",),
    order=("document_id", "ordinal", "link_id"),
    columns=_COLUMNS,
    references=(
        Reference("document_id", "documents", "document_id"),
        Reference("passage_id", "passages", "passage_id"),
        Reference("target_document_id", "documents", "document_id"),
    ),
    rules=_RULES,
)
