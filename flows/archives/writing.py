"""WARC files in the making, after ISO 28500:2017 (WARC 1.1), with warcio.

Ids and dates of records follow from their content, so that the same captures give the same bytes.
"""

from __future__ import annotations

import hashlib
import uuid
from base64 import b32encode
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import BinaryIO

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from flows.archives.provenance import Provenance
from flows.archives.warcs import Headers, one_line, warc_date

WARC_VERSION = "1.1"


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


def _answered(status: int, reason: str, headers: Headers) -> StatusAndHeaders:
    return StatusAndHeaders(f"{status} {one_line(reason)}".strip(), list(headers), protocol="HTTP/1.1")


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
        http = _answered(status, reason, headers)
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
        record_id = _record_of("revisit", url, captured_at, provenance)
        http = _answered(status, reason, headers)
        self._revisit(url, record_id=record_id, captured_at=captured_at, http=http, of=of)
        self._provenance(url, record_id, captured_at, provenance)
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
        of = Repeated(IDENTICAL, digest, url, warc_date(repeats), None)
        record_id = record_uri("revisit", url, warc_date(captured_at))
        http = _answered(status, reason, headers)
        self._revisit(url, record_id=record_id, captured_at=captured_at, http=http, of=of)
        self._stream.flush()

    def _revisit(
        self, url: str, *, record_id: str, captured_at: datetime, http: StatusAndHeaders, of: Repeated
    ) -> None:
        named = {"WARC-Record-ID": record_id, "WARC-Date": warc_date(captured_at)}
        if of.record_id:
            named["WARC-Refers-To"] = of.record_id
        record = self._writer.create_revisit_record(
            url,
            digest=of.digest,
            refers_to_uri=of.url or url,
            refers_to_date=of.date or warc_date(captured_at),
            http_headers=http,
            warc_headers_dict=named,
        )
        record.rec_headers.replace_header("WARC-Profile", of.profile)
        self._writer.write_record(record)

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
