"""``dhs-archive show``: a row, the way back to the page, its picture and its citation."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import click

from flows.errors import InputError
from flows.evidence.citations import FORMS
from flows.evidence.holdings import Holdings
from flows.evidence.pictures import write_pictures
from flows.evidence.record import Evidence, evidence
from flows.evidence.telling import as_json, as_text
from flows.limits import limit_memory, time_limit
from flows.releases.reader import Tables, open_release, open_staged
from flows.settings import DataRoot, Limits


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for.

    Args:
        identifier: the id of a row.
        root: the data root.
        version: the release; the latest unless named.
        staged: the tables that a run which was held back has left, instead of a release.
        vault: where archived files lie; the vault of the data root unless named.
        picture: a file for the picture, numbered where there are several; or
        out: a folder for it, in which it has the name of the row.
        cite: the form of a citation, which is then all that is printed.
        json_object: JSON instead of words.
    """

    identifier: str
    root: DataRoot
    version: str | None = None
    staged: bool = False
    vault: Path | None = None
    picture: Path | None = None
    out: Path | None = None
    cite: str | None = None
    json_object: bool = False


def show_row(wanted: Wanted) -> None:
    """Find a row, write its pictures, and print what was asked for."""
    tables = _opened(wanted)
    found = evidence(tables, wanted.identifier)
    written = _pictures(found, tables, wanted)
    if wanted.cite is not None:
        click.echo(_cited(found, wanted.cite))
    elif wanted.json_object:
        click.echo(as_json(found, written))
    else:
        click.echo(as_text(found))
    for path in written if not wanted.json_object else ():
        click.echo(f"written to {path}", err=wanted.cite is not None)


def _opened(wanted: Wanted) -> Tables:
    if wanted.staged:
        return open_staged(wanted.root.staging / "tables")
    return open_release(wanted.root.path, wanted.version)


def _cited(found: Evidence, form: str) -> str:
    if not found.sources:
        raise InputError(
            f"{found.identifier} is a row of {found.found.table}, which stands in no document.",
            "Cite the release, or a row of a table of content.",
        )
    return FORMS[form](found.sources)


def _pictures(found: Evidence, tables: Tables, wanted: Wanted) -> list[Path]:
    path = wanted.picture or (wanted.out / found.identifier if wanted.out else None)
    if path is None:
        return []
    if not found.places:
        raise InputError(
            f"{found.identifier} is a row of {found.found.table}, which stands in no document.",
            "There is nothing to be drawn.",
        )
    limits = Limits()
    limit_memory(limits.memory_bytes)
    sys.stdout.flush()
    with time_limit(limits.seconds):
        drawn = found.pictures(tables, Holdings((wanted.vault or wanted.root.vault,)))
    return write_pictures(drawn, path)
