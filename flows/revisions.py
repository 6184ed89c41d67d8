"""The history of publications: versions that follow each other, and what changed between them.

Each pair of documents is compared once, however often a publication goes back and forth between them. Their
passages come sorted out of DuckDB, pair by pair, so that two documents are in memory at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from extractors.history.diff import diff
from extractors.history.wording import written
from extractors.records import PassageKind
from flows.duck import view_files
from flows.lineage import define_sightings

_VERSIONS = """
    CREATE OR REPLACE TEMP TABLE following AS
    WITH turns AS (
        SELECT *, document_id IS DISTINCT FROM lag(document_id) OVER captured AS turned FROM sightings
        WINDOW captured AS (PARTITION BY publication_id ORDER BY captured_at, capture_id)
    ),
    numbered AS (
        SELECT *, count(*) FILTER (WHERE turned) OVER captured AS version FROM turns
        WINDOW captured AS (PARTITION BY publication_id ORDER BY captured_at, capture_id)
    ),
    versions AS (
        SELECT publication_id, version, min(document_id) AS document_id, bool_or(specimen) AS specimen,
            min(captured_at) AS begun, max(captured_at) AS ended,
            first(capture_id ORDER BY captured_at, capture_id) AS first_capture_id,
            last(capture_id ORDER BY captured_at, capture_id) AS last_capture_id
        FROM numbered GROUP BY publication_id, version
    ),
    pairs AS (
        SELECT publication_id, b.version - 1 AS ordinal,
            b.document_id AS before_document_id, a.document_id AS after_document_id,
            b.last_capture_id AS before_capture_id, a.first_capture_id AS after_capture_id,
            b.ended AS before_last_captured_at, a.begun AS after_first_captured_at,
            b.specimen OR a.specimen AS specimen
        FROM versions b JOIN versions a USING (publication_id)
        WHERE a.version = b.version + 1
    )
    SELECT *,
        dense_rank() OVER (ORDER BY before_document_id, after_document_id) AS pair,
        'rev-' || left(sha256(concat_ws(chr(31), 'rev', publication_id, before_document_id, after_document_id,
            row_number() OVER (
                PARTITION BY publication_id, before_document_id, after_document_id ORDER BY ordinal
            ))), 24) AS revision_id
    FROM pairs
"""

_PASSAGES = """
    WITH sides AS (
        SELECT DISTINCT pair, unnest([0, 1]) AS side, unnest([before_document_id, after_document_id])
            AS document_id
        FROM following
    )
    SELECT pair, side, passage_id, kind, heading_path, text
    FROM sides JOIN passages USING (document_id)
    ORDER BY pair, side, ordinal, passage_id
"""

REVISIONS = """
    SELECT following.*,
        coalesce(n_substantive, 0) AS n_substantive,
        coalesce(n_clerical, 0) AS n_clerical,
        coalesce(n_noise, 0) AS n_noise
    FROM following LEFT JOIN (
        SELECT pair,
            count(*) FILTER (WHERE nature = 'substantive') AS n_substantive,
            count(*) FILTER (WHERE nature = 'clerical') AS n_clerical,
            count(*) FILTER (WHERE nature = 'noise') AS n_noise
        FROM compared GROUP BY pair
    ) USING (pair)
"""
"""The rows of ``revisions``, once :func:`compare_versions` has been called."""

CHANGES = """
    SELECT compared.*, revision_id, specimen,
        'chg-' || left(sha256(concat_ws(chr(31), 'chg', revision_id, compared.ordinal)), 24) AS change_id
    FROM compared JOIN following USING (pair)
"""
"""The rows of ``changes``."""

_COMPARED = pa.schema(
    [
        pa.field("pair", pa.int64()),
        pa.field("ordinal", pa.int64()),
        *(pa.field(name, pa.string()) for name in ("action", "nature", "reason")),
        *(pa.field(name, pa.string()) for name in ("before_passage_id", "after_passage_id")),
        pa.field("edits", pa.list_(pa.string())),
    ]
)

_ROWS_A_READ = 1_024
_ROWS_A_WRITE = 5_000


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """What is read of a passage to compare it."""

    passage_id: str
    kind: PassageKind
    heading_path: tuple[str, ...]
    text: str


Pair = tuple[int, list[StoredPassage], list[StoredPassage]]


def compare_versions(connection: duckdb.DuckDBPyConnection, spool: Path) -> None:
    """Find the versions of all publications and compare those that follow each other.

    Needs the tables ``captures``, ``documents`` and ``passages`` by name.

    Args:
        connection: where they are known; what was found is known there too then.
        spool: the file to which changes are written, unsorted.
    """
    define_sightings(connection)
    connection.execute(_VERSIONS)
    rows = (row for pair in _pairs(connection) for row in _compared(pair))
    with pq.ParquetWriter(spool, _COMPARED, compression="zstd") as writer:
        while some := list(islice(rows, _ROWS_A_WRITE)):
            writer.write_table(pa.Table.from_pylist(some, schema=_COMPARED))
    view_files(connection, {"compared": [spool]})


def _pairs(connection: duckdb.DuckDBPyConnection) -> Iterator[Pair]:
    """Give the passages of the two documents of each pair, those without any passage left out."""
    # A cursor of its own would not know temporary tables; nothing else runs while rows are drawn.
    reader = connection.sql(_PASSAGES).to_arrow_reader(_ROWS_A_READ)
    rows = (row for batch in reader for row in zip(*map(_values, batch.columns), strict=True))
    for pair, both in groupby(rows, key=lambda row: row[0]):
        versions: tuple[list[StoredPassage], list[StoredPassage]] = ([], [])
        for _, side, passage_id, kind, path, text in both:
            versions[side].append(StoredPassage(passage_id, PassageKind(kind), tuple(path), text))
        yield pair, *versions


def _values(column: pa.Array) -> list[Any]:
    values: list[Any] = column.to_pylist()
    return values


def _compared(pair: Pair) -> Iterable[dict[str, object]]:
    number, before, after = pair
    for ordinal, change in enumerate(diff(before, after)):
        yield {
            "pair": number,
            "ordinal": ordinal,
            "action": change.action,
            "nature": change.nature,
            "reason": change.reason,
            "before_passage_id": _id(before, change.before),
            "after_passage_id": _id(after, change.after),
            "edits": written(change.edits),
        }


def _id(version: list[StoredPassage], place: int | None) -> str | None:
    return None if place is None else version[place].passage_id
