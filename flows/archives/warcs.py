"""What WARC files are to all who write or read them: their names, their headers, and what is no date."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

Headers = Sequence[tuple[str, str]]

UNKNOWN_DATE = datetime(1970, 1, 1, tzinfo=UTC)
"""The ``WARC-Date`` of a file whose capture date nobody knows; a WARC record must have one."""

FINDING_TYPE = "application/vnd.dhs-archive.finding+json"
"""The type of a metadata record that says what an archive did not give as promised."""


def warc_date(instant: datetime) -> str:
    """Write an instant as ``WARC-Date`` does: UTC, whole seconds."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def one_line(value: str) -> str:
    """Keep a header value from starting a line of its own."""
    return " ".join(value.split())


def warc_files(paths: Iterable[Path]) -> list[Path]:
    """Give the WARC files among files and folders, sorted by name."""
    found: set[Path] = set()
    for path in paths:
        found.update(_below(path) if path.is_dir() else [path])
    return sorted(found)


def _below(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if is_warc(path) and path.is_file()]


def is_warc(path: Path) -> bool:
    """Tell a WARC file by its name."""
    return path.name.endswith((".warc", ".warc.gz"))
