"""What ``dhs-archive verify`` does: check hashes, build again, tell what is found."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from extractors.registry import Ocr
from flows.archives.collections import open_collection
from flows.duck import connect
from flows.releases.reader import Release
from flows.releases.verify.again import build_again, compare, sources_of
from flows.releases.verify.faults import Fault
from flows.releases.verify.hashes import check_files
from flows.releases.verify.tools import other_tools
from flows.runlog import RunLog
from flows.settings import DataRoot, RunSettings
from flows.stores.copies import check_stored


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for.

    Args:
        release: what is verified.
        root: whose vault it was built from, and where the log goes; its store, if any, is checked too.
        sources: the WARC files or folders that it was built from, where they are no vault.
        hashes_only: do not build it again.
        workers: processes that extract at a time.
    """

    release: Release
    root: DataRoot
    sources: tuple[Path, ...] = ()
    hashes_only: bool = False
    workers: int = field(default_factory=lambda: os.cpu_count() or 1)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found.

    Args:
        release: the citation of the release.
        rebuilt: whether it was built again.
        faults: what is not as it should be.
        warnings: what may explain it: other tools, files that came later.
    """

    release: str
    rebuilt: bool
    faults: tuple[Fault, ...]
    warnings: tuple[str, ...]


def verify(wanted: Wanted) -> Verdict:
    """Verify a release.

    Raises:
        CollectionError: what it was built from is not at hand.
    """
    wanted.root.work.mkdir(parents=True, exist_ok=True)
    apart = TemporaryDirectory(prefix="verify-", dir=wanted.root.work)
    with RunLog(wanted.root, "verify") as log, apart as folder:
        place = DataRoot(Path(folder))
        with log.stage("hashes", total=1, unit="release") as advance, connect(place.work) as connection:
            faults = [*check_files(wanted.release, connection)]
            if store := wanted.root.store:
                faults += check_stored(store, wanted.release.version)
            advance(1)
        for warning in [] if wanted.hashes_only else other_tools(wanted.release):
            log.warn(warning)
        if not wanted.hashes_only:
            faults += _rebuilt(wanted, place, log)
        verdict = Verdict(wanted.release.citation, not wanted.hashes_only, tuple(faults), tuple(log.warnings))
        log.facts |= {"release": verdict.release, "faults": [asdict(fault) for fault in faults]}
    return verdict


def _rebuilt(wanted: Wanted, place: DataRoot, log: RunLog) -> Sequence[Fault]:
    """Build it again in a place of its own, and compare; without its WARC files there is nothing to build."""
    sources = sources_of(wanted.release.manifest, open_collection(wanted.sources, wanted.root))
    if not wanted.release.manifest.warcs:
        log.warn("The release does not name its WARC files; it is built again from all at hand.")
    if sources.later:
        log.warn(f"{sources.later:,} WARC files at hand are no part of this release, and are left out.")
    if sources.faults:
        return sources.faults
    settings = RunSettings(place, workers=wanted.workers, ocr=Ocr(wanted.release.manifest.ocr))
    built = build_again(sources.collection, settings, log)
    with log.stage("compare", total=len(built.files), unit="tables") as advance, connect(place.work) as duck:
        faults = [*compare(wanted.release, built, duck)]
        advance(len(built.files))
    return faults


def as_text(verdict: Verdict) -> str:
    """Say whether the release is verified, or what is wrong and what to do."""
    if not verdict.faults:
        done = "its files are those of its manifest"
        again = ", and built again from the archive it is the same" if verdict.rebuilt else ""
        return f"{click.style('verified', fg='green')} {verdict.release}: {done}{again}"
    lines = [f"{click.style('not verified', fg='red')} {verdict.release}"]
    lines += [f"  {fault}" for fault in verdict.faults]
    kinds = {fault.kind for fault in verdict.faults}
    return "\n".join([*lines, *(text for kind, text in _REMEDIES.items() if kind in kinds)])


_REMEDIES = {
    "file_missing": "Fetch the release again from where it was published; do not use this copy.",
    "file_altered": "Somebody or the disk has changed this copy: fetch it again, and do not use this one.",
    "manifest_altered": "The manifest does not fit itself: fetch it again, and do not use this copy.",
    "archive_missing": "Name the WARC files that it was built from with --from, or bring the vault back.",
    "archive_altered": "Bring the WARC file back from a copy; without it nothing can be built again.",
    "table_differs": "If other tools are warned of above, install the locked ones and verify again; "
    "if not, do not rely on this copy, and tell its publishers.",
}


def as_json(verdict: Verdict) -> str:
    """Give one object: the release, whether it is verified, faults and warnings."""
    return json.dumps({"verified": not verdict.faults, **asdict(verdict)}, indent=2)
