"""Where releases lie: written aside, made safe on the disk, and named when they are complete."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

from flows.files import sync
from flows.releases.manifest import MANIFEST, Manifest
from flows.releases.versions import released
from flows.settings import DataRoot

LATEST = "latest.json"
_READ_ONLY = 0o444


def open_aside(root: DataRoot) -> Path:
    """Give an empty folder for a release in the making."""
    aside = root.staging / "release"
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    return aside


def place(new: Path, destination: Path, unchanged: Path | None) -> None:
    """Link the file of the last release where it has the same bytes, or else copy the new one."""
    if unchanged is not None:
        try:
            os.link(unchanged, destination)
        except OSError:
            pass  # The file system has no hard links: the copy below has the same bytes.
        else:
            return
    shutil.copyfile(new, destination)


def seal_release(aside: Path, manifest: Manifest, root: DataRoot) -> Path:
    """Write the manifest, see to it that all files survive a power cut, and give the folder its name."""
    (aside / MANIFEST).write_text(manifest.as_json(), encoding="utf-8")
    for path in sorted(aside.rglob("*"), reverse=True):
        if path.is_file():
            path.chmod(_READ_ONLY)
        sync(path)
    sync(aside)
    root.releases.mkdir(parents=True, exist_ok=True)
    release = root.releases / manifest.version
    aside.rename(release)
    sync(root.releases)
    if released(root.releases)[-1] == manifest.version:
        point_at_latest(root, manifest)
    return release


def point_at_latest(root: DataRoot, manifest: Manifest) -> None:
    """Name the latest release in a small file, for readers that cannot list folders."""
    text = json.dumps({"version": manifest.version, "citation": manifest.citation}) + "\n"
    pointer = root.releases / LATEST
    if pointer.is_file() and pointer.read_text() == text:
        return
    unfinished = root.staging / LATEST
    unfinished.parent.mkdir(parents=True, exist_ok=True)
    unfinished.write_text(text)
    unfinished.replace(pointer)
