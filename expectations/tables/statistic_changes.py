"""What must hold of the changes of cumulative statistics."""

from __future__ import annotations

from expectations.contract import Column, Reference, Rule, TableContract
from expectations.tables import statistics
from expectations.tables.patterns import identifier
from extractors.records import StatisticChange

_SAME = (
    *("series", "measure", "counts", "unit", "level", "category", "category_place_id"),
    *("place_id", "place_printed", "place_role", "basis", "definition_version"),
)

_COLUMNS = {
    **{name: statistics.CONTRACT.columns[name] for name in _SAME},
    "change_id": Column("The id of the change.", pattern=identifier("stc")),
    "from_statistic_id": Column("The figure through the earlier day.", pattern=identifier("stt")),
    "to_statistic_id": Column("The figure through the later day.", pattern=identifier("stt")),
    "from_release_id": Column("The release of the earlier figure.", pattern=identifier("rls")),
    "to_release_id": Column("The release of the later figure.", pattern=identifier("rls")),
    "period_start": Column("The first day that the difference covers: the day after the earlier figure."),
    "period_end": Column("The last day that the difference covers."),
    "difference": Column("The later figure less the earlier one, in unit; negative for a revision."),
    "is_revision": Column("Whether it is negative: what had been counted was revised."),
    "specimen": Column("Whether the two stem from examples that this project wrote itself."),
}

_RULES = (
    Rule(
        "difference_of_figures",
        "The difference is that of the two values, and negative exactly for a revision.",
        """
        SELECT change_id AS id, c.difference AS found
        FROM statistic_changes c JOIN statistics a ON a.statistic_id = c.from_statistic_id
        JOIN statistics b ON b.statistic_id = c.to_statistic_id
        WHERE abs(b."value" - a."value" - c.difference) > 1e-9 * greatest(abs(b."value"), 1)
            OR is_revision <> (c.difference < 0)
        """,
    ),
    Rule(
        "period_between_figures",
        "The period begins the day after the earlier figure and ends with the later one.",
        """
        SELECT change_id AS id, format('{} to {}', c.period_start, c.period_end) AS found
        FROM statistic_changes c JOIN statistics a ON a.statistic_id = c.from_statistic_id
        JOIN statistics b ON b.statistic_id = c.to_statistic_id
        WHERE c.period_start <> a.period_end + 1 OR c.period_end <> b.period_end
            OR c.period_start > c.period_end
        """,
    ),
    Rule(
        "one_series_and_definition",
        "Figures are differenced within one series and definition only.",
        """
        SELECT change_id AS id, format('{} and {}', a.series, b.series) AS found
        FROM statistic_changes c JOIN statistics a ON a.statistic_id = c.from_statistic_id
        JOIN statistics b ON b.statistic_id = c.to_statistic_id
        WHERE a.series <> b.series OR a.specimen <> b.specimen
            OR a.definition_version IS DISTINCT FROM b.definition_version
        """,
    ),
)

CONTRACT = TableContract(
    name="statistic_changes",
    record=StatisticChange,
    description="What a cumulative figure grew by between two days on which it is printed.",
    caveats=(
        "A negative change is a revision by the source, not an event that was undone.",
        "A change over a time that is not a quarter is no quarterly figure.",
    ),
    key=("change_id",),
    order=("series", "measure", "place_id", "period_end", "change_id"),
    columns=_COLUMNS,
    references=(
        Reference("from_statistic_id", "statistics", "statistic_id"),
        Reference("to_statistic_id", "statistics", "statistic_id"),
        Reference("from_release_id", "series_releases", "release_id"),
        Reference("to_release_id", "series_releases", "release_id"),
        Reference("place_id", "jurisdictions", "jurisdiction_id"),
        Reference("category_place_id", "jurisdictions", "jurisdiction_id"),
    ),
    rules=_RULES,
)
