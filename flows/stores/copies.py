"""Copies of releases on this machine, and what is wrong with those on the store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from flows.errors import ReleaseNotFound, StorageError
from flows.files import file_digest
from flows.releases.manifest import MANIFEST, read_manifest
from flows.releases.store import open_aside, place, seal_release
from flows.releases.verify.faults import Fault
from flows.releases.versions import released
from flows.settings import DataRoot
from flows.stores.releases import FOLDER, stored, stored_manifest
from flows.stores.store import Store, is_plain


def bring_latest(root: DataRoot) -> None:
    """Bring the latest release of the store, if it has any.

    Raises:
        StorageError: the store cannot be read, or a file is not what the manifest says.
    """
    if root.store and stored(root.store):
        bring_release(root, root.store)


def bring_release(root: DataRoot, store: Store, version: str | None = None) -> Path:
    """Bring a release to this machine, unless it is here; each file is compared with its digest.

    Args:
        root: where it goes.
        store: where it is.
        version: which one; the latest unless named.

    Raises:
        ReleaseNotFound: the store has none, or none of that version.
        StorageError: the store cannot be read, or a file is not what the manifest says.
    """
    versions = stored(store)
    chosen = version or (versions[-1] if versions else "")
    manifest = stored_manifest(store, chosen) if chosen in versions else None
    if manifest is None:
        raise ReleaseNotFound(
            f"{store} holds no release {chosen}".rstrip() + ".",
            f"There are: {', '.join(versions) or 'none'}. Name the store as dhs-archive nightly --store did.",
        )
    if ((home := root.releases / chosen) / MANIFEST).is_file():
        return home
    here, aside = _files_here(root), open_aside(root)
    for file, sha256 in manifest.digests.items():
        name = f"{FOLDER}/{chosen}/{file}"
        if sha256 in here:
            (aside / file).parent.mkdir(exist_ok=True)
            place(here[sha256], aside / file, here[sha256])
        elif not is_plain(file) or store.fetch(name, aside / file) != sha256:
            raise StorageError(
                f"{store}/{name} is not what the manifest of its release says.",
                "Put the file back from another copy of the release, then run the same command again.",
            )
    return seal_release(aside, manifest, root)


def _files_here(root: DataRoot) -> dict[str, Path]:
    """Give the tables of the latest release of this machine by their digests, where they still have them."""
    if not (versions := released(root.releases)):
        return {}
    home = root.releases / versions[-1]
    facts = read_manifest(home).tables.values()
    return {each.sha256: home / each.file for each in facts if file_digest(home / each.file) == each.sha256}


def check_stored(store: Store, version: str) -> Iterator[Fault]:
    """Give what of a release on the store is not what its manifest says.

    Raises:
        StorageError: the store cannot be read.
    """
    folder = f"{FOLDER}/{version}"
    there, manifest = store.names(folder), stored_manifest(store, version)
    if manifest is None:
        yield Fault("file_missing", f"{store}/{folder}/{MANIFEST}", "it is not there")
        return
    for file, sha256 in manifest.digests.items():
        name = f"{folder}/{file}"
        if name not in there:
            yield Fault("file_missing", f"{store}/{name}", "it is not there")
        elif (found := store.digest(name)) != sha256:
            said = f"its SHA-256 is {found}, where the manifest says {sha256}"
            yield Fault("file_altered", f"{store}/{name}", said)
