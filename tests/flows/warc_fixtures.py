"""Small WARC files for tests, of our own text and under specimen hosts."""

from datetime import UTC, datetime
from pathlib import Path

from flows.archives.provenance import Provenance
from flows.archives.writing import WarcFile

HOST = "http://www.dhs.gov.specimen.invalid"
NOON = datetime(2013, 7, 20, 12, 0, tzinfo=UTC)
LATER = datetime(2014, 1, 5, 8, 30, tzinfo=UTC)


def page(title: str, *paragraphs: str) -> bytes:
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    head = f"<html lang='en'><head><title>{title}</title></head>"
    return f"{head}<body><main><h1>{title}</h1>{body}</main></body></html>".encode()


def write_warc(path: Path, captures: list[tuple[str, datetime, bytes]]) -> Path:
    """Write answers of status 200, each an address, an instant and a page."""
    with path.open("wb") as stream:
        warc = WarcFile(stream)
        warc.info([("software", "dhs-archive tests")], date=NOON)
        for url, captured_at, body in captures:
            warc.response(
                url,
                captured_at=captured_at,
                status=200,
                reason="OK",
                headers=[("Content-Type", "text/html; charset=utf-8")],
                body=body,
            )
    return path


def provenance(digest: str | None = None) -> Provenance:
    return Provenance(
        archive="web.archive.invalid",
        replay_url=f"http://web.archive.invalid/web/20130720120000id_/{HOST}/a",
        fetched_at=LATER,
        headers=[("X-Test", "a\r\nWARC-Type: forged")],
        digest=digest,
    )
