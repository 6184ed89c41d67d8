"""What collecting costs, and what faults cost it: an archive on loopback, in a process of its own.

Nothing of it needs the real documents. ``--long`` adds 100,000 listed captures and a night over 100,000 known
ones; all of them take some minutes.
"""

from __future__ import annotations

import multiprocessing
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from fastwarc.warc import ArchiveIterator as FastIterator
from fastwarc.warc import WarcRecordType

from flows.archives.index import index_warc
from flows.archives.manners import Manners
from flows.archives.opening import open_archive
from flows.archives.protocol import Fetched, Memento
from flows.archives.records import records
from flows.archives.spool import Spool
from flows.archives.vault import read_held
from flows.archives.warcs import warc_files
from flows.collect import collect
from flows.settings import DataRoot
from tests.benchmarks.wayback_peer import peak_megabytes
from tests.flows.archives.faulty import BRISK, FAULTS, HOST, FaultyArchive, Held, holdings, serving
from tests.flows.archives.reading import held_in

PEER = Path(__file__).with_name("wayback_peer.py")
SPAWN = multiprocessing.get_context("spawn")
UNTHROTTLED = Manners(index_per_minute=6_000_000, replay_per_minute=6_000_000)
LISTED = (1_000, 10_000)
LONG = 100_000
FAULTY = 600
RECORDS = 20_000
INDEX_FAULTS = ("unwell", "html", "reset", "stall", "missing_row", "repeated_row")
COLUMNS = ("dialect", "captures", "faults", "lost", "requests", "least", "seconds")


def report(*, long: bool, peers_from: Path | None = None) -> str:
    """Run all of it, and give the lines to be read.

    Args:
        long: with 100,000 captures too.
        peers_from: another virtual environment in which the ``wayback`` package is installed.
    """
    sizes = (*LISTED, LONG) if long else LISTED
    lines = [*_faults(), "", *_growth(sizes, peers_from), "", *_reading()]
    return "\n".join([*lines, *(["", *_night()] if long else [])])


def _faults() -> Iterator[str]:
    """Give faults injected, captures lost, and requests against the least possible, for each dialect."""
    yield "".join(f"{name:>10}" for name in COLUMNS)
    for kind, path in (("wayback", ""), ("cdxj", "/coll")):
        archive = FaultyArchive(holdings(FAULTY))
        archive.faults = {"/cdx": list(INDEX_FAULTS)}
        for number, each in enumerate(archive.held):
            if number % 3 == 0:
                fault = FAULTS[number // 3 % len(FAULTS)]
                if fault != "refuse_for_a_second":
                    archive.faults[f"id_/{each.url}"] = [fault]
        with serving(archive), TemporaryDirectory() as folder:
            root, began = DataRoot(Path(folder)), time.monotonic()
            collect(open_archive(f"{kind}={archive.base}{path}", manners=BRISK), [f"{HOST}/*"], root)
            lost = len({each.key for each in archive.held} - held_in(root))
            values = (
                kind,
                len(archive.held),
                sum(archive.injected.values()),
                lost,
                len(archive.asked),
                len(archive.held) + 1,
                round(time.monotonic() - began, 1),
            )
            yield "".join(f"{value!s:>10}" for value in values)


def _growth(sizes: Sequence[int], peers_from: Path | None) -> Iterator[str]:
    """Give captures a second and memory of a first run, and seconds and requests of one with nothing new."""
    yield f"{'listed':>7} {'captures/s':>11} {'peak MB':>8} {'again, s':>9} {'requests':>9}  wayback"
    for n in sizes:
        with _elsewhere(n) as base, TemporaryDirectory() as folder:
            seconds, peak, _ = _in_child(_collect, base, folder)
            again, _, requests = _in_child(_collect, base, folder)
            ours = f"{n:>7,} {n / seconds:>11.0f} {peak:>8.0f} {again:>9.2f} {requests:>9.0f}"
            yield f"{ours}  {_wayback(base, peers_from)}"


def _wayback(base: str, environment: Path | None) -> str:
    """Say how the ``wayback`` package does with the same archive."""
    if environment is None:
        return "not run (see --peers-from)"
    command = [environment / "bin" / "python", PEER, base, HOST]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode:
        return f"not run ({run.stderr.strip().splitlines()[-1]})"
    found, seconds, peak = map(float, run.stdout.split())
    return f"{found:,.0f} at {found / seconds:.0f} a second, {peak:.0f} MB"


def _collect(base: str, folder: str) -> int:
    archive = open_archive(f"wayback={base}", manners=UNTHROTTLED)
    found = collect(archive, [f"{HOST}/*"], DataRoot(Path(folder)))
    return sum(int(str(host["requests"])) for host in found.hosts)


def _reading() -> Iterator[str]:
    """Give CPU seconds for reading the records of one file, ours against FastWARC alone.

    All three go through every record and read every body. FastWARC alone reads HTTP headers, and takes what
    it gives for whole. Ours tells headers and body apart and reads the headers when they are asked for, and
    knows of each record where it ends; the index asks for them, and makes rows of what they say.
    """
    for name, n, words in (("small pages", RECORDS, 0), ("pages of 38 kB", RECORDS // 10, 5_500)):
        with TemporaryDirectory() as folder:
            path = _warc(Path(folder), _pages(n, words) if words else _held(n))
            yield f"{f'reading {n:,} {name}':<40} {'seconds':>8} {'ratio':>6}"
            yield from _against_fastwarc(path)


def _against_fastwarc(path: Path) -> Iterator[str]:
    timed = {
        "FastWARC alone": lambda: _fast(path),
        "our records": lambda: sum(len(record.body) for record in records(path)),
        "our index: bodies, digests, quality": lambda: len(index_warc(path, name="x").captures),
    }
    best: float | None = None
    for name, read in timed.items():
        seconds = min(_seconds(read) for _ in range(3))
        best = best or seconds
        yield f"{name:<40} {seconds:>8.2f} {seconds / best:>6.2f}"


def _pages(n: int, words: int) -> list[Held]:
    """Give pages of made-up words, which compress as texts do."""
    random = Random(1)
    known = ["".join(random.choices("etaoinshrdlu", k=2 + number % 9)) for number in range(5_000)]
    return [
        Held(
            each.url,
            each.timestamp,
            f"<html><p>{' '.join(random.choices(known, k=words))}</p></html>".encode(),
        )
        for each in _held(n)
    ]


def _fast(path: Path) -> int:
    with path.open("rb") as stream:
        found = 0
        for record in FastIterator(stream, record_types=WarcRecordType.any_type, parse_http=True):
            record.reader.read()
            found += 1
        return found


def _night() -> Iterator[str]:
    """Give what a night over known captures with nothing new costs, with what is remembered and without."""
    with _elsewhere(LONG) as base, TemporaryDirectory() as folder:
        root = DataRoot(Path(folder))
        _fill(root, base.removeprefix("http://"), _held(LONG))
        for name in ("first", "after"):
            seconds, peak, requests = _in_child(_collect, base, folder)
            told = f"{seconds:.1f} s, {requests:.0f} requests, {peak:.0f} MB"
            yield f"night over {LONG:,} known, {name}: {told}"
        began = time.monotonic()
        read_held(root)
        yield f"of which telling what is held: {time.monotonic() - began:.1f} s"


def _warc(folder: Path, held: Sequence[Held]) -> Path:
    root = DataRoot(folder)
    _fill(root, "archive.specimen.invalid", held)
    return max(warc_files([root.vault]), key=lambda path: path.stat().st_size)


def _fill(root: DataRoot, archive: str, held: Sequence[Held]) -> None:
    """Seal captures as if they had been fetched."""
    spool, now = Spool(root, archive), datetime(2024, 1, 5, tzinfo=UTC)
    for each in held:
        memento = Memento(archive, each.url, each.timestamp, "text/html", 200, f"sha1:{each.digest}", "urn:x")
        headers = (("Content-Type", "text/html"),)
        spool.add(Fetched(memento, 200, "OK", headers, each.body, now, f"http://{archive}/x", headers))
    spool.seal()


def _held(n: int) -> list[Held]:
    first = datetime(2011, 6, 10, tzinfo=UTC)
    return [
        Held(
            f"{HOST}/page-{number:06}",
            (first + timedelta(minutes=number)).strftime("%Y%m%d%H%M%S"),
            f"<html><title>SPECIMEN {number}</title><p>{'words of a page ' * 60}</p></html>".encode(),
        )
        for number in range(n)
    ]


@contextmanager
def _elsewhere(n: int) -> Iterator[str]:
    """Serve captures from a process of its own, so that it does not share our interpreter."""
    ours, theirs = SPAWN.Pipe()
    process = SPAWN.Process(target=_serve, args=(n, theirs), daemon=True)
    process.start()
    try:
        yield str(ours.recv())
    finally:
        ours.send(None)
        process.join()


def _serve(n: int, channel: Connection) -> None:
    with serving(FaultyArchive(_held(n))) as archive:
        channel.send(archive.base)
        channel.recv()


def _in_child(work: Callable[[str, str], int], base: str, folder: str) -> tuple[float, float, float]:
    """Give seconds, peak megabytes and requests of work in a process of its own."""
    ours, theirs = SPAWN.Pipe()
    process = SPAWN.Process(target=_measured, args=(work, base, folder, theirs))
    process.start()
    found: tuple[float, float, float] = ours.recv()
    process.join()
    return found


def _measured(work: Callable[[str, str], int], base: str, folder: str, channel: Connection) -> None:
    began = time.monotonic()
    requests = work(base, folder)
    channel.send((time.monotonic() - began, peak_megabytes(), float(requests)))


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began
