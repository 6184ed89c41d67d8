"""What must hold of cells."""

from __future__ import annotations

from expectations.contract import Column, Reference, Rule, TableContract
from expectations.tables.inherited import ORIGIN, PLACE, box_rules, origin_rules
from expectations.tables.patterns import identifier
from extractors.records import Cell

PLACES_EXPANDED = 100_000
"""Places of a grid up to which cells are laid out to find overlaps; beyond, their areas alone are summed."""

_COLUMNS = {
    **ORIGIN,
    **PLACE,
    "cell_id": Column("The id of the cell.", pattern=identifier("cel")),
    "table_id": Column("The table.", pattern=identifier("tbl")),
    "row": Column("The uppermost row of the cell, counted from 0.", minimum=0),
    "col": Column("The leftmost column of the cell, counted from 0.", minimum=0),
    "row_span": Column("How many rows it covers.", unit="rows", minimum=1),
    "col_span": Column("How many columns it covers.", unit="columns", minimum=1),
    "text": Column("Its text, empty where nothing is printed."),
    "is_header": Column("Whether it heads rows or columns."),
    "repeated": Column("Whether it is a header printed again where the table goes on over a page."),
    "text_clean": Column("Its text without the marks of notes; the same as text where it has none."),
    "note_marks": Column("The marks that it has of notes, written as in table_notes.mark."),
    "kind": Column("What is printed, by its form and by what the notes of the table say of signs."),
    "value": Column("The number as printed; percent and scale are not multiplied in."),
    "value_date": Column(
        "The day of a date, if it is printed without doubt or others of its column show the form."
    ),
    "unit": Column("What value counts: percent, a currency as in ISO 4217, or the words of a header."),
    "scale": Column("The power of ten that value is printed in, in words as printed, such as in thousands."),
    "header_path": Column("The headers above it, outermost first; titles over all columns left out."),
    "stub_path": Column("The labels that it stands under, outermost first, that of its row last."),
    "is_total": Column("Whether its row or column is labelled as a total or sums the rows under it."),
    "adds_up": Column("Whether a total is the sum of its parts; none where that cannot be told."),
}

_RULES = (
    *origin_rules("cells", "cell_id"),
    *box_rules("cells", "cell_id"),
    Rule(
        "document_of_table",
        "A cell and its table are of the same document.",
        """
        SELECT cell_id AS id, c.document_id AS found FROM cells c JOIN tables t USING (table_id)
        WHERE c.document_id <> t.document_id
        """,
    ),
    Rule(
        "page_of_table",
        "A cell stands on a page of its table.",
        """
        SELECT cell_id AS id, format('page {}, table {} to {}', c.page, t.page, t.last_page) AS found
        FROM cells c JOIN tables t USING (table_id)
        WHERE c.page IS NOT NULL AND NOT coalesce(c.page BETWEEN t.page AND t.last_page, false)
        """,
    ),
    Rule(
        "inside_table",
        "A cell with all that it spans lies within the rows and columns of its table.",
        """
        SELECT cell_id AS id,
            format('{} of {} rows, {} of {} columns', c.row + row_span, n_rows, c.col + col_span, n_cols)
                AS found
        FROM cells c JOIN tables t USING (table_id)
        WHERE c.row + row_span > n_rows OR c.col + col_span > n_cols
        """,
    ),
    Rule(
        "cells_apart",
        "No place of a table is covered by two cells.",
        f"""
        WITH grids AS (
            SELECT table_id, sum(row_span * col_span) AS covered FROM cells
            WHERE row_span > 0 AND col_span > 0 GROUP BY table_id
        ),
        bands AS (
            SELECT cell_id, table_id, c.col, col_span, unnest(range(c.row, c.row + row_span)) AS at_row
            FROM cells c JOIN grids USING (table_id)
            WHERE covered <= {PLACES_EXPANDED} AND row_span > 0 AND col_span > 0
        ),
        places AS (
            SELECT cell_id, table_id, at_row, unnest(range(col, col + col_span)) AS at_col FROM bands
        )
        SELECT max(cell_id) AS id,
            format('row {{}}, column {{}} is covered {{}} times', at_row, at_col, count(*)) AS found
        FROM places GROUP BY table_id, at_row, at_col HAVING count(*) > 1
        UNION ALL
        SELECT table_id AS id, format('{{}} places covered of {{}}', covered, n_rows * n_cols) AS found
        FROM grids JOIN tables USING (table_id)
        WHERE covered > {PLACES_EXPANDED} AND covered > n_rows * n_cols
        """,
    ),
    Rule(
        "repeated_is_header",
        "Only a header cell can be a header printed again.",
        "SELECT cell_id AS id, text AS found FROM cells WHERE repeated AND NOT is_header",
    ),
    Rule(
        "value_of_kind",
        "A number, percentage or amount has a finite value, and nothing else has one.",
        """
        SELECT cell_id AS id, format('{} with {}', kind, value) AS found FROM cells
        WHERE coalesce(isfinite(value), false) <> (kind IN ('number', 'percent', 'currency'))
        """,
    ),
    Rule(
        "day_of_kind",
        "Only a date has a day.",
        """
        SELECT cell_id AS id, format('{} with {}', kind, value_date) AS found FROM cells
        WHERE value_date IS NOT NULL AND kind <> 'date'
        """,
    ),
    Rule(
        "measure_of_value",
        "Only what has a value has a unit or a scale.",
        """
        SELECT cell_id AS id, concat_ws(' ', kind, unit, scale) AS found FROM cells
        WHERE value IS NULL AND (unit IS NOT NULL OR scale IS NOT NULL)
        """,
    ),
    Rule(
        "blank_is_empty",
        "A cell is blank if and only if nothing is printed in it.",
        """
        SELECT cell_id AS id, format('{}: {}', kind, text) AS found FROM cells
        WHERE (kind = 'blank') <> (trim(text_clean) = '')
        """,
    ),
    Rule(
        "clean_of_text",
        "A text without marks is no longer than the text, and the same if it has no marks.",
        """
        SELECT cell_id AS id, format('{} of {}', text_clean, text) AS found FROM cells
        WHERE length(text_clean) > length(text) OR (len(note_marks) = 0 AND text_clean <> text)
        """,
    ),
    Rule(
        "total_adds_up",
        "Only a total can add up or not.",
        "SELECT cell_id AS id, text AS found FROM cells WHERE adds_up IS NOT NULL AND NOT is_total",
    ),
)

CONTRACT = TableContract(
    name="cells",
    record=Cell,
    description=(
        "A cell of a table at its top left place in the grid; one that spans rows or columns stands once."
    ),
    caveats=(
        "value is empty where a sign or word is printed; it is never a zero that was not printed.",
        "Totals and repeated headers are cells too: leave out is_total and repeated before you add up.",
    ),
    key=("cell_id",),
    order=("document_id", "table_id", "row", "col", "cell_id"),
    columns=_COLUMNS,
    references=(
        Reference("document_id", "documents", "document_id"),
        Reference("table_id", "tables", "table_id"),
    ),
    rules=_RULES,
)
