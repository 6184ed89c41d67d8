"""Releases as readers open them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cached_property
from pathlib import Path

import pyarrow.dataset as ds

from flows.errors import ReleaseNotFound
from flows.releases.asof import AsOf, end_of
from flows.releases.manifest import MANIFEST, Manifest, read_manifest
from flows.releases.versions import released


class Release(Mapping[str, ds.Dataset]):
    """A release: its tables by name, each an Arrow dataset that is read only where it is asked for.

    ``release["passages"].to_table(columns=["text"])`` reads one column; ``release.manifest`` says what the
    release is.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.manifest: Manifest = read_manifest(path)

    @property
    def version(self) -> str:
        """The version of the release."""
        return self.manifest.version

    @property
    def citation(self) -> str:
        """What one cites: version and content digest."""
        return self.manifest.citation

    @cached_property
    def files(self) -> dict[str, Path]:
        """The Parquet file of each table."""
        return {name: self.path / facts.file for name, facts in self.manifest.tables.items()}

    def as_of(self, when: str | date | datetime) -> AsOf:
        """Give the documents as they stood: of each publication the last version captured until then.

        Args:
            when: a day, which counts whole, or an instant; as text in the form of ISO 8601. UTC, unless it
                says otherwise.

        Raises:
            InstantNotUnderstood: the text is neither.
        """
        return AsOf(self.files, end_of(when))

    def __getitem__(self, table: str) -> ds.Dataset:
        return ds.dataset(self.files[table], format="parquet")

    def __iter__(self) -> Iterator[str]:
        return iter(self.files)

    def __len__(self) -> int:
        return len(self.files)

    def __repr__(self) -> str:
        return f"<Release {self.citation} of {self.manifest.collection}: {len(self)} tables>"


def open_release(path: str | Path, version: str | None = None) -> Release:
    """Open a release.

    Args:
        path: a data root, its folder of releases, or the folder of one release.
        version: which one; the latest unless named.

    Raises:
        ReleaseNotFound: there is none, or none of that version.
    """
    place = Path(path)
    if (place / MANIFEST).is_file() and version is None:
        return Release(place)
    folder = place / "releases" if (place / "releases").is_dir() else place
    versions = released(folder)
    if not versions:
        raise ReleaseNotFound(f"{place} holds no release.", "Build one with: dhs-archive rebuild.")
    chosen = version or versions[-1]
    if chosen not in versions:
        raise ReleaseNotFound(f"{folder} holds no release {chosen}.", f"There are: {', '.join(versions)}.")
    return Release(folder / chosen)
