"""The statistical review over the statistics of the dataset: what each indicator says of each jurisdiction.

Units are places within one state. They are reviewed by the quarter, from what cumulative figures grew by, and
since activation, from the cumulative figures themselves; the two never meet, nor do series, versions of
definitions, or specimens and records.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import date

import duckdb
import pyarrow as pa

from expectations.tables import CONTRACTS
from extractors.records import Basis
from extractors.statistics.recipes import Recipe
from extractors.statistics.review.kinds import Reason, Status
from extractors.statistics.review.model import Counts
from extractors.statistics.review.review import METHOD_VERSION, Review
from extractors.statistics.review.rows import review_rows
from flows.series.cumulative import COUNTED, QUARTERLY

DAYS_ACTIVE = 90
"""Days for which a place must have been active for its rate to be flagged."""

_FOUND = ("review_id", *(field.name for field in fields(Review)), "baseline_others", "baseline_peers")
_FINDINGS = pa.schema([CONTRACTS["statistical_reviews"].schema.field(name) for name in _FOUND])


def _added(side: str) -> str:
    """Give the SQL of a side's counts added up, where all are printed, and of the statistics behind them."""
    there = f"FILTER (side = '{side}')"
    return f"""
        if(count(*) {there} = max(parts) {there}, sum("value"::DECIMAL(18, 3)) {there}, NULL)::DOUBLE
            AS {side},
        coalesce(list(to_id ORDER BY part) {there}, []) AS {side}_to_ids,
        coalesce(list(from_id ORDER BY part) FILTER (side = '{side}' AND from_id IS NOT NULL), [])
            AS {side}_from_ids
    """


_COUNTS = f"""
    CREATE OR REPLACE TEMP TABLE reviewed_counts AS
    WITH {COUNTED}, quarterly AS ({QUARTERLY}),
    units AS (
        SELECT j.jurisdiction_id AS place_id, j.within_id
        FROM jurisdictions j JOIN jurisdictions w ON w.jurisdiction_id = j.within_id
        WHERE w.kind IN ('state', 'district', 'territory', 'fictional')
    ),
    activated AS (SELECT place_id, min(activated_on) AS activated_on FROM activations GROUP BY place_id),
    -- A place of which something has been counted is active, whether or not a list says since when.
    seen AS (
        SELECT series, place_id, min(period_end) AS seen_on FROM statistics
        WHERE basis = 'cumulative' AND "value" > 0 GROUP BY series, place_id
    ),
    printed AS (
        SELECT 'cumulative' AS review_basis, statistic_id AS to_id, NULL::VARCHAR AS from_id,
            counted."value", s.period_start, FALSE AS is_revision
        FROM counted JOIN statistics s USING (statistic_id)
        UNION ALL
        SELECT 'quarter', to_statistic_id, from_statistic_id, difference, period_start, is_revision
        FROM quarterly
    ),
    parts AS (
        SELECT p.*, i.side, i.part, i.parts, i.indicator, s.series, s.place_id, s.place_printed, s.period_end,
            s.definition_version, s.release_id, s.specimen
        FROM printed p JOIN statistics s ON s.statistic_id = p.to_id
        JOIN indicators i ON i.series = s.series AND i.measure = s.measure
            AND i.level IS NOT DISTINCT FROM s.level
        WHERE s.basis = 'cumulative' AND s.place_role = 'location' AND len(s.category) = 0
            AND s.category_place_id IS NULL
    ),
    counts AS (
        SELECT series, indicator, review_basis AS basis, place_id, period_end, definition_version, specimen,
            min(period_start) AS period_start, min(place_printed) AS place_printed,
            max(release_id) AS release_id, bool_or(is_revision) AS is_revision,
            {_added("numerator")}, {_added("denominator")}
        FROM parts GROUP BY ALL
    )
    SELECT c.*, within_id, least(activated_on, seen_on) AS active_since,
        coalesce(period_end - active_since + 1 >= {DAYS_ACTIVE}, FALSE) AS ready,
        CASE WHEN numerator IS NULL OR denominator IS NULL THEN '{Reason.NOT_PRINTED}'
            WHEN is_revision THEN '{Reason.REVISED}' END AS unread,
        'srv-' || left(sha256(concat_ws(chr(31), series, indicator, basis, place_id, period_end,
            coalesce(definition_version, ''), specimen)), 24) AS review_id
    FROM counts c JOIN units USING (place_id) LEFT JOIN activated USING (place_id)
    LEFT JOIN seen USING (series, place_id)
    -- An indicator is reviewed on days on which it is printed of some place.
    QUALIFY count(numerator + denominator) OVER (
        PARTITION BY series, indicator, basis, period_end, definition_version, specimen) > 0
"""

_GROUPS = """
    SELECT DISTINCT series, indicator, basis, definition_version, specimen FROM reviewed_counts
    WHERE unread IS NULL ORDER BY ALL
"""
_OF_GROUP = """
    SELECT review_id, place_id, within_id, period_end, numerator, denominator, ready FROM reviewed_counts
    WHERE series = $series AND indicator = $indicator AND basis = $basis AND specimen = $specimen
        AND definition_version IS NOT DISTINCT FROM $definition_version AND unread IS NULL
    ORDER BY period_end, place_id
"""

STATISTICAL_REVIEWS = f"""
    SELECT c.*, f.* EXCLUDE (review_id) REPLACE (
            coalesce(status, '{Status.INSUFFICIENT_DATA}') AS status,
            coalesce(reason, unread) AS reason,
            if(basis = 'quarter', persistent, NULL) AS persistent
        ),
        count_if(f.status = '{Status.ELIGIBLE}') OVER (
            PARTITION BY series, indicator, basis, period_end, definition_version, specimen) AS n_eligible,
        '{METHOD_VERSION}' AS method_version
    FROM reviewed_counts c LEFT JOIN findings f USING (review_id)
"""
"""The rows of ``statistical_reviews``, once :func:`review_statistics` has been called."""


def review_statistics(connection: duckdb.DuckDBPyConnection, recipes: Sequence[Recipe]) -> None:
    """Review every indicator that recipes declare, a group at a time.

    Needs ``statistics``, ``statistic_changes``, ``activations`` and ``jurisdictions`` by name, and what
    :func:`flows.series.releases.find_releases` makes known.
    """
    connection.register("indicators", _as_table(recipes))
    connection.execute(_COUNTS)
    connection.register("no_findings", _FINDINGS.empty_table())
    connection.execute("CREATE OR REPLACE TEMP TABLE findings AS FROM no_findings")
    for group in connection.sql(_GROUPS).to_arrow_table().to_pylist():
        counts = connection.sql(_OF_GROUP, params=group).to_arrow_table()
        connection.register("more_findings", _findings(counts, group["basis"]))
        connection.execute("INSERT INTO findings FROM more_findings")


def period_name(basis: str, period_end: date) -> str:
    """Name a period so that names are in order of time: ``2011Q2``, or the day through which is counted."""
    if basis == Basis.QUARTER:
        return f"{period_end.year}Q{(period_end.month + 2) // 3}"
    return period_end.isoformat()


def _as_table(recipes: Sequence[Recipe]) -> pa.Table:
    """Give a row for each count that an indicator is made of."""
    names = ("series", "indicator", "side", "part", "parts", "measure", "level")
    rows = [
        (recipe.series, each.name, side, part, len(counts), count.measure, count.level)
        for recipe in recipes
        for each in recipe.indicators
        for side, counts in (("numerator", each.numerator), ("denominator", each.denominator))
        for part, count in enumerate(counts)
    ]
    kinds = (pa.string(), pa.string(), pa.string(), pa.int64(), pa.int64(), pa.string(), pa.string())
    schema = pa.schema(zip(names, kinds, strict=True))
    return pa.Table.from_pylist([dict(zip(names, row, strict=True)) for row in rows], schema=schema)


def _findings(rows: pa.Table, basis: str) -> pa.Table:
    """Review the counts of one group."""
    counts = Counts(*(rows[name].to_numpy() for name in ("numerator", "denominator", "ready")))
    ends = rows["period_end"].to_pylist()
    names = {end: period_name(basis, end) for end in ends}
    found = review_rows(
        counts,
        units=rows["place_id"].to_pylist(),
        periods=[names[end] for end in ends],
        groups=rows["within_id"].to_pylist(),
    )
    columns = {
        name: pa.array(values, _FINDINGS.field(name).type, from_pandas=True) for name, values in found.items()
    }
    return pa.table({"review_id": rows["review_id"], **columns}).select(_FINDINGS.names)
