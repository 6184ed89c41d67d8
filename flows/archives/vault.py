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
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import astuple, dataclass, field
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import quote

from flows.archives.protocol import Finding, InventoryPage, MementoKey, Stored, memento_key
from flows.archives.provenance import read_fields
from flows.archives.record import Record
from flows.archives.records import TornWarc, records
from flows.archives.warcs import warc_files
from flows.errors import StorageError
from flows.files import file_digest, sync
from flows.settings import DataRoot

OPEN = ".open"
"""Ending of a file in the spool. It is no WARC file until it is sealed."""

_CHUNK = 1024 * 1024
_READ_ONLY = 0o444
_WRITABLE = 0o644
_HEAD = 4096
_TYPE = re.compile(rb"^WARC-Type: ([a-z]+)\r$", re.MULTILINE)

_CAPTURES = ("response", "revisit", "resource")
"""Records that count only with the record of their provenance, which follows them."""

Note = tuple[str, str]
"""Address of a query and SHA-256 of the answer."""


@dataclass(frozen=True, slots=True)
class Held:
    """What is in the vault.

    Args:
        mementos: captures that are whole.
        notes: answers of indexes, and findings.
        payloads: bodies, by the SHA-256 of how they are stored.
        validators: for each archive and address, what its latest capture says of asking whether it changed.
    """

    mementos: set[MementoKey] = field(default_factory=set)
    notes: set[Note] = field(default_factory=set)
    payloads: dict[str, Stored] = field(default_factory=dict)
    validators: dict[tuple[str, str], Validators] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server said by which it can be asked whether an answer has changed (RFC 9110, 8.8).

    Args:
        timestamp: when it said so, 14 digits.
        etag: its ``ETag``.
        last_modified: its ``Last-Modified``.
        stored: the body that it is about.
    """

    timestamp: str
    etag: str | None
    last_modified: str | None
    stored: Stored


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
        everything.payloads.update(part.payloads)
        for key, told in part.validators.items():
            _later(everything.validators, key, told)
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
    with on_disk(path):
        _cut(path, whole_length(path))
        dates = _dates(path)
        if not dates:
            path.unlink()
            return None
        slug = path.name.partition(".")[0]
        place = root.vault / f"{slug}-{min(dates)}-{max(dates)}-{file_digest(path)[:16]}.warc.gz"
        root.vault.mkdir(parents=True, exist_ok=True)
        path.chmod(_READ_ONLY)
        path.rename(place)
        sync(root.vault)
        sync(path.parent)
    return place


def whole_length(path: Path) -> int:
    """Give the bytes of a spooled file up to the end of its last whole record.

    Each record is a gzip member of its own. A response counts when the record of its provenance, which
    follows it, is whole too: without it nobody could tell which archive gave the capture.
    """
    whole = 0
    with path.open("rb") as stream:
        for kind, end in _members(stream):
            if kind not in _CAPTURES:
                whole = end
    return whole


def note_of(page: InventoryPage) -> Note:
    """Name an answer of an index, so that the same answer is kept once."""
    return page.query_url, hashlib.sha256(page.answer).hexdigest()


def note_of_finding(finding: Finding) -> Note:
    """Name a finding, so that the same one is kept once."""
    return finding.address, hashlib.sha256(finding.as_json()).hexdigest()


@contextmanager
def on_disk(path: Path) -> Iterator[None]:
    """Turn what the system says of a file into an error that says what to do.

    Raises:
        StorageError: the file cannot be read, written or moved.
    """
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
    # A run that died just before the rename left the file read-only.
    path.chmod(_WRITABLE)
    with path.open("r+b") as stream:
        stream.truncate(length)
        os.fsync(stream.fileno())


def _dates(path: Path) -> list[str]:
    """Give the timestamps of the captures in a file, or of its other records if it has none."""
    dates: dict[bool, list[str]] = {True: [], False: []}
    with suppress(TornWarc):  # the index of the sealed file says so, and keeps what stands before
        for record in records(path):
            if record.kind != "warcinfo":
                dates[record.kind in _CAPTURES].append(_timestamp(record))
    return dates[True] or dates[False]


def _timestamp(record: Record) -> str:
    return re.sub(r"\D", "", record.header("WARC-Date") or "")[:14]


def _remembered(path: Path, root: DataRoot) -> Held:
    state = path.stat()
    stamp = [state.st_size, state.st_mtime_ns]
    memory = root.work / "held" / f"{quote(str(path.relative_to(root.vault)), safe='')}.json"
    with suppress(OSError, ValueError, KeyError, TypeError):
        known = json.loads(memory.read_bytes())
        if known["stamp"] == stamp:
            return _recalled(known)
    found = _read(path)
    with on_disk(memory):
        memory.parent.mkdir(parents=True, exist_ok=True)
        memory.write_text(json.dumps({"stamp": stamp, **_memorable(found)}), encoding="utf-8")
    return found


def _memorable(found: Held) -> dict[str, object]:
    return {
        "mementos": sorted(found.mementos),
        "notes": sorted(found.notes),
        "payloads": {key: astuple(stored) for key, stored in found.payloads.items()},
        "validators": [[*key, *astuple(told)] for key, told in found.validators.items()],
    }


def _recalled(known: Any) -> Held:
    return Held(
        {(archive, url, timestamp) for archive, url, timestamp in known["mementos"]},
        {(query, digest) for query, digest in known["notes"]},
        {key: Stored(*stored) for key, stored in known["payloads"].items()},
        {
            (archive, url): Validators(timestamp, etag, modified, Stored(*stored))
            for archive, url, timestamp, etag, modified, stored in known["validators"]
        },
    )


def _read(path: Path) -> Held:
    """Read what a file holds; of a damaged one, what stands before the damage."""
    found = Held()
    with suppress(TornWarc):
        for record in records(path):
            if record.kind == "metadata":
                _take(record, found)
    return found


def _take(record: Record, found: Held) -> None:
    url, timestamp, body = record.url or "", _timestamp(record), record.body
    record_id = record.header("WARC-Refers-To")
    if not record_id:
        found.notes.add((url, hashlib.sha256(body).hexdigest()))
        return
    told = read_fields(body)
    if "archive" not in told or "truncated" in told:
        return
    found.mementos.add(memento_key(told["archive"], url, timestamp, told.get("record")))
    sha256, _, length = told.get("payload", "").removeprefix("sha256:").partition(" ")
    if "stored" in told and length.isdigit():
        stored = Stored(url, record.header("WARC-Date") or "", record_id, sha256, int(length))
        if stored.length:
            found.payloads[told["stored"].removeprefix("sha256:")] = stored
        if "etag" in told or "last-modified" in told:
            validators = Validators(timestamp, told.get("etag"), told.get("last-modified"), stored)
            _later(found.validators, (told["archive"], url), validators)


def _later(known: dict[tuple[str, str], Validators], key: tuple[str, str], told: Validators) -> None:
    if key not in known or known[key].timestamp < told.timestamp:
        known[key] = told
