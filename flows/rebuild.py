"""The flow that builds a release from captures that are already there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from prefect import flow

from extractors.registry import Ocr
from flows.archives.collections import Collection, open_collection
from flows.build import build_release
from flows.nights.alerts import alert
from flows.nights.summary import summarised
from flows.publish import Outcome, refuse_other_collection
from flows.scale import Engine
from flows.settings import DEFAULT_DATA_ROOT, DataRoot, RunSettings
from flows.stores.work import at_work


def preflight(collections: Sequence[str], root: DataRoot) -> Collection:
    """Find out within a second what would stop a run, before Prefect takes ten to start its server.

    Raises:
        CollectionError: a collection is missing, empty or of no known kind.
        DataRootBusy: another run holds the data root.
        DataRootMismatch: the data root holds the dataset of another collection.
    """
    with at_work(root):
        collection = open_collection([Path(each) for each in collections], root)
        refuse_other_collection(root, collection.name)
    return collection


@flow(name="rebuild", validate_parameters=False, on_failure=[alert])
def rebuild(  # noqa: PLR0917
    collections: list[str] | None = None,
    data_root: str = str(DEFAULT_DATA_ROOT),
    workers: int = 1,
    ocr: str = Ocr.AUTO,
    accept_losses: bool = False,
    engine: str = Engine.LOCAL,
    store: str | None = None,
) -> Outcome:
    """Build a release from the vault, WARC files, or folders; publish it if anything differs from the last.

    Args:
        collections: files and folders; none means the vault, or the specimens where it is empty.
        data_root: where the vault, caches and releases are.
        workers: processes that extract at a time.
        ocr: whether pages without text are recognised, ``auto`` or ``off``.
        accept_losses: publish though much of the last release is missing.
        engine: ``local``, or ``dask`` for a run on a cluster.
        store: where vault and releases are kept for good, such as ``s3://bucket/dhs``; none but the data
            root unless named.
    """
    root = DataRoot.named(data_root, store, everywhere=engine == Engine.DASK)
    settings = RunSettings(
        root, workers=workers, ocr=Ocr(ocr), accept_losses=accept_losses, engine=Engine(engine)
    )
    with at_work(root), summarised(root, "rebuild") as log:
        collection = open_collection([Path(each) for each in collections or ()], root)
        refuse_other_collection(root, collection.name)
        return build_release(collection, settings, log)
