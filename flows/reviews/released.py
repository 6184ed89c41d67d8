"""The statistical review of a release for people: a funnel plot of each indicator, and a page in plain words.

Quarters are shown where there are any, and else what was counted since activation; the table
``statistical_reviews`` has both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from extractors.statistics.recipes import Indicator, Recipe
from extractors.statistics.review.kinds import Reason
from extractors.statistics.review.model import Counts
from extractors.statistics.review.proportions import Proportions
from extractors.statistics.review.review import Review
from flows.reviews.counts import Given
from flows.reviews.findings import Findings
from flows.reviews.meaning import page
from flows.series.reviews import period_name

FOLDER = "reviews"

_GROUPS = """
    SELECT series, indicator, definition_version, specimen,
        if(bool_or(basis = 'quarter'), 'quarter', 'cumulative') AS basis
    FROM statistical_reviews GROUP BY ALL ORDER BY ALL
"""
_ROWS = """
    SELECT * FROM statistical_reviews
    WHERE series = $series AND indicator = $indicator AND basis = $basis AND specimen = $specimen
        AND definition_version IS NOT DISTINCT FROM $definition_version
    ORDER BY period_end, place_id
"""
_UNREAD = (Reason.NOT_PRINTED, Reason.REVISED)


@dataclass(frozen=True, slots=True)
class _Reviewed:
    """One indicator as it is shown.

    Args:
        name: the name of its files, without an ending.
        indicator: what is compared.
        specimen: whether the figures are made up.
        findings: the review of those of its rows that could be judged.
        unread: how many rows could not be, by period.
    """

    name: str
    indicator: Indicator
    specimen: bool
    findings: Findings
    unread: Counter[str]


def review_files(connection: duckdb.DuckDBPyConnection, recipes: Sequence[Recipe]) -> dict[str, bytes]:
    """Give the files by their path in a release; the same reviews give the same bytes.

    Args:
        connection: one that knows ``statistical_reviews`` and ``cells``.
        recipes: what the indicators mean.
    """
    told = {(recipe.series, each.name): each for recipe in recipes for each in recipe.indicators}
    files = _quoted(connection, told)
    for group in connection.sql(_GROUPS).to_arrow_table().to_pylist():
        rows = connection.sql(_ROWS, params=group).to_arrow_table()
        reviewed = _reviewed(group, rows, told[group["series"], group["indicator"]])
        if reviewed.findings.given.counts.size:
            files[f"{FOLDER}/{reviewed.name}.md"] = _page(reviewed).encode()
            files[f"{FOLDER}/{reviewed.name}.png"] = _picture(reviewed)
    return files


def _quoted(
    connection: duckdb.DuckDBPyConnection, told: Mapping[tuple[str, str], Indicator]
) -> dict[str, bytes]:
    """Give a picture and a page of each indicator that is quoted."""
    from flows.reviews.quoted import draw_quoted, quotations, quoted_page

    files: dict[str, bytes] = {}
    for (series, name), indicator in told.items():
        if found := quotations(connection, indicator):
            path = f"{series}-{name}-quoted"
            files[f"{FOLDER}/{path}.md"] = quoted_page(found, indicator, f"{path}.png").encode()
            files[f"{FOLDER}/{path}.png"] = draw_quoted(found, indicator)
    return files


def _reviewed(group: dict[str, Any], rows: pa.Table, indicator: Indicator) -> _Reviewed:
    ends, reasons = rows["period_end"].to_pylist(), rows["reason"].to_pylist()
    periods = [period_name(group["basis"], end) for end in ends]
    unread = [reason in _UNREAD for reason in reasons]
    read = [period for period, left_out in zip(periods, unread, strict=True) if not left_out]
    parts = (group["series"], group["indicator"], group["definition_version"])
    return _Reviewed(
        name="-".join([*filter(None, parts), *(["specimen"] if group["specimen"] else [])]),
        indicator=indicator,
        specimen=group["specimen"],
        findings=_findings(rows.filter(pa.array([not each for each in unread])), read),
        unread=Counter(period for period, left_out in zip(periods, unread, strict=True) if left_out),
    )


def _findings(rows: pa.Table, periods: Sequence[str]) -> Findings:
    """Give rows of the table as the review that they were written from."""
    columns = {field.name: _array(rows[field.name]) for field in fields(Review)}
    counts = Counts(_array(rows["numerator"]), _array(rows["denominator"]))
    return Findings(
        Given(rows["place_printed"].to_pylist(), periods, counts), Proportions(), Review(**columns)
    )


def _array(column: pa.ChunkedArray) -> Any:
    """Give numbers with NaN, and anything else with None, where there is nothing."""
    numbers = pa.types.is_floating(column.type)
    return np.array(column.to_pylist(), dtype=np.float64 if numbers else np.object_)


def _page(reviewed: _Reviewed) -> str:
    """Write the page of the last period, under the picture."""
    indicator, last = reviewed.indicator, reviewed.findings.periods[-1]
    unread = reviewed.unread[last or ""]
    return "".join(
        [
            _SPECIMEN if reviewed.specimen else "",
            page(reviewed.findings, title=f"{indicator.description} ({last})", period=last),
            f"\n{unread:,} more have a count that is withheld, missing or revised.\n" if unread else "",
            f"\n![Funnel plot: {indicator.name}]({reviewed.name}.png)\n",
        ]
    )


_SPECIMEN = "**SPECIMEN. Every place and every figure on this page is made up.**\n\n"


def _picture(reviewed: _Reviewed) -> bytes:
    from flows.reviews.panels import panels_of
    from flows.reviews.plot import MOST_PANELS, draw

    panels = panels_of(reviewed.findings, reviewed.findings.periods[-MOST_PANELS:])
    mark = "SPECIMEN, made up: " if reviewed.specimen else ""
    return draw([replace(panel, title=f"{mark}{reviewed.indicator.name}, {panel.title}") for panel in panels])
