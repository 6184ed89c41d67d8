"""An index that points into WARC files elsewhere: each capture costs one request for its range."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from flows.archives.index import index_warc
from flows.archives.opening import open_archive
from flows.archives.payloads import base32_sha1
from flows.collect import collect
from flows.errors import CollectionError
from flows.settings import DataRoot
from tests.flows.archives.faulty import BRISK
from tests.flows.archives.reading import held_in
from tests.flows.archives.test_files import BODY, SITE, Crawl

PAGES = 2


@dataclass
class Bucket:
    """A WARC file by ranges, and an index of it in two pages."""

    data: bytes
    rows: list[dict[str, str]]
    base: str = ""
    cuts: int = 0
    asked: list[str] = field(default_factory=list)


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        bucket: Bucket = self.server.bucket  # type: ignore[attr-defined]
        bucket.asked.append(self.path)
        parts = urlsplit(self.path)
        if parts.path == "/crawl-index":
            self._index(bucket, parse_qs(parts.query))
            return
        first, _, last = self.headers["Range"].removeprefix("bytes=").partition("-")
        piece = bucket.data[int(first) : int(last) + 1]
        self._head(206, len(piece))
        cut, bucket.cuts = bucket.cuts > 0, max(0, bucket.cuts - 1)
        self.wfile.write(piece[:50] if cut else piece)

    def _index(self, bucket: Bucket, query: dict[str, list[str]]) -> None:
        if "showNumPages" in query:
            body = json.dumps({"pages": PAGES}).encode()
        else:
            rows = bucket.rows[int(query["page"][0]) :: PAGES]
            body = "".join(json.dumps(row) + "\n" for row in rows).encode()
        self._head(200, len(body))
        self.wfile.write(body)

    def _head(self, status: int, length: int) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(length))
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture
def root(tmp_path) -> DataRoot:
    return DataRoot(tmp_path / "root")


@pytest.fixture
def bucket(tmp_path) -> Iterator[Bucket]:
    path = tmp_path / "crawl.warc.gz"
    with Crawl(path) as crawl:
        crawl.response("/a", "2011-01-01", BODY)
        crawl.response("/b", "2011-01-02", BODY + b"b")
        crawl.revisit("/a", "2012-01-01", digest="sha1:" + base32_sha1(BODY))
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        made = Bucket(path.read_bytes(), rows_of(path))
        made.base = f"http://127.0.0.1:{server.server_address[1]}"
        server.bucket = made  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield made
        server.shutdown()
        thread.join()


def rows_of(path: Path) -> list[dict[str, str]]:
    index = index_warc(path, name="crawl.warc.gz")
    return [
        {
            "urlkey": capture.url_key,
            "timestamp": f"{capture.captured_at:%Y%m%d%H%M%S}",
            "url": capture.original_url,
            "mime": "warc/revisit" if capture.is_revisit else "text/html",
            "digest": (capture.archive_digest or "").removeprefix("sha1:"),
            "filename": f"crawl-data/{location.warc_file}",
            "offset": str(location.record_offset),
            "length": str(location.record_length),
        }
        for capture, location in zip(index.captures, index.locations, strict=True)
    ]


def expected(bucket: Bucket) -> set[tuple[str, str]]:
    return {(row["url"], row["timestamp"]) for row in bucket.rows}


def test_an_index_with_pages_and_files_elsewhere(bucket, root) -> None:
    text = f"cdxj={bucket.base}/crawl-index,warcs={bucket.base}"
    report = collect(open_archive(text, manners=BRISK, root=root), [f"{SITE}/*"], root)
    assert (report.findings, report.left) == ((), ())
    assert {(url, when) for url, when, _ in held_in(root)} == expected(bucket)
    assert len({sha256 for _, _, sha256 in held_in(root)}) == 2
    assert sum("crawl-data/crawl.warc.gz" in path for path in bucket.asked) == len(bucket.rows) + 1


def test_a_range_that_is_cut_is_asked_for_again(bucket, root) -> None:
    bucket.cuts = 2
    text = f"cdxj={bucket.base}/crawl-index,warcs={bucket.base}"
    collect(open_archive(text, manners=BRISK, root=root), [f"{SITE}/*"], root)
    assert {(url, when) for url, when, _ in held_in(root)} == expected(bucket)


def test_a_columnar_index_is_asked_for_a_site(bucket, root, tmp_path) -> None:
    folder = tmp_path / "index"
    folder.mkdir()
    pq.write_table(pa.Table.from_pylist([as_columns(row) for row in bucket.rows]), folder / "part.parquet")
    text = f"columnar={folder},warcs={bucket.base}"
    report = collect(open_archive(text, manners=BRISK, root=root), ["*.gov.specimen.invalid"], root)
    assert report.fetched == len(bucket.rows)
    assert {(url, when) for url, when, _ in held_in(root)} == expected(bucket)


def as_columns(row: dict[str, str]) -> dict[str, object]:
    return {
        "url": row["url"],
        "url_surtkey": row["urlkey"],
        "fetch_time": datetime.strptime(row["timestamp"], "%Y%m%d%H%M%S"),
        "fetch_status": 200,
        "content_digest": row["digest"],
        "content_mime_type": row["mime"],
        "warc_filename": row["filename"],
        "warc_record_offset": int(row["offset"]),
        "warc_record_length": int(row["length"]),
    }


def test_what_is_no_columnar_index_is_said(root, tmp_path) -> None:
    archive = open_archive(f"columnar={tmp_path / 'none'},warcs=http://127.0.0.1:1", manners=BRISK)
    with pytest.raises(CollectionError, match="no columnar index"):
        collect(archive, [f"{SITE}/*"], root)
