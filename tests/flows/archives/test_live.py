"""A live site is asked as its robots.txt allows, and only whether it changed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from flows.archives.manners import Clock
from flows.archives.opening import open_archive
from flows.archives.records import records
from flows.archives.warcs import warc_files
from flows.collect import CollectReport, collect
from flows.errands import Asking, Errand, collect_captures
from flows.errors import InputError
from flows.settings import DataRoot
from tests.flows.archives.faulty import BRISK, FaultyArchive, Held, serving
from tests.flows.archives.reading import held_in
from tests.flows.line import run_line

SITE = "http://www.dhs.gov.specimen.invalid"
ROBOTS = b"User-agent: *\nDisallow: /private\nSitemap: http://www.dhs.gov.specimen.invalid/map.xml\n"
MAP = (
    "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
    f"<url><loc>{SITE}/topic/a</loc></url><url><loc>{SITE}/topic/b</loc></url><url><loc>{SITE}/other</loc></url>"
    "</urlset>"
).encode()


@dataclass
class Site:
    """Pages by path; each has its own ETag."""

    pages: dict[str, bytes]
    moved: dict[str, str] = field(default_factory=dict)
    robots: tuple[int, bytes] = (200, ROBOTS)
    base: str = ""
    asked: list[str] = field(default_factory=list)


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        site: Site = self.server.site  # type: ignore[attr-defined]
        site.asked.append(self.path)
        if self.path == "/robots.txt":
            self._give(site.robots[0], site.robots[1])
        elif target := site.moved.get(self.path):
            self._give(301, b"moved", Location=target)
        elif (body := site.pages.get(self.path)) is None:
            self._give(404, b"not here")
        elif self.headers.get("If-None-Match") == _etag(body):
            self._give(304, b"", ETag=_etag(body))
        else:
            self._give(200, body, ETag=_etag(body))

    def _give(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "text/html", **headers}.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


def _etag(body: bytes) -> str:
    return f'"{len(body)}"'


@pytest.fixture
def site() -> Iterator[Site]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        made = Site({"/topic/a": b"<p>SPECIMEN a</p>", "/topic/b": b"<p>SPECIMEN bb</p>", "/map.xml": MAP})
        made.base = f"http://127.0.0.1:{server.server_address[1]}"
        server.site = made  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield made
        server.shutdown()
        thread.join()


@pytest.fixture
def root(tmp_path) -> DataRoot:
    return DataRoot(tmp_path / "root")


def gather(site: Site, root: DataRoot, pattern: str, day: int = 1) -> CollectReport:
    clock = Clock(now=lambda: datetime(2024, 1, day, tzinfo=UTC))
    archive = open_archive(f"live={site.base}", manners=BRISK, root=root, clock=clock)
    return collect(archive, [pattern], root)


def kinds(root: DataRoot) -> list[str]:
    found = [record.kind for path in warc_files([root.vault]) for record in records(path)]
    return [kind for kind in found if kind in ("response", "revisit")]


def test_a_page_is_captured_as_it_is_now_once_a_run(site, root) -> None:
    assert gather(site, root, f"{SITE}/topic/a").fetched == 1
    assert [url for url, _, _ in held_in(root)] == [f"{SITE}/topic/a"]
    assert site.asked == ["/robots.txt", "/topic/a"]


def test_a_page_that_is_unchanged_is_kept_as_a_revisit_of_what_is_held(site, root) -> None:
    for day in (1, 2):
        gather(site, root, f"{SITE}/topic/a", day)
    assert sorted(kinds(root)) == ["response", "revisit"]
    assert len({sha256 for _, _, sha256 in held_in(root)}) == 1


def test_a_page_that_changed_is_captured_anew(site, root) -> None:
    gather(site, root, f"{SITE}/topic/a")
    site.pages["/topic/a"] += b" and more"
    gather(site, root, f"{SITE}/topic/a", day=2)
    assert kinds(root) == ["response", "response"]


@pytest.mark.parametrize("robots", [(200, ROBOTS), (503, b""), (403, b"")])
def test_what_robots_txt_forbids_is_not_asked_for(site, root, robots) -> None:
    site.robots = robots
    report = gather(site, root, f"{SITE}/private/x")
    assert "/private/x" not in site.asked
    assert [finding.code for finding in report.findings] == ["robots_disallow"]


def test_a_redirect_is_a_capture_and_so_is_where_it_leads(site, root) -> None:
    site.moved["/old"] = f"{SITE}/topic/b"
    assert gather(site, root, f"{SITE}/old").fetched == 2
    assert {url for url, _, _ in held_in(root)} == {f"{SITE}/old", f"{SITE}/topic/b"}


def test_a_redirect_off_the_site_is_kept_and_not_followed(site, root) -> None:
    site.moved["/old"] = "http://elsewhere.invalid/"
    assert gather(site, root, f"{SITE}/old").fetched == 1
    assert site.asked == ["/robots.txt", "/old"]


def test_a_pattern_stands_for_what_the_site_map_lists(site, root) -> None:
    gather(site, root, f"{SITE}/topic/*")
    assert {url for url, _, _ in held_in(root)} == {f"{SITE}/topic/a", f"{SITE}/topic/b"}


def test_a_page_that_is_gone_is_recovered_from_the_archive_and_either_way_recorded(site, root) -> None:
    gone, lost = f"{SITE}/gone", f"{SITE}/lost"
    kept = Held(gone, "20130801000000", b"<p>SPECIMEN that was there</p>")
    with serving(FaultyArchive([kept])) as archive:
        errands = [
            Errand(f"live={site.base}", (gone, lost)),
            Errand(f"wayback={archive.base}", (f"{SITE}/x",)),
        ]
        collect_captures(errands, root, asking=Asking())
    assert kept.key in held_in(root)
    told = [record.body for path in warc_files([root.vault]) for record in records(path)]
    assert any(b"page_vanished_recovered" in each and gone.encode() in each for each in told)
    assert any(b'"page_vanished"' in each and lost.encode() in each for each in told)


def test_that_a_page_is_gone_is_an_issue_of_the_release(site, root) -> None:
    collect_captures([Errand(f"live={site.base}", (f"{SITE}/lost",))], root)
    issues = run_line([root.vault], root.path).rows("SELECT code, address FROM issues")
    assert ("page_vanished", f"{SITE}/lost") in issues


def test_only_hosts_of_the_government_are_asked_live(root) -> None:
    with pytest.raises(InputError, match="no host of the government"):
        open_archive("live=http://www.example.com", root=root)
