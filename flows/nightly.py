"""The flow of every night: fetch what is new of the declared series, then build a release from the vault."""

from __future__ import annotations

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from extractors.registry import Ocr
from flows.archives.collections import VAULT, holds_captures, vault_collection
from flows.build import build_release
from flows.errands import Asking, Errand, errands_for, first_failure, run_errands
from flows.errors import ArchiveError
from flows.nights.alerts import alert
from flows.nights.summary import summarised
from flows.publish import Outcome, refuse_other_collection
from flows.runlog import RunLog
from flows.scale import Engine
from flows.settings import DEFAULT_DATA_ROOT, DataRoot, RunSettings
from flows.sources.series import load_all
from flows.stores.vault import send_vault
from flows.stores.work import at_work


@task(cache_policy=NO_CACHE)
def collect_errand(errand: Errand, root: DataRoot, asking: Asking, log: RunLog) -> ArchiveError | None:
    """Fetch what one archive has and the vault has not; go on without an archive that is down.

    What the vault holds is built all the same, and the next night asks again.
    """
    return first_failure(run_errands([errand], root, asking, log))


@flow(name="nightly", validate_parameters=False, on_failure=[alert])
def nightly(  # noqa: PLR0917
    archive: str | None = None,
    data_root: str = str(DEFAULT_DATA_ROOT),
    workers: int = 1,
    ocr: str = Ocr.AUTO,
    accept_losses: bool = False,
    engine: str = Engine.LOCAL,
    contact: str | None = None,
    store: str | None = None,
) -> Outcome:
    """Fetch what is new of the declared series, then build; publish if anything differs.

    Args:
        archive: ``KIND=BASE`` of an archive to ask instead of those that the series declare.
        data_root: where the vault, caches and releases are.
        workers: processes that extract at a time.
        ocr: whether pages without text are recognised, ``auto`` or ``off``.
        accept_losses: publish though much of the last release is missing.
        engine: ``local``, or ``dask`` for a run on a cluster.
        contact: an address at which the keepers of a public archive reach whoever runs this.
        store: where vault and releases are kept for good, such as ``s3://bucket/dhs``; none but the data
            root unless named.
    """
    root = DataRoot.named(data_root, store, everywhere=engine == Engine.DASK)
    settings = RunSettings(
        root, workers=workers, ocr=Ocr(ocr), accept_losses=accept_losses, engine=Engine(engine)
    )
    with at_work(root), summarised(root, "nightly") as log:
        refuse_other_collection(root, VAULT)
        asking = Asking(contact=contact)
        failures = [
            failure
            for series in load_all()
            for errand in errands_for(series, [archive] if archive else [])
            if (failure := collect_errand(errand, root, asking, log))
        ]
        send_vault(root)
        if failures and not holds_captures(root):
            raise failures[0]
        return build_release(vault_collection(root), settings, log)
