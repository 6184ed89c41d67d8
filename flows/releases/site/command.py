"""What ``dhs-archive site`` does: write the pages of a release into a folder, whole or not at all."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

import click
import duckdb

from extractors.registry import PDF
from flows.duck import connect, view_files
from flows.evidence.holdings import Holdings
from flows.releases.exports.whole import whole
from flows.releases.reader import Release
from flows.releases.site.documents import Pictures, write_documents
from flows.releases.site.rendering import Renderer
from flows.releases.site.rows import Row, rows
from flows.releases.site.search import Index
from flows.releases.site.sheets import Drawn, draw_documents
from flows.releases.site.summaries import write_summaries

_DRAWN = f"SELECT payload_sha256, pages FROM documents WHERE media_type = '{PDF}' AND pages > 0"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for.

    Args:
        release: what is shown.
        holdings: where the archived files lie, for pictures of pages.
        out: the folder that is written; none is one in the current folder, named by the version.
        pictures: whether pages are drawn.
        data: whether the files of the release are put beside the pages.
        workers: processes that draw at a time.
    """

    release: Release
    holdings: Holdings
    out: Path | None = None
    pictures: bool = True
    data: bool = True
    workers: int = field(default_factory=lambda: os.cpu_count() or 1)


def write_site(wanted: Wanted) -> Path:
    """Write the site; give its first page.

    Raises:
        InputError: there is something already where it should go.
        StorageError: it cannot be written.
    """
    out = wanted.out or Path(f"dhs-archive-{wanted.release.version}-site")
    with whole(out) as unfinished, connect(unfinished.parent / "duckdb") as connection:
        unfinished.mkdir()
        tables = {name: [path] for name, path in wanted.release.files.items()}
        view_files(connection, {**tables, "checks": [wanted.release.path / "checks.parquet"]})
        _write(wanted, unfinished, connection)
    return out / "index.html"


def _write(wanted: Wanted, folder: Path, connection: duckdb.DuckDBPyConnection) -> None:
    renderer = Renderer(folder, wanted.release, data=wanted.data)
    for each in (files("flows.releases.site") / "static").iterdir():
        (folder / each.name).write_bytes(each.read_bytes())
    _copy(wanted, folder)
    write_summaries(renderer, wanted.release, connection)
    drawn = _drawn(wanted, folder, connection)
    index = Index(folder / "search")

    def pictures_of(document: Row) -> Pictures:
        found = drawn.get(document["payload_sha256"], Drawn())
        return Pictures(found.sheets, found.why_not)

    total, hidden = wanted.release.manifest.tables["documents"].rows, not sys.stderr.isatty()
    with click.progressbar(length=total, label="Documents", file=sys.stderr, hidden=hidden) as bar:
        write_documents(renderer, connection, index, pictures_of, bar.update)
    index.close()


def _copy(wanted: Wanted, folder: Path) -> None:
    """Put plots of the review, and the files of the release if they are wanted, beside the pages."""
    if (wanted.release.path / "reviews").is_dir():
        shutil.copytree(wanted.release.path / "reviews", folder / "reviews")
    if wanted.data:
        shutil.copytree(wanted.release.path, folder / "data")


def _drawn(wanted: Wanted, folder: Path, connection: duckdb.DuckDBPyConnection) -> Mapping[str, Drawn]:
    if not wanted.pictures:
        return {}
    documents = {row["payload_sha256"]: row["pages"] for row in rows(connection, _DRAWN)}
    return draw_documents(
        documents, wanted.release, wanted.holdings, folder / "pictures", workers=wanted.workers
    )
