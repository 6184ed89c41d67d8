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
    "kind": Column("What the address names, by its scheme and ending and by the note beside the link."),
    "host": Column("The host of the resolved address, in lower case.", pattern=r"\S+"),
    "external": Column("Whether that host is outside the registered site of the page."),
    "government": Column("Whether that host is one of a government of the United States, of any level."),
    "note_raw": Column(
        "The note printed beside the link, such as (PDF, 7 pages - 212 KB); in a table of attachments the "
        "cells of its row."
    ),
    "note_format": Column("The format that the note promises."),
    "note_pages": Column("The number of pages that the note promises.", unit="pages", minimum=0),
    "note_bytes": Column(
        "The size that the note promises, with a K of 1,024 bytes.", unit="bytes", minimum=0
    ),
    "note_bytes_least": Column(
        "The least that the printed size may mean: rounded up, with a K of 1,000 bytes.",
        unit="bytes",
        minimum=0,
    ),
    "note_bytes_most": Column(
        "The most that the printed size may mean: rounded down, with a K of 1,024 bytes.",
        unit="bytes",
        minimum=0,
    ),
    "note_date": Column("The day that a table of attachments gives beside the link."),
    "target_status": Column(
        "What the captures of this dataset hold at the address; none for links that lead to no web address."
    ),
    "target_document_id": Column(
        "The document of this dataset to which the link leads, redirects followed.", pattern=identifier("doc")
    ),
    "target_capture_id": Column(
        "The capture of the target, nearest in time to the first capture of the page.",
        pattern=identifier("cap"),
    ),
    "target_http_status": Column("The HTTP status of that capture.", minimum=100, maximum=999),
    "pages_captured": Column("The number of pages of the target.", unit="pages", minimum=0),
    "pages_agree": Column("Whether the target has as many pages as the note promises."),
    "bytes_captured": Column("The size of the target.", unit="bytes", minimum=0),
    "bytes_agree": Column("Whether the size of the target is what the printed size may mean."),
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
            AND (note_format IS NOT NULL OR note_pages IS NOT NULL OR note_bytes IS NOT NULL
                OR note_date IS NOT NULL)
        """,
    ),
    Rule(
        "note_in_text",
        "The words of a note stand in the text of the document.",
        """
        SELECT link_id AS id, note_raw AS found FROM links l JOIN documents d USING (document_id)
        WHERE NOT contains(d.text, note_raw)
        """,
    ),
    Rule(
        "size_between",
        "What a printed size may mean lies around what is likely.",
        """
        SELECT link_id AS id, format('{} to {}', note_bytes_least, note_bytes_most) AS found FROM links
        WHERE NOT coalesce(note_bytes BETWEEN note_bytes_least AND note_bytes_most,
            coalesce(note_bytes, note_bytes_least, note_bytes_most) IS NULL)
        """,
    ),
    Rule(
        "target_as_stated",
        "A link that leads to a document is held or redirected, and one that was captured names the capture.",
        """
        SELECT link_id AS id, concat_ws(', ', target_status, target_document_id, target_capture_id) AS found
        FROM links
        WHERE (coalesce(target_status IN ('held', 'redirected'), false) <> (target_document_id IS NOT NULL))
            OR (coalesce(target_status <> 'not_held', false) <> (target_capture_id IS NOT NULL))
        """,
    ),
    Rule(
        "gone_by_status",
        "What is gone was answered with 404 or 410.",
        """
        SELECT link_id AS id, target_http_status AS found FROM links
        WHERE target_status = 'gone' AND coalesce(target_http_status NOT IN (404, 410), true)
        """,
    ),
    Rule(
        "promises_judged",
        "A promise is judged just where the target has what is promised.",
        """
        SELECT link_id AS id, format('{} of {}', pages_captured, note_pages) AS found FROM links
        WHERE pages_agree IS DISTINCT FROM (note_pages = pages_captured)
            OR bytes_agree IS DISTINCT FROM (bytes_captured BETWEEN note_bytes_least AND note_bytes_most)
        """,
    ),
)

CONTRACT = TableContract(
    name="links",
    record=Link,
    description=(
        "A link with its words, its address as written and resolved, the note printed beside it, and what "
        "was captured at its target."
    ),
    caveats=(
        "A target that was not captured may still have existed; what is held tells of the archive alone.",
    ),
    key=("link_id",),
    order=("document_id", "ordinal", "link_id"),
    columns=_COLUMNS,
    references=(
        Reference("document_id", "documents", "document_id"),
        Reference("passage_id", "passages", "passage_id"),
        Reference("target_document_id", "documents", "document_id"),
        Reference("target_capture_id", "captures", "capture_id"),
    ),
    rules=_RULES,
)
