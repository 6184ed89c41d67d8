"""``dhs-archive show``: a row, the way back to the page, its picture and its citation."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from flows.errors import InputError, PictureFailed
from flows.evidence.citations import FORMS
from flows.evidence.drawing import draw_rows
from flows.evidence.holdings import Holdings
from flows.evidence.record import Evidence, evidence
from flows.evidence.telling import as_json, as_text
from flows.releases.reader import Tables, open_release, open_staged
from flows.settings import DataRoot


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
    """Draw the row, and put its pictures where they were asked for."""
    path = wanted.picture or (wanted.out / found.identifier if wanted.out else None)
    if path is None:
        return []
    if not found.places:
        raise InputError(
            f"{found.identifier} is a row of {found.found.table}, which stands in no document.",
            "There is nothing to be drawn.",
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    holdings = Holdings((wanted.vault or wanted.root.vault,))
    with TemporaryDirectory(dir=path.parent) as aside:
        (done,) = draw_rows([found.identifier], tables, holdings, Path(aside))
        if done.fault:
            raise PictureFailed(
                f"Drawing {found.identifier} ended its process: {done.fault}.",
                "Open the archived file in a viewer.",
            )
        if done.result.why_not:
            raise done.result.why_not
        return [_named(drawn, path, found.identifier) for drawn in done.result.pictures]


def _named(drawn: Path, path: Path, identifier: str) -> Path:
    """Move a picture to its name: that asked for, with its number if it has one, and its own ending."""
    number = drawn.stem.removeprefix(identifier)
    return drawn.replace(path.with_name(f"{path.stem}{number}{drawn.suffix}"))
