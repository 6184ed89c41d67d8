"""The flow of every week: is the latest release still what it says, and does it follow from the vault?"""

from __future__ import annotations

import os

import click
from prefect import flow

from flows.errors import NotVerified
from flows.nights.alerts import alert
from flows.releases.reader import open_release
from flows.releases.verify.command import Wanted, as_text, verify
from flows.settings import DEFAULT_DATA_ROOT, DataRoot


@flow(name="verify", validate_parameters=False, on_failure=[alert])
def verify_latest(
    data_root: str = str(DEFAULT_DATA_ROOT),
    hashes_only: bool = False,
    workers: int | None = None,
    store: str | None = None,
) -> str:
    """Verify the latest release of a data root; give its citation.

    Args:
        data_root: where the vault and releases are.
        hashes_only: check the files, and do not build the release again.
        workers: processes that extract at a time; one a core unless told.
        store: where vault and releases are kept for good too; its files are checked as well.

    Raises:
        NotVerified: something is altered, missing or differs.
    """
    root = DataRoot.named(data_root, store)
    processes = workers or os.cpu_count() or 1
    verdict = verify(Wanted(open_release(root.path), root, hashes_only=hashes_only, workers=processes))
    if verdict.faults:
        raise NotVerified(click.unstyle(as_text(verdict)), "")
    return verdict.release
