"""From the body of an archived answer to its payload: what a reader who saves the page gets."""

from __future__ import annotations

import base64
import hashlib
import zlib
from dataclasses import dataclass
from io import BytesIO

from warcio.recordloader import ArcWarcRecord

PAYLOAD_LIMIT = 256 * 1024**2
"""Bytes of a body, stored or decoded, that are read at most: a guard against compression bombs."""


class PayloadTooLarge(Exception):
    """A body, or what it decodes to, is larger than :data:`PAYLOAD_LIMIT`."""


class BodyCutOff(Exception):
    """A record ends before the length that its header gives."""


@dataclass(frozen=True, slots=True)
class Body:
    """An archived body as stored and as decoded.

    Args:
        stored: the bytes of the record behind the HTTP headers.
        payload: the same without transfer- and content-coding.
        damaged: whether the codings that the headers name could not be undone; then both are alike.
    """

    stored: bytes
    payload: bytes
    damaged: bool = False

    @property
    def sha256(self) -> str:
        """The digest by which content is keyed, in hexadecimal digits."""
        return hashlib.sha256(self.payload).hexdigest()

    def matches(self, digest: str | None) -> bool | None:
        """Tell whether a SHA-1 that an archive printed is that of this body; ``None`` if it printed none.

        Archives digest the body with or without its codings, so that both are tried.
        """
        algorithm, _, value = (digest or "").rpartition(":")
        if not value or algorithm.lower() not in ("", "sha1"):
            return None
        return value.upper() in {_sha1(self.stored), _sha1(self.payload)}


def read_body(record: ArcWarcRecord) -> Body:
    """Read the body of a record.

    Raises:
        PayloadTooLarge: it is larger than anything that DHS publishes.
        BodyCutOff: the file ends within the record.
    """
    block = record.raw_stream
    stored = _limited(block)
    if getattr(block, "limit", 0) > 0:
        raise BodyCutOff(f"{block.limit} bytes of the record are missing")
    record.raw_stream = BytesIO(stored)
    try:
        return Body(stored, _limited(record.content_stream()))
    except (zlib.error, EOFError, OSError, ValueError):
        return Body(stored, stored, damaged=True)


def _limited(stream: BytesIO) -> bytes:
    chunks: list[bytes] = []
    left = PAYLOAD_LIMIT
    while chunk := stream.read(min(1 << 20, left + 1)):
        left -= len(chunk)
        if left < 0:
            raise PayloadTooLarge
        chunks.append(chunk)
    return b"".join(chunks)


def _sha1(data: bytes) -> str:
    # SHA-1 is what web archives print; it is compared with theirs and keys nothing of ours.
    return base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode()
