"""A WARC record in memory: its headers, and in its block the HTTP answer apart from the body."""

from __future__ import annotations

import re
from contextlib import suppress
from io import BytesIO
from typing import NamedTuple

from fastwarc.warc import HeaderMap
from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParser

PAYLOAD_LIMIT = 256 * 1024**2
"""Bytes of a body, stored or decoded, that are read at most: a guard against compression bombs."""

_ANSWERS = ("response", "revisit", "request")
_STATUS = re.compile(r"[1-5]\d\d", re.ASCII)
_HTTP = StatusAndHeadersParser([], verify=False)


class PayloadTooLarge(Exception):
    """A body, or what it decodes to, is larger than :data:`PAYLOAD_LIMIT`."""


class Answer(NamedTuple):
    """The HTTP answer that a record holds.

    Args:
        http: its status and headers; ``None`` in a record without any, such as a resource.
        body: what follows them, its codings kept.
    """

    http: StatusAndHeaders | None
    body: bytes

    def header(self, name: str) -> str | None:
        """Give a header of the answer, if the record holds one."""
        value = self.http.get_header(name) if self.http else None
        return str(value) if value else None

    @property
    def status(self) -> int | None:
        """The status of the answer; ``None`` without one or when it is none that HTTP has."""
        code = self.http.get_statuscode() if self.http else ""
        return int(code) if _STATUS.fullmatch(code) else None


# A tuple, since one is made for each record: it takes a third of the time of a frozen dataclass.
class Record(NamedTuple):
    """A whole record of a WARC file.

    Args:
        kind: its ``WARC-Type``.
        offset: the byte at which it begins, that of its gzip member where it is compressed.
        length: bytes up to where the next record begins.
        headers: its WARC headers.
        block: its block; ``None`` if that is larger than :data:`PAYLOAD_LIMIT`.
    """

    kind: str
    offset: int
    length: int
    headers: HeaderMap
    block: bytes | None

    def header(self, name: str) -> str | None:
        """Give a WARC header."""
        value = self.headers.get_bytes(name.encode()) or b""
        try:
            return value.decode() or None
        except UnicodeDecodeError:
            return value.decode("latin-1")

    @property
    def url(self) -> str | None:
        """The address that was captured, out of the angle brackets in which some crawlers put it."""
        url = self.header("WARC-Target-URI")
        if url and url.startswith("<") and url.endswith(">"):
            url = url[1:-1]
        return url.replace(" ", "%20") if url else None

    @property
    def body(self) -> bytes:
        """The block behind the HTTP headers, its codings kept; the whole block where there are none.

        Raises:
            PayloadTooLarge: it is larger than anything that DHS publishes.
        """
        return self._parts()[1]

    def answer(self) -> Answer:
        """Give the HTTP answer, its headers read.

        Raises:
            PayloadTooLarge: it is larger than anything that DHS publishes.
        """
        head, body = self._parts()
        return Answer(_HTTP.parse(BytesIO(head)) if head else None, body)

    def _parts(self) -> tuple[bytes, bytes]:
        if self.block is None:
            raise PayloadTooLarge
        if self.kind not in _ANSWERS:
            return b"", self.block
        head, end, body = self.block.partition(b"\r\n\r\n")
        if end and head.startswith(b"HTTP/") and head.count(b"\n") == head.count(b"\r\n"):
            return head + end, body
        is_http = (self.url or "").startswith(("http:", "https:"))
        return _parted_by_lines(self.block) if is_http else (b"", self.block)


def _parted_by_lines(block: bytes) -> tuple[bytes, bytes]:
    """Part head from body where servers ended lines in ways of their own."""
    stream = BytesIO(block)
    with suppress(EOFError):
        _HTTP.parse(stream)
    return block[: stream.tell()], block[stream.tell() :]
