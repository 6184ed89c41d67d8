"""Nights on which much goes wrong end in the release of a night on which nothing did.

Each night has a seed, from which follows what an archive gets wrong, when runs are killed, and what becomes
of the work folder in between. Nothing may be lost, nothing published twice, and nothing by half.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest

from flows.releases.manifest import read_manifest
from flows.releases.versions import released
from tests.flows.archives.faulty import HOST, FaultyArchive, holdings, serving
from tests.integration.command import Run, User

pytestmark = pytest.mark.soak

NIGHTS = 30
PAGES = 40
TRIES = 4
OF_AN_ARCHIVE = (
    *("refuse_for_a_second", "unwell", "unwell_in_a_burst", "silent", "reset"),
    *("cut", "cut_without_length", "length_too_short", "html"),
)
DAY = 86_400


@dataclass
class Night:
    """A night in a data root of its own."""

    user: User
    archive: FaultyArchive
    root: Path
    random: Random
    told: Counter[str] = field(default_factory=Counter)

    def collect(self) -> Run:
        """Begin to fetch what the archive has."""
        archive = ["--archive", f"wayback={self.archive.base}", "--url", f"{HOST}/*"]
        return self.user.begin("collect", *archive, "--data-root", self.root)

    def rebuild(self) -> Run:
        """Begin to build a release."""
        return self.user.begin("rebuild", "--data-root", self.root, "--workers", "2")

    def finish(self) -> None:
        """Run what an operator would run again, until all is done."""
        for begin in (self.collect, self.rebuild):
            for _ in range(TRIES):
                if (ended := begin().end()).status == 0:
                    break
                self.told[f"again after {ended.status}"] += 1
            else:
                pytest.fail(f"{self.root.name} does not recover: {ended.err[-2000:]}")

    def files(self, *kinds: str) -> list[Path]:
        """Give the files of folders of the work folder, in a fixed order."""
        found = [path for kind in kinds for path in sorted((self.root / "work" / kind).rglob("*"))]
        return [path for path in found if path.is_file()]


def the_archive_is_unwell(night: Night) -> None:
    for each in night.random.sample(night.archive.held, PAGES // 3):
        night.archive.faults[f"id_/{each.url}"] = [night.random.choice(OF_AN_ARCHIVE)]
    night.archive.faults["/cdx"] = [night.random.choice(("unwell", "html", "reset"))]


def killed_while_it_fetches(night: Night) -> None:
    _kill(night, night.collect(), longest=2.5)


def killed_while_it_builds(night: Night) -> None:
    night.collect().end()
    _kill(night, night.rebuild(), longest=14)


def _kill(night: Night, run: Run, longest: float) -> None:
    try:
        run.process.wait(night.random.uniform(0.5, longest))
    except subprocess.TimeoutExpired:
        run.kill()
        run.wait_until_gone()


def interrupted(night: Night) -> None:
    run = night.collect()
    try:
        run.process.wait(night.random.uniform(1, 3))
    except subprocess.TimeoutExpired:
        os.killpg(run.process.pid, signal.SIGINT)
        run.end()


def two_at_once(night: Night) -> None:
    night.collect().end()
    first = night.rebuild()
    second = night.rebuild()
    assert {first.end().status, second.end().status} <= {0, 5}


def the_spool_is_torn(night: Night) -> None:
    killed_while_it_fetches(night)
    for path in night.files("spool"):
        size = path.stat().st_size
        path.chmod(0o644)
        os.truncate(path, night.random.randrange(size + 1))


def the_caches_are_damaged(night: Night) -> None:
    night.finish()
    for path in night.random.sample(night.files("fragments", "index"), 3):
        path.chmod(0o644)
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    (night.root / "work" / "built.json").unlink()


def the_clock_jumps(night: Night) -> None:
    night.collect().end()
    by = night.random.choice((-DAY, DAY, 365 * DAY))
    for path in night.files("."):
        state = path.stat()
        os.utime(path, (state.st_atime + by, state.st_mtime + by))


def the_disk_is_full(night: Night) -> None:
    """Files may not grow beyond some kilobytes, which is what a full disk is like."""
    limit = night.random.randrange(4, 200) * 1024
    code = f"import resource, os, sys; resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit})); "
    code += (
        "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); os.execv(sys.argv[1], sys.argv[1:])"
    )
    night.collect().end()
    command = Path(sys.executable).with_name("dhs-archive")
    started = [sys.executable, "-c", code, command, "rebuild", "--data-root", night.root]
    ended = night.user.start(started).end()
    night.told[f"a full disk: status {ended.status}"] += 1


BLOWS: tuple[Callable[[Night], None], ...] = (
    the_archive_is_unwell,
    killed_while_it_fetches,
    killed_while_it_builds,
    interrupted,
    two_at_once,
    the_spool_is_torn,
    the_caches_are_damaged,
    the_clock_jumps,
    the_disk_is_full,
)


def contents(root: Path) -> dict[str, str]:
    """Give the digests of the rows of all compared tables of the only release."""
    (version,) = released(root / "releases")
    tables = read_manifest(root / "releases" / version).tables
    return {name: facts.content_sha256 for name, facts in tables.items() if facts.compared}


def test_thirty_bad_nights_end_as_a_good_one(operator, tmp_path, capsys) -> None:
    told: Counter[str] = Counter()
    with serving(FaultyArchive(holdings(PAGES))) as archive:
        good = Night(operator, archive, tmp_path / "good", Random(0))
        good.finish()
        for seed in range(NIGHTS):
            night = Night(operator, archive, tmp_path / f"night-{seed:02}", Random(seed))
            for blow in night.random.sample(BLOWS, 2):
                told[blow.__name__] += 1
                blow(night)
            night.finish()
            assert contents(night.root) == contents(good.root), seed
            told += night.told
            archive.faults.clear()
    with capsys.disabled():
        sys.stdout.write("".join(f"\n{count:>4}  {what}" for what, count in sorted(told.items())))
