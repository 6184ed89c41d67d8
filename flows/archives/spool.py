"""The spool: WARC files in the making, sealed into the vault when they are full or a run ends."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from flows.archives.payloads import Body, base32_sha1, body_of
from flows.archives.protocol import Fetched, Finding, InventoryPage, Stored
from flows.archives.provenance import Provenance
from flows.archives.vault import OPEN, note_of_finding, on_disk, read_held, seal
from flows.archives.warcs import FINDING_TYPE, one_line, warc_date
from flows.archives.writing import IDENTICAL, NOT_MODIFIED, WARC_VERSION, Repeated, WarcFile
from flows.settings import DataRoot

ROLL_AT = 64 * 1024**2
"""Bytes after which a spooled file is sealed and the next begun."""

SLUG_LENGTH = 60
"""Letters of an archive's name that go into the names of its files."""


def slug(name: str) -> str:
    """Turn the name of an archive into letters, digits and hyphens that any file system takes."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:SLUG_LENGTH].rstrip("-") or "archive"


def _provenance(fetched: Fetched, sha256: str, length: int, *, stored: str | None = None) -> Provenance:
    memento = fetched.memento
    return Provenance(
        archive=memento.archive,
        replay_url=fetched.replay_url,
        fetched_at=fetched.fetched_at,
        headers=fetched.replay_headers,
        digest=memento.digest,
        record=memento.record,
        payload=f"sha256:{sha256} {length}",
        stored=f"sha256:{stored}" if stored else None,
        truncated=fetched.truncated,
    )


def _create(path: Path) -> BinaryIO:
    return path.open("xb")


class Spool:
    """Takes captures of one archive and seals them in files of about :data:`ROLL_AT` bytes.

    Args:
        root: whose spool and vault are used.
        archive: the name of the archive.
        roll_at: bytes after which a file is sealed.
        create: opens a new file for writing; tests give one that fails.
        payloads: bodies that the vault holds, by the SHA-256 of how they are stored.
    """

    def __init__(
        self,
        root: DataRoot,
        archive: str,
        *,
        roll_at: int = ROLL_AT,
        create: Callable[[Path], BinaryIO] = _create,
        payloads: dict[str, Stored] | None = None,
    ) -> None:
        # Two names may give one slug, so that the digest keeps their spooled files apart.
        digest = hashlib.sha256(archive.encode()).hexdigest()[:8]
        self._path = root.spool / f"{slug(archive)}.{digest}{OPEN}"
        self._root = root
        self._archive = archive
        self._roll_at = roll_at
        self._create = create
        self._payloads = {} if payloads is None else payloads
        self._stream: BinaryIO | None = None
        self.sealed: list[Path] = []

    def add(self, fetched: Fetched) -> None:
        """Write a capture and where it came from, flushed to the file; a body that is held is not kept twice.

        Raises:
            PayloadTooLarge: its body decodes to more than is read.
            StorageError: the disk is full; what was written before stays and is sealed by the next run.
        """
        memento = fetched.memento
        headers = [(name, one_line(value)) for name, value in fetched.headers]
        if fetched.repeats:
            self._repeat(fetched, headers, fetched.repeats, NOT_MODIFIED)
            return
        body = body_of(headers, fetched.body)
        stored = hashlib.sha256(fetched.body).hexdigest()
        if not fetched.status:
            self._resource(fetched, body)
            return
        known = self._payloads.get(stored)
        if known and known.sha256 == body.sha256 and not fetched.truncated:
            self._repeat(fetched, headers, known, IDENTICAL)
            return
        provenance = _provenance(fetched, body.sha256, len(body.payload), stored=stored)
        with self._file(fetched.fetched_at) as warc:
            record_id = warc.response(
                memento.url,
                captured_at=memento.captured_at,
                status=fetched.status,
                reason=fetched.reason,
                headers=headers,
                body=fetched.body,
                provenance=provenance,
            )
        if fetched.body and not fetched.truncated:
            date = warc_date(memento.captured_at)
            self._payloads[stored] = Stored(memento.url, date, record_id, body.sha256, len(body.payload))

    def _resource(self, fetched: Fetched, body: Body) -> None:
        memento = fetched.memento
        declared = next((value for name, value in fetched.headers if name.lower() == "content-type"), "")
        with self._file(fetched.fetched_at) as warc:
            warc.resource(
                memento.url,
                fetched.body,
                content_type=one_line(declared) or "application/octet-stream",
                captured_at=memento.captured_at,
                provenance=_provenance(fetched, body.sha256, len(body.payload)),
            )

    def _repeat(self, fetched: Fetched, headers: list[tuple[str, str]], known: Stored, profile: str) -> None:
        """Write a revisit record. Its digest is of the same kind as that of the record which it repeats."""
        identical = f"sha1:{base32_sha1(fetched.body)}" if profile == IDENTICAL else f"sha256:{known.sha256}"
        memento = fetched.memento
        with self._file(fetched.fetched_at) as warc:
            warc.repeat(
                memento.url,
                captured_at=memento.captured_at,
                status=fetched.status,
                reason=fetched.reason,
                headers=headers,
                of=Repeated(profile, identical, known.url, known.date, known.record_id),
                provenance=_provenance(fetched, known.sha256, known.length),
            )

    def note(self, page: InventoryPage) -> None:
        """Write an answer of the index as it came.

        Raises:
            StorageError: the disk is full.
        """
        with self._file(page.fetched_at) as warc:
            content_type = one_line(page.content_type)
            warc.note(page.query_url, page.answer, content_type=content_type, date=page.fetched_at)

    def note_finding(self, finding: Finding, now: datetime) -> None:
        """Write what an archive did not give as promised, so that a release can say so.

        Raises:
            StorageError: the disk is full.
        """
        with self._file(now) as warc:
            warc.note(finding.address, finding.as_json(), content_type=FINDING_TYPE, date=now)

    def seal(self) -> None:
        """Seal what is whole in the open file, if there is one.

        Raises:
            StorageError: it cannot be moved into the vault.
        """
        if self._stream is None:
            return
        self.leave()
        if sealed := seal(self._path, self._root):
            self.sealed.append(sealed)

    def leave(self) -> None:
        """Close the open file where it is; :func:`flows.archives.vault.recover` seals what is whole of it."""
        if self._stream:
            with suppress(OSError):
                self._stream.close()
        self._stream = None

    @contextmanager
    def _file(self, now: datetime) -> Iterator[WarcFile]:
        with on_disk(self._path):
            try:
                stream = self._stream or self._begin(now)
                yield WarcFile(stream)
                full = stream.tell() >= self._roll_at
            except OSError:
                self.leave()
                raise
        if full:
            self.seal()

    def _begin(self, now: datetime) -> BinaryIO:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        stream = self._stream = self._create(self._path)
        fields = [("software", "dhs-archive"), ("format", f"WARC File Format {WARC_VERSION}")]
        WarcFile(stream).info([*fields, ("isPartOf", self._archive)], date=now)
        return stream


def note_findings(root: DataRoot, archive: str, findings: Iterable[Finding]) -> None:
    """Write findings that no single archive has made into the vault, those that it has not got already."""
    known = read_held(root).notes
    spool = Spool(root, archive)
    for finding in findings:
        if note_of_finding(finding) not in known:
            spool.note_finding(finding, datetime.now(UTC))
    spool.seal()
