"""The statistical review over the statistics of the dataset: what each indicator says of each jurisdiction.

Units are places within one state. They are reviewed by the quarter, from what cumulative figures grew by, and
since activation, from the cumulative figures themselves; the two never meet, nor do series, versions of
definitions, or specimens and records.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any

import duckdb
import pyarrow as pa

from extractors.records import Basis, StatisticalReview, row_id
from extractors.statistics.recipes import Recipe
from extractors.statistics.review.kinds import Reason, Status
from extractors.statistics.review.review import METHOD_VERSION, Review
from extractors.statistics.review.rows import UnitCount, review_rows
from flows.fragments import to_arrow
from flows.series.cumulative import COUNTED, QUARTERLY

DAYS_ACTIVE = 90
"""Days for which a place must have been active for its rate to be flagged."""

_TABLE = "statistical_reviews"
_FINDINGS = (*(field.name for field in fields(Review)), "baseline_others", "baseline_peers")


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
    SELECT c.*, within_id, least(activated_on, seen_on) AS active_since
    FROM counts c JOIN units USING (place_id) LEFT JOIN activated USING (place_id)
    LEFT JOIN seen USING (series, place_id)
    -- An indicator is reviewed on days on which it is printed of some place.
    QUALIFY count(numerator + denominator) OVER (
        PARTITION BY series, indicator, basis, period_end, definition_version, specimen) > 0
"""

_GROUPS = """
    SELECT DISTINCT series, indicator, basis, definition_version, specimen FROM reviewed_counts ORDER BY ALL
"""
_OF_GROUP = """
    SELECT * FROM reviewed_counts WHERE series = $series AND indicator = $indicator AND basis = $basis
        AND definition_version IS NOT DISTINCT FROM $definition_version AND specimen = $specimen
    ORDER BY period_end, place_id
"""

STATISTICAL_REVIEWS = "SELECT * FROM reviewed"
"""The rows of ``statistical_reviews``, once :func:`review_statistics` has been called."""


def review_statistics(connection: duckdb.DuckDBPyConnection, recipes: Sequence[Recipe]) -> None:
    """Review every indicator that recipes declare, a group at a time.

    Needs ``statistics``, ``statistic_changes``, ``activations`` and ``jurisdictions`` by name, and what
    :func:`flows.series.releases.find_releases` makes known.
    """
    connection.register("indicators", _as_table(recipes))
    connection.execute(_COUNTS)
    connection.register("no_reviews", to_arrow(_TABLE, ()))
    connection.execute("CREATE OR REPLACE TEMP TABLE reviewed AS FROM no_reviews")
    for group in connection.sql(_GROUPS).to_arrow_table().to_pylist():
        rows = connection.sql(_OF_GROUP, params=group).to_arrow_table().to_pylist()
        connection.register("more_reviews", to_arrow(_TABLE, list(_reviewed(rows))))
        connection.execute("INSERT INTO reviewed FROM more_reviews")


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


def _reviewed(rows: Sequence[Mapping[str, Any]]) -> Iterator[StatisticalReview]:
    """Review the rows of one group; those that cannot be judged are listed and take no part."""
    judged = [number for number, row in enumerate(rows) if _objection(row) is None]
    found = dict(zip(judged, review_rows([_unit_count(rows[number]) for number in judged]), strict=True))
    eligible = Counter(
        rows[number]["period_end"] for number, each in found.items() if each["status"] is Status.ELIGIBLE
    )
    for number, row in enumerate(rows):
        findings = found.get(number) or _none(_objection(row))
        yield _as_record(row, findings, eligible[row["period_end"]])


def _none(reason: Reason | None) -> dict[str, Any]:
    return dict.fromkeys(_FINDINGS) | {"status": Status.INSUFFICIENT_DATA, "reason": reason}


def _objection(row: Mapping[str, Any]) -> Reason | None:
    """Tell why a row has no counts to judge."""
    if row["numerator"] is None or row["denominator"] is None:
        return Reason.NOT_PRINTED
    return Reason.REVISED if row["is_revision"] else None


def _unit_count(row: Mapping[str, Any]) -> UnitCount:
    since, until = row["active_since"], row["period_end"]
    return UnitCount(
        unit=row["place_id"],
        period=period_name(row["basis"], until),
        numerator=row["numerator"],
        denominator=row["denominator"],
        group=row["within_id"],
        ready=since is not None and (until - since).days + 1 >= DAYS_ACTIVE,
    )


def _as_record(row: Mapping[str, Any], findings: Mapping[str, Any], eligible: int) -> StatisticalReview:
    names = ("series", "indicator", "basis", "place_id", "period_end", "definition_version", "specimen")
    known = {field.name: row[field.name] for field in fields(StatisticalReview) if field.name in row}
    known |= {name: tuple(value) for name, value in known.items() if name.endswith("_ids")}
    lasting = findings["persistent"] if row["basis"] == Basis.QUARTER else None
    return StatisticalReview(
        review_id=row_id("srv", *(row[name] for name in names)),
        n_eligible=eligible,
        method_version=METHOD_VERSION,
        **known,
        **{**findings, "persistent": lasting},
    )
