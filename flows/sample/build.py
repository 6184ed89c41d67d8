"""Writes the specimen archive: ``python -m flows.sample.build``.

It needs reportlab, which is a tool of development; whoever only reads the specimens does not. The same
sources give the same bytes.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from io import BytesIO

from extractors.registry import HTML, PDF
from flows.archives.warcs import Headers, WarcFile
from flows.sample import specimen_archive
from flows.sample.addresses import APRIL_BRIEFING, JUNE_BRIEFING, MEMO, MOVED_BRIEFING, NOTICE, STATISTICS
from flows.sample.memo import memo_pdf
from flows.sample.pages import APRIL, JUNE, briefing_page, moved_page
from flows.sample.paper import WRITTEN
from flows.sample.statistics import statistics_pdf

DRUPAL = (
    ("Server", "Apache"),
    ("X-Generator", "Drupal 7 (http://drupal.org)"),
    ("Content-Language", "en"),
    ("Cache-Control", "public, max-age=300"),
)
FILES = (("Server", "Apache"), ("Accept-Ranges", "bytes"))


@dataclass(frozen=True, slots=True)
class Specimen:
    """A capture that never took place: an address, an instant, and the answer."""

    url: str
    captured_at: datetime
    content_type: str
    body: bytes
    server: Headers
    status: int = 200
    reason: str = "OK"
    modified: datetime | None = None
    location: str | None = None

    def headers(self) -> list[tuple[str, str]]:
        """Give the headers of the answer."""
        headers = [("Date", _http_date(self.captured_at)), *self.server]
        if self.location:
            headers.append(("Location", self.location))
        if self.modified:
            headers.append(("Last-Modified", _http_date(self.modified)))
        return [*headers, ("Content-Type", self.content_type), ("Content-Length", str(len(self.body)))]


def specimens() -> tuple[Specimen, ...]:
    """Give the five specimens in the order in which they are written."""
    memo, statistics = memo_pdf(), statistics_pdf()
    june, april = (
        briefing_page(briefing, memo_bytes=len(memo), statistics_bytes=len(statistics))
        for briefing in (JUNE, APRIL)
    )
    return (
        _file(MEMO, memo, captured_at=_utc("2011-07-02T09:40:13"), modified=_utc("2011-06-17T20:30:05")),
        _file(
            STATISTICS,
            statistics,
            captured_at=_utc("2011-08-03T04:15:38"),
            modified=_utc("2011-07-22T15:04:00"),
        ),
        _page(APRIL_BRIEFING, april, captured_at=_utc("2013-07-20T11:06:52")),
        _moved(MOVED_BRIEFING, to=JUNE_BRIEFING, captured_at=_utc("2013-07-20T11:07:22")),
        _page(JUNE_BRIEFING, june, captured_at=_utc("2013-07-20T11:07:24")),
    )


def archive(specimens: Sequence[Specimen]) -> bytes:
    """Give the WARC file of specimens."""
    stream = BytesIO()
    warc = WarcFile(stream)
    warc.info(
        [
            ("software", "dhs-archive flows.sample.build"),
            ("format", "WARC File Format 1.1"),
            ("description", NOTICE),
        ],
        date=WRITTEN,
    )
    for specimen in specimens:
        warc.response(
            specimen.url,
            captured_at=specimen.captured_at,
            status=specimen.status,
            reason=specimen.reason,
            headers=specimen.headers(),
            body=specimen.body,
        )
    return stream.getvalue()


def main() -> None:
    """Write the archive where the package keeps it."""
    path = specimen_archive()
    path.write_bytes(archive(specimens()))
    sys.stdout.write(f"{path}: {path.stat().st_size:,} bytes\n")


def _file(url: str, body: bytes, *, captured_at: datetime, modified: datetime) -> Specimen:
    return Specimen(
        url=url, captured_at=captured_at, content_type=PDF, body=body, server=FILES, modified=modified
    )


def _page(url: str, body: bytes, *, captured_at: datetime) -> Specimen:
    return Specimen(
        url=url,
        captured_at=captured_at,
        content_type=f"{HTML}; charset=utf-8",
        body=body,
        server=DRUPAL,
        modified=_utc("2013-07-18T15:02:11"),
    )


def _moved(url: str, *, to: str, captured_at: datetime) -> Specimen:
    return Specimen(
        url=url,
        captured_at=captured_at,
        content_type=f"{HTML}; charset=utf-8",
        body=moved_page(to),
        server=DRUPAL[:1],
        status=301,
        reason="Moved Permanently",
        location=to,
    )


def _utc(instant: str) -> datetime:
    return datetime.fromisoformat(instant).replace(tzinfo=UTC)


def _http_date(instant: datetime) -> str:
    return format_datetime(instant, usegmt=True)


if __name__ == "__main__":
    main()
