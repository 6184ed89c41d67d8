"""What Ctrl-C does: the run ends soon, whatever else there is to be told about it.

A terminal sends the signal to the whole process group, and so Prefect's temporary server ends too, to which
Prefect would then try to report the end of the run for more than a minute.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from types import FrameType

STATUS = 130
"""Exit status of a run that was interrupted: 128 and the number of the signal, as shells have it."""

GRACE = 5.0
"""Seconds for logs, workers and Prefect to come to an end."""

_interrupted = threading.Event()


def listen() -> None:
    """Take care of interruptions from now on, and of being told to end."""
    signal.signal(signal.SIGINT, _interrupt)
    signal.signal(signal.SIGTERM, _interrupt)


def happened() -> bool:
    """Tell whether the run was interrupted."""
    return _interrupted.is_set()


def _interrupt(signum: int, frame: FrameType | None) -> None:
    if not _interrupted.is_set():
        _interrupted.set()
        sys.stderr.write(
            "\ndhs-archive: Interrupted. Nothing was published; run the same command again to go on.\n"
        )
        last_resort = threading.Timer(GRACE, os._exit, (STATUS,))
        last_resort.daemon = True
        last_resort.start()
    raise KeyboardInterrupt
