"""The extract stage: WARC files to an index of captures, and payloads to fragments, one shard at a time."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyarrow as pa

from extractors.records import Extraction, Issue, Severity, Stage, row_id
from extractors.registry import Ocr, extract, failed
from flows.archives.collections import Collection
from flows.archives.digests import Digests
from flows.archives.index import index_warc
from flows.archives.listings import LISTINGS, as_table
from flows.archives.payloads import read_body
from flows.archives.records import read_record
from flows.errors import CollectionError, WorkersFail
from flows.files import file_digest
from flows.fragments import CONTENT_TABLES, INDEX_TABLES, FragmentWriter, sweep_unfinished, to_arrow
from flows.limits import time_limit
from flows.settings import DataRoot, Limits, RunSettings
from flows.shards import PayloadAddress, ShardAddress, extraction_fingerprint, read_plan
from flows.sources.knowledge import knowledge
from flows.workers import run_jobs

Advance = Callable[[int], None]

_INDEXING = (
    *("addresses", "captures", "cdxlines", "index", "listings", "payloads", "provenance"),
    *("quality", "record", "records", "timemaps", "warcs"),
)
"""Modules of :mod:`flows.archives` that an index follows from."""

STRIKES = 2
"""Workers that a payload may cost before it is left out of the run."""


def index_collection(collection: Collection, settings: RunSettings, advance: Advance) -> list[Path]:
    """Index each WARC file of a collection that has no index yet; give the folders, in the files' order."""
    root = settings.root
    sweep_unfinished(root.index)
    digests = Digests(root)
    folders = [root.index / _index_key(digests.of(warc.path), warc.name) for warc in collection.warcs]
    digests.keep()
    missing = {
        folder: (str(warc.path), warc.name, str(folder))
        for folder, warc in zip(folders, collection.warcs, strict=True)
        if not folder.is_dir()
    }
    advance(len(folders) - len(missing))
    for done in run_jobs(index_job, missing, workers=settings.workers, limits=settings.limits):
        if done.fault:
            raise MemoryError(f"{missing[done.key][0]} could not be indexed: {done.fault}")
        advance(1)
    return folders


def index_job(path: str, name: str, folder: str) -> None:
    """Index one WARC file, in a worker."""
    index = index_warc(Path(path), name=name)
    rows: dict[str, Sequence[object]] = {
        "captures": index.captures,
        "capture_locations": index.locations,
        "issues": index.issues,
    }
    with FragmentWriter(Path(folder), INDEX_TABLES) as fragment:
        fragment.add({table: to_arrow(table, found) for table, found in rows.items()})
        fragment.add({LISTINGS: as_table(index.listings)})


def _index_key(digest: str, name: str) -> str:
    """Give the key of an index: what the file holds, what it is called, and how it is read."""
    return hashlib.sha256(f"{digest} {name} {_index_fingerprint()}".encode()).hexdigest()


@cache
def _index_fingerprint() -> str:
    """Give a digest of all that an index follows from: its modules, and records and types of extraction."""
    home = Path(__file__).parent / "archives"
    sources = [home / f"{name}.py" for name in _INDEXING]
    digests = [file_digest(source) for source in sources]
    return hashlib.sha256(" ".join([*digests, extraction_fingerprint()]).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Quarantine:
    """A payload that was left out because reading it ended its worker more than once."""

    payload: PayloadAddress
    fault: str

    def as_issue(self) -> Issue:
        """Say so in the dataset; the next run tries again."""
        return Issue(
            issue_id=row_id("iss", Stage.EXTRACT, "worker_died", self.payload.payload_sha256),
            stage=Stage.EXTRACT,
            code="worker_died",
            severity=Severity.ERROR,
            address=self.payload.url,
            payload_sha256=self.payload.payload_sha256,
            page=None,
            ordinal=0,
            evidence=f"its worker ended {STRIKES} times: {self.fault}",
            remedy="The next run tries again; raise the limits of a document if it should be read.",
            specimen=self.payload.context.specimen,
        )


@dataclass(frozen=True, slots=True)
class Extracted:
    """The fragments of a batch of shards, and what had to be left out of them."""

    fragments: tuple[Path, ...]
    quarantined: tuple[Quarantine, ...] = ()


def extract_shards(shards: Sequence[ShardAddress], settings: RunSettings, advance: Advance) -> Extracted:
    """Extract the shards that have no fragment yet.

    A shard whose worker dies is tried again; a payload that costs a second worker is left out of this run,
    and the fragment without it is kept apart from the cache.
    """
    fragments = settings.root.fragments
    sweep_unfinished(fragments)
    held, missing = _partition(shards, lambda shard: (fragments / shard.key).is_dir())
    advance(sum(shard.payloads for shard in held))
    left_out = _extract_missing(missing, settings, advance)
    return Extracted(
        tuple(_fragment(settings.root, shard.key, left_out.get(shard.key, ())) for shard in shards),
        tuple(each for group in left_out.values() for each in group),
    )


def _partition(
    shards: Sequence[ShardAddress], test: Callable[[ShardAddress], bool]
) -> tuple[list[ShardAddress], list[ShardAddress]]:
    return [s for s in shards if test(s)], [s for s in shards if not test(s)]


def _extract_missing(
    missing: Sequence[ShardAddress], settings: RunSettings, advance: Advance
) -> dict[str, list[Quarantine]]:
    """Run rounds until each shard has its fragment; a round repeats those whose worker died in the last."""
    strikes: Counter[tuple[str, str]] = Counter()
    left_out: dict[str, list[Quarantine]] = {}
    todo = {shard.key: shard for shard in missing}
    while todo:
        jobs = {key: _job(shard, left_out.get(key, ()), settings) for key, shard in todo.items()}
        for done in run_jobs(extract_job, jobs, workers=settings.workers, limits=settings.limits):
            if done.fault is None:
                advance(todo.pop(done.key).payloads)
                continue
            suspect = _suspect(todo[done.key], done.fault)
            strikes[done.key, suspect.payload_sha256] += 1
            if strikes[done.key, suspect.payload_sha256] >= STRIKES:
                left_out.setdefault(done.key, []).append(Quarantine(suspect, done.fault))
    return left_out


def _job(shard: ShardAddress, skip: Sequence[Quarantine], settings: RunSettings) -> tuple[object, ...]:
    hashes = tuple(each.payload.payload_sha256 for each in skip)
    folder = _fragment(settings.root, shard.key, skip)
    return (str(shard.plan), str(folder), hashes, str(settings.ocr), settings.limits)


def _fragment(root: DataRoot, key: str, skip: Sequence[Quarantine]) -> Path:
    """Give the folder of a fragment; one that lacks payloads goes where no later run looks."""
    return root.staging / "partial" / f"{key}-{len(skip)}" if skip else root.fragments / key


def _suspect(shard: ShardAddress, fault: str) -> PayloadAddress:
    """Tell which payload a worker was reading when it died.

    Raises:
        WorkersFail: it died before it read anything, which is no payload's doing.
    """
    mark = _mark(shard.plan)
    if not mark.is_file():
        raise WorkersFail(
            f"A worker ended before it read anything ({fault}).",
            "See whether the machine is short of memory, then run again with fewer --workers.",
        )
    reading = mark.read_text()
    mark.unlink()
    return next(each for each in read_plan(shard.plan).payloads if each.payload_sha256 == reading)


def _mark(plan: Path) -> Path:
    """Give the file in which a worker writes down what it is reading."""
    return plan.with_suffix(".reading")


def extract_job(plan: str, folder: str, skip: tuple[str, ...], ocr: str, limits: Limits) -> None:
    """Extract the payloads of one shard, in a worker; before each one it is written down which it is."""
    shard = read_plan(Path(plan))
    mark = _mark(Path(plan))
    with FragmentWriter(Path(folder), CONTENT_TABLES) as fragment:
        for payload in shard.payloads:
            if payload.payload_sha256 in skip:
                continue
            mark.write_text(payload.payload_sha256)
            with time_limit(limits.seconds):
                fragment.add(extract_payload(shard.warc, payload, Ocr(ocr)))
    mark.unlink(missing_ok=True)


def extract_payload(warc: Path, address: PayloadAddress, ocr: Ocr) -> dict[str, pa.Table]:
    """Read one payload from its record and extract it; what it gives is in Arrow tables by name.

    Raises:
        CollectionError: the record is not the one that was indexed.
    """
    body = read_body(read_record(warc, address.record_offset))
    if body.sha256 != address.payload_sha256:
        raise CollectionError(f"{warc} changed while it was read.", "Leave it alone and run again.")
    try:
        return _tables(extract(body.payload, address.context, ocr=ocr, knowledge=knowledge))
    except (pa.ArrowException, UnicodeError) as error:
        return _tables(failed(body.payload, address.context, error))


def _tables(extraction: Extraction) -> dict[str, pa.Table]:
    """Give the rows as Arrow tables; the records of each are let go of once they are in one."""
    rows: dict[str, Sequence[object]] = {"documents": [extraction.document]}
    rows |= {table: getattr(extraction, table) for table in CONTENT_TABLES[1:]}
    del extraction
    return {table: to_arrow(table, rows.pop(table)) for table in list(rows)}
