"""Shards for workers that share a store with us and no disk: plans go there, and fragments come back.

A worker gets the stretch of the WARC file that its shard covers, in a file that is hollow elsewhere, so that
all offsets stay. A fragment is one object, which is there or not; it is named by its key, so that no machine
does again what another has done.
"""

from __future__ import annotations

import tarfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from flows.errors import WorkersFail
from flows.extract import Extracted, Quarantine, extract_shards
from flows.settings import DataRoot, RunSettings
from flows.shards import PayloadAddress, Shard, ShardAddress, read_plan, write_plan
from flows.stores.store import Store
from flows.stores.vault import FOLDER as VAULT

FOLDER = "work"


@dataclass(frozen=True, slots=True)
class Returned:
    """What a worker has put on the store: names of fragments below ``work/``, and what it left out."""

    fragments: tuple[str, ...]
    quarantined: tuple[Quarantine, ...]


def lend(shards: Sequence[ShardAddress], store: Store) -> None:
    """Put the plans of shards on the store, except where their fragments are there already.

    Raises:
        StorageError: the store refuses one.
    """
    done = store.names(f"{FOLDER}/fragments")
    for shard in shards:
        if _object(f"fragments/{shard.key}") not in done:
            store.send(shard.plan, f"{FOLDER}/plans/{shard.key}.json")


def extract_lent(shards: Sequence[ShardAddress], settings: RunSettings, store: Store) -> Returned:
    """Extract shards on a worker, in a place of its own, and put their fragments on the store.

    Raises:
        StorageError: the store cannot be read or written.
    """
    done = store.names(f"{FOLDER}/fragments")
    missing = [shard for shard in shards if _object(f"fragments/{shard.key}") not in done]
    with TemporaryDirectory(prefix="dhs-archive-") as name:
        root = DataRoot(Path(name))
        here = [_bring(shard, root, settings, store) for shard in missing]
        extracted = extract_shards(here, replace(settings, root=root, workers=1), lambda _: None)
        made = {
            shard.key: _send(fragment, root, store)
            for shard, fragment in zip(here, extracted.fragments, strict=True)
        }
    names = tuple(made.get(shard.key, f"fragments/{shard.key}") for shard in shards)
    return Returned(names, extracted.quarantined)


def take_back(returned: Returned, root: DataRoot, store: Store) -> Extracted:
    """Bring the fragments of a worker into the caches of this machine.

    Raises:
        StorageError: the store cannot be read.
    """
    places = tuple(root.work / name for name in returned.fragments)
    for name, place in zip(returned.fragments, places, strict=True):
        if not place.is_dir():
            _unpack(store, name, place)
    return Extracted(places, returned.quarantined)


def _object(name: str) -> str:
    return f"{FOLDER}/{name}.tar"


def _bring(shard: ShardAddress, root: DataRoot, settings: RunSettings, store: Store) -> ShardAddress:
    """Give a shard of the same key whose payloads are in files of this worker."""
    lent = root.staging / "lent" / f"{shard.key}.json"
    store.fetch(f"{FOLDER}/plans/{shard.key}.json", lent)
    plan = read_plan(lent)
    folder = root.staging / "shards"
    folder.mkdir(parents=True, exist_ok=True)
    warc = _stretch(plan.payloads, root.staging / "warcs" / shard.key, store)
    here = write_plan(Shard(warc, plan.payloads), folder, settings.ocr)
    if here.key != shard.key:
        raise WorkersFail(
            "A worker of the cluster has other versions of dhs-archive, its packages or tesseract than this "
            "machine, and would extract something else.",
            "Install the same lock on all machines, then run again.",
        )
    return here


def _stretch(payloads: Sequence[PayloadAddress], place: Path, store: Store) -> Path:
    start = min(each.record_offset for each in payloads)
    end = max(each.record_offset + each.record_length for each in payloads)
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("wb") as stream:
        stream.seek(start)
        stream.write(store.part(f"{VAULT}/{payloads[0].warc_file}", start, end))
    return place


def _send(fragment: Path, root: DataRoot, store: Store) -> str:
    name = fragment.relative_to(root.work).as_posix()
    packed = fragment.with_name(f"{fragment.name}.tar")
    with tarfile.open(packed, "w") as tar:
        for file in sorted(fragment.iterdir()):
            tar.add(file, file.name)
    store.send(packed, _object(name))
    return name


def _unpack(store: Store, name: str, place: Path) -> None:
    packed, unfinished = place.with_name(f"{place.name}.tar.part"), place.with_name(f"{place.name}.lent.part")
    store.fetch(_object(name), packed)
    with tarfile.open(packed) as tar:
        tar.extractall(unfinished, filter="data")
    packed.unlink()
    unfinished.rename(place)
