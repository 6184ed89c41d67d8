"""The vault: WARC files as fetched, sealed for good, from which all state follows.

A file is written in the spool, record by record, and moves into the vault by rename when it is done: synced
to disk, named by its digest, and made read-only. After a crash the torn end of a spooled file is cut and
what is whole is sealed. File names come from the archive's name, from timestamps and from the digest; no
address ever becomes a path.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

from flows.archives.payloads import read_body
from flows.archives.protocol import Fetched, InventoryPage, MementoKey
from flows.archives.warcs import Provenance, RecordPlace, TornWarc, WarcFile, one_line, records, warc_files
from flows.errors import StorageError
from flows.settings import DataRoot

ROLL_AT = 64 * 1024**2
"""Bytes after which a spooled file is sealed and the next begun."""

OPEN = ".open"
"""Ending of a file in the spool. It is no WARC file until it is sealed."""

SLUG_LENGTH = 60
"""Letters of an archive's name that go into the names of its files."""

_CHUNK = 1024 * 1024
_READ_ONLY = 0o444
_HEAD = 4096
_TYPE = re.compile(rb"^WARC-Type: ([a-z]+)\r$", re.MULTILINE)

Note = tuple[str, str]
"""Address of a query and SHA-256 of the answer."""


@dataclass(frozen=True, slots=True)
class Held:
    """What is in the vault: captures, and answers of indexes."""

    mementos: set[MementoKey] = field(default_factory=set)
    notes: set[Note] = field(default_factory=set)


def held(root: DataRoot) -> set[MementoKey]:
    """Give archive, address and timestamp of each capture in the vault that says where it came from."""
    return read_held(root).mementos


def read_held(root: DataRoot) -> Held:
    """Tell from the vault alone what need not be fetched again.

    What a file holds is kept in the work folder, so that a file is read once; without it, it is read again.
    """
    everything = Held()
    for path in warc_files([root.vault]) if root.vault.is_dir() else []:
        part = _remembered(path, root)
        everything.mementos.update(part.mementos)
        everything.notes.update(part.notes)
    return everything


def recover(root: DataRoot) -> list[Path]:
    """Seal what earlier runs left in the spool, their torn ends cut off.

    Raises:
        StorageError: a file cannot be cut or moved.
    """
    left = sorted(root.spool.glob(f"*{OPEN}")) if root.spool.is_dir() else []
    return [sealed for path in left if (sealed := seal(path, root))]


def seal(path: Path, root: DataRoot) -> Path | None:
    """Move a spooled file into the vault up to its last whole record, and give its new place.

    A file without captures or answers is removed, and nothing is given.

    Raises:
        StorageError: the file cannot be cut or moved; it stays in the spool.
    """
    with _disk(path):
        _cut(path, whole_length(path))
        dates = _dates(path)
        if not dates:
            path.unlink()
            return None
        slug = path.name.partition(".")[0]
        place = root.vault / f"{slug}-{min(dates)}-{max(dates)}-{_sha256(path)[:16]}.warc.gz"
        root.vault.mkdir(parents=True, exist_ok=True)
        path.chmod(_READ_ONLY)
        path.rename(place)
        _sync(root.vault)
        _sync(path.parent)
    return place


def whole_length(path: Path) -> int:
    """Give the bytes of a spooled file up to the end of its last whole record.

    Each record is a gzip member of its own. A response counts when the record of its provenance, which
    follows it, is whole too: without it nobody could tell which archive gave the capture.
    """
    whole = 0
    with path.open("rb") as stream:
        for kind, end in _members(stream):
            if kind != "response":
                whole = end
    return whole


def slug(name: str) -> str:
    """Turn the name of an archive into letters, digits and hyphens that any file system takes."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:SLUG_LENGTH].rstrip("-") or "archive"


def _create(path: Path) -> BinaryIO:
    return path.open("xb")


class Spool:
    """Takes captures of one archive and seals them in files of about :data:`ROLL_AT` bytes.

    Args:
        root: whose spool and vault are used.
        archive: the name of the archive.
        roll_at: bytes after which a file is sealed.
        create: opens a new file for writing; tests give one that fails.
    """

    def __init__(
        self,
        root: DataRoot,
        archive: str,
        *,
        roll_at: int = ROLL_AT,
        create: Callable[[Path], BinaryIO] = _create,
    ) -> None:
        # Two names may give one slug, so that the digest keeps their spooled files apart.
        digest = hashlib.sha256(archive.encode()).hexdigest()[:8]
        self._path = root.spool / f"{slug(archive)}.{digest}{OPEN}"
        self._root = root
        self._archive = archive
        self._roll_at = roll_at
        self._create = create
        self._stream: BinaryIO | None = None
        self.sealed: list[Path] = []

    def add(self, fetched: Fetched) -> None:
        """Write a capture and where it came from, flushed to the file.

        Raises:
            StorageError: the disk is full; what was written before stays and is sealed by the next run.
        """
        memento = fetched.memento
        provenance = Provenance(
            archive=memento.archive,
            replay_url=fetched.replay_url,
            fetched_at=fetched.fetched_at,
            headers=fetched.replay_headers,
            digest=memento.digest,
        )
        with self._file() as warc:
            warc.response(
                memento.url,
                captured_at=memento.captured_at,
                status=fetched.status,
                reason=fetched.reason,
                headers=[(name, one_line(value)) for name, value in fetched.headers],
                body=fetched.body,
                provenance=provenance,
            )

    def note(self, page: InventoryPage) -> None:
        """Write an answer of the index as it came.

        Raises:
            StorageError: the disk is full.
        """
        with self._file() as warc:
            content_type = one_line(page.content_type)
            warc.note(page.query_url, page.answer, content_type=content_type, date=page.fetched_at)

    def seal(self) -> None:
        """Seal what is whole in the open file, if there is one.

        Raises:
            StorageError: it cannot be moved into the vault.
        """
        if self._stream is None:
            return
        self._close(self._stream)
        if sealed := seal(self._path, self._root):
            self.sealed.append(sealed)

    @contextmanager
    def _file(self) -> Iterator[WarcFile]:
        with _disk(self._path):
            stream = self._stream = self._stream or self._begin()
            try:
                yield WarcFile(stream)
                full = stream.tell() >= self._roll_at
            except OSError:
                self._close(stream)
                raise
        if full:
            self.seal()

    def _begin(self) -> BinaryIO:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        return self._create(self._path)

    def _close(self, stream: BinaryIO) -> None:
        # What cannot be written out any more is a torn end, and is cut when the file is sealed.
        with suppress(OSError):
            stream.close()
        self._stream = None


def note_of(page: InventoryPage) -> Note:
    """Name an answer of an index, so that the same answer is kept once."""
    return page.query_url, hashlib.sha256(page.answer).hexdigest()


@contextmanager
def _disk(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StorageError(
            f"{path} cannot be written: {error.strerror or error}.",
            "Make room or choose another --data-root, then run it again; whole records are kept.",
        ) from error


def _members(stream: BinaryIO) -> Iterator[tuple[str, int]]:
    """Give type and end of each whole record, up to the first that is cut off or damaged."""
    data, end = b"", 0
    while True:
        inflater, head = zlib.decompressobj(wbits=zlib.MAX_WBITS + 16), b""
        while not inflater.eof:
            data = data or stream.read(_CHUNK)
            if not data:
                return
            try:
                head += inflater.decompress(data)[: _HEAD - len(head)]
            except zlib.error:
                return
            end += len(data) - len(inflater.unused_data)
            data = inflater.unused_data
        kind = _TYPE.search(head)
        yield kind.group(1).decode() if kind else "", end


def _cut(path: Path, length: int) -> None:
    with path.open("r+b") as stream:
        stream.truncate(length)
        os.fsync(stream.fileno())


def _dates(path: Path) -> list[str]:
    """Give the timestamps of the captures in a file, or of its other records if it has none."""
    dates: dict[bool, list[str]] = {True: [], False: []}
    for place in records(path):
        timestamp = _timestamp(place)
        dates[place.record.rec_type == "response"].append(timestamp)
    return dates[True] or dates[False]


def _timestamp(place: RecordPlace) -> str:
    return re.sub(r"\D", "", place.header("WARC-Date") or "")[:14]


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _sync(folder: Path) -> None:
    """Make a rename last: the entry of a file belongs to its folder."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remembered(path: Path, root: DataRoot) -> Held:
    state = path.stat()
    stamp = [state.st_size, state.st_mtime_ns]
    memory = root.work / "held" / f"{quote(str(path.relative_to(root.vault)), safe='')}.json"
    with suppress(OSError, ValueError, KeyError, TypeError):
        known = json.loads(memory.read_bytes())
        if known["stamp"] == stamp:
            mementos = {(archive, url, timestamp) for archive, url, timestamp in known["mementos"]}
            return Held(mementos, {(query, digest) for query, digest in known["notes"]})
    found = _read(path)
    content = {"stamp": stamp, "mementos": sorted(found.mementos), "notes": sorted(found.notes)}
    with _disk(memory):
        memory.parent.mkdir(parents=True, exist_ok=True)
        memory.write_text(json.dumps(content), encoding="utf-8")
    return found


def _read(path: Path) -> Held:
    """Read what a file holds; of a damaged one, what stands before the damage."""
    found = Held()
    with suppress(TornWarc):
        for place in records(path):
            if place.record.rec_type == "metadata":
                _take(place, found)
    return found


def _take(place: RecordPlace, found: Held) -> None:
    url, timestamp = place.header("WARC-Target-URI") or "", _timestamp(place)
    body = read_body(place.record).payload
    if not place.header("WARC-Refers-To"):
        found.notes.add((url, hashlib.sha256(body).hexdigest()))
    elif archive := re.match(rb"archive: ([^\r\n]+)", body):
        found.mementos.add((archive.group(1).decode(errors="replace"), url, timestamp))
