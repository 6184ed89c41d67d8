"""The flow of every night: fetch what is new of the declared series, then build a release from the vault."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from extractors.registry import Ocr
from flows.archives.collections import VAULT, holds_captures, vault_collection
from flows.archives.protocol import open_archive
from flows.build import build_release
from flows.collect import CollectReport, Progress, collect
from flows.errors import ArchiveError
from flows.lock import exclusive
from flows.publish import Outcome, refuse_other_collection
from flows.runlog import RunLog
from flows.settings import DEFAULT_DATA_ROOT, DataRoot, RunSettings
from flows.sources.series import Series, load_all


@task(cache_policy=NO_CACHE)
def collect_from(archive: str, addresses: Sequence[str], root: DataRoot, log: RunLog) -> CollectReport:
    """Fetch the captures of some addresses that one archive has and the vault has not."""
    return collect_logged(archive, addresses, root, log=log)


def collect_logged(
    archive: str, addresses: Sequence[str], root: DataRoot, *, log: RunLog, limit: int | None = None
) -> CollectReport:
    """Fetch into the vault, and log what was fetched and what an archive did not give as promised."""
    with log.stage("collect", unit="captures") as advance:
        seen = 0

        def told(progress: Progress) -> None:
            nonlocal seen
            advance(progress.listed - seen)
            seen = progress.listed

        report = collect(open_archive(archive), addresses, root, limit=limit, progress=told)
    for finding in report.findings:
        log.warn(f"{finding.code} {finding.address}: {finding.evidence} {finding.remedy}")
    return report


def collect_captures(
    archive: str, addresses: Sequence[str], root: DataRoot, *, limit: int | None = None
) -> CollectReport:
    """Collect by hand, outside any flow: one run at a time on a data root."""
    with exclusive(root), RunLog(root, "collect") as log:
        return collect_logged(archive, addresses, root, log=log, limit=limit)


@flow(name="nightly", validate_parameters=False)
def nightly(
    archive: str | None = None,
    data_root: str = str(DEFAULT_DATA_ROOT),
    workers: int = 1,
    ocr: str = Ocr.AUTO,
    accept_losses: bool = False,
) -> Outcome:
    """Fetch what is new of the declared series, then build; publish if anything differs.

    Args:
        archive: ``KIND=BASE`` of an archive to ask instead of those that the series declare.
        data_root: where the vault, caches and releases are.
        workers: processes that extract at a time.
        ocr: whether pages without text are recognised, ``auto`` or ``off``.
        accept_losses: publish though much of the last release is missing.
    """
    root = DataRoot(Path(data_root))
    settings = RunSettings(root, workers=workers, ocr=Ocr(ocr), accept_losses=accept_losses)
    with exclusive(root), RunLog(root, "nightly") as log:
        refuse_other_collection(root, VAULT)
        failures = [
            failure
            for each, addresses in _errands(load_all(), archive)
            if (failure := _collect_or_warn(each, addresses, root, log))
        ]
        if failures and not holds_captures(root):
            raise failures[0]
        return build_release(vault_collection(root), settings, log)


def _collect_or_warn(
    archive: str, addresses: Sequence[str], root: DataRoot, log: RunLog
) -> ArchiveError | None:
    """Go on without an archive that is down: what the vault holds is built, and the next night asks again."""
    try:
        collect_from(archive, addresses, root, log)
    except ArchiveError as error:
        log.warn(str(error))
        return error
    return None


def _errands(series: Sequence[Series], archive: str | None) -> list[tuple[str, Sequence[str]]]:
    """Pair each archive with the addresses that it is asked for."""
    return [(each, one.addresses) for one in series for each in ([archive] if archive else one.archives)]
