"""What must hold of disagreements."""

from __future__ import annotations

from expectations.contract import Column, Reference, Rule, TableContract
from expectations.tables.patterns import identifier
from extractors.records import Disagreement

_COLUMNS = {
    "disagreement_id": Column("The id of the disagreement.", pattern=identifier("dis")),
    "series": Column("The series, by the name of its recipe.", pattern=r"[a-z0-9]+(-[a-z0-9]+)*"),
    "statistic_id": Column("One of the two, the later one of two releases.", pattern=identifier("stt")),
    "other_statistic_id": Column("The other, the earlier one.", pattern=identifier("stt")),
    "relation": Column("How the two stand to each other."),
    "difference": Column(
        "The value of the other less that of the statistic, in its unit; none unless both have a value."
    ),
    "within_rounding": Column("Whether the two are one number, printed with more and with fewer decimals."),
    "specimen": Column("Whether the two stem from examples that this project wrote itself."),
}

_RULES = (
    Rule(
        "they_differ",
        "The two are two statistics of one series and differ in value or kind.",
        """
        SELECT disagreement_id AS id, format('{} and {}', a.printed, b.printed) AS found
        FROM disagreements d JOIN statistics a USING (statistic_id)
        JOIN statistics b ON b.statistic_id = d.other_statistic_id
        WHERE a.statistic_id = b.statistic_id OR a.series <> d.series OR b.series <> d.series
            OR (a."value" IS NOT DISTINCT FROM b."value" AND a.kind = b.kind)
            OR a.specimen <> d.specimen OR b.specimen <> d.specimen
        """,
    ),
    Rule(
        "of_one_thing",
        "The two are of one measure, level, place and period.",
        """
        SELECT disagreement_id AS id, format('{} and {}', a.measure, b.measure) AS found
        FROM disagreements d JOIN statistics a USING (statistic_id)
        JOIN statistics b ON b.statistic_id = d.other_statistic_id
        WHERE a.measure <> b.measure OR a.level IS DISTINCT FROM b.level OR a.category <> b.category
            OR a.place_id IS DISTINCT FROM b.place_id OR a.period_end IS DISTINCT FROM b.period_end
        """,
    ),
    Rule(
        "relation_of_documents",
        "Exactly those within a document have one document.",
        """
        SELECT disagreement_id AS id, relation AS found
        FROM disagreements d JOIN statistics a USING (statistic_id)
        JOIN statistics b ON b.statistic_id = d.other_statistic_id
        WHERE (a.document_id = b.document_id) <> (relation = 'within_document')
        """,
    ),
    Rule(
        "revision_of_statistic",
        "A revision is what the statistic says it revises.",
        """
        SELECT disagreement_id AS id, s.revises_id AS found
        FROM disagreements d JOIN statistics s USING (statistic_id)
        WHERE relation = 'revision' AND s.revises_id IS DISTINCT FROM d.other_statistic_id
        """,
    ),
)

CONTRACT = TableContract(
    name="disagreements",
    record=Disagreement,
    description="Two statistics of one thing that differ, both kept.",
    caveats=("Neither figure is said to be right.",),
    key=("disagreement_id",),
    order=("series", "statistic_id", "other_statistic_id", "disagreement_id"),
    columns=_COLUMNS,
    references=(
        Reference("statistic_id", "statistics", "statistic_id"),
        Reference("other_statistic_id", "statistics", "statistic_id"),
    ),
    rules=_RULES,
)
