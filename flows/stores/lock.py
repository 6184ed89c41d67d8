"""One run at a time on a store: an object that is there as long as somebody is at work.

No clock takes part: whoever held the store from the same data root of the same machine is gone, since that
root has a lock of its own; who held it elsewhere may be at work, however long ago that began.
"""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from flows.errors import DataRootBusy, StoreConflict
from flows.stores.store import Store

LOCK = "lock.json"


@contextmanager
def held(store: Store, root: Path) -> Iterator[None]:
    """Hold a store for the length of a block.

    Args:
        store: which store.
        root: the data root that the run works in, whose own lock is held.

    Raises:
        DataRootBusy: a run of another machine or data root holds it.
        StorageError: the store cannot be written.
    """
    place = {"machine": platform.node(), "data_root": str(root.resolve())}
    ours = {**place, "process": str(os.getpid()), "since": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"}
    before = store.read(LOCK)
    if before is not None and not _left_by(before, place):
        raise _busy(store, before)
    try:
        store.exchange(LOCK, before, json.dumps(ours).encode())
    except StoreConflict:
        raise _busy(store, store.read(LOCK) or b"{}") from None
    try:
        yield
    finally:
        store.remove(LOCK)


def _left_by(lock: bytes, place: dict[str, str]) -> bool:
    told = _told(lock)
    return all(told.get(name) == value for name, value in place.items())


def _told(lock: bytes) -> dict[str, str]:
    try:
        told = json.loads(lock)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _busy(store: Store, lock: bytes) -> DataRootBusy:
    told = _told(lock)
    who = f"{told.get('machine', 'another machine')}, {told.get('data_root', 'unknown folder')}"
    return DataRootBusy(
        f"Another run is at work on {store} ({who}, since {told.get('since', 'an unknown time')}).",
        f"Wait until it ends. If it is dead, remove {store}/{LOCK}, or run again there, which takes it over.",
    )
