"""What one panel of a plot shows: one period of a review."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.statistics.review.model import Counts, Model
from extractors.statistics.review.review import Review, columns
from flows.reviews.findings import Findings


@dataclass(frozen=True, slots=True)
class Panel:
    """One period of a review.

    Args:
        title: what stands above it.
        units: the name of each row.
        counts: the counts of each row.
        model: how they were reviewed.
        review: what came out.
    """

    title: str
    units: Sequence[str]
    counts: Counts
    model: Model
    review: Review


def panels_of(findings: Findings, periods: Sequence[str | None]) -> list[Panel]:
    """Give a panel for each of these periods."""
    return [_panel_of(findings, period) for period in periods]


def _panel_of(findings: Findings, period: str | None) -> Panel:
    rows, given = findings.rows_of(period), findings.given
    return Panel(
        title=period or "",
        units=[given.units[row] for row in rows],
        counts=given.counts.only(rows),
        model=findings.model,
        review=Review(**{name: values[rows] for name, values in columns(findings.review).items()}),
    )
