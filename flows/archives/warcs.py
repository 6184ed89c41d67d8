"""WARC files: records written with fixed ids, and read as captures with their places.

Written after ISO 28500:2017 (WARC 1.1) with warcio. Ids and dates of records follow from their content,
so that the same captures give the same bytes.
"""

from __future__ import annotations

import hashlib
import re
import uuid
import zlib
from base64 import b32encode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

WARC_VERSION = "1.1"
Headers = Sequence[tuple[str, str]]

UNKNOWN_DATE = datetime(1970, 1, 1, tzinfo=UTC)
"""The ``WARC-Date`` of a file whose capture date nobody knows; a WARC record must have one."""

FINDING_TYPE = "application/vnd.dhs-archive.finding+json"
"""The type of a metadata record that says what an archive did not give as promised."""

PLAUSIBLE_YEARS = range(1991, 2100)
"""Dates before the first web page, or in a far future, cannot be capture dates and count as unknown."""

_STATUS = re.compile(r"[1-5]\d\d", re.ASCII)


@dataclass(frozen=True, slots=True)
class Provenance:
    """How a capture came into the vault: the metadata record that follows its response.

    Args:
        archive: host, and collection if any, of the archive.
        replay_url: the address that was fetched.
        fetched_at: when, in UTC.
        headers: the headers of the replay answer, as sent.
        digest: the digest that the archive printed, such as ``sha1:…``.
        record: what tells the capture from others of its address and second.
        payload: SHA-256 and length of the payload, as ``sha256:… 1234``.
        stored: SHA-256 of the body as it stands in the record that goes before, as ``sha256:…``.
        truncated: why the body is not whole.
    """

    archive: str
    replay_url: str
    fetched_at: datetime
    headers: Headers
    digest: str | None = None
    record: str | None = None
    payload: str | None = None
    stored: str | None = None
    truncated: str | None = None

    def as_fields(self) -> bytes:
        """Write as ``application/warc-fields``."""
        lines = [
            f"archive: {self.archive}",
            f"replay: {self.replay_url}",
            f"fetched: {warc_date(self.fetched_at)}",
        ]
        told = {name: getattr(self, name) for name in ("digest", "record", "payload", "stored", "truncated")}
        lines += [f"{name}: {one_line(value)}" for name, value in told.items() if value]
        lines += [f"header: {name}: {one_line(value)}" for name, value in self.headers]
        return ("\r\n".join(lines) + "\r\n").encode()


def read_fields(block: bytes) -> dict[str, str]:
    """Read ``application/warc-fields``; of a name that stands more than once the first counts.

    The headers of an answer, each told as ``header: NAME: VALUE``, are given by their own names in lower
    case unless a field has that name.
    """
    found: dict[str, str] = {}
    headers: dict[str, str] = {}
    for line in block.decode("utf-8", "replace").splitlines():
        name, separator, value = line.partition(":")
        if not separator:
            continue
        if name == "header":
            name, _, value = value.partition(":")
            headers.setdefault(name.strip().lower(), value.strip())
        else:
            found.setdefault(name.strip().lower(), value.strip())
    return headers | found


def warc_date(instant: datetime) -> str:
    """Write an instant as ``WARC-Date`` does: UTC, whole seconds."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def one_line(value: str) -> str:
    """Keep a header value from starting a line of its own."""
    return " ".join(value.split())


def record_uri(*parts: str) -> str:
    """Give a record id that follows from what the record is."""
    return f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, ' '.join(parts))}>"


IDENTICAL = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"


@dataclass(frozen=True, slots=True)
class Repeated:
    """What a revisit record says of the record whose body it repeats.

    Args:
        profile: :data:`IDENTICAL` or :data:`NOT_MODIFIED`.
        digest: the digest of the body, labelled.
        url: the address of that record, where it is known.
        date: its ``WARC-Date``.
        record_id: its id.
    """

    profile: str
    digest: str
    url: str | None
    date: str | None
    record_id: str | None


def _record_of(kind: str, url: str, captured_at: datetime, provenance: Provenance | None) -> str:
    """Name a record of a capture, so that the same capture has the same name each time."""
    source = provenance.archive if provenance else ""
    parts = (kind, source, url, warc_date(captured_at))
    more = [part for part in (provenance.record, provenance.truncated) if part] if provenance else []
    return record_uri(*parts, *more)


class WarcFile:
    """A WARC file in the making: each record is one gzip member and is flushed when it is written.

    Args:
        stream: where the bytes go; opened for binary writing by the caller.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._writer = WARCWriter(stream, gzip=True, warc_version=WARC_VERSION)

    def info(self, fields: Headers, *, date: datetime) -> None:
        """Write the ``warcinfo`` record that opens a file."""
        block = "".join(f"{name}: {one_line(value)}\r\n" for name, value in fields).encode()
        headers = [
            ("WARC-Type", "warcinfo"),
            ("WARC-Record-ID", record_uri("warcinfo", block.decode(), warc_date(date))),
            ("WARC-Date", warc_date(date)),
            ("Content-Type", "application/warc-fields"),
        ]
        self._write(headers, block)

    def response(
        self,
        url: str,
        *,
        captured_at: datetime,
        status: int,
        reason: str,
        headers: Headers,
        body: bytes,
        provenance: Provenance | None = None,
    ) -> str:
        """Write an archived answer, and behind it where it came from; give the id of its record.

        Args:
            url: the address that was captured, not that of the replay.
            captured_at: when the archive captured it.
            status: the status of the archived answer.
            reason: its reason phrase.
            headers: the archived headers; ``Transfer-Encoding`` must be gone if the body is not chunked.
            body: the entity body, content-coding kept.
            provenance: the archive that gave it.
        """
        http = StatusAndHeaders(f"{status} {one_line(reason)}".strip(), list(headers), protocol="HTTP/1.1")
        record_id = _record_of("response", url, captured_at, provenance)
        named = {"WARC-Record-ID": record_id, "WARC-Date": warc_date(captured_at)}
        if provenance and provenance.truncated:
            named["WARC-Truncated"] = provenance.truncated
        record = self._writer.create_warc_record(
            url,
            "response",
            payload=BytesIO(body),
            length=len(body),
            http_headers=http,
            warc_headers_dict=named,
        )
        self._writer.write_record(record)
        if provenance:
            self._provenance(url, record_id, captured_at, provenance)
        self._stream.flush()
        return record_id

    def repeat(
        self,
        url: str,
        *,
        captured_at: datetime,
        status: int,
        reason: str,
        headers: Headers,
        of: Repeated,
        provenance: Provenance,
    ) -> None:
        """Write an archived answer whose body another record holds, and behind it where it came from."""
        named = {
            "WARC-Record-ID": _record_of("revisit", url, captured_at, provenance),
            "WARC-Date": warc_date(captured_at),
            "WARC-Profile": of.profile,
        }
        if of.record_id:
            named["WARC-Refers-To"] = of.record_id
        record = self._writer.create_revisit_record(
            url,
            digest=of.digest,
            refers_to_uri=of.url or url,
            refers_to_date=of.date or warc_date(captured_at),
            http_headers=StatusAndHeaders(
                f"{status} {one_line(reason)}".strip(), list(headers), protocol="HTTP/1.1"
            ),
            warc_headers_dict=named,
        )
        self._writer.write_record(record)
        self._provenance(url, named["WARC-Record-ID"], captured_at, provenance)
        self._stream.flush()

    def revisit(
        self,
        url: str,
        *,
        captured_at: datetime,
        repeats: datetime,
        status: int,
        reason: str,
        headers: Headers,
        body: bytes,
    ) -> None:
        """Write that an address gave the same answer as before: its headers and digest, but not its body.

        Args:
            url: the address that was captured.
            captured_at: when it was captured again.
            repeats: when the capture was made that holds the body.
            status: the status of the answer.
            reason: its reason phrase.
            headers: its headers.
            body: the entity body, of which only the digest is written.
        """
        digest = "sha1:" + b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode()
        record = self._writer.create_revisit_record(
            url,
            digest=digest,
            refers_to_uri=url,
            refers_to_date=warc_date(repeats),
            http_headers=StatusAndHeaders(
                f"{status} {one_line(reason)}".strip(), list(headers), protocol="HTTP/1.1"
            ),
            warc_headers_dict={
                "WARC-Record-ID": record_uri("revisit", url, warc_date(captured_at)),
                "WARC-Date": warc_date(captured_at),
            },
        )
        self._writer.write_record(record)
        self._stream.flush()

    def resource(
        self,
        url: str,
        body: bytes,
        *,
        content_type: str,
        captured_at: datetime,
        provenance: Provenance | None = None,
    ) -> None:
        """Write a file that came without an HTTP answer, and behind it where it came from if known."""
        parts = [part for part in (provenance.archive, provenance.record) if part] if provenance else []
        record_id = record_uri("resource", url, warc_date(captured_at), *parts)
        headers = [
            ("WARC-Type", "resource"),
            ("WARC-Target-URI", url),
            ("WARC-Record-ID", record_id),
            ("WARC-Date", warc_date(captured_at)),
            ("Content-Type", content_type),
        ]
        self._write(headers, body)
        if provenance:
            self._provenance(url, record_id, captured_at, provenance)

    def note(self, url: str, body: bytes, *, content_type: str, date: datetime) -> None:
        """Write a metadata record of its own, such as an archive's answer to a query of its index."""
        headers = [
            ("WARC-Type", "metadata"),
            ("WARC-Target-URI", url),
            ("WARC-Record-ID", record_uri("metadata", url, warc_date(date))),
            ("WARC-Date", warc_date(date)),
            ("Content-Type", content_type),
        ]
        self._write(headers, body)

    def _provenance(self, url: str, record_id: str, captured_at: datetime, provenance: Provenance) -> None:
        headers = [
            ("WARC-Type", "metadata"),
            ("WARC-Target-URI", url),
            ("WARC-Record-ID", record_uri("provenance", record_id)),
            ("WARC-Refers-To", record_id),
            ("WARC-Date", warc_date(captured_at)),
            ("Content-Type", "application/warc-fields"),
        ]
        self._write(headers, provenance.as_fields())

    def _write(self, headers: list[tuple[str, str]], block: bytes) -> None:
        version = StatusAndHeaders("", [*headers], protocol=f"WARC/{WARC_VERSION}")
        content_type = dict(headers)["Content-Type"]
        record = ArcWarcRecord(
            "warc", dict(headers)["WARC-Type"], version, BytesIO(block), None, content_type, len(block)
        )
        self._writer.write_record(record)
        self._stream.flush()


@dataclass(frozen=True, slots=True)
class RecordPlace:
    """A record while its file is read."""

    record: ArcWarcRecord
    _iterator: ArchiveIterator

    def span(self) -> tuple[int, int]:
        """Give the byte at which the record begins and the bytes that it takes.

        What has not been read of its block is skipped, so this is the last thing to ask of a record.
        """
        return self._iterator.get_record_offset(), self._iterator.get_record_length()

    def header(self, name: str) -> str | None:
        """Give a WARC header."""
        value = self.record.rec_headers.get_header(name)
        return str(value) if value else None

    def http_header(self, name: str) -> str | None:
        """Give a header of the archived answer, if the record holds one."""
        value = self.record.http_headers.get_header(name) if self.record.http_headers else None
        return str(value) if value else None

    @property
    def http_status(self) -> int | None:
        """The status of the archived answer; ``None`` without one or when it is none that HTTP has."""
        code = self.record.http_headers.get_statuscode() if self.record.http_headers else ""
        return int(code) if _STATUS.fullmatch(code) else None


class TornWarc(Exception):
    """A WARC file cannot be read beyond an offset: it is cut off, or no WARC file at all."""

    def __init__(self, path: Path, offset: int, reason: str) -> None:
        super().__init__(path, offset, reason)
        self.path = path
        self.offset = offset
        self.reason = reason

    def __str__(self) -> str:
        return f"unreadable from byte {self.offset}: {self.reason}"


# warcio meets some damaged headers with an AttributeError or a TypeError of its own.
UNREADABLE = (
    ArchiveLoadFailed,
    AttributeError,
    EOFError,
    IndexError,
    OSError,
    TypeError,
    ValueError,
    zlib.error,
)


def records(path: Path) -> Iterator[RecordPlace]:
    """Read the records of a WARC file one after another; the stream of each is good until the next.

    Raises:
        TornWarc: after the last whole record, when what follows is cut off or damaged.
    """
    with path.open("rb") as stream:
        iterator = ArchiveIterator(stream)
        try:
            for record in iterator:
                if record.rec_headers.get_header("Content-Length") is None:
                    raise TornWarc(path, iterator.offset, "the header of a record is cut off")
                yield RecordPlace(record, iterator)
        except UNREADABLE as error:
            raise TornWarc(path, iterator.offset, one_line(str(error))) from error
        if iterator.offset < path.stat().st_size:
            raise TornWarc(path, iterator.offset, "the last record is cut off")


def read_record(path: Path, offset: int) -> ArcWarcRecord:
    """Give the record at an offset with its block in memory; the file is closed again.

    Raises:
        TornWarc: no record can be read there.
    """
    with path.open("rb") as stream:
        stream.seek(offset)
        try:
            record = next(iter(ArchiveIterator(stream)))
            record.raw_stream = BytesIO(record.raw_stream.read())
        except (StopIteration, *UNREADABLE) as error:
            raise TornWarc(path, offset, one_line(str(error))) from error
    return record


def warc_files(paths: Iterable[Path]) -> list[Path]:
    """Give the WARC files among files and folders, sorted by name."""
    found: set[Path] = set()
    for path in paths:
        found.update(_below(path) if path.is_dir() else [path])
    return sorted(found)


def _below(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if is_warc(path) and path.is_file()]


def is_warc(path: Path) -> bool:
    """Tell a WARC file by its name."""
    return path.name.endswith((".warc", ".warc.gz"))
