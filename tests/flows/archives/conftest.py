"""A small Wayback Machine on loopback that misbehaves as told, and a clock that does not wait."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from flows.archives.manners import Clock, Manners
from flows.archives.web import WAYBACK, WebArchive, open_web_archive
from flows.settings import DataRoot

HANG = 0.6
"""Seconds of silence after a body that hangs; longer than :data:`TERSE` waits."""

FIELDS = ["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length"]
TERSE = Manners(read_timeout=5.0, stall_timeout=0.3, waits=(5.0, 15.0), jitter=0.0, body_limit=200_000)


@dataclass(frozen=True)
class Reply:
    status: int = 200
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    claimed: int | None = None
    endless: bool = False
    hangs: bool = False


@dataclass
class FakeClock:
    """Time that passes only while one sleeps."""

    seconds: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds

    def clock(self) -> Clock:
        start = datetime(2024, 1, 5, tzinfo=UTC)
        return Clock(
            monotonic=lambda: self.seconds,
            sleep=self.sleep,
            now=lambda: start + timedelta(seconds=self.seconds),
        )


class FakeWayback:
    """Answers each address from a list of replies; the last of them stays."""

    def __init__(self, host: str) -> None:
        self.host = host
        self.base = f"http://{host}"
        self.asked: list[str] = []
        self.at: list[float] = []
        self.time = FakeClock()
        self._replies: dict[str, list[Reply]] = {}

    def on(self, part: str, *replies: Reply) -> None:
        self._replies[part] = list(replies)

    def lists(self, *rows: tuple[str, str], part: str = "/cdx/") -> None:
        """Let the index list captures given as timestamp and address."""
        self.on(part, Reply(body=index_of(*rows)))

    def reply(self, path: str) -> Reply:
        self.asked.append(path)
        self.at.append(self.time.seconds)
        for part, replies in self._replies.items():
            if part in path:
                return replies.pop(0) if len(replies) > 1 else replies[0]
        return Reply(404, b"no such capture")

    def archive(self, manners: Manners = TERSE) -> WebArchive:
        return open_web_archive(WAYBACK, self.base, clock=self.time.clock(), manners=manners)

    def captures_asked(self) -> list[str]:
        return [path for path in self.asked if path.startswith("/web/")]


def index_of(*rows: tuple[str, str], key: str | None = None, digest: str = "-") -> bytes:
    lines = [["invalid,specimen)/", stamp, url, "text/html", "200", digest, "100"] for stamp, url in rows]
    tail: list[list[str]] = [[], [key]] if key else []
    return json.dumps([FIELDS, *lines, *tail]).encode()


def capture(timestamp: str, body: bytes = b"<p>text</p>", **more: object) -> Reply:
    """A reply of the Wayback Machine's replay that is a capture."""
    moment = datetime.strptime(timestamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    headers = (
        ("Memento-Datetime", moment.strftime("%a, %d %b %Y %H:%M:%S GMT")),
        ("Content-Type", "text/html; charset=utf-8"),
        ("X-Archive-Orig-Server", "TeamSite"),
        ("X-Archive-Orig-Last-Modified", "Fri, 17 Jun 2011 12:00:00 GMT"),
        ("X-Archive-Src", "somewhere.warc.gz"),
        ("Set-Cookie", "wb-p-SERVER=app1; path=/"),
    )
    extra = tuple(more.pop("headers", ()))  # type: ignore[call-overload]
    return Reply(body=body, headers=headers + extra, **more)  # type: ignore[arg-type]


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        wayback: FakeWayback = self.server.wayback  # type: ignore[attr-defined]
        self.server.cookies.append(self.headers.get("Cookie"))  # type: ignore[attr-defined]
        reply = wayback.reply(self.path)
        self.send_response_only(reply.status)
        for name, value in reply.headers:
            self.send_header(name, value)
        if not reply.endless:
            claimed = len(reply.body) if reply.claimed is None else reply.claimed
            self.send_header("Content-Length", str(claimed))
        self.end_headers()
        try:
            self.wfile.write(reply.body)
            if reply.hangs:
                time.sleep(HANG)
            while reply.endless:
                self.wfile.write(b"more and more " * 1000)
        except OSError:
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture
def wayback() -> Iterator[FakeWayback]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        server.daemon_threads = True
        fake = FakeWayback(f"127.0.0.1:{server.server_address[1]}")
        server.wayback = fake  # type: ignore[attr-defined]
        server.cookies = fake.cookies = []  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield fake
        server.shutdown()
        thread.join()


@pytest.fixture
def reply() -> type[Reply]:
    return Reply


@pytest.fixture
def make_capture() -> object:
    return capture


@pytest.fixture
def make_index() -> object:
    return index_of


@pytest.fixture
def root(tmp_path: object) -> DataRoot:
    return DataRoot(tmp_path)  # type: ignore[arg-type]
