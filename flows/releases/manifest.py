"""The manifest of a release: what it holds, what it follows from, and how it is cited."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from importlib.metadata import version as package_version
from pathlib import Path
from typing import Any

from flows.errors import ReleaseNotFound

MANIFEST = "manifest.json"
DATASET = "dhs-archive"


@dataclass(frozen=True, slots=True)
class TableFacts:
    """One table of a release.

    Args:
        file: its file within the release.
        rows: how many it has.
        bytes: the size of the file.
        sha256: the digest of the file.
        content_sha256: the digest of its rows, see :func:`flows.releases.parquet.content_digest`.
        columns: the Arrow type of each column by name, in order.
        compared: whether it takes part when releases are compared and cited.
    """

    file: str
    rows: int
    bytes: int
    sha256: str
    content_sha256: str
    columns: Mapping[str, str]
    compared: bool


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a release is. It holds no time of a run and no path of a machine.

    Args:
        version: three numbers, see :mod:`flows.releases.versions`.
        predecessor: the version that it follows, or ``None``.
        collection: what it was built from.
        captured_until: the date of its latest capture, which is the date of the release; ``None`` if no
            capture has a known date.
        specimen: whether it holds examples written by this project.
        content_digest: the digest over the contents of its compared tables; content alone decides it.
        parsers: the versions of the packages whose output the content follows from.
        code: the version of this package.
        warcs: the digests of the WARC files that it was built from, by their names in the dataset; none in
            releases of before they were named.
        ocr: whether pages without text were recognised, ``auto`` or ``off``.
        tables: its tables by name.
        described: the digests of what describes the data, such as the dictionary, by name.
        files: the digests of its other files by name.
        checks: how many checks passed, and how many warnings are published.
    """

    version: str
    predecessor: str | None
    collection: str
    captured_until: str | None
    specimen: bool
    content_digest: str
    parsers: Mapping[str, str]
    tables: Mapping[str, TableFacts]
    described: Mapping[str, str]
    files: Mapping[str, str]
    checks: Mapping[str, int]
    warcs: Mapping[str, str] = field(default_factory=dict)
    ocr: str = "auto"
    name: str = DATASET
    code: str = field(default_factory=lambda: package_version(DATASET))

    @property
    def citation(self) -> str:
        """What one cites: the version, and enough of the content's digest to tell copies apart."""
        return f"{self.version}+{self.content_digest[:12]}"

    @property
    def digests(self) -> dict[str, str]:
        """The SHA-256 of each of its files but itself, by name."""
        return {**{facts.file: facts.sha256 for facts in self.tables.values()}, **self.files}

    def as_json(self) -> str:
        """Write it, tables and columns in their own order."""
        record = {"citation": self.citation, **asdict(self)}
        return json.dumps(record, indent=2, ensure_ascii=False) + "\n"


def dataset_digest(tables: Mapping[str, TableFacts]) -> str:
    """Give one digest over the contents and columns of all compared tables."""
    content = {
        name: [facts.content_sha256, list(facts.columns.items())]
        for name, facts in tables.items()
        if facts.compared
    }
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def read_manifest(release: Path) -> Manifest:
    """Read the manifest of a release.

    Raises:
        ReleaseNotFound: the folder holds no release, or one of a later form than is understood.
    """
    path = release / MANIFEST
    try:
        return parse_manifest(path.read_bytes(), str(path))
    except OSError as error:
        raise _no_manifest(str(path), error) from error


def parse_manifest(text: bytes, where: str) -> Manifest:
    """Read what :meth:`Manifest.as_json` wrote.

    Args:
        text: the content of the file, in UTF-8.
        where: what the file is called.

    Raises:
        ReleaseNotFound: it is no manifest, or one of a later form than is understood.
    """
    try:
        record: dict[str, Any] = json.loads(text)
        record.pop("citation")
        record["tables"] = {name: TableFacts(**facts) for name, facts in record["tables"].items()}
        return Manifest(**record)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _no_manifest(where, error) from error


def _no_manifest(where: str, error: Exception) -> ReleaseNotFound:
    return ReleaseNotFound(
        f"{where} is no manifest of a release ({type(error).__name__}).",
        "Name a data root or a release that dhs-archive has written; dhs-archive releases lists them.",
    )
