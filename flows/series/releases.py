"""The releases of each series, which figures are of one thing, and which figure replaces another.

Two statistics are of one thing if series, measure, unit, level, category, place, period, basis and definition
are the same. The day on which the data stood is no part of it: that it moved on is why a figure is revised.
Figures whose period is not told are compared with nothing.

Figures of one thing in two layouts are two publications of it: neither is the later edition of the other, so
that only a figure in the same layout is replaced.
"""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

_SAME_LINE = (
    *("s.series", "s.specimen", "measure", "counts", "unit", "level", "category", "category_place_id"),
    *("coalesce(place_id, 'printed ' || place_printed)", "place_role", "basis", "definition_version"),
)


def _number(parts: Sequence[str]) -> str:
    """Give the SQL of a number of 128 bits that stands for some values together, nulls among them."""
    texts = ", ".join(f"coalesce({part}::VARCHAR, chr(30))" for part in parts)
    return f"md5_number(concat_ws(chr(31), {texts}))"


_RELEASED = """
    CREATE OR REPLACE TEMP TABLE released AS
    WITH brought AS (
        SELECT series, document_id, min(coalesce(period_start, period_end)) AS first_date,
            max(period_end) AS through_date, list_sort(list(DISTINCT layout)) AS layouts,
            count(*) AS n_statistics
        FROM extracted_statistics GROUP BY series, document_id
    ),
    told AS (
        SELECT brought.*, publication_id, first_captured_at, specimen,
            coalesce(published_on, modified_on) AS released_on,
            if(published_on IS NULL, modified_on_source, published_on_source) AS released_on_source,
            'rls-' || left(sha256(concat_ws(chr(31), 'rls', series, document_id)), 24) AS release_id
        FROM brought JOIN documents USING (document_id)
    )
    SELECT *, row_number() OVER following - 1 AS ordinal, lag(release_id) OVER following AS follows_id
    FROM told
    WINDOW following AS (
        PARTITION BY series, specimen
        ORDER BY through_date NULLS FIRST, released_on NULLS FIRST, first_captured_at NULLS LAST, document_id
    )
"""

_FIGURES = f"""
    CREATE OR REPLACE TEMP TABLE figures AS
    SELECT statistic_id, s.document_id, released.release_id, ordinal, layout, period_end, data_as_of,
        "value", kind,
        {_number((*_SAME_LINE, "period_start", "period_end"))} AS thing,
        CASE WHEN "value" IS NOT NULL AND counts <> 'share' AND (
            basis = 'cumulative' OR (basis = 'fiscal_year_to_date' AND period_start IS NOT NULL)
        ) THEN {_number((*_SAME_LINE, "if(basis = 'cumulative', NULL, period_start)"))} END AS line
    FROM extracted_statistics s JOIN released USING (series, document_id)
    WHERE period_end IS NOT NULL
"""

_PRINTINGS = """
    -- A release may print a figure more than once, and not the same each time.
    CREATE OR REPLACE TEMP TABLE printings AS
    SELECT thing, layout, ordinal, document_id, release_id, data_as_of, "value", kind,
        min(statistic_id) AS statistic_id
    FROM figures GROUP BY ALL
"""

_REPLACED = """
    CREATE OR REPLACE TEMP TABLE replaced AS
    WITH editions AS (
        SELECT thing, layout, ordinal,
            lag(ordinal) OVER (PARTITION BY thing, layout ORDER BY ordinal) AS before
        FROM (SELECT DISTINCT thing, layout, ordinal FROM printings)
    )
    SELECT f.statistic_id, min(p.statistic_id) AS revises_id
    FROM (FROM editions WHERE before IS NOT NULL) e
    JOIN figures f USING (thing, layout, ordinal)
    JOIN printings p ON p.thing = e.thing AND p.layout = e.layout AND p.ordinal = e.before
    GROUP BY f.statistic_id
    HAVING bool_and(p."value" IS DISTINCT FROM f."value" OR p.kind <> f.kind)
"""

_SUPERSEDED = """
    CREATE OR REPLACE TEMP TABLE superseded AS
    WITH editions AS (
        SELECT release_id, lag(ordinal) OVER (PARTITION BY thing ORDER BY ordinal) AS before
        FROM (SELECT DISTINCT thing, ordinal, release_id FROM printings)
    ),
    steps AS (
        SELECT release_id, max(before) AS before FROM editions GROUP BY release_id
    )
    SELECT steps.release_id, earlier.release_id AS supersedes_id
    FROM steps JOIN released later ON later.release_id = steps.release_id
    JOIN released earlier
        ON earlier.series = later.series AND earlier.specimen = later.specimen
        AND earlier.ordinal = steps.before
"""

SERIES_RELEASES = """
    SELECT released.*, supersedes_id FROM released LEFT JOIN superseded USING (release_id)
"""
"""The rows of ``series_releases``, once :func:`find_releases` has been called."""

STATISTICS = """
    SELECT s.* REPLACE (r.publication_id AS publication_id, r.release_id AS release_id,
        replaced.revises_id AS revises_id)
    FROM extracted_statistics s JOIN released r USING (series, document_id)
    LEFT JOIN replaced USING (statistic_id)
"""
"""The rows of ``statistics``."""


def find_releases(connection: duckdb.DuckDBPyConnection) -> None:
    """Find the releases, and make ``figures`` and ``printings`` known to what compares them.

    Needs the tables ``documents`` and ``extracted_statistics`` by name.
    """
    for step in (_RELEASED, _FIGURES, _PRINTINGS, _REPLACED, _SUPERSEDED):
        connection.execute(step)
