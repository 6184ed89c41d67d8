"""What must hold of passages."""

from __future__ import annotations

from expectations.contract import Column, Reference, Rule, TableContract, Weight
from expectations.tables.inherited import OCR, ORIGIN, PLACE, box_rules, ordinal_rule, origin_rules, page_rule
from expectations.tables.patterns import SHA256, identifier
from extractors.records import Passage

PIECE = 16_384
"""Code points of a piece in which passages are looked up: to find a place costs the length of the text."""

_COLUMNS = {
    **ORIGIN,
    **PLACE,
    "passage_id": Column("The id of the passage.", pattern=identifier("psg")),
    "ordinal": Column("Its place in the reading order of the document, counted from 0.", minimum=0),
    "kind": Column("What part it plays on its page."),
    "heading_path": Column("The headings above it, outermost first."),
    "text": Column("Its text, never blank."),
    "char_start": Column("Where it begins in documents.text.", unit="code points", minimum=0),
    "char_end": Column("Where it ends in documents.text.", unit="code points", minimum=1),
    "text_sha256": Column("The SHA-256 of its text in UTF-8.", pattern=SHA256),
    "ocr": OCR,
    "confidence": Column(
        "How sure the engine is of its words, on average, if it was recognised.", minimum=0, maximum=1
    ),
}

_RULES = (
    *origin_rules("passages", "passage_id"),
    page_rule("passages", "passage_id"),
    *box_rules("passages", "passage_id"),
    ordinal_rule("passages", "passage_id"),
    Rule(
        "text_at_offsets",
        "From char_start to char_end the text of the document is the text of the passage.",
        f"""
        WITH pieces AS (
            SELECT document_id, piece, substr(text, piece * {PIECE} + 1, 2 * {PIECE}) AS text
            FROM (
                SELECT document_id, text, unnest(range(0, length(text) // {PIECE} + 1)) AS piece
                FROM documents WHERE in_portion(document_id)
            )
        ),
        known AS (FROM passages SEMI JOIN documents USING (document_id) WHERE in_portion(document_id)),
        short AS (FROM known WHERE char_end - char_start <= {PIECE}),
        long AS (FROM known WHERE NOT coalesce(char_end - char_start <= {PIECE}, false)),
        -- Only the few long ones need the whole text of their document beside them.
        cut AS (
            SELECT passage_id, char_start, char_end, short.text,
                substr(pieces.text, char_start % {PIECE} + 1, char_end - char_start) AS there
            FROM short LEFT JOIN pieces
                ON pieces.document_id = short.document_id AND piece = char_start // {PIECE}
            UNION ALL
            SELECT passage_id, char_start, char_end, long.text,
                substr(documents.text, char_start + 1, char_end - char_start) AS there
            FROM long JOIN documents USING (document_id)
        )
        SELECT passage_id AS id,
            format('characters {{}} to {{}} are {{}}', char_start, char_end, left(coalesce(there, ''), 60))
                AS found
        FROM cut WHERE char_end - char_start <> length(text) OR there IS DISTINCT FROM text
        """,
    ),
    Rule(
        "passages_apart",
        "The passages of a document follow one another without overlap.",
        """
        SELECT passage_id AS id, format('begins at {}, before {}', char_start, before) AS found
        FROM (
            SELECT passage_id, char_start,
                lag(char_end) OVER (PARTITION BY document_id ORDER BY ordinal, passage_id) AS before
            FROM passages
        )
        WHERE char_start < before
        """,
    ),
    Rule(
        "text_not_blank",
        "A passage has text.",
        r"""
        SELECT passage_id AS id, format('{} blank characters', length(text)) AS found FROM passages
        WHERE regexp_full_match(text, '[\s\p{Z}]*')
        """,
    ),
    Rule(
        "text_digest",
        "text_sha256 is the SHA-256 of the text.",
        "SELECT passage_id AS id, text_sha256 AS found FROM passages WHERE text_sha256 <> sha256(text)",
    ),
    Rule(
        "confidence_if_recognised",
        "A passage has a confidence just when it was recognised in a picture.",
        """
        SELECT passage_id AS id, format('{} by {}', confidence, ocr) AS found FROM passages
        WHERE (ocr IS NULL) <> (confidence IS NULL)
        """,
    ),
    Rule(
        "recognised_has_words",
        "A passage that was recognised has words in ocr_words.",
        """
        SELECT passage_id AS id, ocr AS found FROM passages
        WHERE ocr IS NOT NULL
            AND NOT EXISTS (FROM ocr_words w WHERE w.passage_id = passages.passage_id)
        """,
    ),
    Rule(
        "table_has_cells",
        "A passage of kind table is found again in the table tables, with its cells.",
        """
        SELECT passage_id AS id, left(text, 60) AS found FROM passages
        WHERE kind = 'table'
            AND NOT EXISTS (FROM tables t WHERE t.passage_id = passages.passage_id)
        """,
        Weight.WARNING,
    ),
)

CONTRACT = TableContract(
    name="passages",
    record=Passage,
    description=(
        "A stretch of a document's text that is one thing: a heading, a paragraph, a list item, a table. "
        "In documents.text it stands from char_start up to, but without, char_end."
    ),
    caveats=("Menus and footers are passages too: leave out the kinds navigation and boilerplate.",),
    key=("passage_id",),
    order=("document_id", "ordinal", "passage_id"),
    columns=_COLUMNS,
    references=(Reference("document_id", "documents", "document_id"),),
    rules=_RULES,
)
