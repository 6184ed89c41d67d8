"""A night with nothing new: the same archive and the same code give the same release, so none is built.

What a release follows from is written down when it is published, in ``work/``, as one digest. Without it, or
where anything differs, everything is looked at.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from importlib.metadata import distributions
from pathlib import Path

import expectations
import extractors
import flows
from expectations.results import read_results
from flows.archives.collections import Collection
from flows.publish import Outcome, last_release
from flows.releases.versions import Step
from flows.settings import DataRoot, RunSettings
from flows.shards import recognised_by


def inputs_digest(collection: Collection, indexes: Sequence[Path], settings: RunSettings) -> str:
    """Give a digest of all that a release follows from.

    Args:
        collection: what it is built from.
        indexes: the indexes of its files, whose names say what the files hold and how they were read.
        settings: what the options of the command line say.
    """
    names = sorted(index.name for index in indexes)
    content = [collection.name, names, settings.ocr, recognised_by(settings.ocr), _code()]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


@cache
def _code() -> str:
    """Give a digest of our source and of the versions of all packages that are installed."""
    digest = hashlib.sha256()
    for package in (expectations, extractors, flows):
        home = Path(str(package.__file__)).parent
        for source in sorted(each for each in home.rglob("*") if each.is_file() and each.suffix != ".pyc"):
            digest.update(source.relative_to(home.parent).as_posix().encode())
            digest.update(hashlib.sha256(source.read_bytes()).digest())
    digest.update(json.dumps(sorted(f"{each.name} {each.version}" for each in distributions())).encode())
    return digest.hexdigest()


def remember(outcome: Outcome, inputs: str, root: DataRoot) -> None:
    """Write down what the latest release follows from."""
    _memory(root).write_text(json.dumps({"release": outcome.manifest.citation, "inputs": inputs}))


def recall(inputs: str, root: DataRoot) -> Outcome | None:
    """Give the latest release if it follows from just this."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        told = json.loads(_memory(root).read_text())
        last = last_release(root)
        if last and told == {"release": last.citation, "inputs": inputs}:
            home = root.releases / last.version
            return Outcome(home, last, Step.NONE, (), tuple(read_results(home / "checks.json")))
    return None


def _memory(root: DataRoot) -> Path:
    return root.work / "built.json"
