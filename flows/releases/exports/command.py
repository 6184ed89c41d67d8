"""``dhs-archive export``: a release in another form, whole or not at all."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

import click

from expectations.tables import CONTRACTS
from flows.duck import connect
from flows.errors import InputError
from flows.files import file_digest
from flows.releases.descriptors import datapackage
from flows.releases.exports import texts
from flows.releases.exports.sqlite import write_database
from flows.releases.exports.whole import whole
from flows.releases.manifest import TableFacts
from flows.releases.reader import Release


class To(StrEnum):
    """What a release is exported to."""

    CSV = "csv"
    JSONL = "jsonl"
    SQLITE = "sqlite"


_FORMS = {To.CSV: texts.CSV, To.JSONL: texts.LINES}
_DICTIONARY = "DICTIONARY.md"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for.

    Args:
        release: what is exported.
        to: the form.
        out: the folder, or of SQLite the file; none is one in the current folder, named by the version.
        tables: which tables; none means all.
        json_object: tell what was written as JSON.
    """

    release: Release
    to: To
    out: Path | None = None
    tables: tuple[str, ...] = ()
    json_object: bool = False


def export(wanted: Wanted) -> None:
    """Write a release in another form and say where.

    Raises:
        InputError: there is something already where it should go, or a table is not in the release.
        StorageError: it cannot be written.
    """
    tables = _tables(wanted)
    out = wanted.out or Path(_usual_name(wanted))
    with whole(out) as unfinished, _progress(len(tables)) as advance:
        if wanted.to is To.SQLITE:
            files = wanted.release.files
            write_database({name: files[name] for name in tables}, unfinished, advance)
        else:
            _write_texts(wanted, tables, unfinished, advance)
    _tell(wanted, out, tables)


def _tables(wanted: Wanted) -> list[str]:
    known = [name for name in wanted.release if name in CONTRACTS]
    if missing := [name for name in wanted.tables if name not in known]:
        raise InputError(
            f"The release {wanted.release.citation} has no table {', '.join(missing)}.",
            f"It has {', '.join(known)}.",
        )
    return [name for name in known if not wanted.tables or name in wanted.tables]


def _usual_name(wanted: Wanted) -> str:
    ending = ".sqlite" if wanted.to is To.SQLITE else f"-{wanted.to}"
    return f"dhs-archive-{wanted.release.version}{ending}"


@contextmanager
def _progress(tables: int) -> Iterator[Callable[[str], None]]:
    hidden = not sys.stderr.isatty()
    with click.progressbar(length=tables, label="Exporting", file=sys.stderr, hidden=hidden) as bar:
        yield lambda _: bar.update(1)


def _write_texts(wanted: Wanted, tables: Sequence[str], folder: Path, advance: Callable[[str], None]) -> None:
    """Write a file a table, and what describes them."""
    form, release = _FORMS[wanted.to], wanted.release
    folder.mkdir()
    facts: dict[str, TableFacts] = {}
    with connect(folder.parent / "duckdb") as connection:
        for name in tables:
            path = folder / f"{name}.{form.name}"
            texts.write_table(connection, release.files[name], CONTRACTS[name].schema, form, path)
            facts[name] = replace(
                release.manifest.tables[name],
                file=path.name,
                bytes=path.stat().st_size,
                sha256=file_digest(path),
            )
            advance(name)
    described = datapackage.as_json(replace(release.manifest, tables=facts), form)
    (folder / "datapackage.json").write_text(described, encoding="utf-8")
    shutil.copyfile(release.path / _DICTIONARY, folder / _DICTIONARY)


def _tell(wanted: Wanted, out: Path, tables: Sequence[str]) -> None:
    rows = {name: wanted.release.manifest.tables[name].rows for name in tables}
    if wanted.json_object:
        told = {"release": wanted.release.citation, "to": wanted.to, "out": str(out), "rows": rows}
        click.echo(json.dumps(told, indent=2))
        return
    click.echo(f"{wanted.release.citation}: {len(rows)} tables, {sum(rows.values()):,} rows")
    click.echo(str(out))
