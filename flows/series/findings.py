"""What is odd about the figures of a series, as issues: each with both figures, and what to do.

The source's own errors are findings. Nothing is corrected here, and nothing left out.
"""

from __future__ import annotations

from extractors.records import Severity, Stage

LEAST_COMPARED = 10
"""Numbers other than 0 that a release has at least before it is called a copy of an earlier one."""


def _issue(code: str, severity: Severity, *, place: str, evidence: str, remedy: str, source: str) -> str:
    """Give the query of one kind of finding.

    Args:
        code: the code of the issue.
        severity: how much it costs.
        place: SQL of a text that sets the finding apart.
        evidence: SQL of the evidence.
        remedy: what to do.
        source: SQL after FROM; ``d`` is the document, ``page`` and ``ordinal`` must be named in it.
    """
    return f"""
        SELECT 'iss-' || left(sha256(concat_ws(chr(31), '{code}', {place})), 24) AS issue_id,
            '{Stage.ASSEMBLE}' AS stage, '{code}' AS code, '{severity}' AS severity,
            coalesce(d.original_url, 'sha256:' || d.payload_sha256) AS address, d.payload_sha256,
            page, ordinal, {evidence} AS evidence, '{remedy}' AS remedy, d.specimen
        FROM {source}
    """


def _about(row: str) -> str:
    """Give the SQL that names place, measure, level and category of a statistic."""
    return (
        f"concat_ws(', ', coalesce({row}.place_printed, {row}.place_id), {row}.measure, {row}.level, "
        f"nullif(array_to_string({row}.category, ', '), ''))"
    )


def _printed(row: str) -> str:
    """Give the SQL of a figure as printed, with the day through which it counts."""
    return f"format('{{}} through {{}}', {row}.printed, {row}.period_end)"


_DECREASED = _issue(
    "cumulative_decreased",
    Severity.INFO,
    place="change_id",
    evidence=f"format('{{}}: {{}}, {{}}', {_about('b')}, {_printed('a')}, {_printed('b')})",
    remedy="A revision of what had been counted before; the difference stands in statistic_changes.",
    source="""
        (SELECT *, NULL::BIGINT AS page, 0::BIGINT AS ordinal FROM statistic_changes WHERE is_revision) c
        JOIN statistics a ON a.statistic_id = c.from_statistic_id
        JOIN statistics b ON b.statistic_id = c.to_statistic_id
        JOIN documents d ON d.document_id = b.document_id
    """,
)

_SUMS = _issue(
    "total_differs_from_parts",
    Severity.WARNING,
    place="table_id",
    evidence=f"""format('{{}} of {{}} totals judged; the first: {{}}, {{}}', n_wrong, n_judged,
        {_about("s")}, {_printed("s")})""",
    remedy="Compare the page; either the source adds up wrongly or a cell is not read as printed.",
    source="""
        (
            SELECT table_id, count_if(NOT adds_up) AS n_wrong, count(*) AS n_judged,
                min(statistic_id) FILTER (NOT adds_up) AS statistic_id
            FROM statistics WHERE adds_up IS NOT NULL GROUP BY table_id HAVING n_wrong > 0
        ) JOIN statistics s USING (statistic_id, table_id)
        JOIN (SELECT table_id, page, ordinal FROM tables) USING (table_id)
        JOIN documents d USING (document_id)
    """,
)

_WHOLES = _issue(
    "part_exceeds_whole",
    Severity.WARNING,
    place="part.statistic_id, whole.statistic_id",
    evidence=f"format('{{}}: {{}}; {{}}: {{}}', {_about('part')}, {_printed('part')}, {_about('whole')}, "
    f"{_printed('whole')})",
    remedy="Compare the page; columns may have moved, or the two count by different rules.",
    source="""
        (
            SELECT *, NULL::BIGINT AS page, 0::BIGINT AS ordinal,
                CASE measure WHEN 'removed' THEN 'ident_matches' WHEN 'ident_matches' THEN 'submissions' END
                    AS of_measure
            FROM statistics WHERE series = 'secure-communities' AND level IS NULL AND len(category) = 0
        ) part JOIN statistics whole
            ON whole.document_id = part.document_id AND whole.measure = part.of_measure
            AND whole.table_id = part.table_id AND whole.basis = part.basis
            AND whole.period_end = part.period_end
            AND whole.period_start IS NOT DISTINCT FROM part.period_start
            AND whole.place_id IS NOT DISTINCT FROM part.place_id
            AND whole.place_printed IS NOT DISTINCT FROM part.place_printed
            AND whole.level IS NULL AND len(whole.category) = 0 AND part."value" > whole."value"
        JOIN documents d ON d.document_id = part.document_id
    """,
)

_SHARES = _issue(
    "share_above_whole",
    Severity.WARNING,
    place="s.statistic_id",
    evidence=f"format('{{}}: {{}}, more than 100 percent', {_about('s')}, {_printed('s')})",
    remedy="Compare the page; the source divides wrongly or by something else than the whole.",
    source="""
        (SELECT *, NULL::BIGINT AS page, 0::BIGINT AS ordinal FROM statistics
            WHERE counts = 'share' AND "value" > 100) s
        JOIN documents d ON d.document_id = s.document_id
    """,
)

_STALE = _issue(
    "release_repeats_earlier",
    Severity.WARNING,
    place="release_id, before_id",
    evidence="""concat(format('all {} figures are those of the release through {}', n_figures,
        coalesce(before_through::VARCHAR, 'a day not told')),
        '; this one is through ', coalesce(through_date::VARCHAR, 'a day not told'),
        ', released ', coalesce(released_on::VARCHAR, 'on a day not told'), ', that one ',
        coalesce(before_released::VARCHAR, 'on a day not told'), ', document ', before_document)""",
    remedy="Ask the publisher for the figures of the later date; do not count these as new.",
    source="""
        (
            WITH contents AS (
                -- Order does not matter to sums of whole numbers.
                SELECT release_id, count(*) AS n_figures, sum(mark) AS total, bit_xor(mark) AS mixed
                FROM (
                    SELECT release_id, "value", md5_number_lower(concat_ws(chr(31), measure, unit,
                        coalesce(level, ''), category, coalesce(category_place_id, ''),
                        coalesce(place_id, place_printed, ''), basis, kind, coalesce("value"::VARCHAR, '')))
                        AS mark
                    FROM statistics
                )
                GROUP BY release_id HAVING count_if("value" <> 0) >= $least
            )
            SELECT r.*, n_figures, NULL::BIGINT AS page, lag(r.release_id) OVER alike AS before_id,
                lag(through_date) OVER alike AS before_through,
                lag(released_on) OVER alike AS before_released,
                lag(document_id) OVER alike AS before_document
            FROM series_releases r JOIN contents USING (release_id)
            WINDOW alike AS (
                PARTITION BY series, r.specimen, n_figures, total, mixed ORDER BY r.ordinal
            )
        ) r JOIN documents d USING (document_id)
        WHERE released_on > before_released OR through_date > before_through
    """.replace("$least", str(LEAST_COMPARED)),
)

_BREAKS = _issue(
    "measure_no_longer_printed",
    Severity.INFO,
    place="release_id, layout, measure, level",
    evidence="""format(
        '{} was printed in the release through {} ({} figures), and is not in the one through {}',
        concat_ws(', ', measure, level), before_through, n_before, through_date)""",
    remedy="Its line ends there, unless another release or layout goes on with it.",
    source="""
        (
            WITH printed AS (
                SELECT release_id, layout, measure, level, count(*) AS n
                FROM statistics GROUP BY ALL
            ),
            editions AS (
                SELECT r.*, layout, NULL::BIGINT AS page,
                    lag(release_id) OVER along AS before_id, lag(through_date) OVER along AS before_through
                FROM (SELECT DISTINCT release_id, layout FROM printed)
                JOIN series_releases r USING (release_id)
                WINDOW along AS (PARTITION BY series, r.specimen, layout ORDER BY r.ordinal)
            )
            SELECT e.*, before.measure, before.level, before.n AS n_before
            FROM editions e
            JOIN printed before ON before.release_id = e.before_id AND before.layout = e.layout
            WHERE through_date > before_through AND NOT EXISTS (
                SELECT 1 FROM printed now WHERE now.release_id = e.release_id
                    AND now.measure = before.measure AND now.level IS NOT DISTINCT FROM before.level
            )
        ) r JOIN documents d USING (document_id)
    """,
)

SERIES_FINDINGS = " UNION ALL BY NAME ".join((_DECREASED, _SUMS, _WHOLES, _SHARES, _STALE, _BREAKS))
"""An issue for each finding; needs the tables of statistics and their releases by name."""
