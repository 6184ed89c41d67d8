"""An archive on loopback that has captures and faults, each fault once: what a bad night looks like.

It speaks archive.org's dialect of CDX, lines of CDXJ, and TimeMaps, over the same captures.
"""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, quote, unquote, urlsplit

from flows.archives.addresses import url_key
from flows.archives.manners import Manners

HOST = "http://www.dhs.gov.specimen.invalid"
FIELDS = ["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length"]
STALL = 0.5
BRISK = Manners(
    index_per_minute=600_000,
    replay_per_minute=600_000,
    read_timeout=0.25,
    stall_timeout=0.2,
    waits=(0.01, 0.02, 0.04, 0.08, 0.1),
    silence=0.05,
)
"""Manners for tests: the order of waits is the real one, their length is not."""

FAULTS = (
    "refuse",
    "refuse_for_a_second",
    "unwell",
    "unwell_in_a_burst",
    "silent",
    "reset",
    "cut",
    "cut_without_length",
    "stall",
    "length_too_long",
    "length_too_short",
    "html",
    "trickle",
)


_INSTEAD: dict[str | None, tuple[int, list[tuple[str, str]], bytes]] = {
    "refuse": (429, [], b"slow down"),
    "refuse_for_a_second": (429, [("Retry-After", "1")], b"slow down"),
    "unwell": (503, [], b"unwell"),
    "unwell_in_a_burst": (503, [], b"unwell"),
    "html": (200, [("Content-Type", "text/html")], b"<html>We are sorry</html>"),
}
_LENGTHS: dict[str | None, int] = {"length_too_long": 100, "length_too_short": -10}


@dataclass(frozen=True)
class Held:
    url: str
    timestamp: str
    body: bytes
    status: int = 200
    location: str | None = None

    @property
    def digest(self) -> str:
        return base64.b32encode(hashlib.sha1(self.body).digest()).decode()

    @property
    def key(self) -> tuple[str, str, str]:
        return (self.url, self.timestamp, hashlib.sha256(self.body).hexdigest())


def holdings(n: int = 14) -> list[Held]:
    """Captures of pages, one of them unchanged, and a redirect."""
    pages = [
        Held(f"{HOST}/page-{i:05}", f"201106{10 + i % 15:02}00{i // 15 % 60:02}{i // 900:02}", _page(i))
        for i in range(n)
    ]
    same = Held(pages[0].url, "20130801000000", pages[0].body)
    moved = Held(f"{HOST}/old", "20110701000000", b"moved", 301, f"{HOST}/page-00000")
    return [*pages, same, moved]


def _page(number: int) -> bytes:
    text = f"SPECIMEN paragraph of page {number}. " * 40
    return f"<html><head><title>SPECIMEN {number}</title></head><body><p>{text}</p></body></html>".encode()


@dataclass
class FaultyArchive:
    """Captures, and faults that are still to come: by path, those that its next answers have."""

    held: Sequence[Held]
    base: str = ""
    digests: bool = True
    slice: int | None = None
    gone: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    at: list[float] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    injected: Counter[str] = field(default_factory=Counter)
    faults: dict[str, list[str]] = field(default_factory=dict)
    everywhere: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def fault_for(self, path: str) -> str | None:
        with self.lock:
            self.asked.append(path)
            self.at.append(time.monotonic())
            if self.everywhere:
                fault = self.everywhere.pop(0)
            else:
                waiting = next((found for part, found in self.faults.items() if part in path), [])
                fault = waiting.pop(0) if waiting else ""
            if fault:
                self.injected[fault] += 1
            return fault or None

    def answer(self, path: str) -> tuple[int, list[tuple[str, str]], bytes]:
        parts = urlsplit(path)
        if parts.path == "/cdx/search/cdx":
            return 200, [("Content-Type", "application/json")], self._cdx(parse_qs(parts.query))
        if parts.path == "/coll/cdx":
            return 200, [("Content-Type", "text/x-ndjson")], self._cdxj(parse_qs(parts.query))
        if "/timemap/" in parts.path:
            return self._timemap(path)
        return self._replay(path)

    def _matching(self, query: dict[str, list[str]]) -> list[Held]:
        [url], [kind] = query["url"], query.get("matchType", ["exact"])
        since, until = query.get("from", [""])[0], query.get("to", ["9" * 14])[0]
        asked = url_key(url)
        fits = [
            each
            for key, each in self._sorted
            if (each.url.startswith(url) if kind != "exact" else key == asked)
        ]
        return [each for each in fits if since <= each.timestamp <= until]

    def _cdx(self, query: dict[str, list[str]]) -> bytes:
        found = self._matching(query)
        if resume := query.get("resumeKey"):
            key, stamp = resume[0].split(" ")
            found = [each for each in found if (url_key(each.url), each.timestamp) >= (key, stamp)]
        limit = self.slice or int(query["limit"][0])
        rows = [self._row(each) for each in found[:limit]]
        if len(found) > limit:
            following = found[limit]
            rows += [
                [],
                [quote(f"{url_key(following.url)} {following.timestamp}", safe="").replace("%20", "+")],
            ]
        if "output" not in query:
            return "".join(" ".join(row) + "\n" for row in rows).encode()
        return json.dumps([FIELDS, *rows] if rows else []).encode()

    def _row(self, each: Held) -> list[str]:
        digest = each.digest if self.digests else "-"
        return [url_key(each.url), each.timestamp, each.url, "text/html", str(each.status), digest, "9"]

    def _cdxj(self, query: dict[str, list[str]]) -> bytes:
        lines = [
            json.dumps(
                {
                    "urlkey": url_key(each.url),
                    "timestamp": each.timestamp,
                    "url": each.url,
                    "mime": "text/html",
                    "status": str(each.status),
                    "digest": f"sha1:{each.digest}" if self.digests else "-",
                }
            )
            for each in self._matching(query)
        ]
        return "".join(line + "\n" for line in lines).encode()

    def _timemap(self, path: str) -> tuple[int, list[tuple[str, str]], bytes]:
        form, _, url = path.partition("/timemap/")[2].partition("/")
        page, _, url = url.partition("/") if url[:1].isdigit() else ("", "", url)
        found = self._matching({"url": [unquote(url)]})
        if form != "link" or not found:
            return 404, [], b"no TimeMap"
        half = (len(found) + 1) // 2
        shown = found[half:] if page else found[:half]
        links = [
            f'<{url}>; rel="original"',
            f'<{self.base}{path}>; rel="self"; type="application/link-format"',
        ]
        if not page and len(found) > half:
            links.append(f'<{self.base}/timemap/link/2/{url}>; rel="timemap"')
        links += [
            f'<{self.base}/web/{each.timestamp}/{each.url}>; rel="memento"; datetime="{_http_date(each)}"'
            for each in shown
        ]
        return 200, [("Content-Type", "application/link-format")], ",\n".join(links).encode()

    def _replay(self, path: str) -> tuple[int, list[tuple[str, str]], bytes]:
        stamp, _, url = path.removeprefix("/coll").removeprefix("/web").lstrip("/").partition("id_/")
        each = self._by_key.get((stamp, url))
        if each is None or stamp in self.gone:
            return 404, [], b"not in the archive"
        headers = [("Content-Type", "text/html"), ("Memento-Datetime", _http_date(each))]
        if each.location:
            headers.append(("Location", f"{self.base}/web/{each.timestamp}id_/{each.location}"))
        return each.status, headers, each.body

    @cached_property
    def _by_key(self) -> dict[tuple[str, str], Held]:
        return {(each.timestamp, each.url): each for each in self.held}

    @cached_property
    def _sorted(self) -> list[tuple[str, Held]]:
        keyed = [(url_key(each.url), each) for each in self.held]
        return sorted(keyed, key=lambda pair: (pair[0], pair[1].timestamp))

    def captures_asked(self) -> list[str]:
        return [path for path in self.asked if "id_/" in path]


def _http_date(each: Held) -> str:
    moment = datetime.strptime(each.timestamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    return moment.strftime("%a, %d %b %Y %H:%M:%S GMT")


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def do_GET(self) -> None:
        archive: FaultyArchive = self.server.archive  # type: ignore[attr-defined]
        archive.agents.add(self.headers["User-Agent"])
        fault = archive.fault_for(self.path)
        status, headers, body = archive.answer(self.path)
        try:
            self._give(fault, status, headers, body)
        except OSError:
            self.close_connection = True

    def _give(self, fault: str | None, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        if fault == "trickle":
            self._trickle()
            return
        if fault in ("silent", "reset"):
            time.sleep(STALL if fault == "silent" else 0)
            self.close_connection = True
            return
        sent, length = body, len(body)
        if fault in _INSTEAD:
            status, headers, sent = _INSTEAD[fault]
            length = len(sent)
        elif fault in ("cut", "stall", "cut_without_length"):
            sent = body[: len(body) // 2]
        elif fault in _LENGTHS:
            length = max(0, length + _LENGTHS[fault])
        elif fault in ("missing_row", "repeated_row"):
            sent = self._without_a_row(body) if fault == "missing_row" else self._with_a_row_twice(body)
            length = len(sent)
        self._send(status, headers, None if fault == "cut_without_length" else length, closes=bool(fault))
        self.wfile.write(sent)
        self.wfile.flush()
        if fault in ("stall", "length_too_long"):
            time.sleep(STALL)

    def _trickle(self) -> None:
        self.close_connection = True
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        for _ in range(40):
            self.wfile.write(b".")
            self.wfile.flush()
            time.sleep(0.05)

    def _send(self, status: int, headers: list[tuple[str, str]], length: int | None, *, closes: bool) -> None:
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        if length is not None:
            self.send_header("Content-Length", str(length))
        if closes:
            self.send_header("Connection", "close")
            self.close_connection = True
        self.end_headers()

    def _without_a_row(self, body: bytes) -> bytes:
        if body.startswith(b"["):
            rows = json.loads(body)
            return json.dumps([rows[0], *rows[2:]]).encode()
        return b"\n".join(body.split(b"\n")[1:])

    def _with_a_row_twice(self, body: bytes) -> bytes:
        if body.startswith(b"["):
            rows = json.loads(body)
            return json.dumps([rows[0], rows[1], *rows[1:]]).encode()
        return body.split(b"\n")[0] + b"\n" + body

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of those who hang up: that is what faults make them do."""


@contextmanager
def serving(archive: FaultyArchive) -> Iterator[FaultyArchive]:
    """Serve an archive on loopback for the length of a block."""
    with _Server(("127.0.0.1", 0), _Handler) as server:
        server.archive = archive  # type: ignore[attr-defined]
        archive.base = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield archive
        finally:
            server.shutdown()
            thread.join()
