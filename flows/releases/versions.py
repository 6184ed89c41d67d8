"""Versions: which number a release gets, and which releases there are.

The first release is 1.0.0. A table or column that is gone or has another type makes a major version; a new
table or column, or rows that differ, a minor one; descriptions and reports alone a patch. If nothing
differs there is no release.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path

from flows.releases.manifest import MANIFEST, Manifest, TableFacts

FIRST = "1.0.0"
_VERSION = re.compile(r"(\d+)\.(\d+)\.(\d+)")


class Step(StrEnum):
    """How far a release is from its predecessor."""

    FIRST = "first"
    MAJOR = "major"
    MINOR = "minor"
    PATCH = "patch"
    NONE = "none"


def step_between(
    old: Manifest | None, tables: Mapping[str, TableFacts], described: Mapping[str, str]
) -> Step:
    """Tell how far new tables and descriptors are from the last release.

    Args:
        old: the manifest of the last release, if there is one.
        tables: the new tables.
        described: digests of what describes the new tables, by name.
    """
    if old is None:
        return Step.FIRST
    before, after = _compared(old.tables), _compared(tables)
    if any(_breaks(facts, after.get(name)) for name, facts in before.items()):
        return Step.MAJOR
    if _shapes(before) != _shapes(after):
        return Step.MINOR
    return Step.NONE if old.described == described else Step.PATCH


def _compared(tables: Mapping[str, TableFacts]) -> dict[str, TableFacts]:
    return {name: facts for name, facts in tables.items() if facts.compared}


def _breaks(old: TableFacts, new: TableFacts | None) -> bool:
    return new is None or any(new.columns.get(name) != kind for name, kind in old.columns.items())


def _shapes(tables: Mapping[str, TableFacts]) -> dict[str, tuple[str, tuple[tuple[str, str], ...]]]:
    return {name: (facts.content_sha256, tuple(facts.columns.items())) for name, facts in tables.items()}


def next_version(last: str | None, step: Step) -> str:
    """Give the version that follows."""
    if last is None:
        return FIRST
    major, minor, patch = parse_version(last) or (0, 0, 0)
    if step is Step.MAJOR:
        return f"{major + 1}.0.0"
    return f"{major}.{minor + 1}.0" if step is Step.MINOR else f"{major}.{minor}.{patch + 1}"


def parse_version(text: str) -> tuple[int, int, int] | None:
    """Read a version; ``None`` if it is none."""
    found = _VERSION.fullmatch(text)
    return (int(found[1]), int(found[2]), int(found[3])) if found else None


def released(releases: Path) -> list[str]:
    """List the versions of a folder of releases, oldest first; only complete ones have a manifest."""
    folders = releases.iterdir() if releases.is_dir() else ()
    return in_order(path.name for path in folders if (path / MANIFEST).is_file())


def in_order(names: Iterable[str]) -> list[str]:
    """Give the versions among names, oldest first."""
    found = {parsed: name for name in names if (parsed := parse_version(name))}
    return [found[parsed] for parsed in sorted(found)]
