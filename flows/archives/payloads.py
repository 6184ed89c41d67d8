"""From the body of an archived answer to its payload: what a reader who saves the page gets."""

from __future__ import annotations

import base64
import hashlib
import zlib
from dataclasses import dataclass
from io import BytesIO

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders

from flows.archives.record import PAYLOAD_LIMIT, PayloadTooLarge, Record
from flows.archives.warcs import Headers

_CODINGS = ("Content-Encoding", "Transfer-Encoding")
_GZIP = b"\x1f\x8b"
_NEVER_GZIP = ("text/html", "application/xhtml+xml", "text/plain", "application/pdf")
"""Types whose bodies cannot be gzip by themselves."""


@dataclass(frozen=True, slots=True)
class Body:
    """An archived body as stored and as decoded.

    Args:
        stored: the bytes of the record behind the HTTP headers.
        payload: the same without transfer- and content-coding.
        damaged: whether the codings that the headers name could not be undone to the end; the payload is
            then what came of it, or the stored bytes where nothing did.
        undeclared: whether the body is compressed and no header says so; the payload is what is in it.
    """

    stored: bytes
    payload: bytes
    damaged: bool = False
    undeclared: bool = False

    @property
    def decoded(self) -> bool:
        """Whether a coding was undone."""
        return self.payload != self.stored and not self.damaged

    @property
    def sha256(self) -> str:
        """The digest by which content is keyed, in hexadecimal digits."""
        return hashlib.sha256(self.payload).hexdigest()

    @property
    def sha1(self) -> frozenset[str]:
        """The digests that an archive may print of it, in base 32: with its codings and without."""
        bodies = (self.stored,) if self.payload == self.stored else (self.stored, self.payload)
        return frozenset(map(base32_sha1, bodies))


def read_body(record: Record) -> Body:
    """Read the body of a record.

    Raises:
        PayloadTooLarge: it is larger than anything that DHS publishes, or decodes to more.
    """
    answer = record.answer()
    return decode(answer.http, answer.body)


def body_of(headers: Headers, stored: bytes) -> Body:
    """Give an archived body as :func:`read_body` will read it from its record.

    Raises:
        PayloadTooLarge: it decodes to more than anything that DHS publishes.
    """
    return decode(StatusAndHeaders("200 OK", list(headers), protocol="HTTP/1.1"), stored)


def decode(http: StatusAndHeaders | None, stored: bytes) -> Body:
    """Undo the codings that the headers of an answer name, or those that they ought to name.

    Raises:
        PayloadTooLarge: it decodes to more than anything that DHS publishes.
    """
    if http is None or not stored:
        return Body(stored, stored)
    payload, damaged = stored, False
    if any(http.get_header(name) for name in _CODINGS):
        decoding = _decoding(http, stored)
        try:
            payload = _limited(decoding)
        except (zlib.error, EOFError, OSError, ValueError):
            return Body(stored, stored, damaged=True)
        damaged = _stopped_early(decoding)
    if (inside := _undeclared_gzip(http, payload)) is not None:
        return Body(stored, inside, undeclared=True)
    return Body(stored, payload, damaged=damaged)


def _decoding(http: StatusAndHeaders, stored: bytes) -> BytesIO:
    """Give the stream in which warcio undoes the codings."""
    nothing = StatusAndHeaders("", [], protocol="WARC/1.1")
    record = ArcWarcRecord(
        "warc", "response", nothing, BytesIO(stored), http, "application/http", len(stored)
    )
    stream: BytesIO = record.content_stream()
    return stream


def _undeclared_gzip(http: StatusAndHeaders, payload: bytes) -> bytes | None:
    """Give what is in a page or PDF that is gzip to its end though nothing says so."""
    if not payload.startswith(_GZIP) or http.get_header("Content-Encoding"):
        return None
    declared = (http.get_header("Content-Type") or "").partition(";")[0].strip().lower()
    if declared not in _NEVER_GZIP:
        return None
    inflater = zlib.decompressobj(wbits=zlib.MAX_WBITS + 16)
    try:
        inside = inflater.decompress(payload, PAYLOAD_LIMIT)
    except zlib.error:
        return None
    return inside if inflater.eof else None


def _stopped_early(decoding: BytesIO) -> bool:
    """Tell whether a compressed body ends before its end mark.

    A body that is not compressed at all, though its headers say so, is read as it stands and is whole:
    archives often keep the header of a coding that they have undone.
    """
    decompressor = getattr(decoding, "decompressor", None)
    return decompressor is not None and not getattr(decompressor, "eof", True)


def sha1_of(stored: bytes, coding: str | None) -> frozenset[str]:
    """Give the SHA-1 digests, in base 32, of a body as it was sent and without its content-coding."""
    digests = {base32_sha1(stored)}
    if coding and "gzip" in coding.lower():
        try:
            decoder = zlib.decompressobj(wbits=zlib.MAX_WBITS + 16)
            digests.add(base32_sha1(decoder.decompress(stored, PAYLOAD_LIMIT)))
        except zlib.error:
            pass
    return frozenset(digests)


def digest_matches(printed: str | None, sha1: frozenset[str]) -> bool | None:
    """Tell whether the digest that an archive printed is one of a body's; ``None`` if it printed no SHA-1."""
    algorithm, _, value = (printed or "").rpartition(":")
    if not value or algorithm.lower() not in ("", "sha1"):
        return None
    return value.upper() in sha1


def _limited(stream: BytesIO) -> bytes:
    chunks: list[bytes] = []
    left = PAYLOAD_LIMIT
    while chunk := stream.read(min(1 << 20, left + 1)):
        left -= len(chunk)
        if left < 0:
            raise PayloadTooLarge
        chunks.append(chunk)
    return b"".join(chunks)


def base32_sha1(data: bytes) -> str:
    """Give the SHA-1 of data the way web archives print it."""
    # SHA-1 is what web archives print; it is compared with theirs and keys nothing of ours.
    return base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode()
