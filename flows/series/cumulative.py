"""Cumulative figures as what was added between the days on which they are printed, and by quarter.

Differences are taken within one series and definition. Of several releases that print a figure through one
day the last counts; one that contradicts itself there counts for nothing. A negative difference is a revision
and is kept. Shares are not differenced.
"""

from __future__ import annotations

import duckdb

COUNTED = """
    latest AS (
        SELECT line, period_end, max(ordinal) AS ordinal FROM figures
        WHERE line IS NOT NULL GROUP BY line, period_end
    ),
    counted AS (
        SELECT line, period_end, min(statistic_id) AS statistic_id, min("value") AS "value"
        FROM figures JOIN latest USING (line, period_end, ordinal)
        GROUP BY line, period_end HAVING min("value") = max("value")
    )
"""
"""Two common table expressions: ``counted`` is the figure that counts of each line through each day."""

STATISTIC_CHANGES = f"""
    WITH {COUNTED},
    steps AS (
        SELECT lag(statistic_id) OVER along AS from_statistic_id, statistic_id AS to_statistic_id,
            lag(period_end) OVER along + 1 AS period_start, period_end,
            format('{{:.12g}}', "value" - lag("value") OVER along)::DOUBLE AS difference
        FROM counted WINDOW along AS (PARTITION BY line ORDER BY period_end)
    )
    SELECT
        'stc-' || left(sha256(concat_ws(chr(31), 'stc', from_statistic_id, to_statistic_id)), 24)
            AS change_id,
        steps.*, s.* EXCLUDE (period_start, period_end), b.release_id AS from_release_id,
        s.release_id AS to_release_id, difference < 0 AS is_revision
    FROM (FROM steps WHERE from_statistic_id IS NOT NULL) steps
    JOIN statistics s ON s.statistic_id = to_statistic_id
    JOIN (SELECT statistic_id, release_id FROM statistics) b ON b.statistic_id = from_statistic_id
"""
"""The rows of ``statistic_changes``; needs ``statistics`` and what ``find_releases`` makes known."""

QUARTERLY = """
    WITH placed AS (
        SELECT *, date_trunc('quarter', period_start)::DATE AS quarter,
            coalesce(place_id, place_printed) AS place
        FROM statistic_changes
    ),
    added AS (
        SELECT series, place_id, place, measure, counts, unit, level, category, category_place_id, place_role,
            basis, definition_version, specimen, quarter, min(period_start) AS first_day,
            max(period_end) AS last_day, arg_max(place_printed, period_end) AS place_printed,
            -- Decimals, since sums of floats depend on their order.
            sum(difference::DECIMAL(18, 3))::DOUBLE AS difference,
            arg_min(from_statistic_id, period_start) AS from_statistic_id,
            arg_max(to_statistic_id, period_end) AS to_statistic_id,
            count(*) AS n_changes, bool_or(is_revision) AS is_revision
        FROM placed GROUP BY ALL
    )
    SELECT * EXCLUDE (quarter, place, first_day, last_day), first_day AS period_start,
        last_day AS period_end
    FROM added
    WHERE first_day = quarter AND last_day = last_day(quarter + INTERVAL 2 MONTH)
    ORDER BY series, measure, level, place, period_start, to_statistic_id
"""
"""What was added in each calendar quarter that begins and ends on days on which the figure is printed.

A row has series, place, measure, level and their like, ``period_start`` and ``period_end``, ``difference``,
the first and the last statistic that it is taken from, and whether a revision is in it. A quarter within a
longer step has no row: nothing tells what share of the step is its own.
"""


def quarters(connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyRelation:
    """Give the rows of :data:`QUARTERLY`, unread; needs ``statistic_changes`` by name."""
    return connection.sql(QUARTERLY)
