"""The publish stage: a release appears whole or not at all."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version as package_version
from pathlib import Path

import pyarrow.parquet as pq

from expectations.checkpoint import CheckResult, as_json, to_table
from expectations.dictionary import as_markdown as dictionary
from expectations.tables import CONTRACTS
from flows.archives.collections import Collection
from flows.archives.digests import Digests
from flows.assemble import Tables
from flows.duck import connect, quoted, view_files
from flows.errors import DataRootMismatch, LossesTooLarge
from flows.expected import CLEARLY_FEWER
from flows.files import file_digest
from flows.releases import accuracy, changelog
from flows.releases.changes import TableChange, compare_table
from flows.releases.descriptors import descriptors
from flows.releases.manifest import Manifest, TableFacts, dataset_digest, read_manifest
from flows.releases.parquet import content_digest
from flows.releases.store import open_aside, place, point_at_latest, seal_release
from flows.releases.versions import Step, next_version, released, step_between
from flows.reviews.released import review_files
from flows.settings import DataRoot, RunSettings
from flows.shards import PARSERS
from flows.sources.knowledge import knowledge
from flows.stores.releases import point, send_release
from flows.stores.vault import send_vault

_NOT_MISSED = ("issues", "changes", "completeness")
"""Tables of findings, of which there may be fewer when more is read well, or asked for."""

_KEYED = ("captures", "documents")
"""Tables of which each row counts; of the others it is the number, since better extractors cut them anew."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What publishing came to.

    Args:
        path: the release that is now the latest.
        manifest: its manifest.
        step: how far it is from the one before it; no step at all if there is no new one.
        changes: what differs, by table.
        results: what the checks said.
    """

    path: Path
    manifest: Manifest
    step: Step
    changes: tuple[TableChange, ...]
    results: tuple[CheckResult, ...]


def last_release(root: DataRoot) -> Manifest | None:
    """Give the manifest of the latest release of a data root, if it has any."""
    versions = released(root.releases)
    return read_manifest(root.releases / versions[-1]) if versions else None


def refuse_other_collection(root: DataRoot, collection: str) -> None:
    """See to it that a data root holds one dataset only.

    Raises:
        DataRootMismatch: its releases were built from another collection.
    """
    last = last_release(root)
    if last and last.collection != collection:
        raise DataRootMismatch(
            f"{root.path} holds the dataset of {last.collection!r}, not of {collection!r}.",
            "Build into another folder with --data-root.",
        )


def publish_release(
    tables: Tables,
    results: Sequence[CheckResult],
    *,
    collection: Collection,
    settings: RunSettings,
) -> Outcome:
    """Publish tables as a release, unless nothing differs from the last one.

    Raises:
        LossesTooLarge: too much of the last release is missing and nobody has accepted that.
    """
    root = settings.root
    last = last_release(root)
    facts = {name: _facts(name, tables, root) for name in tables.files}
    described = _described(results, facts)
    compared = _compare(tables, last, root)
    step = step_between(last, facts, described)
    if last and step is Step.NONE:
        point_at_latest(root, last)
        if root.store:
            point(root.store, last)
        return Outcome(root.releases / last.version, last, step, compared, tuple(results))
    if last and not settings.accept_losses:
        _refuse_losses(compared)
    version = next_version(last.version if last else None, step)
    aside = open_aside(root)
    for name, each in facts.items():
        place(tables.files[name], aside / each.file, _unchanged(name, each, last, root))
    digests = Digests(root)
    manifest = Manifest(
        version=version,
        predecessor=last.version if last else None,
        collection=collection.name,
        captured_until=_captured_until(tables, root),
        specimen=_any_specimen(tables, root),
        content_digest=dataset_digest(facts),
        parsers={package: package_version(package) for package in PARSERS},
        tables=facts,
        described=described,
        files={},
        checks={
            "passed": sum(result.success for result in results),
            "warnings": sum(not result.success for result in results),
        },
        warcs={name: digests.of(path) for name, path in collection.by_name.items()},
        ocr=settings.ocr,
    )
    texts = {**_changelog(version, last, compared), **descriptors(manifest)}
    texts[accuracy.NAME] = accuracy.ACCURACY.read_text(encoding="utf-8")
    names = _write_described(aside, results, texts, _reviews(tables, root))
    manifest = replace(manifest, files={name: file_digest(aside / name) for name in names})
    if root.store:
        send_vault(root)
        send_release(aside, manifest, root.store)
    return Outcome(seal_release(aside, manifest, root), manifest, step, compared, tuple(results))


def _facts(table: str, tables: Tables, root: DataRoot) -> TableFacts:
    path = tables.files[table]
    with connect(root.staging / "duckdb") as connection:
        content = content_digest(connection, path)
    return TableFacts(
        file=path.name,
        rows=tables.rows[table],
        bytes=path.stat().st_size,
        sha256=file_digest(path),
        content_sha256=content,
        columns={field.name: str(field.type) for field in pq.read_schema(path)},
        compared=CONTRACTS[table].compared,
    )


def _described(results: Sequence[CheckResult], facts: Mapping[str, TableFacts]) -> dict[str, str]:
    """Give the digests of what describes the data; what is outside comparisons takes no part."""
    compared = [result for result in results if CONTRACTS[result.table].compared]
    texts = {
        "dictionary": dictionary(CONTRACTS),
        "checks": as_json(compared),
        **descriptors(_any_release(facts)),
    }
    return {name: hashlib.sha256(text.encode()).hexdigest() for name, text in texts.items()}


def _any_release(facts: Mapping[str, TableFacts]) -> Manifest:
    """Give a manifest of the same tables without rows, to tell descriptors that say something else."""
    empty = {name: replace(each, rows=0, bytes=0, sha256="") for name, each in facts.items()}
    return Manifest(
        version="0.0.0",
        predecessor=None,
        collection="",
        captured_until=None,
        specimen=False,
        content_digest="",
        parsers={},
        tables=empty,
        described={},
        files={},
        checks={},
    )


def _reviews(tables: Tables, root: DataRoot) -> dict[str, bytes]:
    """Give plots and pages of the statistical review; they say nothing that its table does not."""
    with connect(root.staging / "duckdb") as connection:
        view_files(connection, {name: [tables.files[name]] for name in ("statistical_reviews", "cells")})
        return review_files(connection, knowledge().recipes)


def _write_described(
    aside: Path, results: Sequence[CheckResult], texts: Mapping[str, str], others: Mapping[str, bytes]
) -> list[str]:
    """Write the files beside the tables, and give their paths in the release."""
    pq.write_table(to_table(results), aside / "checks.parquet", compression="zstd")
    texts = {"DICTIONARY.md": dictionary(CONTRACTS), "checks.json": as_json(results), **texts}
    files = {**{name: text.encode() for name, text in texts.items()}, **others}
    for name, content in files.items():
        (aside / name).parent.mkdir(exist_ok=True)
        (aside / name).write_bytes(content)
    return sorted(["checks.parquet", *files])


def _changelog(version: str, last: Manifest | None, compared: Sequence[TableChange]) -> dict[str, str]:
    return {
        "CHANGES.md": changelog.as_markdown(version, last.version if last else None, compared),
        "changes.json": json.dumps(changelog.as_records(compared), indent=2) + "\n",
    }


def _compare(tables: Tables, last: Manifest | None, root: DataRoot) -> tuple[TableChange, ...]:
    with connect(root.staging / "duckdb") as connection:
        return tuple(
            compare_table(connection, name, _previous(name, last, root), path)
            for name, path in tables.files.items()
            if CONTRACTS[name].compared
        )


def _previous(table: str, last: Manifest | None, root: DataRoot) -> Path | None:
    facts = last.tables.get(table) if last else None
    return root.releases / last.version / facts.file if last and facts else None


def _refuse_losses(compared: Sequence[TableChange]) -> None:
    for change in compared:
        lost = change.removed if change.table in _KEYED else change.before - change.after
        if change.table not in _NOT_MISSED and lost > CLEARLY_FEWER * change.before:
            raise LossesTooLarge(
                f"{lost:,} of the {change.before:,} {change.table} of the last release are "
                f"missing, more than {CLEARLY_FEWER:.0%}; nothing is published.",
                "If they are meant to go, run the same command with --accept-losses.",
            )


def _captured_until(tables: Tables, root: DataRoot) -> str | None:
    value = _scalar("max(captured_at)::DATE::VARCHAR", tables, root)
    return str(value) if value is not None else None


def _any_specimen(tables: Tables, root: DataRoot) -> bool:
    return bool(_scalar("bool_or(specimen)", tables, root))


def _scalar(expression: str, tables: Tables, root: DataRoot) -> object:
    with connect(root.staging / "duckdb") as connection:
        source = f"read_parquet({quoted(str(tables.files['captures']))})"
        rows = connection.execute(f"SELECT {expression} FROM {source}").fetchall()
    return rows[0][0]


def _unchanged(table: str, facts: TableFacts, last: Manifest | None, root: DataRoot) -> Path | None:
    """Give the file of the last release that has the same bytes."""
    old = last.tables.get(table) if last else None
    return root.releases / last.version / old.file if last and old and old.sha256 == facts.sha256 else None
