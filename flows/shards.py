"""Shards: which payload is read from which record, and in which portion of work.

A payload may have many captures. It is extracted once, from the earliest capture that holds its bytes, and
in the context of that capture; so what it gives does not depend on how captures are spread over files.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import cache
from importlib.metadata import version
from itertools import groupby
from pathlib import Path

import duckdb

import extractors
from extractors.pdf.tesseract import engine
from extractors.records import CaptureContext
from extractors.registry import Ocr
from flows.sources import knowledge

SHARD_BYTES = 8 * 1024**2
"""Bytes of a WARC file that one shard covers, about."""

PARSERS = (
    "addfips",
    "airportsdata",
    "beautifulsoup4",
    "country-converter",
    "fastwarc",
    "ftfy",
    "lxml",
    "pdfminer.six",
    "pdfplumber",
    "pypdfium2",
    "resiliparse",
    "warcio",
)
"""Packages whose versions take part in the key of a shard."""


@dataclass(frozen=True, slots=True)
class PayloadAddress:
    """A payload to be extracted: its record, and the context of its capture."""

    payload_sha256: str
    warc_file: str
    record_offset: int
    record_length: int
    url: str
    content_type: str | None
    last_modified: str | None

    @property
    def context(self) -> CaptureContext:
        """What the extractor may know of the payload."""
        return CaptureContext(self.url, self.content_type, self.last_modified)


@dataclass(frozen=True, slots=True)
class Shard:
    """A portion of a WARC file: the payloads that are extracted together, and cached together."""

    warc: Path
    payloads: tuple[PayloadAddress, ...]

    def key(self, ocr: Ocr) -> str:
        """Give the key of the shard's fragment in the cache: it covers all that the result follows from.

        The engine that would recognise scanned pages is part of it, and so is its absence.
        """
        content = [
            (each.payload_sha256, each.url, each.content_type, each.last_modified) for each in self.payloads
        ]
        text = json.dumps([extraction_fingerprint(), ocr, recognised_by(ocr), content])
        return hashlib.sha256(text.encode()).hexdigest()


def recognised_by(ocr: Ocr) -> str | None:
    """Name the engine that would recognise scanned pages, with its version; ``None`` if none would."""
    found = engine() if ocr is Ocr.AUTO else None
    return found.key if found else None


@cache
def extraction_fingerprint() -> str:
    """Give a digest of the extractors' source and data, the recipes, and the versions of the parsers."""
    digest = hashlib.sha256(knowledge.sources())
    home = Path(extractors.__file__).parent
    for source in sorted(path for path in home.rglob("*") if path.is_file() and path.suffix != ".pyc"):
        digest.update(source.relative_to(home).as_posix().encode())
        digest.update(hashlib.sha256(source.read_bytes()).digest())
    for package in PARSERS:
        digest.update(f"{package} {version(package)}".encode())
    digest.update(str(sys.version_info).encode())
    return digest.hexdigest()


_READ = "quality NOT IN ('redirect', 'client_error', 'server_error', 'blocked', 'unresolved_revisit')"
"""The captures whose payloads are read."""

_EARLIEST = f"""
    WITH held AS (
        SELECT DISTINCT ON (payload_sha256) payload_sha256, warc_file, record_offset, record_length
        FROM captures JOIN capture_locations USING (capture_id)
        WHERE {_READ} AND NOT is_revisit
        ORDER BY payload_sha256, captured_at NULLS LAST, original_url, archive, warc_file, record_offset
    ),
    -- Which of several captures has the body follows from the order in which they were fetched; the context
    -- must not. A revisit without headers of its own tells nothing of its context.
    earliest AS (
        SELECT DISTINCT ON (payload_sha256) payload_sha256, original_url, content_type, last_modified
        FROM captures
        WHERE {_READ}
            AND (NOT is_revisit OR (http_status IS NOT NULL AND content_type IS NOT NULL))
        ORDER BY payload_sha256, captured_at NULLS LAST, original_url, archive, content_type, last_modified
    )
    SELECT held.*, original_url, content_type, last_modified FROM held JOIN earliest USING (payload_sha256)
"""


def plan_shards(captures: duckdb.DuckDBPyConnection, warcs: dict[str, Path]) -> list[Shard]:
    """Cut the payloads of a collection into shards.

    Args:
        captures: a connection that knows the tables ``captures`` and ``capture_locations``.
        warcs: the WARC files by the name that they have in those tables.
    """
    rows = captures.execute(f"SELECT * FROM ({_EARLIEST}) ORDER BY warc_file, record_offset").fetchall()
    addresses = [PayloadAddress(*row) for row in rows]
    return [
        Shard(warcs[name], portion)
        for name, group in groupby(addresses, key=lambda address: address.warc_file)
        for portion in _portions(group)
    ]


def _portions(addresses: Iterable[PayloadAddress]) -> Iterator[tuple[PayloadAddress, ...]]:
    """Group by the stretch of the file in which a record begins, so that a file that grows keeps its cuts."""
    for _, portion in groupby(addresses, key=lambda address: address.record_offset // SHARD_BYTES):
        yield tuple(portion)


@dataclass(frozen=True, slots=True)
class ShardAddress:
    """A shard as it travels: the key of its fragment, the file that lists its payloads, and their number."""

    key: str
    plan: Path
    payloads: int


def write_plan(shard: Shard, folder: Path, ocr: Ocr) -> ShardAddress:
    """Write down the payloads of a shard and give its address."""
    key = shard.key(ocr)
    plan = {"warc": str(shard.warc.resolve()), "payloads": [asdict(each) for each in shard.payloads]}
    path = folder / f"{key}.json"
    path.write_text(json.dumps(plan))
    return ShardAddress(key, path, len(shard.payloads))


def read_plan(path: Path) -> Shard:
    """Read what :func:`write_plan` wrote."""
    plan = json.loads(path.read_text())
    return Shard(Path(plan["warc"]), tuple(PayloadAddress(**each) for each in plan["payloads"]))
