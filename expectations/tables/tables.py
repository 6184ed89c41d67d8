"""What must hold of tables."""

from __future__ import annotations

from expectations.contract import Column, Reference, Rule, TableContract
from expectations.tables.inherited import OCR, ORIGIN, PLACE, box_rules, ordinal_rule, origin_rules, page_rule
from expectations.tables.patterns import identifier
from extractors.records import Table

_COLUMNS = {
    **ORIGIN,
    **PLACE,
    "table_id": Column("The id of the table.", pattern=identifier("tbl")),
    "ordinal": Column("Its place among the tables of the document, counted from 0.", minimum=0),
    "passage_id": Column("The passage that holds the table as text.", pattern=identifier("psg")),
    "caption": Column("The caption as printed."),
    "n_rows": Column("The number of rows of its grid.", unit="rows", minimum=1),
    "n_cols": Column("The number of columns of its grid.", unit="columns", minimum=1),
    "n_header_rows": Column("How many of its first rows are headers.", unit="rows", minimum=0),
    "last_page": Column("The page on which it ends, counted from 1; none in web pages.", minimum=1),
    "method": Column("How the table was found.", pattern=r"\S.*"),
    "unit": Column("What its numbers count, where its caption or title says so; as printed."),
    "scale": Column("The power of ten that its numbers are printed in, in words as printed."),
    "confidence": Column(
        "How far it can be trusted: the worth of the method times the mean of the share of labelled rows, "
        "the uniformity of columns, 1 or 0 for a header, and the share of totals that add up.",
        minimum=0,
        maximum=1,
    ),
    "checks": Column("How many of its printed totals add up, a line for each column that could be checked."),
    "ocr": OCR,
}

_RULES = (
    *origin_rules("tables", "table_id"),
    page_rule("tables", "table_id"),
    page_rule("tables", "table_id", page="last_page"),
    *box_rules("tables", "table_id"),
    ordinal_rule("tables", "table_id"),
    Rule(
        "pages_in_order",
        "A table ends on the page on which it begins or on a later one.",
        """
        SELECT table_id AS id, format('page {} to {}', page, last_page) AS found FROM tables
        WHERE last_page < page OR (page IS NULL) <> (last_page IS NULL)
        """,
    ),
    Rule(
        "header_rows_in_table",
        "A table has no more header rows than rows.",
        """
        SELECT table_id AS id, format('{} header rows of {} rows', n_header_rows, n_rows) AS found FROM tables
        WHERE n_header_rows > n_rows
        """,
    ),
    Rule(
        "passage_is_table",
        "The passage of a table is of kind table and of the same document.",
        """
        SELECT table_id AS id, format('{} {} of {}', p.kind, passage_id, p.document_id) AS found
        FROM tables t JOIN passages p USING (passage_id)
        WHERE p.kind <> 'table' OR p.document_id <> t.document_id
        """,
    ),
    Rule(
        "ocr_of_passage",
        "A table and its passage were recognised by the same engine, or neither was.",
        """
        SELECT table_id AS id, format('{}, passage {}', t.ocr, p.ocr) AS found
        FROM tables t JOIN passages p USING (passage_id)
        WHERE t.ocr IS DISTINCT FROM p.ocr
        """,
    ),
    Rule(
        "one_table_per_passage",
        "A passage holds one table.",
        """
        SELECT max(table_id) AS id, format('{} tables in {}', count(*), passage_id) AS found
        FROM tables GROUP BY passage_id HAVING count(*) > 1
        """,
    ),
    Rule(
        "has_cells",
        "A table has at least one cell.",
        """
        SELECT table_id AS id, format('{} rows, {} columns', n_rows, n_cols) AS found FROM tables
        WHERE NOT EXISTS (FROM cells c WHERE c.table_id = tables.table_id)
        """,
    ),
)

CONTRACT = TableContract(
    name="tables",
    record=Table,
    description=(
        "A table of a page or PDF; one that runs over several pages is one table, placed where it begins."
    ),
    caveats=("Confidence is low where white space parts columns or totals do not add up: look at the page.",),
    key=("table_id",),
    order=("document_id", "ordinal", "table_id"),
    columns=_COLUMNS,
    references=(
        Reference("document_id", "documents", "document_id"),
        Reference("passage_id", "passages", "passage_id"),
    ),
    rules=_RULES,
)
