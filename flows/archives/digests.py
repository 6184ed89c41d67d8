"""Digests of files that do not change: a file of the same size and time of change is not read again."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from flows.files import file_digest
from flows.settings import DataRoot


class Digests:
    """The SHA-256 of files, remembered in the work folder.

    Whoever wants to know whether a file was tampered with does not ask here: ``verify`` reads all of them.

    Args:
        root: the data root in whose work folder they are remembered.
    """

    def __init__(self, root: DataRoot) -> None:
        self._memory = root.work / "digests.json"
        self._known: dict[str, list[object]] = {}
        with suppress(OSError, ValueError, TypeError):
            self._known = dict(json.loads(self._memory.read_text(encoding="utf-8")))

    def of(self, path: Path) -> str:
        """Give the SHA-256 of a file in hexadecimal digits."""
        state, name = path.stat(), str(path.resolve())
        stamp = [state.st_size, state.st_mtime_ns]
        known = self._known.get(name)
        if known is None or known[:2] != stamp:
            known = self._known[name] = [*stamp, file_digest(path)]
        return str(known[2])

    def keep(self) -> None:
        """Write down what is known."""
        self._memory.parent.mkdir(parents=True, exist_ok=True)
        unfinished = self._memory.with_suffix(".part")
        unfinished.write_text(json.dumps(self._known), encoding="utf-8")
        unfinished.replace(self._memory)
