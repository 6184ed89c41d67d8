"""Bring captures into the vault: list, skip what is held, fetch, spool, seal."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from flows.archives.protocol import Archive, CaptureNotGiven, Finding, Memento, MementoKey
from flows.archives.spool import Spool
from flows.archives.vault import Held, note_of, note_of_finding, read_held, recover
from flows.errors import ArchiveUnavailable, StorageError
from flows.settings import DataRoot

FAULTS_IN_A_ROW = 3
"""Captures in a row over which an archive fails before it counts as down."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a run stands: captures listed, held before, fetched, and not given."""

    listed: int
    held: int
    fetched: int
    failed: int


@dataclass(frozen=True, slots=True)
class CollectReport:
    """What one archive gave.

    Args:
        archive: its name.
        listed: captures that its index lists, each counted once.
        already_held: of these, how many were in the vault before.
        fetched: how many were fetched now.
        findings: what it did not give as promised, captures and lines of its index.
        sealed: files that came into the vault, those left over by an earlier run among them.
    """

    archive: str
    listed: int
    already_held: int
    fetched: int
    findings: tuple[Finding, ...]
    sealed: tuple[Path, ...]


def collect(
    archive: Archive,
    patterns: Iterable[str],
    root: DataRoot,
    *,
    limit: int | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> CollectReport:
    """Fetch what an archive lists and the vault does not hold.

    A capture that cannot be had is a finding, and the run goes on. Whatever ends the run, also Ctrl-C, what
    was fetched is sealed first; only where the disk fails it stays in the spool for the next run.

    Args:
        archive: which archive to ask.
        patterns: addresses, see :func:`flows.archives.cdx.parse_pattern`.
        root: whose vault and spool are used; the caller holds its lock.
        limit: captures to fetch at most.
        progress: told after each capture.

    Raises:
        InputError: a pattern is none.
        ArchiveUnavailable: the archive is down, or fails over several captures in a row.
        ArchiveRefused: it wants to be left alone.
        StorageError: the disk is full.
    """
    recovered = recover(root)
    errand = _Errand(archive, read_held(root), Spool(root, archive.name), limit, progress)
    try:
        for pattern in patterns:
            errand.bring(pattern)
    except StorageError:
        errand.spool.leave()
        raise
    except BaseException:
        errand.spool.seal()
        raise
    errand.spool.seal()
    return errand.report(recovered)


@dataclass(slots=True)
class _Errand:
    """One run against one archive, and its counts."""

    archive: Archive
    held: Held
    spool: Spool
    limit: int | None
    tell: Callable[[Progress], None] | None
    seen: set[MementoKey] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)
    already_held: int = 0
    fetched: int = 0
    failed: int = 0
    faults: int = 0

    def bring(self, pattern: str) -> None:
        """Fetch what is listed for a pattern, one answer of the index after another."""
        if self._full():
            return
        listed = 0
        for page in self.archive.inventory(pattern):
            listed += len(page.mementos)
            for finding in page.findings:
                self._find(finding)
            if note_of(page) not in self.held.notes:
                self.spool.note(page)
            for memento in page.mementos:
                self._take(memento)
            if self._full():
                return
        if not listed:
            self._find(_nothing_listed(pattern, self.archive.name))

    def report(self, recovered: Iterable[Path]) -> CollectReport:
        """Sum up."""
        return CollectReport(
            archive=self.archive.name,
            listed=len(self.seen),
            already_held=self.already_held,
            fetched=self.fetched,
            findings=tuple(self.findings),
            sealed=(*recovered, *self.spool.sealed),
        )

    def _find(self, finding: Finding) -> None:
        """Keep a finding for the report, and in the vault unless the same one is there."""
        self.findings.append(finding)
        if note_of_finding(finding) not in self.held.notes:
            self.spool.note_finding(finding, datetime.now(UTC))

    def _full(self) -> bool:
        return self.limit is not None and self.fetched >= self.limit

    def _take(self, memento: Memento) -> None:
        if memento.key in self.seen:
            return
        self.seen.add(memento.key)
        if memento.key in self.held.mementos:
            self.already_held += 1
        elif not self._full():
            self._fetch(memento)
        if self.tell:
            self.tell(Progress(len(self.seen), self.already_held, self.fetched, self.failed))

    def _fetch(self, memento: Memento) -> None:
        try:
            fetched = self.archive.fetch(memento)
        except CaptureNotGiven as error:
            self._miss(error)
            return
        self.spool.add(fetched)
        self.fetched += 1
        self.faults = 0

    def _miss(self, error: CaptureNotGiven) -> None:
        self._find(error.finding)
        self.failed += 1
        self.faults = self.faults + 1 if error.faulty else 0
        if self.faults >= FAULTS_IN_A_ROW:
            raise ArchiveUnavailable(
                f"{self.archive.name} failed over {self.faults} captures in a row, last {error.what}",
                "What was fetched is kept; run it again later.",
            ) from error


def _nothing_listed(pattern: str, archive: str) -> Finding:
    return Finding(
        "nothing_listed", pattern, f"no capture in the index of {archive}", "Check the address for a slip."
    )
