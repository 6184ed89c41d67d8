"""The files that belong to the repository, by what ``.gitignore`` leaves in."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

from tests.contracts.modules import REPOSITORY


def committed(folder: Path = REPOSITORY) -> Iterator[Path]:
    """Give every file that is not ignored, sorted, whether a commit holds it yet or not."""
    for path in sorted(folder.iterdir()):
        if not ignored(path):
            yield from committed(path) if path.is_dir() else (path,)


def ignored(path: Path) -> bool:
    """Tell whether the rules of ``.gitignore`` leave a path out; the last rule that fits decides."""
    place = path.relative_to(REPOSITORY).as_posix()
    out = place == ".git"
    for rule in (REPOSITORY / ".gitignore").read_text().split():
        pattern = rule.lstrip("!").rstrip("/")
        if fnmatch(place if "/" in pattern else path.name, pattern):
            out = not rule.startswith("!")
    return out


def text_of(path: Path) -> str:
    """Give what a file says; compressed ones are opened."""
    content = path.read_bytes()
    return (gzip.decompress(content) if path.suffix == ".gz" else content).decode("utf-8", "replace")
