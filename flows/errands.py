"""Errands to archives: which archive is asked for what, one after the other, and what came of it.

An archive that is down does not keep the others from being asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from flows.archives.guard import on_loopback
from flows.archives.live import Vanished
from flows.archives.manners import OWN_MACHINE, PUBLIC, Manners
from flows.archives.opening import FILES, LIVE, WARCS, open_archive, parse_archive
from flows.archives.patterns import parse_pattern
from flows.archives.protocol import Archive, Finding
from flows.archives.spool import note_findings
from flows.archives.vault import read_held
from flows.collect import CollectReport, Progress, Scope, collect, in_words
from flows.errors import ArchiveError, BudgetSpent, InputError
from flows.runlog import RunLog
from flows.settings import DataRoot
from flows.sources.series import Series, load_all
from flows.stores.work import at_work


@dataclass(frozen=True, slots=True)
class Errand:
    """An archive, ``KIND=BASE``, and the addresses that it is asked for, perhaps all those of a series.

    Args:
        archive: the archive.
        addresses: the addresses.
        series: the name of the series.
        unverified: those of the addresses under which nobody has seen a capture.
    """

    archive: str
    addresses: tuple[str, ...]
    series: str | None = None
    unverified: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asking:
    """How the archives of a run are asked.

    Args:
        scope: which captures are wanted.
        contact: an address at which the keepers of an archive reach whoever runs this.
        rate: requests a minute and host; the usual ones of the archive unless given.
        most_requests: requests that each host may get in the run.
        most_bytes: bytes that may be fetched from each host in the run.
    """

    scope: Scope = Scope()  # noqa: RUF009
    contact: str | None = None
    rate: float | None = None
    most_requests: int | None = None
    most_bytes: int | None = None

    def manners(self, base: str) -> Manners:
        """Give the manners for an archive at an address."""
        usual = OWN_MACHINE if on_loopback(base) else PUBLIC
        return replace(
            usual.at_rate(self.rate),
            contact=self.contact,
            most_requests=self.most_requests,
            most_bytes=self.most_bytes,
        )


def errands_of(names: Sequence[str], archives: Sequence[str], addresses: Sequence[str]) -> list[Errand]:
    """Give the errands for what a user named: series, archives instead of theirs, and addresses.

    Raises:
        InputError: there is no such series, or nothing is named to ask for.
    """
    if (not names or addresses) and not (archives and (addresses or names)):
        raise InputError(
            "There is nothing to ask for.",
            "Name a series (dhs-archive sources lists them), or give --archive and --url.",
        )
    named = [_series(name) for name in names]
    errands = [errand for series in named for errand in errands_for(series, archives)]
    return errands + [Errand(archive, tuple(addresses)) for archive in archives if addresses]


def errands_for(series: Series, archives: Sequence[str] = ()) -> list[Errand]:
    """Give the errands for a series, to its own archives unless others are named."""
    return [
        Errand(archive, series.addresses, series.name, series.unverified)
        for archive in (archives or series.archives)
    ]


def archives_of(names: Sequence[str]) -> list[str]:
    """Give the archives of the named series, or of all."""
    return [archive for one in ([_series(name) for name in names] or load_all()) for archive in one.archives]


def _series(name: str) -> Series:
    known = {series.name: series for series in load_all()}
    if name not in known:
        raise InputError(f"There is no series {name!r}.", f"Known are: {', '.join(known)}.")
    return known[name]


def run_errands(
    errands: Iterable[Errand], root: DataRoot, asking: Asking, log: RunLog
) -> list[CollectReport]:
    """Run errands in order; what an archive did not give as promised is warned of and logged.

    Raises:
        InputError: an archive or an address is not understood, or a public archive is asked without contact.
        StorageError: the disk is full.
    """
    reports = []
    errands = list(errands)
    vanished: list[Vanished] = []
    for address in dict.fromkeys(address for errand in errands for address in errand.unverified):
        log.warn(f"{address} is declared as unverified: nobody has seen a capture under it.")
    for errand in errands:
        archive = _opened(errand.archive, root, asking)
        report = _run(archive, errand.addresses, root, asking=asking, log=log)
        reports.append(report)
        vanished += getattr(archive, "vanished", [])
        if report.failure:
            log.warn(f"{report.archive}: {report.failure}")
        for finding in report.findings:
            log.warn(f"{finding.code} {finding.address}: {finding.evidence} {finding.remedy}")
        _expect(errand, report, root, asking=asking, log=log)
    if vanished and not asking.scope.dry:
        reports += _recover(vanished, errands, root, asking=asking, log=log)
    for report in reports:
        log.add("hosts", report.hosts)
        log.add("left", in_words(report.left))
        log.add("unasked", [f"{report.archive} {each}" for each in report.unasked])
    return reports


def _opened(text: str, root: DataRoot, asking: Asking) -> Archive:
    kind, base = parse_archive(text)
    web = kind not in FILES or "://" in base
    where = base.rpartition(WARCS)[2]
    return open_archive(text, manners=asking.manners(where) if web else None, root=root)


def _run(
    archive: Archive, addresses: Sequence[str], root: DataRoot, *, asking: Asking, log: RunLog
) -> CollectReport:
    with log.stage("collect", unit="captures") as advance:
        seen = 0

        def told(progress: Progress) -> None:
            nonlocal seen
            advance(progress.listed - seen)
            seen = progress.listed

        return collect(archive, addresses, root, scope=asking.scope, progress=told)


def _expect(errand: Errand, report: CollectReport, root: DataRoot, *, asking: Asking, log: RunLog) -> None:
    """Note where an index that was asked for all of a series lists clearly fewer captures than before."""
    all_asked = asking.scope in (Scope(), Scope(dry=True)) and not report.failure and not report.unasked
    if not errand.series or not all_asked:
        return
    from flows.expected import fewer_listed

    short = fewer_listed(root, errand.series, archive=report.archive, listed=report.listed)
    if short is None:
        return
    finding = short.as_finding()
    log.warn(f"{finding.code} {finding.address}: {finding.evidence} {finding.remedy}")
    if not asking.scope.dry:
        note_findings(root, report.archive, [finding])


def _recover(
    vanished: Sequence[Vanished], errands: Sequence[Errand], root: DataRoot, *, asking: Asking, log: RunLog
) -> list[CollectReport]:
    """Look for pages that are gone in the archives of the run, and note of each whether it was found."""
    archives = list(dict.fromkeys(each.archive for each in errands if parse_archive(each.archive)[0] != LIVE))
    missing = [each.url for each in vanished if not _kept(each.url, root)]
    reports = [
        _run(_opened(text, root, asking), missing, root, asking=asking, log=log)
        for text in (archives if missing else [])
    ]
    for each in vanished:
        finding = _vanished(each, _kept(each.url, root), archives)
        log.warn(f"{finding.code} {finding.address}: {finding.evidence} {finding.remedy}")
        note_findings(root, LIVE, [finding])
    return reports


def _kept(url: str, root: DataRoot) -> list[tuple[str, str]]:
    """Give instant and archive of the captures of an address that archives have given."""
    pattern = parse_pattern(url)
    mementos = read_held(root).mementos
    return sorted(
        (timestamp[:14], archive)
        for archive, held, timestamp in mementos
        if not archive.startswith(f"{LIVE}:") and pattern.covers(held)
    )


def _vanished(gone: Vanished, kept: Sequence[tuple[str, str]], archives: Sequence[str]) -> Finding:
    if kept:
        timestamp, archive = kept[-1]
        held = f"{len(kept)} captures from archives are held, the last {timestamp} from {archive}"
        evidence = f"{gone.evidence}; {held}"
        return Finding(
            "page_vanished_recovered", gone.url, evidence, "Read it in the captures that are held."
        )
    asked = ", ".join(archives) or "none was named"
    evidence = f"{gone.evidence}; no archive gave it ({asked})"
    return Finding("page_vanished", gone.url, evidence, "Name another archive with --archive.")


def collect_captures(
    errands: Sequence[Errand], root: DataRoot, *, asking: Asking = Asking()
) -> list[CollectReport]:
    """Collect by hand, outside any flow: one run at a time on a data root."""
    with at_work(root), RunLog(root, "collect") as log:
        return run_errands(errands, root, asking, log)


def first_failure(reports: Iterable[CollectReport]) -> ArchiveError | None:
    """Give what first went wrong; to have used up what a run may ask for is no failure."""
    failures = (report.failure for report in reports)
    return next((each for each in failures if each and not isinstance(each, BudgetSpent)), None)


def check_archives(archives: Iterable[str], asking: Asking) -> list[tuple[str, str]]:
    """Ask each archive one harmless question; give what each said, or why it said nothing."""
    told = []
    for text in dict.fromkeys(archives):
        _, base = parse_archive(text)
        try:
            said = open_archive(text, manners=replace(asking.manners(base), waits=())).check()
        except ArchiveError as error:
            said = f"no answer: {error.what}"
        told.append((text, said))
    return told


@dataclass(frozen=True, slots=True)
class Holding:
    """A series, and how much of it the vault holds.

    Args:
        series: the series.
        captures: captures held by address of the series.
        latest: when the last of them was made, 14 digits; ``None`` without any.
    """

    series: Series
    captures: dict[str, int]
    latest: str | None


def holdings(root: DataRoot) -> list[Holding]:
    """Tell of each declared series how much of it the vault of a data root holds."""
    mementos = [(url, timestamp[:14]) for _, url, timestamp in read_held(root).mementos]
    found = []
    for series in load_all():
        patterns = {address: parse_pattern(address) for address in series.addresses}
        held = {
            address: [stamp for url, stamp in mementos if pattern.covers(url)]
            for address, pattern in patterns.items()
        }
        latest = max((stamp for stamps in held.values() for stamp in stamps), default=None)
        found.append(Holding(series, {address: len(stamps) for address, stamps in held.items()}, latest))
    return found
