"""What archives have listed: their answers, as the vault keeps them, read again.

Each answer tells by its form which dialect it is in, so that what an archive once listed follows from the
vault alone.
"""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

from flows.archives.addresses import url_key
from flows.archives.cdxlines import FIELDS
from flows.archives.protocol import instant
from flows.archives.timemaps import read_timemap

LISTINGS = "listings"
SCHEMA = pa.schema(
    [
        pa.field("archive", pa.string(), nullable=False),
        pa.field("url_key", pa.string(), nullable=False),
        pa.field("original_url", pa.string(), nullable=False),
        pa.field("captured_at", pa.timestamp("us", "UTC"), nullable=False),
    ]
)
"""The columns of what is remembered of each file: a row for each capture that an answer in it lists."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A capture that an archive has listed."""

    archive: str
    url: str
    timestamp: str


def read_listing(archive: str, asked: str, answer: bytes) -> list[Listing]:
    """Give the captures that an answer lists; none where it is no answer of an index.

    Args:
        archive: the name of the archive.
        asked: the address of the query.
        answer: the answer as it came.
    """
    original = asked.partition("/timemap/")[2].partition("/")[2]
    try:
        rows = _text_rows(answer) or read_timemap(answer, url=asked, original=original, replay="").listed
    except (ValueError, RecursionError):
        return []
    found = [
        row if isinstance(row, Listing) else Listing(archive, row.original, row.timestamp) for row in rows
    ]
    return [Listing(archive, each.url, each.timestamp) for each in found if "://" in each.url]


def _text_rows(answer: bytes) -> list[Listing]:
    """Read lines of seven fields, the other form of the Wayback CDX server."""
    if answer.lstrip()[:1] in (b"[", b"{", b"<", b""):
        return []
    found = []
    for line in answer.decode("utf-8", "replace").splitlines():
        fields = line.split()
        if len(fields) == len(FIELDS) and _is_instant(fields[1]):
            found.append(Listing("", fields[2], fields[1]))
    return found


def _is_instant(text: str) -> bool:
    try:
        instant(text)
    except ValueError:
        return False
    return True


def as_table(listings: list[Listing]) -> pa.Table:
    """Give listings as a table, each capture once."""
    rows = sorted({(each.archive, url_key(each.url), each.url, each.timestamp) for each in listings})
    columns = list(zip(*rows, strict=True)) or [(), (), (), ()]
    return pa.table(
        [
            pa.array(columns[0], pa.string()),
            pa.array(columns[1], pa.string()),
            pa.array(columns[2], pa.string()),
            pa.array([instant(stamp) for stamp in columns[3]], pa.timestamp("us", "UTC")),
        ],
        schema=SCHEMA,
    )
