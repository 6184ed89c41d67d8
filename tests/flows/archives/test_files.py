"""WARC files as an archive: all that they hold reaches the vault, with revisits resolved across files."""

from __future__ import annotations

import gzip
import hashlib
import json
import threading
import zipfile
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from flows.archives.downloads import PIECE
from flows.archives.opening import open_archive
from flows.archives.payloads import base32_sha1
from flows.archives.window import Window
from flows.collect import Scope, collect
from flows.errors import CollectionError
from flows.settings import DataRoot
from tests.flows.archives.faulty import BRISK
from tests.flows.archives.reading import held_in

SITE = "http://www.dhs.gov.specimen.invalid"
BODY = b"<html><p>SPECIMEN body that is repeated</p></html>"
NOT_MODIFIED = "http://netpreserve.org/warc/1.0/revisit/server-not-modified"


@pytest.fixture
def root(tmp_path) -> DataRoot:
    return DataRoot(tmp_path / "root")


def sha256(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


class Crawl:
    """A WARC file in the making."""

    def __init__(self, path: Path, *, version: str = "1.0") -> None:
        self.path = path
        self.stream = path.open("wb")
        self.writer = WARCWriter(self.stream, gzip=path.suffix == ".gz", warc_version=version)

    def __enter__(self) -> Crawl:
        return self

    def __exit__(self, *_: object) -> None:
        self.stream.close()

    def response(self, at: str, day: str, body: bytes, status: str = "200 OK") -> None:
        http = StatusAndHeaders(status, [("Content-Type", "text/html")], protocol="HTTP/1.1")
        record = self.writer.create_warc_record(
            SITE + at,
            "response",
            payload=BytesIO(body),
            length=len(body),
            http_headers=http,
            warc_headers_dict={"WARC-Date": f"{day}T00:00:00Z"},
        )
        self.writer.write_record(record)

    def revisit(self, at: str, day: str, *, http: bool = True, **headers: str) -> None:
        answer = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        record = self.writer.create_revisit_record(
            SITE + at,
            headers.pop("digest", "sha1:" + "A" * 32),
            headers.pop("uri", SITE + at),
            headers.pop("date", "1999-01-01T00:00:00Z"),
            http_headers=answer if http else None,
            warc_headers_dict={"WARC-Date": f"{day}T00:00:00Z", **headers},
        )
        self.writer.write_record(record)


def gather(archive: str, root: DataRoot, pattern: str = "*.specimen.invalid", **more):
    return collect(open_archive(archive, manners=BRISK, root=root), [pattern], root, **more)


def test_revisits_of_each_profile_are_resolved_whichever_file_holds_the_body(tmp_path, root) -> None:
    folder = tmp_path / "crawl"
    folder.mkdir()
    digest = "sha1:" + base32_sha1(BODY)
    with Crawl(folder / "1.warc.gz", version="1.1") as crawl:
        crawl.revisit("/by-digest", "2012-01-01", digest=digest)
        crawl.revisit("/by-place", "2012-01-02", uri=f"{SITE}/first", date="2011-01-01T00:00:00Z")
        crawl.revisit("/first", "2012-01-03", http=False, **{"WARC-Profile": NOT_MODIFIED})
    with Crawl(folder / "2.warc") as crawl:
        crawl.response("/first", "2011-01-01", BODY)
    report = gather(f"warc={folder}", root)
    assert (report.fetched, report.left) == (4, ())
    assert {digest for _, _, digest in held_in(root)} == {sha256(BODY)}
    assert len(held_in(root)) == 4


def test_a_revisit_without_its_body_is_said_and_comes_when_the_body_is_there(tmp_path, root) -> None:
    folder = tmp_path / "crawl"
    folder.mkdir()
    with Crawl(folder / "1.warc.gz") as crawl:
        crawl.revisit("/a", "2012-01-01", digest="sha1:" + base32_sha1(BODY))
    report = gather(f"warc={folder}", root)
    assert [finding.code for finding in report.findings] == ["unresolved_revisit"]
    with Crawl(folder / "2.warc.gz") as crawl:
        crawl.response("/a", "2011-01-01", BODY)
    assert gather(f"warc={folder}", root).fetched == 2


def test_two_answers_of_one_second_are_two_captures_and_are_fetched_once(tmp_path, root) -> None:
    with Crawl(tmp_path / "crawl.warc.gz") as crawl:
        crawl.response("/a", "2011-01-01", BODY)
        crawl.response("/a", "2011-01-01", b"moved", "302 Found")
    assert gather(f"warc={crawl.path}", root).fetched == 2
    assert len(held_in(root)) == 2
    assert gather(f"warc={crawl.path}", root).already_held == 2


def test_what_stands_before_a_cut_is_taken_and_the_cut_is_said(tmp_path, root) -> None:
    with Crawl(tmp_path / "crawl.warc.gz") as crawl:
        crawl.response("/a", "2011-01-01", BODY)
        crawl.response("/b", "2011-01-02", BODY * 50)
    crawl.path.write_bytes(crawl.path.read_bytes()[:-40])
    report = gather(f"warc={crawl.path}", root)
    assert {url for url, _, _ in held_in(root)} == {f"{SITE}/a"}
    assert "torn_warc" in {finding.code for finding in report.findings}


def test_a_file_that_is_gzip_as_a_whole_is_read(tmp_path, root) -> None:
    with Crawl(tmp_path / "plain.warc") as crawl:
        crawl.response("/a", "2011-01-01", BODY)
        crawl.response("/b", "2011-01-02", BODY)
    path = tmp_path / "whole.warc.gz"
    path.write_bytes(gzip.compress(crawl.path.read_bytes()))
    gather(f"warc={path}", root)
    assert {url for url, _, _ in held_in(root)} == {f"{SITE}/a", f"{SITE}/b"}


@pytest.mark.parametrize("damaged", [False, True])
def test_a_wacz_package_is_opened_and_checked_against_its_digests(tmp_path, root, damaged) -> None:
    with Crawl(tmp_path / "data.warc.gz", version="1.1") as crawl:
        crawl.response("/a", "2011-01-01", BODY)
    data = crawl.path.read_bytes()
    stated = {"path": "archive/data.warc.gz", "hash": f"sha256:{'0' * 64 if damaged else sha256(data)}"}
    with zipfile.ZipFile(tmp_path / "crawl.wacz", "w") as package:
        package.writestr("archive/data.warc.gz", data)
        package.writestr("datapackage.json", json.dumps({"resources": [stated]}))
    report = gather(f"warc={tmp_path / 'crawl.wacz'}", root)
    assert report.fetched == 1
    assert [finding.code for finding in report.findings] == (["wacz_digest_differs"] if damaged else [])


def test_patterns_and_the_window_choose(tmp_path, root) -> None:
    with Crawl(tmp_path / "crawl.warc.gz") as crawl:
        for day in ("2011-01-01", "2012-01-01", "2013-01-01"):
            crawl.response("/a/x", day, day.encode())
        crawl.response("/b", "2012-01-01", BODY)
    window = Window("20120101000000", "20121231235959")
    gather(f"warc={crawl.path}", root, f"{SITE}/a/*", scope=Scope(window))
    assert held_in(root) == {(f"{SITE}/a/x", "20120101000000", sha256(b"2012-01-01"))}


def test_what_is_not_there_is_an_error_that_says_so(tmp_path, root) -> None:
    with pytest.raises(CollectionError, match="does not exist"):
        gather(f"warc={tmp_path / 'none.warc.gz'}", root)


class _Ranges(SimpleHTTPRequestHandler):
    """Serves files, in ranges too, and breaks off each third answer."""

    asked = 0

    def do_GET(self) -> None:
        type(self).asked += 1
        data = Path(self.translate_path(self.path)).read_bytes()
        first, _, last = self.headers.get("Range", "bytes=0-").removeprefix("bytes=").partition("-")
        piece = data[int(first) : int(last or len(data)) + 1]
        self.send_response(206)
        self.send_header("Content-Range", f"bytes {first}-{int(first) + len(piece) - 1}/{len(data)}")
        self.send_header("Content-Length", str(len(piece)))
        self.send_header("ETag", '"one"')
        self.end_headers()
        self.wfile.write(piece[: len(piece) // 2] if type(self).asked % 3 == 0 else piece)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


def test_a_file_on_the_web_is_fetched_once_in_pieces(tmp_path, root, monkeypatch) -> None:
    monkeypatch.setattr("flows.archives.downloads.PIECE", 100)
    with Crawl(tmp_path / "crawl.warc.gz") as crawl:
        for number in range(8):
            crawl.response(f"/{number}", "2011-01-01", BODY + bytes([number]))
    _Ranges.asked = 0
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Ranges, directory=tmp_path)) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        archive = f"warc=http://127.0.0.1:{server.server_address[1]}/crawl.warc.gz"
        assert gather(archive, root).fetched == 8
        before = _Ranges.asked
        assert gather(archive, root).already_held == 8
        assert _Ranges.asked <= before + 2
        server.shutdown()
        thread.join()
    assert PIECE > 100


def test_a_file_elsewhere_is_read_through_fsspec(tmp_path, root) -> None:
    with Crawl(tmp_path / "crawl.warc.gz") as crawl:
        crawl.response("/a", "2011-01-01", BODY)
    assert gather(f"warc=file://{crawl.path}", root).fetched == 1
    assert {when for _, when, _ in held_in(root)} == {
        datetime(2011, 1, 1, tzinfo=UTC).strftime("%Y%m%d%H%M%S")
    }
