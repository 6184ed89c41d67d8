"""What must hold of the statistical review."""

from __future__ import annotations

from expectations.contract import Column, Reference, Rule, TableContract
from expectations.tables import statistics
from expectations.tables.patterns import TEXT, identifier
from extractors.records import StatisticalReview

_SAME = ("series", "basis", "period_start", "definition_version", "place_printed")
_IDS = {
    f"{side}_{end}_ids": Column(f"The figures that the {side} {what}.")
    for side in ("numerator", "denominator")
    for end, what in (
        ("to", "is the sum of; for a quarter, those on its last day"),
        ("from", "is reduced by: those on the day before the quarter; none where it is cumulative"),
    )
}
_LIMITS = {
    f"{prefix}{side}{level}": Column(
        f"The {side} limit of the rate at {percent}, {what}.", minimum=0, maximum=1
    )
    for prefix, what in (
        ("", "as chance alone explains"),
        ("adjusted_", "with the variance between units taken in"),
    )
    for level, percent in (("95", "95 %"), ("998", "99.8 %"))
    for side in ("lower", "upper")
}

_COLUMNS = {
    **{name: statistics.CONTRACT.columns[name] for name in _SAME},
    **_IDS,
    **_LIMITS,
    "review_id": Column("The id of the finding.", pattern=identifier("srv")),
    "indicator": Column("What is compared, as the recipe of the series declares it.", pattern=TEXT),
    "period_end": Column("The last day that is counted."),
    "place_id": Column("The jurisdiction.", pattern=TEXT),
    "within_id": Column("The state in which it lies; places of one state are peers.", pattern=TEXT),
    "release_id": Column("The release of the series that brought the figures.", pattern=identifier("rls")),
    "numerator": Column("The count; none where one of its figures is withheld or not printed."),
    "denominator": Column("What it is a share of; none where a figure is withheld or not printed."),
    "active_since": Column(
        "The day of activation, or the first day through which anything was counted, if earlier."
    ),
    "status": Column("Whether the row can be flagged."),
    "reason": Column("Why it cannot."),
    "flag": Column("What the review says after overdispersion is taken in; of eligible rows only."),
    "confirmed": Column(
        "Of alerts: whether they hold where the median tells the variance between units. Rely on these."
    ),
    "persistent": Column("Whether two of the last four quarters were alerts; of quarters only."),
    "direction": Column("On which side of the baseline the rate lies; none where it lies on it."),
    "funnel_class": Column("The rate against the plain limits, whatever the status."),
    "rate": Column("Numerator over denominator.", minimum=0),
    "baseline": Column("The rate of all eligible units together.", minimum=0, maximum=1),
    "baseline_others": Column("The rate of all other eligible units.", minimum=0, maximum=1),
    "baseline_peers": Column("The rate of the other eligible units of the state.", minimum=0, maximum=1),
    "n_eligible": Column("Units that are eligible in the review of this period.", minimum=0),
    "excess": Column("The numerator less what the baseline gives."),
    "score_z": Column("The score of the plain limits."),
    "z": Column("The score on the arcsine scale, on which overdispersion is measured."),
    "phi": Column("Overdispersion; near 1 or below where chance explains all.", minimum=0),
    "tau2": Column("The variance between units on the scale of z, from winsorised scores.", minimum=0),
    "z_od": Column("The score after that variance."),
    "p_value": Column("Two-sided, of z_od.", minimum=0, maximum=1),
    "q_value": Column("The false discovery rate among all eligible units.", minimum=0, maximum=1),
    "tau2_robust": Column("The variance between units as the median tells it.", minimum=0),
    "z_robust": Column("The score after that variance."),
    "q_robust": Column("Its false discovery rate.", minimum=0, maximum=1),
    "mad_z": Column("The score against the median of all units; a check that decides nothing."),
    "eb_rate": Column("The rate after shrinkage, for ranking.", minimum=0, maximum=1),
    "eb_prob_high": Column(
        "The probability that the rate behind it lies above the baseline.", minimum=0, maximum=1
    ),
    "method_version": Column("The version of the method, told in README.", pattern=r"\d+"),
    "specimen": Column("Whether the figures stem from examples that this project wrote itself."),
}


_RULES = (
    Rule(
        "counts_of_figures",
        "Numerator and denominator are what the figures behind them add up to.",
        """
        WITH sides AS (
            SELECT review_id, 'numerator' AS side, numerator AS said, numerator_to_ids AS to_ids,
                numerator_from_ids AS from_ids FROM statistical_reviews
            UNION ALL SELECT review_id, 'denominator', denominator, denominator_to_ids, denominator_from_ids
            FROM statistical_reviews
        ),
        ends AS (
            SELECT review_id, side, said, 1 AS sign, unnest(to_ids) AS statistic_id FROM sides
            UNION ALL SELECT review_id, side, said, -1, unnest(from_ids) FROM sides
        ),
        added AS (
            SELECT review_id, side, any_value(said) AS said, sum(sign * "value") AS counted,
                count(*) > count("value") AS lost
            FROM ends LEFT JOIN statistics USING (statistic_id) GROUP BY review_id, side
        )
        SELECT review_id AS id, format('{}: {} and not {}', side, counted, said) AS found FROM added
        WHERE said IS NOT NULL AND (lost OR abs(said - counted) > 1e-6)
        """,
    ),
    Rule(
        "counts_have_figures",
        "A count that is given names the figures behind it.",
        """
        SELECT review_id AS id, 'no figure' AS found FROM statistical_reviews
        WHERE (numerator IS NOT NULL AND len(numerator_to_ids) = 0)
            OR (denominator IS NOT NULL AND len(denominator_to_ids) = 0)
        """,
    ),
    Rule(
        "rate_of_counts",
        "The rate is the numerator over the denominator.",
        """
        SELECT review_id AS id, rate AS found FROM statistical_reviews
        WHERE rate IS NOT NULL AND abs(rate * denominator - numerator) > 1e-6 * greatest(numerator, 1)
        """,
    ),
    Rule(
        "eligible_or_why_not",
        "A row is eligible or says why not, and only eligible rows are flagged.",
        """
        SELECT review_id AS id, concat_ws(' ', status, reason, flag) AS found FROM statistical_reviews
        WHERE (status = 'eligible') <> (reason IS NULL) OR (status = 'eligible') <> (flag IS NOT NULL)
            OR (confirmed IS NOT NULL) <> (flag IS NOT DISTINCT FROM 'alert')
        """,
    ),
    Rule(
        "eligible_are_counted",
        "The number of eligible units is that of the rows of the review.",
        """
        SELECT min(review_id) AS id,
            concat_ws(' and ', max(n_eligible), count_if(status = 'eligible')) AS found
        FROM statistical_reviews
        GROUP BY series, indicator, basis, period_end, definition_version, specimen
        HAVING min(n_eligible) <> max(n_eligible) OR max(n_eligible) <> count_if(status = 'eligible')
        """,
    ),
    Rule(
        "limits_in_order",
        "Limits lie around the baseline, the wider ones outside.",
        """
        SELECT review_id AS id, concat_ws(' ', lower998, lower95, baseline, upper95, upper998) AS found
        FROM statistical_reviews
        WHERE NOT (lower998 <= lower95 AND lower95 <= baseline AND baseline <= upper95
            AND upper95 <= upper998)
        """,
    ),
)

CONTRACT = TableContract(
    name="statistical_reviews",
    record=StatisticalReview,
    description="What the statistical review, computed by this project, says of a jurisdiction in a period.",
    caveats=(
        "An outlier is a reason to look, and no finding of misconduct.",
        "These are findings of this project; the Department has published none of its own review.",
        "Rely on alerts that are confirmed: of units that only differ, up to one in twenty is an alert.",
        "It is no ranking: the highest and lowest rates are mostly those of small places.",
    ),
    key=("review_id",),
    order=("series", "indicator", "basis", "period_end", "place_id", "review_id"),
    columns=_COLUMNS,
    references=(
        *(Reference(name, "statistics", "statistic_id") for name in _IDS),
        Reference("place_id", "jurisdictions", "jurisdiction_id"),
        Reference("within_id", "jurisdictions", "jurisdiction_id"),
        Reference("release_id", "series_releases", "release_id"),
    ),
    rules=_RULES,
)
