"""What a release was made with, against what is installed here: other tools may read otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version

import pyarrow.compute as pc

from extractors.pdf.tesseract import PROGRAM, engine
from flows.releases.manifest import DATASET
from flows.releases.reader import Release

_WITHOUT_TEXT = "no_text_layer"


def other_tools(release: Release) -> Iterator[str]:
    """Say which tools are of another version or missing, a sentence each."""
    manifest = release.manifest
    made_with = {DATASET: manifest.code, **manifest.parsers}
    for package, said in made_with.items():
        if (here := _installed(package)) != said:
            yield f"The release was made with {package} {said}; here is {here or 'none'}."
    if manifest.ocr == "auto":
        yield from _recognition(release)


def _installed(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _recognition(release: Release) -> Iterator[str]:
    """Compare the engine that rows are marked with, or that was missing, with the one installed."""
    found = engine()
    here = found.key.partition(" (")[0] if found else f"no {PROGRAM}"
    used = {name.partition(" (")[0] for name in _engines(release)}
    for name in sorted(used - {here}):
        yield f"Pages were recognised by {name}; here is {here}."
    if found and not used and _has_unread_pages(release):
        yield f"Pages without text were not recognised; here is {here}, which would read them."


def _engines(release: Release) -> set[str]:
    if "passages" not in release:
        return set()
    marks = release["passages"].to_table(columns=["ocr"])["ocr"]
    return {str(name) for name in pc.unique(marks).to_pylist() if name}


def _has_unread_pages(release: Release) -> bool:
    if "issues" not in release:
        return False
    return bool(release["issues"].count_rows(filter=pc.field("code") == _WITHOUT_TEXT))
