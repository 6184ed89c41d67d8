"""The assemble stage: what needs all documents at once, as queries over the fragments of all shards.

Identity of captures, what a revisit repeats, first captures and their number, targets of links, and the
history of publications. Everything runs out of core; each table is written sorted by its full key.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from expectations.tables import CONTRACTS
from extractors.records import Severity, Stage
from flows import promises
from flows.address_keys import ADDRESS_KEY
from flows.archives.collections import Collection
from flows.completeness import COMPLETENESS, compare_listings
from flows.dates import CHOSEN_DATES, DOCUMENT_DATES, complete_dates
from flows.duck import connect, view_files
from flows.errors import CollectionError
from flows.extract import Quarantine
from flows.fragments import CONTENT_TABLES, INDEX_TABLES, to_arrow
from flows.publications import DOCUMENT_ADDRESSES, MOST_PATHS, PUBLICATIONS, find_publications
from flows.releases.parquet import write_sorted
from flows.revisions import CHANGES, REVISIONS, compare_versions
from flows.series.cumulative import STATISTIC_CHANGES
from flows.series.disagreements import DISAGREEMENTS
from flows.series.findings import SERIES_FINDINGS
from flows.series.gazetteer import JURISDICTION_NAMES, JURISDICTIONS, know_places
from flows.series.releases import SERIES_RELEASES, STATISTICS, find_releases
from flows.series.reviews import STATISTICAL_REVIEWS, review_statistics
from flows.settings import DataRoot, RunSettings
from flows.shards import Shard, ShardAddress, plan_shards, write_plan
from flows.sources.knowledge import knowledge

_CAPTURES = f"""
    WITH known AS (
        SELECT DISTINCT ON (capture_id) * FROM indexed_captures ORDER BY ALL
    ),
    -- A capture that an archive once gave in part, and later whole, is the whole one.
    indexed AS (
        SELECT * FROM known
        QUALIFY archive_url IS NULL OR quality <> 'truncated' OR count_if(quality <> 'truncated')
            OVER (PARTITION BY archive, archive_url, captured_at) = 0
    ),
    bodies AS (
        SELECT DISTINCT ON (payload_sha256)
            payload_sha256, payload_bytes, media_type_sniffed, quality, quality_evidence
        FROM indexed WHERE NOT is_revisit AND payload_sha256 IS NOT NULL
        ORDER BY payload_sha256, quality <> 'ok', captured_at NULLS LAST, capture_id
    ),
    digests AS (
        SELECT DISTINCT ON (archive_digest) archive_digest, payload_sha256 FROM indexed
        WHERE NOT is_revisit AND archive_digest IS NOT NULL AND archive_digest_matches IS NOT FALSE
        ORDER BY archive_digest, captured_at NULLS LAST, capture_id
    ),
    told AS (
        SELECT c.* REPLACE (coalesce(c.payload_sha256, d.payload_sha256) AS payload_sha256)
        FROM indexed c LEFT JOIN digests d ON c.is_revisit AND c.archive_digest = d.archive_digest
    ),
    resolved AS (
        SELECT c.* REPLACE (
            coalesce(c.payload_bytes, b.payload_bytes) AS payload_bytes,
            coalesce(c.media_type_sniffed, b.media_type_sniffed) AS media_type_sniffed,
            if(c.quality = 'unresolved_revisit', coalesce(b.quality, c.quality), c.quality) AS quality,
            if(c.quality = 'unresolved_revisit' AND b.quality IS NOT NULL,
                b.quality_evidence, c.quality_evidence) AS quality_evidence
        )
        FROM told c LEFT JOIN bodies b ON c.is_revisit AND c.payload_sha256 = b.payload_sha256
    ),
    -- One page under many addresses of a host is what the server says when it has none, but at its root.
    spread AS (
        SELECT payload_sha256, split_part(url_key, ')', 1) AS host,
            count(DISTINCT split_part(url_key, '?', 1)) AS n
        FROM resolved WHERE quality = 'ok' AND media_type_sniffed = 'text/html' GROUP BY ALL
    )
    SELECT c.* REPLACE (
        if(s.n IS NULL, c.quality, 'soft_404') AS quality,
        if(s.n IS NULL, c.quality_evidence, format('the same page at {{}} addresses', s.n))
            AS quality_evidence
    )
    FROM resolved c LEFT JOIN spread s
        ON c.payload_sha256 = s.payload_sha256 AND split_part(c.url_key, ')', 1) = s.host
        AND c.quality = 'ok' AND s.n > {MOST_PATHS} AND NOT regexp_matches(c.url_key, '\\)/(\\?|$)')
"""

_LOCATIONS = """
    SELECT DISTINCT ON (capture_id, warc_file, record_offset) * FROM indexed_capture_locations
    ORDER BY capture_id, warc_file, record_offset
"""

_DOCUMENTS = f"""
    SELECT d.* REPLACE (
        seen.first AS first_captured_at, seen.n AS n_captures, members.publication_id AS publication_id,
        chosen.published_on AS published_on, chosen.published_on_source AS published_on_source,
        chosen.published_on_printed AS published_on_printed, chosen.modified_on AS modified_on,
        chosen.modified_on_source AS modified_on_source, chosen.modified_on_printed AS modified_on_printed
    )
    FROM extracted_documents d JOIN members USING (document_id)
    LEFT JOIN ({CHOSEN_DATES}) chosen USING (document_id)
    JOIN (
        SELECT payload_sha256, min(captured_at) AS first, count(*) AS n FROM captures
        WHERE quality NOT IN ('redirect', 'client_error', 'server_error', 'blocked')
        GROUP BY payload_sha256
    ) seen ON seen.payload_sha256 = d.payload_sha256
"""

_UNRESOLVED = f"""
    SELECT
        'iss-' || left(sha256('unresolved_revisit' || capture_id), 24) AS issue_id,
        '{Stage.ASSEMBLE}' AS stage, 'unresolved_revisit' AS code, '{Severity.WARNING}' AS severity,
        original_url AS address, NULL::VARCHAR AS payload_sha256, NULL::BIGINT AS page, 0::BIGINT AS ordinal,
        'no record with digest ' || coalesce(archive_digest, '(none)') AS evidence,
        'Add the WARC file that holds the first capture of this content.' AS remedy, specimen
    FROM captures WHERE quality = 'unresolved_revisit'
"""

_ISSUES = f"""
    -- What an archive did not give one night it may have given another; a page that is gone stays so.
    SELECT DISTINCT ON (issue_id) * FROM (
        SELECT * FROM indexed_issues
        WHERE stage <> '{Stage.COLLECT}' OR code LIKE 'page_vanished%' OR address NOT IN (
            SELECT archive_url FROM captures WHERE archive_url IS NOT NULL
        )
        UNION ALL BY NAME SELECT * FROM extracted_issues
        UNION ALL BY NAME SELECT * FROM run_issues
        UNION ALL BY NAME {_UNRESOLVED}
        UNION ALL BY NAME {promises.DIFFERENT_PAGES}
        UNION ALL BY NAME {SERIES_FINDINGS}
    ) ORDER BY ALL
"""

_TEMPLATE_COVERAGE = """
    WITH texts AS (
        SELECT DISTINCT document_id FROM passages
        WHERE kind NOT IN ('notice', 'navigation', 'boilerplate')
    ),
    files AS (SELECT DISTINCT document_id FROM links WHERE note_format IS NOT NULL)
    SELECT coalesce(era, 'not_known') AS era, coalesce(component, 'not_known') AS component, specimen,
        count(*) AS pages, count(title) AS with_title, count(published_on) AS with_published,
        count(modified_on) AS with_modified, count(language) AS with_language,
        count(canonical_url) AS with_canonical_url, count_if(archived_notice) AS with_archived_notice,
        count(texts.document_id) AS with_main_text, count(files.document_id) AS with_files,
        count_if(extractor <> 'html') AS by_general_extractor
    FROM documents LEFT JOIN texts USING (document_id) LEFT JOIN files USING (document_id)
    WHERE extractor LIKE 'html%'
    GROUP BY ALL
"""

QUERIES = {
    "captures": _CAPTURES,
    "capture_locations": _LOCATIONS,
    "publications": PUBLICATIONS,
    "documents": _DOCUMENTS,
    "document_addresses": DOCUMENT_ADDRESSES,
    "document_dates": DOCUMENT_DATES,
    "passages": "SELECT * FROM extracted_passages",
    "links": promises.LINKS,
    "tables": "SELECT * FROM extracted_tables",
    "cells": "SELECT * FROM extracted_cells",
    "table_notes": "SELECT * FROM extracted_table_notes",
    "ocr_words": "SELECT * FROM extracted_ocr_words",
    "policies": "SELECT * FROM extracted_policies",
    "policy_words": "SELECT * FROM extracted_policy_words",
    "provisions": "SELECT * FROM extracted_provisions",
    "contacts": "SELECT * FROM extracted_contacts",
    "complaint_forms": "SELECT * FROM extracted_complaint_forms",
    "jurisdictions": JURISDICTIONS,
    "jurisdiction_names": JURISDICTION_NAMES,
    "series_releases": SERIES_RELEASES,
    "statistics": STATISTICS,
    "disagreements": DISAGREEMENTS,
    "statistic_changes": STATISTIC_CHANGES,
    "activations": "SELECT * FROM extracted_activations",
    "statistical_reviews": STATISTICAL_REVIEWS,
    "revisions": REVISIONS,
    "changes": CHANGES,
    "issues": _ISSUES,
    "template_coverage": _TEMPLATE_COVERAGE,
    "completeness": COMPLETENESS,
}
"""How each table follows from indexes and fragments; the captures come first, since others refer to them."""

PREPARATIONS: dict[str, Callable[[duckdb.DuckDBPyConnection, Path], None]] = {
    "publications": lambda connection, _: find_publications(connection),
    "documents": lambda connection, _: complete_dates(connection),
    "completeness": lambda connection, _: compare_listings(connection),
    "links": lambda connection, _: promises.seek_targets(connection),
    "jurisdictions": lambda connection, _: know_places(connection),
    "series_releases": lambda connection, _: find_releases(connection),
    "statistical_reviews": lambda connection, _: review_statistics(connection, knowledge().recipes),
    "revisions": lambda connection, folder: compare_versions(connection, folder / "compared.parquet"),
}
"""What must be known before a table is written: temporary tables that its query reads, and later ones may."""


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of a release in the making: a sorted Parquet file each, and its number of rows."""

    files: dict[str, Path]
    rows: dict[str, int]


def plan(collection: Collection, indexes: Sequence[Path], settings: RunSettings) -> list[ShardAddress]:
    """Cut the payloads of a collection into shards, by its indexes, and write down what is in each.

    Raises:
        CollectionError: the collection holds no capture.
    """
    shards, captures, damage = _planned(collection, indexes, settings.root)
    if captures == 0:
        raise CollectionError(
            f"The collection {collection.name!r} holds no capture.{damage}",
            "Name files that hold captures, or fetch some with dhs-archive collect.",
        )
    folder = settings.root.staging / "shards"
    folder.mkdir(parents=True, exist_ok=True)
    return [write_plan(shard, folder, settings.ocr) for shard in shards]


def _planned(collection: Collection, indexes: Sequence[Path], root: DataRoot) -> tuple[list[Shard], int, str]:
    """Give the shards, the number of captures, and what is wrong with the files, in words."""
    with connect(root.staging / "duckdb") as connection:
        _view_indexes(connection, indexes)
        connection.execute(f"CREATE TEMP VIEW captures AS {_CAPTURES}")
        connection.execute(f"CREATE TEMP VIEW capture_locations AS {_LOCATIONS}")
        (captures,) = connection.execute("SELECT count(*) FROM captures").fetchall()[0]
        issues = "SELECT address, evidence FROM indexed_issues ORDER BY ALL LIMIT 3"
        damage = "".join(f" {where}: {what}." for where, what in connection.execute(issues).fetchall())
        return plan_shards(connection, collection.by_name), captures, damage


def assemble_tables(
    indexes: Sequence[Path],
    fragments: Sequence[Path],
    quarantined: Sequence[Quarantine],
    root: DataRoot,
    advance: Callable[[int], None],
) -> Tables:
    """Write every table of the dataset from what indexing and extraction gave."""
    folder = root.staging / "tables"
    folder.mkdir(parents=True, exist_ok=True)
    files = {table: folder / f"{table}.parquet" for table in QUERIES}
    rows: dict[str, int] = {}
    with connect(root.staging / "duckdb") as connection:
        _view_indexes(connection, indexes)
        _view_fragments(connection, fragments)
        run_issues = to_arrow("issues", [each.as_issue() for each in quarantined])
        connection.register("run_issues", run_issues)
        connection.execute(ADDRESS_KEY)
        for table, query in QUERIES.items():
            if prepare := PREPARATIONS.get(table):
                prepare(connection, root.staging)
            contract = CONTRACTS[table]
            rows[table] = write_sorted(
                connection, query, contract.schema, contract.order, files[table], looked_up=contract.ids
            )
            view_files(connection, {table: [files[table]]})
            advance(1)
    return Tables(files, rows)


def _view_indexes(connection: duckdb.DuckDBPyConnection, indexes: Sequence[Path]) -> None:
    view_files(
        connection,
        {f"indexed_{t}": [folder / f"{t}.parquet" for folder in indexes] for t in INDEX_TABLES},
    )


def _view_fragments(connection: duckdb.DuckDBPyConnection, fragments: Sequence[Path]) -> None:
    """Make the fragments' tables known; where there are none, as tables without rows."""
    for table in CONTENT_TABLES:
        if fragments:
            view_files(connection, {f"extracted_{table}": [f / f"{table}.parquet" for f in fragments]})
        else:
            connection.register(f"extracted_{table}", to_arrow(table, ()))
