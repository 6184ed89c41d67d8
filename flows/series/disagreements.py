"""Statistics of one thing that differ: within a document, from release to release, between publications.

Nothing is merged and nothing dropped; each pair is named, and how it stands. Pairs are few, since a figure is
held against the first of its document, the one that it revises, and the last one of another layout.
"""

from __future__ import annotations

_WITHIN = """
    SELECT statistic_id, first_value(statistic_id) OVER told AS other_statistic_id,
        'within_document' AS relation
    FROM (
        SELECT thing, document_id, data_as_of, "value", kind, min(statistic_id) AS statistic_id
        FROM printings GROUP BY ALL
    )
    WINDOW told AS (PARTITION BY thing, document_id, data_as_of ORDER BY statistic_id)
"""

_BETWEEN = """
    SELECT a.statistic_id, a.before.statistic_id AS other_statistic_id, 'between_publications' AS relation
    FROM (
        SELECT thing, statistic_id, document_id, "value", kind, data_as_of,
            lag(struct_pack(statistic_id, document_id, "value", kind, data_as_of)) OVER (
                PARTITION BY thing ORDER BY ordinal, layout
            ) AS before
        FROM (
            SELECT DISTINCT ON (thing, layout) * FROM printings
            ORDER BY thing, layout, ordinal DESC, statistic_id
        )
    ) a
    WHERE a.document_id <> a.before.document_id
        AND (a."value" IS DISTINCT FROM a.before."value" OR a.kind <> a.before.kind)
        AND coalesce(a.data_as_of = a.before.data_as_of, true)
"""

_REVISED = """
    SELECT statistic_id, revises_id AS other_statistic_id, 'revision' AS relation
    FROM statistics WHERE revises_id IS NOT NULL
"""

_PRINTED = r"replace(regexp_extract(printed, '[0-9][0-9,]*(\.[0-9]+)?'), ',', '')"

_FINENESS = f"""
    -- What the last printed digit is worth: 1,000 where thousands are printed without decimals.
    SELECT statistic_id, "value", specimen, series,
        coalesce(abs("value") / nullif(try_cast({_PRINTED} AS DOUBLE), 0), 1)
            * power(10, -length(regexp_extract({_PRINTED}, '\\.([0-9]+)', 1))) AS fineness
    FROM statistics
"""

DISAGREEMENTS = f"""
    WITH pairs AS (
        FROM ({_WITHIN}) WHERE statistic_id <> other_statistic_id
        UNION FROM ({_BETWEEN}) UNION FROM ({_REVISED})
    ),
    known AS ({_FINENESS})
    SELECT
        'dis-' || left(sha256(concat_ws(chr(31), 'dis', pairs.statistic_id, other_statistic_id)), 24)
            AS disagreement_id,
        a.series, pairs.statistic_id, other_statistic_id, relation,
        format('{{:.12g}}', b."value" - a."value")::DOUBLE AS difference,
        coalesce(
            abs(a.fineness - b.fineness) > 1e-6 * b.fineness
            AND abs(b."value" - a."value") <= greatest(a.fineness, b.fineness) * (0.5 + 1e-6), false
        ) AS within_rounding,
        a.specimen
    FROM pairs JOIN known a ON a.statistic_id = pairs.statistic_id
    JOIN known b ON b.statistic_id = other_statistic_id
"""
"""The rows of ``disagreements``; needs ``statistics`` and what ``find_releases`` makes known."""
