"""What must hold of the notes of tables."""

from __future__ import annotations

from expectations.contract import Column, Reference, Rule, TableContract
from expectations.tables.inherited import ORIGIN, origin_rules, page_rule
from expectations.tables.patterns import identifier
from extractors.records import TableNote

_COLUMNS = {
    **ORIGIN,
    "note_id": Column("The id of the note.", pattern=identifier("tnt")),
    "table_id": Column("The table that it explains.", pattern=identifier("tbl")),
    "ordinal": Column("Its place among the notes of the table, counted from 0.", minimum=0),
    "mark": Column(
        "Its mark without brackets, slash or raising, as in cells.note_marks; none for a source or remark.",
        pattern=r"\S.*",
    ),
    "text": Column("Its text without the mark, never blank.", pattern=r"\s*\S[\s\S]*"),
    "means": Column("What a cell is that holds the mark and nothing else, where the note says so."),
    "passage_id": Column("The passage that it stands in; none if it is a row of the table itself."),
    "page": Column("The page on which it stands, counted from 1; none in web pages.", minimum=1),
}

_RULES = (
    *origin_rules("table_notes", "note_id"),
    page_rule("table_notes", "note_id"),
    Rule(
        "document_of_table",
        "A note and its table are of the same document.",
        """
        SELECT note_id AS id, n.document_id AS found FROM table_notes n JOIN tables t USING (table_id)
        WHERE n.document_id <> t.document_id
        """,
    ),
    Rule(
        "marks_apart",
        "No two notes of a table have the same mark.",
        """
        SELECT max(note_id) AS id, format('{} times {}', count(*), mark) AS found
        FROM table_notes WHERE mark IS NOT NULL GROUP BY table_id, mark HAVING count(*) > 1
        """,
    ),
    Rule(
        "ordinals_without_gaps",
        "The notes of a table have the ordinals 0, 1, 2 and so on, each once.",
        """
        SELECT note_id AS id, format('ordinal {} after {}', ordinal, before) AS found
        FROM (
            SELECT note_id, ordinal,
                lag(ordinal, 1, -1) OVER (PARTITION BY table_id ORDER BY ordinal, note_id) AS before
            FROM table_notes
        )
        WHERE ordinal <> before + 1
        """,
    ),
)

CONTRACT = TableContract(
    name="table_notes",
    record=TableNote,
    description="A note of a table: a footnote, a line of its key, or its source.",
    key=("note_id",),
    order=("document_id", "table_id", "ordinal", "note_id"),
    columns=_COLUMNS,
    references=(
        Reference("document_id", "documents", "document_id"),
        Reference("table_id", "tables", "table_id"),
        Reference("passage_id", "passages", "passage_id"),
    ),
    rules=_RULES,
)
