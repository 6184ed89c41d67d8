"""The history of publications as a release tells it: captures in order, and what changed between them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from flows.duck import connect, view_files
from flows.errors import IdentifierNotFound, ReleaseNotFound
from flows.lineage import define_sightings, publications_at
from flows.releases.reader import Release

Row = dict[str, Any]

_TABLES = ("captures", "documents", "document_addresses", "passages", "revisions", "changes")

_PUBLICATIONS = """
    SELECT DISTINCT publication_id FROM sightings WHERE $id IN (publication_id, document_id, capture_id)
    UNION
    SELECT publication_id FROM revisions WHERE revision_id = $id
    ORDER BY 1
"""

_CAPTURES = """
    SELECT s.capture_id, s.captured_at, s.document_id, d.title, c.original_url, c.archive, c.archive_url,
        s.specimen
    FROM sightings s JOIN captures c USING (capture_id) JOIN documents d USING (document_id)
    WHERE s.publication_id = $id ORDER BY s.captured_at, s.capture_id
"""

_REVISIONS = "SELECT * FROM revisions WHERE publication_id = $id ORDER BY ordinal"

_CHANGES = """
    SELECT c.*, b.text AS before_text, a.text AS after_text, coalesce(a.kind, b.kind) AS kind
    FROM changes c
    LEFT JOIN passages b ON b.passage_id = c.before_passage_id
    LEFT JOIN passages a ON a.passage_id = c.after_passage_id
    WHERE c.revision_id IN (SELECT revision_id FROM revisions WHERE publication_id = $id)
    ORDER BY c.revision_id, c.ordinal
"""


@dataclass(frozen=True, slots=True)
class History:
    """A publication: the captures of its versions, and its revisions, earliest first.

    Each revision has its changes under ``changes``, with the texts before and after.
    """

    publication_id: str
    captures: list[Row]
    revisions: list[Row]


def find_histories(release: Release, identifier: str) -> list[History]:
    """Find the history of what has an id, or of what was captured at an address.

    A document that was captured at several addresses may have several histories.

    Args:
        release: where to look.
        identifier: the id of a publication, document, capture or revision, or an address.

    Raises:
        IdentifierNotFound: nothing of that id or address was captured in quality ok at a known time.
        ReleaseNotFound: the release was made before there were histories.
    """
    if missing := sorted(set(_TABLES) - set(release)):
        raise ReleaseNotFound(
            f"Release {release.citation} has no table {' and none '.join(missing)}.",
            "Name a later one with --version, or build one with: dhs-archive rebuild.",
        )
    with TemporaryDirectory() as folder, connect(Path(folder)) as connection:
        view_files(connection, {table: [release.files[table]] for table in _TABLES})
        define_sightings(connection)
        found = _publications(connection, identifier)
        if not found:
            raise _nothing(release, identifier)
        return [_history(connection, publication) for publication in found]


def _publications(connection: duckdb.DuckDBPyConnection, identifier: str) -> list[str]:
    rows = connection.execute(_PUBLICATIONS, {"id": identifier}).fetchall()
    return [publication for (publication,) in rows] or publications_at(connection, identifier)


def _nothing(release: Release, identifier: str) -> IdentifierNotFound:
    return IdentifierNotFound(
        f"Release {release.citation} has no dated capture of quality ok of {identifier!r}.",
        "Give the id of a document (doc-…) or publication (pub-…), or an address as it was captured.",
    )


def _history(connection: duckdb.DuckDBPyConnection, publication: str) -> History:
    revisions = _rows(connection, _REVISIONS, publication)
    changes: dict[str, list[Row]] = {row["revision_id"]: [] for row in revisions}
    for change in _rows(connection, _CHANGES, publication):
        changes[change["revision_id"]].append(change)
    return History(
        publication,
        _rows(connection, _CAPTURES, publication),
        [{**row, "changes": changes[row["revision_id"]]} for row in revisions],
    )


def _rows(connection: duckdb.DuckDBPyConnection, query: str, publication: str) -> list[Row]:
    cursor = connection.execute(query, {"id": publication})
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
