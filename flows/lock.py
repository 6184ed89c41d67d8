"""One run at a time on a data root."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from flows.errors import DataRootBusy
from flows.settings import DataRoot


@contextmanager
def exclusive(root: DataRoot) -> Iterator[None]:
    """Hold a data root for the length of a block; the system lets go of it when the process ends.

    Raises:
        DataRootBusy: another process holds it.
    """
    root.work.mkdir(parents=True, exist_ok=True)
    with root.lock.open("a+") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            handle.seek(0)
            holder = handle.read().strip() or "another process"
            raise DataRootBusy(
                f"Another run is at work on {root.path} ({holder}).",
                "Wait until it ends, or build into another folder with --data-root.",
            ) from None
        handle.truncate(0)
        handle.write(f"process {os.getpid()}")
        handle.flush()
        yield
