"""Where a run keeps its things, and how it goes about its work."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from extractors.registry import Ocr
from flows.scale import Engine
from flows.stores.store import Store

DEFAULT_DATA_ROOT = Path("output")
"""Where data goes unless told otherwise, seen from the current folder."""


@dataclass(frozen=True, slots=True)
class DataRoot:
    """The folders of one dataset. All of ``work/`` may be deleted: it is built again from the vault.

    Args:
        path: where they are.
        store: where vault and releases are kept for good, if not here alone; this machine has a copy.
    """

    path: Path
    store: Store | None = None

    @classmethod
    def named(cls, path: str | Path, store: str | None = None, *, everywhere: bool = False) -> DataRoot:
        """Give the data root that a user has named.

        Args:
            path: where it is.
            store: the address of its store.
            everywhere: whether it is to have the same name in whatever folder a process stands.
        """
        place = Path(path).resolve() if everywhere else Path(path)
        return cls(place, Store(store.rstrip("/")) if store else None)

    @property
    def vault(self) -> Path:
        """Sealed WARC files, never changed."""
        return self.path / "warcs"

    @property
    def releases(self) -> Path:
        """One folder a version, and ``latest.json``."""
        return self.path / "releases"

    @property
    def work(self) -> Path:
        """Caches, the spool and run logs."""
        return self.path / "work"

    @property
    def spool(self) -> Path:
        """WARC files that are still being fetched."""
        return self.work / "spool"

    @property
    def index(self) -> Path:
        """One index of captures for each WARC file, by the digest of the file."""
        return self.work / "index"

    @property
    def fragments(self) -> Path:
        """What each shard gave, by the key of the shard."""
        return self.work / "fragments"

    @property
    def staging(self) -> Path:
        """Tables and releases in the making."""
        return self.work / "staging"

    @property
    def runs(self) -> Path:
        """Logs and reports of runs: times, machines, Data Docs."""
        return self.work / "runs"

    @property
    def prefect_home(self) -> Path:
        """Prefect's own files, kept apart from any other Prefect on the machine."""
        return self.work / "prefect"

    @property
    def lock(self) -> Path:
        """The file that a run holds locked."""
        return self.work / "lock"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may cost before the worker that reads it is ended.

    Args:
        seconds: wall time for one document.
        memory_bytes: address space of a worker.
    """

    seconds: float = 900.0
    memory_bytes: int = 4 * 1024**3


@dataclass(frozen=True, slots=True)
class RunSettings:
    """What the options of the command line say of a build."""

    root: DataRoot
    workers: int = field(default_factory=lambda: os.cpu_count() or 1)
    ocr: Ocr = Ocr.AUTO
    accept_losses: bool = False
    limits: Limits = Limits()
    engine: Engine = Engine.LOCAL
