"""A real pywb on loopback, holding a collection of our own making."""

from __future__ import annotations

import base64
import gzip
import hashlib
import os
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from flows.archives.warcs import WarcFile

PYWB = Path(__file__).parents[2] / ".venv-pywb" / "bin"
START_SECONDS = 60
HOST = "http://www.dhs.specimen.invalid"
HTML = [
    ("Content-Type", "text/html; charset=utf-8"),
    ("Server", "TeamSite"),
    ("Date", "Mon, 01 Aug 2011 00:00:00 GMT"),
    ("Last-Modified", "Fri, 17 Jun 2011 12:00:00 GMT"),
    ("Link", '</style.css>; rel="stylesheet"'),
]


@dataclass(frozen=True)
class Pywb:
    """A running pywb, and what its collection holds: address, timestamp, status, SHA-256 of the payload."""

    base: str
    captures: frozenset[tuple[str, str, int, str]]


def moment(timestamp: str) -> datetime:
    return datetime.strptime(timestamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)


ORDINARY = [
    ("/sc", "20110801000000", 200, HTML, b"<html><p>SPECIMEN first state</p></html>"),
    ("/sc", "20120801000000", 200, HTML, b"<html><p>SPECIMEN second state</p></html>"),
    ("/old", "20110802000000", 301, [("Location", f"{HOST}/sc"), ("Content-Type", "text/html")], b"moved"),
    ("/gone", "20110803000000", 404, HTML, b"<html>SPECIMEN nothing here</html>"),
    ("/busy", "20110804000000", 503, [("Retry-After", "3600"), ("Content-Type", "text/plain")], b"busy then"),
    (
        "/a.pdf?x=1&y=2",
        "20110805000000",
        200,
        [("Content-Type", "application/pdf")],
        b"%PDF-1.4\n\0\xff\xfe\r\n",
    ),
    ("/empty", "20110806000000", 200, HTML, b""),
]
ZIPPED = b"<html><p>SPECIMEN that was sent compressed</p></html>"


def write_specimens(path: Path) -> frozenset[tuple[str, str, int, str]]:
    """Write the collection, and give what a reader must find in it."""
    expected = [(HOST + at, when, status, sha256(body)) for at, when, status, _, body in ORDINARY]
    with path.open("wb") as stream:
        warc = WarcFile(stream)
        for at, when, status, headers, body in ORDINARY:
            warc.response(
                HOST + at, captured_at=moment(when), status=status, reason="Said", headers=headers, body=body
            )
        warc.response(
            f"{HOST}/zipped",
            captured_at=moment("20110807000000"),
            status=200,
            reason="OK",
            headers=[*HTML, ("Content-Encoding", "gzip")],
            body=gzip.compress(ZIPPED, mtime=0),
        )
        write_revisit(stream, "20130801000000", of=ORDINARY[0])
    expected.append((f"{HOST}/zipped", "20110807000000", 200, sha256(ZIPPED)))
    expected.append((f"{HOST}/sc", "20130801000000", 200, sha256(ORDINARY[0][4])))
    return frozenset(expected)


def write_revisit(stream, timestamp: str, *, of) -> None:
    at, when, _, headers, body = of
    writer = WARCWriter(stream, gzip=True, warc_version="1.1")
    digest = "sha1:" + base64.b32encode(hashlib.sha1(body).digest()).decode()
    writer.write_record(
        writer.create_revisit_record(
            HOST + at,
            digest,
            HOST + at,
            moment(when).strftime("%Y-%m-%dT%H:%M:%SZ"),
            http_headers=StatusAndHeaders("200 Said", headers, protocol="HTTP/1.1"),
            warc_headers_dict={
                "WARC-Date": moment(timestamp).strftime("%Y-%m-%dT%H:%M:%SZ"),
                "WARC-Record-ID": "<urn:uuid:6ba7b810-9dad-11d1-80b4-00c04fd430c8>",
            },
        )
    )


def sha256(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


@pytest.fixture(scope="session")
def pywb(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pywb]:
    if not (PYWB / "wayback").exists():
        pytest.skip(f"no pywb in {PYWB.parent.name}; install pywb-requirements.txt there")
    folder = tmp_path_factory.mktemp("pywb")
    captures = write_specimens(folder / "specimens.warc.gz")
    for command in (["init", "dhs"], ["add", "dhs", "specimens.warc.gz"]):
        subprocess.run([PYWB / "wb-manager", *command], cwd=folder, check=True, capture_output=True)
    port = free_port()
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [PYWB / "wayback", "-b", "127.0.0.1", "-p", str(port)],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            wait_until_it_answers(server, f"http://127.0.0.1:{port}/", folder / "log")
            yield Pywb(f"http://127.0.0.1:{port}/dhs", captures)
        finally:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_it_answers(server: subprocess.Popen[bytes], url: str, log: Path) -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and server.poll() is None:
        try:
            with opener.open(url, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"pywb does not answer: {log.read_text(errors='replace')[-2000:]}")
