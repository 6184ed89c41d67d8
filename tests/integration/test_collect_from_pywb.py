"""Collecting from a real pywb gives what its collection holds, once."""

from __future__ import annotations

import base64
import hashlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from flows.archives.manners import Manners
from flows.archives.opening import open_archive
from flows.archives.payloads import read_body
from flows.archives.protocol import CaptureNotGiven, Memento
from flows.archives.records import records
from flows.archives.vault import OPEN, held, whole_length
from flows.archives.warcs import warc_files
from flows.collect import collect
from flows.settings import DataRoot
from tests.flows.line import run_line

HASTE = Manners(index_per_minute=60_000, replay_per_minute=60_000, waits=(0.1,), stall_timeout=0.5)
EVERYTHING = "http://www.dhs.specimen.invalid/*"
SLOWLY = """
import sys
from pathlib import Path
from flows.archives.manners import Manners
from flows.archives.opening import open_archive
from flows.collect import collect
from flows.settings import DataRoot
manners = Manners(index_per_minute=60_000, replay_per_minute=120, stall_timeout=0.5)
collect(open_archive(sys.argv[1], manners=manners), [sys.argv[2]], DataRoot(Path(sys.argv[3])))
"""


class Watched:
    """An archive that remembers what it was asked for."""

    def __init__(self, base: str) -> None:
        self._archive = open_archive(f"cdxj={base}", manners=HASTE)
        self.name = self._archive.name
        self.asked: list[Memento] = []

    def inventory(self, pattern, window):
        return self._archive.inventory(pattern, window)

    def fetch(self, memento):
        self.asked.append(memento)
        return self._archive.fetch(memento)


@pytest.fixture
def root(tmp_path) -> DataRoot:
    return DataRoot(tmp_path / "root")


def vault_holds(root: DataRoot) -> set[tuple[str, str, int | None, str | None]]:
    """Give what a release says of the vault: bodies that are stored once are told of each capture."""
    captures = run_line([root.vault], root.path.with_name("read")).rows(
        "SELECT original_url, strftime(captured_at AT TIME ZONE 'UTC', '%Y%m%d%H%M%S'), http_status,"
        " payload_sha256 FROM captures"
    )
    return set(captures)


@pytest.mark.parametrize("pattern", [EVERYTHING, "*.specimen.invalid"])
def test_the_vault_holds_what_the_archive_holds(pywb, root, pattern) -> None:
    report = collect(Watched(pywb.base), [pattern], root)
    assert report.findings == ()
    assert report.fetched == len(pywb.captures)
    assert vault_holds(root) == pywb.captures


def test_timemaps_lead_to_the_same_captures(pywb, root) -> None:
    archive = open_archive(f"memento={pywb.base}", manners=HASTE)
    report = collect(archive, sorted({url for url, _, _, _ in pywb.captures}), root)
    assert report.findings == ()
    assert vault_holds(root) == pywb.captures


def test_one_address_gives_its_captures_only(pywb, root) -> None:
    collect(Watched(pywb.base), ["http://www.dhs.specimen.invalid/sc"], root)
    assert {when for _, when, _, _ in vault_holds(root)} == {
        "20110801000000",
        "20120801000000",
        "20130801000000",
    }


def test_a_second_run_fetches_nothing_and_adds_nothing(pywb, root) -> None:
    collect(Watched(pywb.base), [EVERYTHING], root)
    before = sorted(root.vault.iterdir())
    archive = Watched(pywb.base)
    report = collect(archive, [EVERYTHING], root)
    assert archive.asked == []
    assert report.already_held == len(pywb.captures)
    assert sorted(root.vault.iterdir()) == before


def test_archived_headers_are_kept_and_the_archives_own_are_not(pywb, root) -> None:
    collect(Watched(pywb.base), ["http://www.dhs.specimen.invalid/zipped"], root)
    [path] = warc_files([root.vault])
    [response] = [
        (dict(record.answer().http.headers), read_body(record))
        for record in records(path)
        if record.kind == "response"
    ]
    headers, body = response
    assert headers == {
        "Content-Type": "text/html; charset=utf-8",
        "Server": "TeamSite",
        "Date": "Mon, 01 Aug 2011 00:00:00 GMT",
        "Last-Modified": "Fri, 17 Jun 2011 12:00:00 GMT",
        "Link": '</style.css>; rel="stylesheet"',
        "Content-Encoding": "gzip",
    }
    assert body.stored.startswith(b"\x1f\x8b")


def test_the_digests_that_the_archive_prints_are_those_of_what_was_fetched(pywb, root) -> None:
    archive = Watched(pywb.base)
    collect(archive, [EVERYTHING], root)
    printed = {(m.url, m.timestamp): m.digest for m in archive.asked}
    for record in records(warc_files([root.vault])[0]):
        if record.kind == "response":
            when = "".join(filter(str.isdigit, record.header("WARC-Date")))
            digest = printed[(record.header("WARC-Target-URI"), when)]
            stored = hashlib.sha1(record.body).digest()
            assert digest == "sha1:" + base64.b32encode(stored).decode()


def test_a_capture_that_is_shorter_than_its_header_says_ends_and_is_truncated(pywb, root) -> None:
    archive = Watched(pywb.base)
    began = time.monotonic()
    report = collect(archive, ["http://www.dhs.specimen.invalid/short"], root)
    assert time.monotonic() - began < 20
    assert (report.fetched, report.findings) == (1, ())
    [(quality, evidence)] = run_line([root.vault], root.path.with_name("read")).rows(
        "SELECT quality, quality_evidence FROM captures"
    )
    assert (quality, evidence) == ("truncated", "29 bytes of 9999 that the header declares")


def test_the_nearest_capture_is_not_taken_for_the_one_asked_for(pywb) -> None:
    archive = open_archive(f"cdxj={pywb.base}", manners=HASTE)
    url = "http://www.dhs.specimen.invalid/sc"
    replay = f"{pywb.base}/20110801000001id_/{url}"
    memento = Memento(archive.name, url, "20110801000001", "text/html", 200, None, replay)
    with pytest.raises(CaptureNotGiven, match="20110801000001") as caught:
        archive.fetch(memento)
    assert caught.value.finding.code == "other_instant"


def test_an_address_that_is_not_in_the_archive_is_a_finding(pywb) -> None:
    archive = open_archive(f"cdxj={pywb.base}", manners=HASTE)
    url = "http://www.dhs.specimen.invalid/never"
    memento = Memento(
        archive.name, url, "20110801000000", "text/html", 200, None, f"{pywb.base}/20110801000000id_/{url}"
    )
    with pytest.raises(CaptureNotGiven) as caught:
        archive.fetch(memento)
    assert caught.value.finding.code == "not_in_archive"


def test_a_killed_run_is_completed_without_asking_again_for_what_was_whole(pywb, root) -> None:
    command = [sys.executable, "-c", SLOWLY, f"cdxj={pywb.base}", EVERYTHING, str(root.path)]
    run = subprocess.Popen(command, cwd=Path(__file__).parents[2], start_new_session=True)
    try:
        wait_for_captures(root)
    finally:
        os.killpg(run.pid, signal.SIGKILL)
        run.wait()
    [left] = root.spool.glob(f"*{OPEN}")
    with left.open("ab") as stream:
        stream.write(left.read_bytes()[:200])
    archive = Watched(pywb.base)
    report = collect(archive, [EVERYTHING], root)
    assert report.already_held >= 2
    assert len(archive.asked) == len(pywb.captures) - report.already_held
    assert vault_holds(root) == pywb.captures
    assert len(held(root)) == len(pywb.captures)


def wait_for_captures(root: DataRoot) -> None:
    """Wait until the spool holds its opening record, an answer of the index, and some captures."""
    end = time.monotonic() + 30
    sizes: set[int] = set()
    while time.monotonic() < end:
        sizes |= {whole_length(path) for path in root.spool.glob(f"*{OPEN}")} - {0}
        if len(sizes) > 4:
            return
        time.sleep(0.05)
    pytest.fail("the run wrote no captures")
