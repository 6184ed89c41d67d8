"""Columnar indexes: Parquet files that list captures with the places of their records.

Common Crawl publishes one of each crawl, and the End of Term Archive one in the same form. They are the road
to whole sites: one query gives all captures of a host. The columns are those of Common Crawl's table
``ccindex``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pyarrow.compute as pc
import pyarrow.dataset as ds

from flows.archives.cdxlines import cdx_digest
from flows.archives.patterns import parse_pattern
from flows.archives.protocol import TIMESTAMP, Finding, InventoryPage, Memento, Place
from flows.archives.window import Window
from flows.errors import CollectionError

ROWS = 10_000
"""Captures in one answer."""

COLUMNS = (
    "url",
    "url_surtkey",
    "fetch_time",
    "fetch_status",
    "content_digest",
    "content_mime_type",
    "warc_filename",
    "warc_record_offset",
    "warc_record_length",
)
_KEY = "url_surtkey"


class ColumnarIndex:
    """Parquet files of captures, here or wherever fsspec reaches.

    Args:
        name: the name of the archive.
        place: a file or a folder.
    """

    def __init__(self, name: str, place: str) -> None:
        self._name = name
        self._place = place

    def pages(self, pattern: str, window: Window) -> Iterator[InventoryPage]:
        """List captures, some rows at a time; only the parts of the files that may hold the host are read.

        Raises:
            CollectionError: there are no such files, or they lack a column.
        """
        asked = parse_pattern(pattern)
        key = asked.key
        found = self._dataset().scanner(
            columns=list(COLUMNS),
            filter=(pc.field(_KEY) >= key) & (pc.field(_KEY) < f"{key}\U0010ffff"),
            batch_size=ROWS,
        )
        for number, batch in enumerate(found.to_batches()):
            rows = [row for row in batch.to_pylist() if asked.covers(row["url"])]
            if rows:
                yield self._page(f"{pattern} {number}", rows, window)

    def _dataset(self) -> ds.Dataset:
        try:
            if "://" in self._place:
                import fsspec

                system, path = fsspec.core.url_to_fs(self._place)
                found = ds.dataset(path, filesystem=system, format="parquet")
            else:
                found = ds.dataset(Path(self._place), format="parquet")
        except (OSError, ImportError, ValueError) as error:
            raise CollectionError(f"{self._place} is no columnar index: {error}.", _REMEDY) from error
        if missing := set(COLUMNS) - set(found.schema.names):
            raise CollectionError(f"{self._place} lacks the columns {', '.join(sorted(missing))}.", _REMEDY)
        return found

    def _page(self, asked: str, rows: list[dict[str, Any]], window: Window) -> InventoryPage:
        mementos, findings, lines = [], [], []
        for row in rows:
            try:
                memento = self._memento(row)
            except (TypeError, ValueError) as error:
                findings.append(_unreadable(self._name, row, error))
                continue
            if window.covers(memento.timestamp):
                mementos.append(memento)
                lines.append(_as_line(memento))
        return InventoryPage(
            query_url=f"urn:dhs-archive:columnar:{quote(self._name)}?url={quote(asked, safe='')}",
            answer="".join(lines).encode(),
            content_type="application/x-ndjson",
            fetched_at=datetime.now(UTC),
            mementos=tuple(mementos),
            findings=tuple(findings),
        )

    def _memento(self, row: dict[str, Any]) -> Memento:
        when: datetime = row["fetch_time"]
        stamp = (when.astimezone(UTC) if when.tzinfo else when).strftime(TIMESTAMP)
        place = Place(row["warc_filename"], int(row["warc_record_offset"]), int(row["warc_record_length"]))
        return Memento(
            archive=self._name,
            url=row["url"],
            timestamp=stamp,
            media_type=row["content_mime_type"] or "-",
            status=row["fetch_status"],
            digest=cdx_digest(row["content_digest"] or "-"),
            replay_url=f"urn:warc:{quote(place.file)}#{place.offset}",
            place=place,
        )


_REMEDY = "Name Parquet files with the columns of Common Crawl's table ccindex."


def _as_line(memento: Memento) -> str:
    values = {"url": memento.url, "timestamp": memento.timestamp, "digest": memento.digest or "-"}
    return json.dumps({**values, "file": memento.replay_url}) + "\n"


def _unreadable(name: str, row: dict[str, Any], error: Exception) -> Finding:
    return Finding(
        "index_line_unreadable",
        f"urn:dhs-archive:columnar:{quote(name)}",
        f"{error}: {row}",
        "Others are used.",
    )
