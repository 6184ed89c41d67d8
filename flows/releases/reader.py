"""Releases as readers open them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path

import pyarrow.dataset as ds

from flows.errors import ReleaseNotFound
from flows.releases.asof import AsOf, end_of
from flows.releases.manifest import MANIFEST, Manifest, read_manifest
from flows.releases.versions import released


class Tables(Mapping[str, ds.Dataset]):
    """The tables of a dataset by name, each an Arrow dataset that is read only where it is asked for.

    Args:
        citation: what the whole is called.
        files: the Parquet file of each table.
    """

    def __init__(self, citation: str, files: Mapping[str, Path]) -> None:
        self._citation, self._files = citation, dict(files)

    @property
    def citation(self) -> str:
        """What the whole is called; of a release, what one cites."""
        return self._citation

    @property
    def files(self) -> dict[str, Path]:
        """The Parquet file of each table."""
        return self._files

    def __getitem__(self, table: str) -> ds.Dataset:
        return ds.dataset(self.files[table], format="parquet")

    def __iter__(self) -> Iterator[str]:
        return iter(self.files)

    def __len__(self) -> int:
        return len(self.files)


class Release(Tables):
    """A release: its tables by name, each an Arrow dataset that is read only where it is asked for.

    ``release["passages"].to_table(columns=["text"])`` reads one column; ``release.manifest`` says what the
    release is.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.manifest: Manifest = read_manifest(path)
        files = {name: path / facts.file for name, facts in self.manifest.tables.items()}
        super().__init__(self.manifest.citation, files)

    @property
    def version(self) -> str:
        """The version of the release."""
        return self.manifest.version

    def as_of(self, when: str | date | datetime) -> AsOf:
        """Give the documents as they stood: of each publication the last version captured until then.

        Args:
            when: a day, which counts whole, or an instant; as text in the form of ISO 8601. UTC, unless it
                says otherwise.

        Raises:
            InstantNotUnderstood: the text is neither.
        """
        return AsOf(self.files, end_of(when))

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


HELD_BACK = "tables that were held back"


def open_staged(folder: Path) -> Tables:
    """Open the tables that a run has left which was held back.

    Args:
        folder: where the run has put them.

    Raises:
        ReleaseNotFound: none are there; a run that publishes removes them.
    """
    files = {path.stem: path for path in sorted(folder.glob("*.parquet"))}
    if not files:
        raise ReleaseNotFound(
            f"{folder} holds no tables.", "Only a run that was held back leaves them there."
        )
    return Tables(HELD_BACK, files)
