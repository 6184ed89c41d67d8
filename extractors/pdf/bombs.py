"""Finds streams that unpack to far more than they weigh, before any reader unpacks them.

Deflate packs at most about 1,032 to 1, so a short stream is harmless unless it is packed twice. Only the
others are unpacked, and no further than the limit. The file's own structure is not trusted: streams are found
by the words that begin and end them (ISO 32000-1, 7.3.8).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Sequence

from pdfminer.ascii85 import ascii85decode, asciihexdecode

_RATIO = 1032
_STREAM = re.compile(rb">>[ \t\r\n]*stream\r?\n")
_FILTER = re.compile(rb"/(FlateDecode|Fl|ASCII85Decode|A85|ASCIIHexDecode|AHx)\b")
_FLATE = frozenset(("FlateDecode", "Fl"))
_PIXELS = re.compile(rb"/Subtype[ \t\r\n]*/Image\b")
_LONGEST_DICTIONARY = 2_000


def has_bomb(payload: bytes, limit: int) -> bool:
    """Tell whether a stream that is no picture unpacks to more than ``limit`` bytes."""
    return any(_unpacks_beyond(payload, found, limit) for found in _STREAM.finditer(payload))


def _unpacks_beyond(payload: bytes, found: re.Match[bytes], limit: int) -> bool:
    earliest = max(0, found.start() - _LONGEST_DICTIONARY)
    head = payload[max(earliest, payload.rfind(b"obj", earliest, found.start())) : found.start()]
    filters = [name.decode() for name in _FILTER.findall(head)]
    n_flate = sum(name in _FLATE for name in filters)
    if not n_flate or _PIXELS.search(head):
        return False
    end = payload.find(b"endstream", found.end())
    end = len(payload) if end < 0 else end
    if n_flate == 1 and (end - found.end()) * _RATIO <= limit:
        return False
    return unpacked_size(payload[found.end() : end], filters, limit + 1) > limit


def unpacked_size(data: bytes, filters: Sequence[str], limit: int) -> int:
    """Give the size of a stream's data when unpacked, or any number from ``limit`` up."""
    for name in filters:
        try:
            data = _UNPACK[name](data, limit) if name in _UNPACK else data
        except (zlib.error, ValueError):
            break
        if len(data) >= limit:
            break
    return len(data)


def _inflated(data: bytes, limit: int) -> bytes:
    return zlib.decompressobj().decompress(data, limit)


_UNPACK: dict[str, Callable[[bytes, int], bytes]] = {
    "FlateDecode": _inflated,
    "Fl": _inflated,
    "ASCII85Decode": lambda data, _: bytes(ascii85decode(data)),
    "A85": lambda data, _: bytes(ascii85decode(data)),
    "ASCIIHexDecode": lambda data, _: bytes(asciihexdecode(data)),
    "AHx": lambda data, _: bytes(asciihexdecode(data)),
}
