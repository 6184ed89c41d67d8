"""From a collection to a release: the part of the line that every flow ends with, as Prefect tasks."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

import duckdb
from prefect import task
from prefect.cache_policies import NO_CACHE

from expectations.results import CheckResult
from flows.archives.collections import Collection
from flows.assemble import QUERIES, Tables, assemble_tables, plan
from flows.evidence.failures import show_failures
from flows.expected import as_rows, fewer_kept
from flows.extract import Advance, Extracted, Quarantine, extract_shards, index_collection
from flows.fragments import CONTENT_TABLES, INDEX_TABLES, sweep_damaged
from flows.publish import Outcome, publish_release
from flows.releases.reader import open_release
from flows.releases.versions import Step
from flows.runlog import RunLog
from flows.scale import Engine
from flows.settings import DataRoot, RunSettings
from flows.shards import ShardAddress
from flows.stores.shards import Returned, extract_lent, lend, take_back
from flows.stores.store import Store
from flows.stores.vault import send_vault
from flows.unchanged import inputs_digest, recall, remember

SHARDS_A_TASK = 64
"""Shards that one Prefect task extracts: a task costs the server more than a small shard costs us."""

SHARDS_A_FAR_TASK = 8
"""The same on a cluster, whose workers are to have enough to do from the first task to the last."""


@task(cache_policy=NO_CACHE)
def index(collection: Collection, settings: RunSettings, advance: Advance) -> list[Path]:
    """Learn which captures the WARC files of a collection hold."""
    return index_collection(collection, settings, advance)


@task(cache_policy=NO_CACHE)
def extract_batch(shards: Sequence[ShardAddress], settings: RunSettings, advance: Advance) -> Extracted:
    """Extract a batch of shards with a pool of workers."""
    return extract_shards(shards, settings, advance)


@task(cache_policy=NO_CACHE)
def extract_far(shards: Sequence[ShardAddress], settings: RunSettings) -> Extracted:
    """Extract a batch of shards on a worker of a cluster, in a process of its own."""
    return extract_shards(shards, replace(settings, workers=1), lambda _: None)


@task(cache_policy=NO_CACHE)
def extract_lent_batch(shards: Sequence[ShardAddress], settings: RunSettings, store: Store) -> Returned:
    """Extract a batch of shards on a worker that shares a store with us and no disk."""
    return extract_lent(shards, settings, store)


@task(cache_policy=NO_CACHE)
def assemble(
    indexes: Sequence[Path],
    fragments: Sequence[Path],
    quarantined: Sequence[Quarantine],
    settings: RunSettings,
    advance: Advance,
) -> Tables:
    """Write the sorted tables."""
    return assemble_tables(indexes, fragments, quarantined, settings.root, advance)


@task(cache_policy=NO_CACHE)
def validate_and_publish(
    tables: Tables, collection: Collection, settings: RunSettings, log: RunLog
) -> Outcome:
    """Let Great Expectations judge the tables, and publish them if it lets them pass."""
    from flows.validate import validate_tables

    def show(results: Sequence[CheckResult]) -> Path | None:
        warcs = [warc.path for warc in collection.warcs]
        return show_failures(results, tables.files, warcs=warcs, root=settings.root, folder=log.evidence)

    with log.stage("validate", total=len(tables.files), unit="tables") as advance:
        results = validate_tables(tables, settings.root, show=show)
        advance(len(tables.files))
    with log.stage("publish", total=1, unit="release") as advance:
        outcome = publish_release(tables, results, collection=collection, settings=settings)
        advance(1)
    return outcome


def build_release(collection: Collection, settings: RunSettings, log: RunLog) -> Outcome:
    """Index, extract, assemble, validate and publish a collection; to be called within a flow.

    Where what earlier runs have left in the caches cannot be read, it is made again, once.
    """
    try:
        return _build(collection, settings, log)
    except duckdb.Error:
        root = settings.root
        damaged = [*sweep_damaged(root.index, INDEX_TABLES), *sweep_damaged(root.fragments, CONTENT_TABLES)]
        if not damaged:
            raise
        names = ", ".join(path.name[:12] for path in damaged)
        log.warn(f"{len(damaged)} results of earlier runs in {root.work} are damaged and made again: {names}")
        return _build(collection, settings, log)


def _build(collection: Collection, settings: RunSettings, log: RunLog) -> Outcome:
    shutil.rmtree(settings.root.staging, ignore_errors=True)
    with log.stage("index", total=len(collection.warcs), unit="files") as advance:
        indexes = index(collection, settings, advance)
    inputs = inputs_digest(collection, indexes, settings)
    if same := recall(inputs, settings.root):
        log.facts |= _told(same)
        return same
    shards = plan(collection, indexes, settings)
    with log.stage("extract", total=sum(shard.payloads for shard in shards), unit="payloads") as advance:
        batches = list(_extracted(shards, settings, advance))
    fragments = [fragment for batch in batches for fragment in batch.fragments]
    quarantined = [each for batch in batches for each in batch.quarantined]
    with log.stage("assemble", total=len(QUERIES), unit="tables") as advance:
        tables = assemble(indexes, fragments, quarantined, settings, advance)
    outcome = validate_and_publish(tables, collection, settings, log)
    log.facts |= _told(outcome)
    _compare_series(outcome, settings.root, log)
    if not quarantined:
        remember(outcome, inputs, settings.root)
    shutil.rmtree(settings.root.staging, ignore_errors=True)
    return outcome


def _told(outcome: Outcome) -> dict[str, object]:
    """Give what the log of a run says of its outcome."""
    issues = open_release(outcome.path)["issues"].to_table(columns=["severity"])["severity"]
    return {
        "step": outcome.step,
        "release": outcome.manifest.citation,
        "path": str(outcome.path),
        "changes": [
            (each.table, each.added, each.removed, each.changed) for each in outcome.changes if each.any
        ],
        "issues": sorted(Counter(issues.to_pylist()).items()),
    }


def _compare_series(outcome: Outcome, root: DataRoot, log: RunLog) -> None:
    """Warn of series of which the new release keeps clearly less than the one before it."""
    if not outcome.manifest.predecessor or outcome.step is Step.NONE:
        return
    before = open_release(root.path, outcome.manifest.predecessor)
    fewer = fewer_kept(root, before.files, open_release(outcome.path).files)
    log.facts["fewer"] = as_rows(fewer)
    for each in fewer:
        log.warn(str(each))


def _extracted(
    shards: Sequence[ShardAddress], settings: RunSettings, advance: Advance
) -> Iterator[Extracted]:
    """Extract all shards, here one batch after the other, on a cluster all that it has room for at a time."""
    if settings.engine is Engine.LOCAL:
        for batch in _batches(shards, SHARDS_A_TASK):
            yield extract_batch(batch, settings, advance)
        return
    batches = list(_batches(shards, SHARDS_A_FAR_TASK))
    for batch, extracted in zip(batches, _extracted_far(batches, settings), strict=True):
        yield extracted
        advance(sum(shard.payloads for shard in batch))


def _extracted_far(batches: Sequence[Sequence[ShardAddress]], settings: RunSettings) -> Iterator[Extracted]:
    """Extract batches on a cluster: through the store if there is one, or else on the disk that all share."""
    root, store = settings.root, settings.root.store
    if store is None:
        for future in [extract_far.submit(batch, settings) for batch in batches]:
            yield future.result()
        return
    send_vault(root)
    lend([shard for batch in batches for shard in batch], store)
    for lent in [extract_lent_batch.submit(batch, settings, store) for batch in batches]:
        yield take_back(lent.result(), root, store)


def _batches(shards: Sequence[ShardAddress], size: int) -> Iterator[list[ShardAddress]]:
    waiting = iter(shards)
    while batch := list(islice(waiting, size)):
        yield batch
