"""The vault of a store: sealed WARC files go there, and those that a machine lacks come from there.

A sealed file never changes, so that its name and its bytes tell whether both sides have it.
"""

from __future__ import annotations

import re
from pathlib import Path

from flows.archives.warcs import warc_files
from flows.errors import StorageError
from flows.settings import DataRoot
from flows.stores.store import Store

FOLDER = "warcs"
_SEALED = re.compile(r"-([0-9a-f]{16})\.warc\.gz$")
_READ_ONLY = 0o444


def send_vault(root: DataRoot) -> list[str]:
    """Send the files that the store lacks, or has only in part; give their names.

    Raises:
        StorageError: the store refuses one; it stays in the vault of this machine, and the next run sends it.
    """
    if root.store is None:
        return []
    there, sent = root.store.names(FOLDER), []
    for path in warc_files([root.vault]) if root.vault.is_dir() else []:
        name = f"{FOLDER}/{path.relative_to(root.vault).as_posix()}"
        if there.get(name) != path.stat().st_size:
            root.store.send(path, name)
            sent.append(name)
    return sent


def bring_vault(root: DataRoot) -> list[Path]:
    """Bring the files that this machine lacks, whole or not at all; give their places.

    Raises:
        StorageError: the store cannot be read, or a file is not what its name says.
    """
    if root.store is None:
        return []
    wanted = {name: root.vault / name.removeprefix(f"{FOLDER}/") for name in root.store.names(FOLDER)}
    missing = {name: place for name, place in wanted.items() if not place.exists()}
    for name, place in missing.items():
        _bring(root.store, name, place)
    return list(missing.values())


def _bring(store: Store, name: str, place: Path) -> None:
    digest, sealed = store.fetch(name, place), _SEALED.search(name)
    if sealed and not digest.startswith(sealed[1]):
        place.unlink()
        raise StorageError(
            f"{store}/{name} does not hold the bytes that its name promises.",
            "Put back the sealed file from another copy of the vault, then run the same command again.",
        )
    place.chmod(_READ_ONLY)
