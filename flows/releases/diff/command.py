"""What ``dhs-archive diff`` does: open two releases, compare them, tell it."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from flows.duck import connect
from flows.errors import DatasetError, InputError
from flows.releases.diff.differences import Difference, compare_releases
from flows.releases.diff.telling import as_html, as_json, as_text
from flows.releases.reader import Release, open_release
from flows.releases.versions import parse_version

EQUAL, DIFFERENT, TROUBLE = 0, 1, 2
"""Exit statuses, as those of diff and cmp."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for.

    Args:
        before: the earlier release: a version, or the folder of a release or data root.
        after: the later one.
        data_root: where versions are looked for.
        tables: which tables; none means all.
        examples: how many rows of each table are told.
        out: a folder for the rows that differ.
        html: a file for a page.
        json_object: tell it as JSON.
    """

    before: str
    after: str
    data_root: Path
    tables: tuple[str, ...] = ()
    examples: int = 3
    out: Path | None = None
    html: Path | None = None
    json_object: bool = False


def diff(wanted: Wanted) -> int:
    """Compare two releases and tell what differs; give the exit status.

    Raises:
        DatasetError: with the status of trouble, whatever it is.
    """
    try:
        difference = _compared(wanted)
        if wanted.html is not None:
            wanted.html.write_text(as_html(difference), encoding="utf-8")
    except DatasetError as error:
        error.exit_code = TROUBLE
        raise
    click.echo(as_json(difference) if wanted.json_object else as_text(difference))
    return DIFFERENT if difference.any else EQUAL


def _compared(wanted: Wanted) -> Difference:
    before, after = (_opened(name, wanted.data_root) for name in (wanted.before, wanted.after))
    tables = len({*before, *after})
    hidden = not sys.stderr.isatty()
    with (
        TemporaryDirectory(prefix="dhs-archive-diff-") as spill,
        connect(Path(spill)) as connection,
        click.progressbar(length=tables, label="Comparing", file=sys.stderr, hidden=hidden) as bar,
    ):
        return compare_releases(
            connection,
            before,
            after,
            tables=wanted.tables,
            examples=wanted.examples,
            out=_made(wanted.out),
            advance=bar.update,
        )


def _opened(name: str, data_root: Path) -> Release:
    return open_release(data_root, name) if parse_version(name) else open_release(name)


def _made(out: Path | None) -> Path | None:
    if out is not None:
        if out.is_dir() and any(out.iterdir()):
            raise InputError(f"{out} is not empty.", "Name another folder with --out, or take it away.")
        out.mkdir(parents=True, exist_ok=True)
    return out
