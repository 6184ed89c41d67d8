"""Bring captures into the vault: list, skip what is held, fetch, spool, seal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from flows.archives.protocol import Archive, CaptureNotGiven, Finding, InventoryPage, Memento, MementoKey
from flows.archives.record import PayloadTooLarge
from flows.archives.spool import Spool
from flows.archives.vault import Held, note_of, note_of_finding, read_held, recover
from flows.archives.window import EVER, Window
from flows.errors import ArchiveError, ArchiveUnavailable, StorageError
from flows.settings import DataRoot

FAULTS_IN_A_ROW = 3
"""Captures in a row over which an archive fails before it counts as down."""

LOOK_AGAIN = 1
"""Answers up to which an index is asked once more at the end of a run that fetched something."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a run stands: captures listed, held before, fetched, and not given."""

    listed: int
    held: int
    fetched: int
    failed: int


@dataclass(frozen=True, slots=True)
class Scope:
    """Which captures of those that are listed are wanted, and what is done about them.

    Args:
        window: the span of time.
        limit: captures to fetch at most.
        dry: list only: nothing is fetched, and nothing is written.
    """

    window: Window = EVER
    limit: int | None = None
    dry: bool = False


@dataclass(frozen=True, slots=True)
class CollectReport:
    """What one archive gave.

    Args:
        archive: its name.
        listed: captures that its index lists, each counted once.
        already_held: of these, how many were in the vault before.
        fetched: how many were fetched now.
        left: captures that are listed and still not held.
        unasked: patterns that the run did not get to.
        failure: what ended the run before its end.
        findings: what it did not give as promised, captures and lines of its index.
        sealed: files that came into the vault, those left over by an earlier run among them.
        hosts: what was asked of each host, see :class:`flows.archives.politeness.Ledger`.
    """

    archive: str
    listed: int
    already_held: int
    fetched: int
    left: tuple[MementoKey, ...]
    unasked: tuple[str, ...]
    failure: ArchiveError | None
    findings: tuple[Finding, ...]
    sealed: tuple[Path, ...]
    hosts: tuple[dict[str, object], ...] = ()


def collect(
    archive: Archive,
    patterns: Iterable[str],
    root: DataRoot,
    *,
    scope: Scope = Scope(),
    progress: Callable[[Progress], None] | None = None,
) -> CollectReport:
    """Fetch what an archive lists and the vault does not hold.

    A capture that cannot be had is a finding, and the run goes on; what an archive failed over is asked for
    once more at the end. An archive that is down ends the run, and the report says so and what is left.
    Whatever ends the run, also Ctrl-C, what was fetched is sealed first; only where the disk fails it stays
    in the spool for the next run.

    Args:
        archive: which archive to ask.
        patterns: addresses, see :func:`flows.archives.patterns.parse_pattern`.
        root: whose vault and spool are used; the caller holds its lock.
        scope: which captures are wanted.
        progress: told after each capture.

    Raises:
        InputError: a pattern is none.
        StorageError: the disk is full.
    """
    recovered = recover(root)
    held = read_held(root)
    spool = Spool(root, archive.name, payloads=held.payloads)
    errand = _Errand(archive, held, spool, scope, progress)
    try:
        errand.run(list(patterns))
    except StorageError:
        spool.leave()
        raise
    except ArchiveError as error:
        errand.failure = error
    except BaseException:
        spool.seal()
        raise
    spool.seal()
    return errand.report(recovered)


@dataclass(slots=True)
class _Errand:
    """One run against one archive, and its counts."""

    archive: Archive
    held: Held
    spool: Spool
    scope: Scope
    tell: Callable[[Progress], None] | None
    unasked: list[str] = field(default_factory=list)
    seen: set[MementoKey] = field(default_factory=set)
    left: dict[MementoKey, Memento] = field(default_factory=dict)
    again: dict[MementoKey, Memento] = field(default_factory=dict)
    missed: dict[MementoKey, Finding] = field(default_factory=dict)
    findings: dict[Finding, None] = field(default_factory=dict)
    failure: ArchiveError | None = None
    taken: int = 0
    already_held: int = 0
    fetched: int = 0
    faults: int = 0

    def run(self, patterns: list[str]) -> None:
        """Bring each pattern, and in the end once more what the archive failed over."""
        self.unasked = list(patterns)
        try:
            for pattern in patterns:
                self._bring(pattern)
                self.unasked.remove(pattern)
            for memento in list(self.again.values()):
                if not self._full():
                    self._fetch(memento)
        finally:
            for finding in self.missed.values():
                self._find(finding)

    def report(self, recovered: Iterable[Path]) -> CollectReport:
        """Sum up."""
        return CollectReport(
            archive=self.archive.name,
            listed=len(self.seen),
            already_held=self.already_held,
            fetched=self.fetched,
            left=tuple(sorted(self.left)),
            unasked=tuple(self.unasked),
            failure=self.failure,
            findings=tuple(self.findings),
            sealed=(*recovered, *self.spool.sealed),
            hosts=tuple(ledger.as_dict() for ledger in getattr(self.archive, "ledgers", ())),
        )

    def _bring(self, pattern: str) -> None:
        """Fetch what is listed for a pattern, and look once more where rows may have been left out."""
        before, trouble = self.fetched, self._trouble()
        answers, listed = self._list(pattern)
        if not listed:
            self._find(_nothing_listed(pattern, self.archive.name))
        doubtful = self._trouble() > trouble or (self.fetched > before and answers <= LOOK_AGAIN)
        if doubtful and not self._full():
            self._list(pattern)

    def _list(self, pattern: str) -> tuple[int, int]:
        """Take what is listed, one answer of the index after another; give answers and captures."""
        answers = listed = 0
        if self._full():
            return 1, 1
        for page in self.archive.inventory(pattern, self.scope.window):
            answers += 1
            listed += len(page.mementos)
            self._keep(page)
            for memento in [each for each in page.mementos if self._is_new(each)]:
                self._take(memento)
            if self._full():
                break
        return answers, listed

    def _keep(self, page: InventoryPage) -> None:
        for finding in page.findings:
            self._find(finding)
        note = note_of(page)
        if note not in self.held.notes and not self.scope.dry:
            self.held.notes.add(note)
            self.spool.note(page)

    def _trouble(self) -> int:
        """Count the answers so far that showed that the archive is not well."""
        return sum(ledger.troubled for ledger in getattr(self.archive, "ledgers", ()))

    def _find(self, finding: Finding) -> None:
        """Keep a finding for the report, and in the vault unless the same one is there."""
        if finding in self.findings:
            return
        self.findings[finding] = None
        if note_of_finding(finding) not in self.held.notes and not self.scope.dry:
            self.spool.note_finding(finding, datetime.now(UTC))

    def _full(self) -> bool:
        return self.scope.limit is not None and self.fetched >= self.scope.limit

    def _is_new(self, memento: Memento) -> bool:
        """Tell whether a capture is wanted and new to the run; what is not held is left until fetched."""
        if memento.key in self.seen or not self.scope.window.covers(memento.timestamp):
            return False
        self.seen.add(memento.key)
        if memento.key not in self.held.mementos:
            self.left[memento.key] = memento
        return True

    def _take(self, memento: Memento) -> None:
        self.taken += 1
        if memento.key in self.held.mementos:
            self.already_held += 1
        elif not self._full() and not self.scope.dry:
            self._fetch(memento)
        if self.tell:
            self.tell(Progress(self.taken, self.already_held, self.fetched, len(self.missed)))

    def _fetch(self, memento: Memento) -> None:
        try:
            self.spool.add(self.archive.fetch(memento))
        except CaptureNotGiven as error:
            self._miss(memento, error)
            return
        except PayloadTooLarge:
            self.missed[memento.key] = _too_large(memento)
            return
        self.left.pop(memento.key, None)
        self.missed.pop(memento.key, None)
        self.again.pop(memento.key, None)
        self.fetched += 1
        self.faults = 0

    def _miss(self, memento: Memento, error: CaptureNotGiven) -> None:
        self.missed[memento.key] = error.finding
        if error.faulty:
            self.again[memento.key] = memento
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


def _too_large(memento: Memento) -> Finding:
    evidence = "the body decodes to more than is read"
    return Finding("payload_too_large", memento.replay_url, evidence, "Fetch it by hand; it is left out.")


def in_words(left: Sequence[MementoKey]) -> list[str]:
    """Write down what is left, a line each."""
    return [f"{timestamp} {url} {archive}" for archive, url, timestamp in left]
