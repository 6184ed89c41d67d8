"""A store: objects by name below an fsspec address, such as ``s3://bucket/dhs`` or ``file:///mnt/dhs``.

What a backend wants to be told (endpoint, credentials) it takes from its own environment, as fsspec and its
packages document; none of it passes through here.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import fsspec
from fsspec.utils import get_protocol

from flows.errors import InputError, StorageError, StoreConflict
from flows.files import file_digest

_PLAIN = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._+-]*(?:/[A-Za-z0-9_][A-Za-z0-9._+-]*)*")


def is_plain(name: str) -> bool:
    """Tell whether a name may become a path below a folder: it leads nowhere else, and hides nothing."""
    return _PLAIN.fullmatch(name) is not None


@dataclass(frozen=True, slots=True)
class Store:
    """The objects below an address; their names have slashes and never begin with one.

    It holds nothing but its address, so that it can travel to a worker.
    """

    address: str

    def __str__(self) -> str:
        return self.address

    def names(self, folder: str) -> dict[str, int]:
        """Give the objects of a folder and of those in it, by name, with their bytes.

        Names that could not be those of files are passed over: nothing of ours has one.

        Raises:
            StorageError: the store cannot be listed.
        """
        with self._errors("listed", folder):
            files, base = self._opened()
            found = files.find(f"{base}/{folder}", detail=True)
        sizes = {path.removeprefix(f"{base}/"): int(facts["size"]) for path, facts in found.items()}
        return {name: size for name, size in sizes.items() if is_plain(name)}

    def read(self, name: str) -> bytes | None:
        """Give an object, or ``None`` where there is none.

        Raises:
            StorageError: the store cannot be read.
        """
        with self._errors("read", name):
            files, base = self._opened()
            try:
                content: bytes = files.cat_file(f"{base}/{name}")
            except FileNotFoundError:
                return None
            return content

    def part(self, name: str, start: int, end: int) -> bytes:
        """Give the bytes of an object from one place to another.

        Raises:
            StorageError: the store cannot be read.
        """
        with self._errors("read", name):
            files, base = self._opened()
            content: bytes = files.cat_file(f"{base}/{name}", start=start, end=end)
            return content

    def fetch(self, name: str, place: Path) -> str:
        """Bring an object into a file that appears when it is whole; give its SHA-256.

        Raises:
            StorageError: the store cannot be read, or the file not written.
        """
        unfinished = place.with_name(f"{place.name}.part")
        with self._errors("read", name):
            place.parent.mkdir(parents=True, exist_ok=True)
            files, base = self._opened()
            files.get_file(f"{base}/{name}", str(unfinished))
            digest = file_digest(unfinished)
            unfinished.rename(place)
        return digest

    def send(self, place: Path, name: str) -> None:
        """Put a file under a name, whatever is there.

        Raises:
            StorageError: the store refuses it.
        """
        with self._errors("written", name):
            files, base = self._opened()
            files.put_file(str(place), f"{base}/{name}")

    def copy(self, name: str, other: str) -> None:
        """Give an object a second name; an object store does so without sending it anywhere.

        Raises:
            StorageError: the store refuses it.
        """
        with self._errors("written", other):
            files, base = self._opened()
            files.cp_file(f"{base}/{name}", f"{base}/{other}")

    def digest(self, name: str) -> str:
        """Give the SHA-256 of an object, in hexadecimal digits.

        Raises:
            StorageError: the store cannot be read.
        """
        with self._errors("read", name):
            files, base = self._opened()
            with files.open(f"{base}/{name}", "rb") as stream:
                return hashlib.file_digest(stream, "sha256").hexdigest()

    def remove(self, name: str) -> None:
        """Take an object away.

        Raises:
            StorageError: the store refuses it.
        """
        with self._errors("removed", name):
            files, base = self._opened()
            files.rm_file(f"{base}/{name}")

    def create(self, name: str, content: bytes) -> None:
        """Put an object where there is none.

        Raises:
            StoreConflict: there is one.
            StorageError: the store refuses it.
        """
        with self._errors("written", name), self._at_once():
            files, base = self._opened()
            files.pipe_file(f"{base}/{name}", content, mode="create")

    def exchange(self, name: str, before: bytes | None, content: bytes) -> None:
        """Put an object in the place of the one that was seen there.

        On S3 the server compares, by its ``If-Match``; elsewhere we do, and the lock of the store keeps
        others away.

        Args:
            name: which object.
            before: what was seen; ``None`` if it was not there.
            content: what it shall be.

        Raises:
            StoreConflict: something else is there by now.
            StorageError: the store refuses it.
        """
        if before is None:
            self.create(name, content)
            return
        with self._errors("written", name), self._at_once():
            files, base = self._opened()
            tag = files.info(f"{base}/{name}").get("ETag")
            if files.cat_file(f"{base}/{name}") != before:
                raise self._conflict(name)
            condition = {"IfMatch": tag} if "s3" in files.protocol else {}
            files.pipe_file(f"{base}/{name}", content, **condition)

    def exchange_json(self, name: str, before: bytes | None, **fields: str) -> None:
        """Put fields as JSON in the place of what was seen, unless they say the same."""
        content = (json.dumps(fields) + "\n").encode()
        if content != before:
            self.exchange(name, before, content)

    def _opened(self) -> tuple[Any, str]:
        """Give the file system, which fsspec keeps, and the path of the address in it.

        Raises:
            InputError: fsspec does not know such addresses, or lacks the package for them.
        """
        try:
            folders = {"auto_mkdir": True} if get_protocol(self.address) == "file" else {}
            files, base = fsspec.core.url_to_fs(self.address, use_listings_cache=False, **folders)
        except (ImportError, ValueError) as error:
            raise InputError(
                f"{self.address} cannot be opened: {error}.",
                "Name a store as s3://bucket/folder (pip install s3fs), file:///folder, or as fsspec does.",
            ) from error
        return files, base.rstrip("/")

    def _at_once(self) -> AbstractContextManager[object]:
        """Let small objects appear whole: object stores do so by themselves, disks by a rename."""
        files, _ = self._opened()
        whole: AbstractContextManager[object] = nullcontext() if files.async_impl else files.transaction
        return whole

    @contextmanager
    def _errors(self, what: str, name: str) -> Iterator[None]:
        try:
            yield
        except (InputError, StoreConflict):
            raise
        except FileExistsError as error:
            raise self._conflict(name) from error
        except Exception as error:  # each backend has errors of its own, and not all are of the system
            if "PreconditionFailed" in repr(error.__cause__):
                raise self._conflict(name) from error
            raise StorageError(
                f"{self.address}/{name} cannot be {what}: {error or type(error).__name__}.",
                "See whether the store is up and lets you write, then run the same command again; nothing "
                "that was fetched or built is lost.",
            ) from error

    def _conflict(self, name: str) -> StoreConflict:
        return StoreConflict(
            f"{self.address}/{name} was written by somebody else in the meantime.",
            "Run the same command again; it goes on from what is there now.",
        )
