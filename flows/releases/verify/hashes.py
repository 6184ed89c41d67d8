"""The files of a release against its manifest, and the manifest against itself.

Whoever changes a file and its digests in the manifest alike is not found here: that shows when the release is
built again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from flows.files import file_digest
from flows.releases.manifest import MANIFEST, TableFacts, dataset_digest
from flows.releases.parquet import content_digest
from flows.releases.reader import Release
from flows.releases.verify.faults import Fault


def check_files(release: Release, connection: duckdb.DuckDBPyConnection) -> Iterator[Fault]:
    """Give what is missing, altered or not named, all of it."""
    yield from _manifest(release)
    named = {facts.file: facts for facts in release.manifest.tables.values()}
    for facts in named.values():
        yield from _table(release.path / facts.file, facts, connection)
    for name, digest in release.manifest.files.items():
        yield from _digest(release.path / name, name, digest)
    for path in sorted(release.path.rglob("*")):
        name = path.relative_to(release.path).as_posix()
        if path.is_file() and name not in {MANIFEST, *named, *release.manifest.files}:
            yield Fault("file_not_named", name, "the manifest does not name it")


def _manifest(release: Release) -> Iterator[Fault]:
    manifest = release.manifest
    follows = dataset_digest(manifest.tables)
    if manifest.content_digest != follows:
        yield Fault(
            "manifest_altered", MANIFEST, f"its content digest is {manifest.content_digest}, not {follows}"
        )
    said = json.loads((release.path / MANIFEST).read_text(encoding="utf-8"))["citation"]
    if said != manifest.citation:
        yield Fault("manifest_altered", MANIFEST, f"its citation is {said}, not {manifest.citation}")
    if manifest.version != release.path.name:
        yield Fault("manifest_altered", MANIFEST, f"its version is {manifest.version}")


def _table(path: Path, facts: TableFacts, connection: duckdb.DuckDBPyConnection) -> Iterator[Fault]:
    faults = [*_digest(path, facts.file, facts.sha256)]
    yield from faults
    if any(fault.kind == "file_missing" for fault in faults):
        return
    try:
        found = _read(path, connection)
    except (duckdb.Error, pa.ArrowException, OSError) as error:
        yield Fault("file_unreadable", facts.file, f"it is no Parquet file any more ({type(error).__name__})")
        return
    for name, value in found.items():
        said = getattr(facts, name)
        if said != value:
            yield Fault("table_altered", facts.file, f"{name} is {value}, where the manifest says {said}")


def _read(path: Path, connection: duckdb.DuckDBPyConnection) -> dict[str, object]:
    return {
        "bytes": path.stat().st_size,
        "rows": pq.read_metadata(path).num_rows,
        "columns": {field.name: str(field.type) for field in pq.read_schema(path)},
        "content_sha256": content_digest(connection, path),
    }


def _digest(path: Path, name: str, digest: str) -> Iterator[Fault]:
    if not path.is_file():
        yield Fault("file_missing", name, "it is not there")
    elif (found := file_digest(path)) != digest:
        yield Fault("file_altered", name, f"its SHA-256 is {found}, where the manifest says {digest}")
