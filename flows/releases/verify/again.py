"""The release built again: from the same WARC files, with nothing kept from earlier runs, and no network.

Version, predecessor and the version of the code lie outside the comparison; all rows lie within it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from flows.archives.collections import Collection
from flows.assemble import QUERIES, Tables, assemble_tables, plan
from flows.extract import extract_shards, index_collection
from flows.files import file_digest
from flows.releases.changes import Comparison, RowChange
from flows.releases.manifest import Manifest
from flows.releases.parquet import content_digest
from flows.releases.reader import Release
from flows.releases.verify.faults import Fault
from flows.runlog import RunLog
from flows.settings import RunSettings


@dataclass(frozen=True, slots=True)
class Sources:
    """The WARC files of a release among those at hand.

    Args:
        collection: those that it was built from.
        faults: those that are missing or altered.
        later: how many at hand it was not built from.
    """

    collection: Collection
    faults: tuple[Fault, ...]
    later: int


def sources_of(manifest: Manifest, at_hand: Collection) -> Sources:
    """Find the WARC files that a release was built from, by name and digest; all where it names none."""
    if not manifest.warcs:
        return Sources(at_hand, (), 0)
    chosen = tuple(warc for warc in at_hand.warcs if warc.name in manifest.warcs)
    found = {warc.name: file_digest(warc.path) for warc in chosen}
    faults = [
        Fault("archive_missing", name, "it is not among the WARC files at hand")
        if name not in found
        else Fault("archive_altered", name, f"its SHA-256 is {found[name]}, not {digest}")
        for name, digest in manifest.warcs.items()
        if found.get(name) != digest
    ]
    later = len(at_hand.warcs) - len(chosen)
    return Sources(Collection(manifest.collection, chosen), tuple(faults), later)


def build_again(collection: Collection, settings: RunSettings, log: RunLog) -> Tables:
    """Index, extract and assemble; the folders of the settings must be new."""
    with log.stage("index", total=len(collection.warcs), unit="files") as advance:
        indexes = index_collection(collection, settings, advance)
    shards = plan(collection, indexes, settings)
    with log.stage("extract", total=sum(shard.payloads for shard in shards), unit="payloads") as advance:
        extracted = extract_shards(shards, settings, advance)
    with log.stage("assemble", total=len(QUERIES), unit="tables") as advance:
        return assemble_tables(indexes, extracted.fragments, extracted.quarantined, settings.root, advance)


def compare(release: Release, built: Tables, connection: duckdb.DuckDBPyConnection) -> Iterator[Fault]:
    """Give each table that came out otherwise, with its first row and column that differ."""
    for name, facts in release.manifest.tables.items():
        if name not in built.files:
            yield Fault("table_unknown", name, "this version of the code makes no such table")
        elif content_digest(connection, built.files[name]) != facts.content_sha256:
            yield from _table(name, release.files[name], built.files[name], connection)
    for name in built.files:
        if name not in release:
            yield Fault("table_unknown", name, "the release has no such table, and this code makes one")


def _table(table: str, released: Path, built: Path, connection: duckdb.DuckDBPyConnection) -> Iterator[Fault]:
    try:
        comparison = Comparison(connection, table, released, built)
        change, rows = comparison.change(), comparison.rows(1)
    except (duckdb.Error, OSError):
        yield Fault("table_differs", table, "built again it has another content, and its file cannot be read")
        return
    differing = change.added + change.removed + change.changed
    columns = [
        *(f"+{name}" for name in change.columns_added),
        *(f"-{name}" for name in change.columns_removed),
    ]
    if columns:
        yield Fault("columns_differ", table, f"built again it has other columns: {', '.join(columns)}")
    if rows:
        more = f"; {differing:,} rows differ" if differing > 1 else ""
        yield Fault("table_differs", *_first(table, rows[0], more))
    elif not columns:
        yield Fault("table_differs", table, "the manifest names another content than its file and we have")


def _first(table: str, row: RowChange, more: str) -> tuple[str, str]:
    where = f"{table} {' '.join(map(str, row.key.values()))}"
    if row.after is None:
        return where, f"built again the row is not there{more}"
    if row.before is None:
        return where, f"built again there is this row too{more}"
    column = row.columns[0]
    return f"{where} {column}", f"{row.before[column]!r}, and built again {row.after[column]!r}{more}"
