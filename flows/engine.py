"""Prefect, set up so that it leaves the rest of the machine alone.

Importing Prefect reads its settings, so :func:`prepare` comes before the flows are imported. With
``PREFECT_API_URL`` set, runs are reported to that server; without it Prefect starts one for the run, whose
files are kept under ``work/``.
"""

from __future__ import annotations

import logging
import os

from flows.errors import StorageError
from flows.settings import DataRoot

_QUIET = "CRITICAL"


def prepare(root: DataRoot, *, verbose: bool = False) -> None:
    """Set what Prefect reads when it is imported; what the user has set already stays."""
    try:
        root.prefect_home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            f"{root.path} cannot be made or written: {error.strerror}.",
            "Choose another folder with --data-root.",
        ) from error
    level = "INFO" if verbose else _QUIET
    wanted = {
        "PREFECT_HOME": str(root.prefect_home.resolve()),
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
        "PREFECT_LOGGING_LEVEL": level,
        "PREFECT_LOGGING_SERVER_LEVEL": level,
        "PREFECT_CLI_PROMPT": "false",
        "DO_NOT_TRACK": "1",
    }
    for name, value in wanted.items():
        os.environ.setdefault(name, value)
    logging.getLogger("flows").setLevel(logging.INFO if verbose else logging.WARNING)
