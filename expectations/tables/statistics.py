"""What must hold of statistics."""

from __future__ import annotations

from expectations.contract import Column, Reference, Rule, TableContract, Weight
from expectations.tables.inherited import ORIGIN, origin_rules
from expectations.tables.patterns import TEXT, identifier
from extractors.records import Statistic

_NAME = r"[a-z][a-z0-9_]*"
_SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"

_COLUMNS = {
    **ORIGIN,
    "statistic_id": Column("The id of the value.", pattern=identifier("stt")),
    "table_id": Column("The table in which it is printed.", pattern=identifier("tbl")),
    "cell_id": Column("The cell in which it is printed: its address.", pattern=identifier("cel")),
    "series": Column("The series, by the name of its recipe.", pattern=_SLUG),
    "layout": Column("The layout of its table, as the recipe names it.", pattern=_SLUG),
    "measure": Column("What is counted; the recipe explains it.", pattern=_NAME),
    "counts": Column("What one unit of the count is."),
    "unit": Column("What value is in.", pattern=TEXT),
    "level": Column(
        "The level of a vocabulary that was redefined over time, see definition_version.", pattern=_NAME
    ),
    "category": Column("What sets it apart within the measure, outermost first, as printed or as explained."),
    "category_place_id": Column(
        "The place that a category is, such as a country of citizenship.", pattern=TEXT
    ),
    "place_id": Column(
        "The place; none where the printed one is not known, which is an issue.", pattern=TEXT
    ),
    "place_printed": Column("The place as printed; none where no label names one.", pattern=TEXT),
    "place_role": Column("How the place belongs to the figure."),
    "period_start": Column("The first day; none where a cumulative figure does not tell it."),
    "period_end": Column("The last day; none where no label tells the period, which is an issue."),
    "period_printed": Column("The words that tell the period.", pattern=TEXT),
    "basis": Column("What span the figure covers."),
    "data_as_of": Column("The day on which the data stood, where it is printed."),
    "value": Column("The number in whole units, to 12 figures; a percentage stays one."),
    "kind": Column("What is printed: a number, or a sign or word in place of one."),
    "printed": Column("The text of its cell.", pattern=TEXT),
    "qualifier": Column("Words that say how exact it is, such as more than.", pattern=TEXT),
    "note_marks": Column("The marks of notes on it, as in table_notes.mark."),
    "is_total": Column("Whether it sums others of its table."),
    "adds_up": Column("Whether a total is the sum of its parts; none where that cannot be told."),
    "definition_version": Column(
        "The version of the definition of its level that the document prints; none where it prints none.",
        pattern=TEXT,
    ),
    "publication_id": Column("The publication that it came from.", pattern=identifier("pub")),
    "release_id": Column("The release of its series that it came with.", pattern=identifier("rls")),
    "revises_id": Column("The value of the same thing that it replaces.", pattern=identifier("stt")),
}

_RULES = (
    *origin_rules("statistics", "statistic_id"),
    Rule(
        "value_of_cell",
        "A value is that of its cell, a scale multiplied in, and a sign has none.",
        """
        SELECT statistic_id AS id, format('{} printed, {} read', c.text, s."value") AS found
        FROM statistics s JOIN cells c USING (cell_id)
        WHERE s.printed <> c.text OR (c."value" IS NULL) <> (s."value" IS NULL)
            OR (c.scale IS NULL AND abs(c."value" - s."value") > 1e-9 * greatest(abs(c."value"), 1))
        """,
    ),
    Rule(
        "value_of_kind",
        "Only a number and a zero have a value, and only a zero is 0.",
        """
        SELECT statistic_id AS id, format('{} with {}', kind, "value") AS found FROM statistics
        WHERE ("value" IS NOT NULL) <> (kind IN ('number', 'zero')) OR ("value" = 0) <> (kind = 'zero')
        """,
    ),
    Rule(
        "period_ordered",
        "A period ends on its first day or later, and a stock has one day.",
        """
        SELECT statistic_id AS id, format('{} to {}', period_start, period_end) AS found FROM statistics
        WHERE period_start > period_end OR (period_start IS NOT NULL AND period_end IS NULL)
            OR (basis = 'as_of' AND period_start <> period_end)
        """,
    ),
    Rule(
        "share_of_whole",
        "A share is from 0 to 100 percent.",
        """
        SELECT statistic_id AS id, printed AS found FROM statistics
        WHERE counts = 'share' AND ("value" < 0 OR "value" > 100)
        """,
        weight=Weight.WARNING,
    ),
    Rule(
        "counts_not_negative",
        "Nothing is counted less than zero times.",
        """
        SELECT statistic_id AS id, printed AS found FROM statistics
        WHERE counts IN ('persons', 'events', 'submissions', 'items') AND "value" < 0
        """,
        weight=Weight.WARNING,
    ),
    Rule(
        "place_or_issue",
        "A printed place that is not known is an issue of its document.",
        """
        SELECT statistic_id AS id, place_printed AS found FROM statistics s
        WHERE place_id IS NULL AND place_printed IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM issues i WHERE i.code = 'place_not_matched' AND i.payload_sha256 = s.payload_sha256
        )
        """,
    ),
)

CONTRACT = TableContract(
    name="statistics",
    record=Statistic,
    description="A printed value: what it counts, of what place and time, and the cell that it stands in.",
    caveats=(
        "Counts are of persons, events or submissions, as the column counts says: events are not persons.",
        "Cumulative figures hold the earlier ones: never add them over time, see statistic_changes.",
        "Totals stand beside their parts: leave out is_total before you add up.",
        "Levels were redefined over time: compare within one definition_version only.",
        "A figure that is printed again stands once for each printing; see revises_id.",
    ),
    key=("statistic_id",),
    order=("series", "document_id", "table_id", "statistic_id"),
    columns=_COLUMNS,
    references=(
        Reference("document_id", "documents", "document_id"),
        Reference("table_id", "tables", "table_id"),
        Reference("cell_id", "cells", "cell_id"),
        Reference("publication_id", "publications", "publication_id"),
        Reference("place_id", "jurisdictions", "jurisdiction_id"),
        Reference("category_place_id", "jurisdictions", "jurisdiction_id"),
        Reference("release_id", "series_releases", "release_id"),
        Reference("revises_id", "statistics", "statistic_id"),
    ),
    rules=_RULES,
)
