"""What is written for others appears whole or not at all, and over nothing that is there."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from flows.errors import InputError, StorageError


@contextmanager
def whole(out: Path) -> Iterator[Path]:
    """Give a place to write a file or folder to, which gets its name when all is written.

    Raises:
        InputError: there is something of that name.
        StorageError: it cannot be written.
    """
    if out.exists():
        raise InputError(f"{out} is already there.", "Name another place with --out, or take it away.")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=f".{out.name}.", dir=out.parent) as folder:
            unfinished = Path(folder) / out.name
            yield unfinished
            unfinished.rename(out)
    except (OSError, duckdb.IOException, sqlite3.OperationalError) as error:
        raise StorageError(
            f"{out} cannot be written: {error}.", "Make room, or name another place."
        ) from error
