"""What must hold of the dates of documents."""

from __future__ import annotations

from expectations.contract import Column, Reference, Rule, TableContract, Weight
from expectations.tables.inherited import ORIGIN, ordinal_rule, origin_rules
from expectations.tables.patterns import identifier
from extractors.records import DocumentDate

ISO_DATE = r"\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d{3})?(Z|[+-]\d{2}:\d{2})?)?)?)?"
"""A date in ISO 8601, cut off behind its year, month or day, or with a time to the second or millisecond."""

_COLUMNS = {
    **ORIGIN,
    "date_id": Column("The id of the date.", pattern=identifier("dat")),
    "ordinal": Column("Its place among the dates of the document, counted from 0.", minimum=0),
    "role": Column("What it is the date of; dated where the document does not say of what."),
    "iso": Column(
        "The date in ISO 8601, as far as it is stated: 2011, 2011-06, 2011-06-17, or with a time.",
        pattern=ISO_DATE,
    ),
    "day": Column(
        "The day as written, of a header in Greenwich, of an address with an instant in Washington; "
        "none where only a year or a month is stated."
    ),
    "instant": Column("The instant, where its offset from UTC is stated."),
    "precision": Column("The finest part that is stated."),
    "source": Column("Where it stands."),
    "printed": Column("The words in which it stands there.", pattern=r"\S[\s\S]*"),
    "passage_id": Column("The passage in which it is printed.", pattern=identifier("psg")),
    "chosen": Column("Whether documents.modified_on, or else documents.published_on, is taken from it."),
    "reason": Column("Why it was chosen or not, in words.", pattern=r"\S.*"),
}

_RULES = (
    *origin_rules("document_dates", "date_id"),
    ordinal_rule("document_dates", "date_id"),
    Rule(
        "day_as_precise",
        "A date has a day just when at least its day is stated, and no part of a day is made up.",
        """
        SELECT date_id AS id, concat_ws(', ', iso, "day", precision) AS found FROM document_dates
        WHERE ("day" IS NULL) <> (precision IN ('year', 'month'))
            OR length(split_part(iso, 'T', 1))
                <> CASE precision WHEN 'year' THEN 4 WHEN 'month' THEN 7 ELSE 10 END
            OR contains(iso, 'T') <> (precision IN ('second', 'millisecond'))
            OR (instant IS NOT NULL AND precision NOT IN ('second', 'millisecond'))
        """,
    ),
    Rule(
        "day_near_instant",
        "A day and its instant are at most a day apart, as time zones are.",
        """
        SELECT date_id AS id, concat_ws(', ', "day", instant) AS found FROM document_dates
        WHERE abs("day" - instant::DATE) > 1
        """,
    ),
    Rule(
        "chosen_is_whole",
        "A date that is chosen has a day.",
        """SELECT date_id AS id, iso AS found FROM document_dates WHERE chosen AND "day" IS NULL""",
    ),
    Rule(
        "chosen_once",
        "At most one change of a document is chosen, and at most one of its other dates.",
        """
        SELECT max(date_id) AS id, format('{} chosen of {}', count(*), document_id) AS found
        FROM document_dates WHERE chosen GROUP BY document_id, role = 'modified' HAVING count(*) > 1
        """,
    ),
    Rule(
        "chosen_is_of_document",
        "The days of a document are those of its chosen dates, with their sources and words.",
        """
        SELECT d.document_id AS id,
            concat_ws(', ', d.published_on, p."day", d.modified_on, m."day") AS found
        FROM documents d
        LEFT JOIN document_dates p ON p.document_id = d.document_id AND p.chosen AND p.role <> 'modified'
        LEFT JOIN document_dates m ON m.document_id = d.document_id AND m.chosen AND m.role = 'modified'
        WHERE d.published_on IS DISTINCT FROM p."day" OR d.modified_on IS DISTINCT FROM m."day"
            OR d.published_on_source IS DISTINCT FROM p.source
            OR d.modified_on_source IS DISTINCT FROM m.source
            OR d.published_on_printed IS DISTINCT FROM p.printed
            OR d.modified_on_printed IS DISTINCT FROM m.printed
        """,
    ),
    Rule(
        "passage_of_document",
        "A date and the passage in which it is printed are of the same document.",
        """
        SELECT date_id AS id, format('passage {} of {}', passage_id, p.document_id) AS found
        FROM document_dates t JOIN passages p USING (passage_id)
        WHERE t.document_id <> p.document_id
        """,
    ),
    Rule(
        "two_clocks",
        "When a document was first captured is no date that it states, and is never chosen.",
        """
        SELECT date_id AS id, concat_ws(', ', role, source, chosen) AS found FROM document_dates
        WHERE (role = 'first_captured') <> (source = 'first_capture')
            OR (role = 'first_captured' AND chosen)
        """,
    ),
    Rule(
        "stated_before_capture",
        "A change that a server gives is not after the capture that it came with.",
        """
        SELECT date_id AS id, concat_ws(', ', instant, d.first_captured_at) AS found
        FROM document_dates JOIN documents d USING (document_id)
        WHERE chosen AND source = 'http_header' AND instant > d.first_captured_at + INTERVAL 1 DAY
            AND NOT d.specimen
        """,
        Weight.WARNING,
    ),
)

CONTRACT = TableContract(
    name="document_dates",
    record=DocumentDate,
    description="A date that a document states or is given, as far as it is stated.",
    caveats=("Only the date that is chosen is in documents; the others are kept with the reason.",),
    key=("date_id",),
    order=("document_id", "ordinal", "date_id"),
    columns=_COLUMNS,
    references=(
        Reference("document_id", "documents", "document_id"),
        Reference("passage_id", "passages", "passage_id"),
    ),
    rules=_RULES,
)
