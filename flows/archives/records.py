"""WARC records as they are read: FastWARC goes ahead while nothing is in doubt, and warcio reads the rest.

FastWARC is the quicker by far and hides faults: it ends in silence at a torn record or an empty gzip member,
reads on into the next member where a length is too large, and gives records in one member wrong places.
Therefore a record of its is given only when it is whole and the next one begins behind it, at a place where
a record can begin. From the first doubt on warcio reads, which tells what is wrong; in a whole file that is
the last record alone.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import suppress
from io import SEEK_END
from itertools import pairwise
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import BinaryIO, NamedTuple

from fastwarc.warc import ArchiveIterator as QuickIterator
from fastwarc.warc import HeaderMap, WarcRecordType
from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from flows.archives.record import PAYLOAD_LIMIT, Record
from flows.archives.warcs import one_line

_NAMES = ["warcinfo", "response", "resource", "request", "metadata", "revisit", "conversion", "continuation"]
_KINDS = {int(getattr(WarcRecordType, name)): name for name in _NAMES}
_BEGINNINGS = (b"\x1f\x8b\x08", b"WAR")
"""What the first bytes of a record are, in a gzip member of its own and plain."""

# warcio meets some damaged headers with an AttributeError or a TypeError of its own.
_UNREADABLE = (
    ArchiveLoadFailed,
    AttributeError,
    EOFError,
    IndexError,
    OSError,
    TypeError,
    ValueError,
    zlib.error,
)


class TornWarc(Exception):
    """A WARC file cannot be read beyond an offset: it is cut off, or no WARC file at all."""

    def __init__(self, offset: int, reason: str) -> None:
        super().__init__(offset, reason)
        self.offset = offset
        self.reason = reason

    def __str__(self) -> str:
        return f"unreadable from byte {self.offset}: {self.reason}"


def records(path: Path) -> Iterator[Record]:
    """Read the records of a WARC file one after another.

    Raises:
        TornWarc: after the last whole record, when what follows is cut off or damaged.
    """
    last = None
    for last in _quickly(path):
        yield last
    with path.open("rb") as stream:
        stream.seek(last.offset if last else 0)
        rest = _carefully(stream)
        if last:
            next(rest, None)
        yield from rest


def read_record(path: Path, offset: int) -> Record:
    """Give the record at an offset; the file is closed again.

    Raises:
        TornWarc: no record can be read there.
    """
    with path.open("rb") as stream:
        stream.seek(offset)
        return first_record(stream)


def first_record(stream: BinaryIO) -> Record:
    """Give the record at the place of a stream.

    Raises:
        TornWarc: no record can be read there.
    """
    offset = stream.tell()
    record = next(_carefully(stream), None)
    if record is None:
        raise TornWarc(offset, "no record begins there")
    return record


class _Found(NamedTuple):
    """A record that FastWARC has read, before it is known where the next one begins."""

    kind: str
    offset: int
    headers: HeaderMap
    block: bytes | None


def _quickly(path: Path) -> Iterator[Record]:
    """Give records up to the first doubt, the last one never: nothing shows where it ends."""
    with suppress(OSError, ValueError), path.open("rb") as stream:
        for found, following in pairwise(_found(stream)):
            length = following.offset - found.offset
            yield Record(found.kind, found.offset, length, found.headers, found.block)


def _found(stream: BinaryIO) -> Iterator[_Found]:
    before = -1
    with mmap(stream.fileno(), 0, access=ACCESS_READ) as data:
        for record in QuickIterator(stream, parse_http=False):
            offset, kind = record.stream_pos, _KINDS.get(int(record.record_type))
            if kind is None or offset <= before or data[offset : offset + 3] not in _BEGINNINGS:
                return
            size = record.content_length
            block = record.reader.read() if size <= PAYLOAD_LIMIT else None
            if block is not None and not _is_whole(block, size, record.headers):
                return
            yield _Found(kind, offset, record.headers, block)
            before = offset


def _is_whole(block: bytes, size: int, headers: HeaderMap) -> bool:
    """Tell whether all of a block was read; FastWARC takes a length that it cannot read for none."""
    return len(block) == size and (size > 0 or headers.get("Content-Length") == "0")


def _carefully(stream: BinaryIO) -> Iterator[Record]:
    """Give the records of a stream from where it stands.

    Raises:
        TornWarc: what follows is cut off or damaged.
    """
    iterator = ArchiveIterator(stream, no_record_parse=True)
    try:
        for record in iterator:
            yield _whole(record, iterator)
    except _UNREADABLE as error:
        raise TornWarc(iterator.offset, one_line(str(error))[:200]) from error
    if iterator.offset < stream.seek(0, SEEK_END):
        raise TornWarc(iterator.offset, "the last record is cut off")


def _whole(record: ArcWarcRecord, iterator: ArchiveIterator) -> Record:
    """Read a record to its end.

    Raises:
        TornWarc: its length is not told, or the file ends before it.
    """
    offset, headers = iterator.offset, HeaderMap()
    for name, value in record.rec_headers.headers:
        headers.append(name, value)
    declared = headers.get("Content-Length") or ""
    if not (declared.isascii() and declared.isdigit()):
        raise TornWarc(offset, "the header of a record is cut off or does not tell its length")
    block = record.raw_stream.read(min(int(declared), PAYLOAD_LIMIT + 1))
    iterator.read_to_end()
    if record.raw_stream.limit:
        raise TornWarc(offset, f"{record.raw_stream.limit} bytes of the record are missing")
    member = iterator.reader.decompressor
    if member and (iterator.next_line or not member.eof):
        raise TornWarc(offset, "the gzip member is cut off, damaged, or holds more than one record")
    kept = block if len(block) <= PAYLOAD_LIMIT else None
    return Record(record.rec_type or "", offset, iterator.offset - offset, headers, kept)
