"""What whole runs need: users who type commands, servers on loopback, and datasets built once.

Two servers take part. A real pywb plays the web archive. A standing Prefect server, as an operator may have
one, spares most runs the ten seconds in which they start one of their own.
"""

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
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from flows.archives.writing import WarcFile
from flows.sample import specimen_archive
from tests.integration.captures import write_large, write_odd
from tests.integration.command import COMMAND, Ended, Run, User, sitting_in, succeeded

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
    """A running pywb with two collections.

    Args:
        base: where a small one of our own making is.
        captures: what it holds: address, timestamp, status, SHA-256 of the payload.
        specimens: where the specimen archive is.
    """

    base: str
    captures: frozenset[tuple[str, str, int, str]]
    specimens: str


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
    ("/short", "20110808000000", 200, [*HTML, ("Content-Length", "9999")], b"<html>SPECIMEN not all</html>"),
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
    captures = write_specimens(folder / "own.warc.gz")
    for name, warc in (("dhs", folder / "own.warc.gz"), ("specimens", specimen_archive())):
        for command in (["init", name], ["add", name, str(warc)]):
            subprocess.run([PYWB / "wb-manager", *command], cwd=folder, check=True, capture_output=True)
    port = free_port()
    with served([PYWB / "wayback", "-b", "127.0.0.1", "-p", str(port)], folder) as server:
        server.wait_for(f"http://127.0.0.1:{port}/")
        yield Pywb(f"http://127.0.0.1:{port}/dhs", captures, f"http://127.0.0.1:{port}/specimens")


@dataclass(frozen=True)
class Server:
    """A server at work."""

    process: subprocess.Popen[bytes]
    log: Path

    def wait_for(self, url: str) -> None:
        """Wait until an address answers."""
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and self.process.poll() is None:
            try:
                with opener.open(url, timeout=5):
                    return
            except OSError:
                time.sleep(0.1)
        pytest.fail(f"{url} does not answer: {self.log.read_text(errors='replace')[-2000:]}")


@contextmanager
def served(
    command: list[str | Path], folder: Path, environment: dict[str, str] | None = None
) -> Iterator[Server]:
    """Run a server for the length of a block, in a process group of its own."""
    log = folder / "log"
    with log.open("wb") as stream:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield Server(process, log)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class Prefect:
    """A standing Prefect server, which may still be starting."""

    server: Server
    api: str


@pytest.fixture(scope="session")
def prefect(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prefect]:
    folder = tmp_path_factory.mktemp("prefect")
    port = free_port()
    command = [COMMAND.with_name("prefect"), "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    environment = {
        "PATH": os.defpath,
        "HOME": str(folder),
        "PREFECT_HOME": str(folder),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
    }
    with served(command, folder, environment) as server:
        yield Prefect(server, f"http://127.0.0.1:{port}/api")


@pytest.fixture(scope="session")
def standing_server(prefect: Prefect) -> str:
    """Give the address of a Prefect server that answers."""
    prefect.server.wait_for(f"{prefect.api}/health")
    return prefect.api


@pytest.fixture
def user(tmp_path: Path) -> Iterator[User]:
    """Somebody who has installed dhs-archive and nothing else."""
    with sitting_in(tmp_path / "here") as somebody:
        yield somebody


@pytest.fixture
def operator(tmp_path: Path, standing_server: str) -> Iterator[User]:
    """Somebody whose runs are reported to a Prefect server that is there already."""
    with sitting_in(tmp_path / "there", PREFECT_API_URL=standing_server) as somebody:
        yield somebody


@dataclass(frozen=True)
class Sample:
    """The specimen dataset as a user builds it, and the answer that the user got."""

    user: User
    root: Path
    ended: Ended

    @property
    def release(self) -> Path:
        """The folder of the release."""
        return self.root / "releases" / "1.0.0"


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory, prefect: Prefect) -> Iterator[Sample]:
    """Build the specimen dataset without any option, while the standing server starts."""
    folder = tmp_path_factory.mktemp("zqfolder") / "zq sample"
    with sitting_in(folder, USER="zquser", LOGNAME="zquser") as somebody:
        root = folder / "zq root"
        yield Sample(somebody, root, succeeded(somebody.run("rebuild", "--data-root", root)))


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder of WARC files with several shards."""
    folder = tmp_path_factory.mktemp("large") / "large"
    write_large(folder)
    return folder


@dataclass(frozen=True)
class Build:
    """A build that has begun, and may have ended."""

    run: Run
    root: Path

    @property
    def release(self) -> Path:
        """The folder of its release, when it is there."""
        succeeded(self.run.end())
        return self.root / "releases" / "1.0.0"


@pytest.fixture(scope="session")
def undisturbed(
    tmp_path_factory: pytest.TempPathFactory, large: Path, standing_server: str
) -> Iterator[Build]:
    """Build the large collection in one go, with one worker, in an unusual place."""
    folder = tmp_path_factory.mktemp("undisturbed") / "elsewhere"
    elsewhere = {"LC_ALL": "C", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7"}
    with sitting_in(folder, PREFECT_API_URL=standing_server, **elsewhere) as somebody:
        yield begin_build(somebody, large, "--workers", "1")


@pytest.fixture(scope="session")
def odd(tmp_path_factory: pytest.TempPathFactory, standing_server: str) -> Iterator[Build]:
    """Build from a folder of odd files."""
    folder = tmp_path_factory.mktemp("odd") / "there"
    with sitting_in(folder, PREFECT_API_URL=standing_server) as somebody:
        write_odd(folder / "saved pages")
        yield begin_build(somebody, "saved pages")


def begin_build(user: User, collection: str | Path, *options: str) -> Build:
    root = user.folder / "root"
    return Build(user.begin("rebuild", collection, "--data-root", root, *options), root)
