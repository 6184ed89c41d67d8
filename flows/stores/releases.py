"""Releases on a store: files first, the manifest last, and then the name of the latest one.

A release is there when its manifest is. What has none is left over from a run that was ended, and is written
anew by the next one.
"""

from __future__ import annotations

from pathlib import Path

from flows.errors import DataRootMismatch
from flows.releases.manifest import MANIFEST, Manifest, parse_manifest, read_manifest
from flows.releases.store import LATEST
from flows.releases.versions import in_order, released
from flows.settings import DataRoot
from flows.stores.store import Store

FOLDER = "releases"


def stored(store: Store) -> list[str]:
    """List the versions of a store, oldest first."""
    names = [name.split("/") for name in store.names(FOLDER)]
    return in_order(parts[1] for parts in names if parts[2:] == [MANIFEST])


def stored_manifest(store: Store, version: str) -> Manifest | None:
    """Read the manifest of a version; ``None`` if the store has none.

    Raises:
        ReleaseNotFound: what is there is no manifest.
    """
    name = f"{FOLDER}/{version}/{MANIFEST}"
    text = store.read(name)
    return parse_manifest(text, f"{store}/{name}") if text is not None else None


def send_release(aside: Path, manifest: Manifest, store: Store) -> None:
    """Publish a release that is whole on this machine.

    Args:
        aside: its files; a manifest among them is passed over.
        manifest: what it is.
        store: where it goes; the caller holds its lock.

    Raises:
        StoreConflict: another run has published meanwhile.
        StorageError: the store refuses a file; the release does not appear.
    """
    folder = f"{FOLDER}/{manifest.version}"
    for leftover in store.names(folder):
        store.remove(leftover)
    same = _unchanged(manifest, store)
    for file in manifest.digests:
        if file in same:
            store.copy(f"{FOLDER}/{manifest.predecessor}/{file}", f"{folder}/{file}")
        else:
            store.send(aside / file, f"{folder}/{file}")
    store.create(f"{folder}/{MANIFEST}", manifest.as_json().encode())
    point(store, manifest)


def _unchanged(manifest: Manifest, store: Store) -> set[str]:
    """Give the files that the predecessor has too, with the same digest; the store need not be sent them."""
    before = stored_manifest(store, manifest.predecessor) if manifest.predecessor else None
    return {file for file, _ in manifest.digests.items() & before.digests.items()} if before else set()


def point(store: Store, manifest: Manifest) -> None:
    """Name the latest release.

    Raises:
        StoreConflict: another run has named another meanwhile.
    """
    name = f"{FOLDER}/{LATEST}"
    store.exchange_json(name, store.read(name), version=manifest.version, citation=manifest.citation)


def send_releases(root: DataRoot) -> None:
    """Fill a store that has no release yet with those of this machine.

    Raises:
        DataRootMismatch: this machine has a release that the store has not: they are of different origin.
        StorageError: the store cannot be read or written.
    """
    if root.store is None:
        return
    here, there = released(root.releases), stored(root.store)
    if there and (strange := [version for version in here if version not in there]):
        raise DataRootMismatch(
            f"{root.path} holds release {strange[-1]}, which {root.store} does not.",
            "Name the store that this data root belongs to, or build into another folder with --data-root.",
        )
    for version in [] if there else here:
        send_release(root.releases / version, read_manifest(root.releases / version), root.store)
