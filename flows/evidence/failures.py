"""What failed checks look like: pictures of the first rows that break them, beside the log of the run."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, PackageLoader

from expectations.results import CheckResult
from flows.evidence.drawing import draw_rows
from flows.evidence.holdings import Holdings
from flows.releases.reader import HELD_BACK, Tables
from flows.settings import DataRoot
from flows.workers import Done

MOST_CHECKS, MOST_ROWS = 5, 3
"""Failed checks, and rows of each, that are drawn."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A row that breaks a check.

    Args:
        identifier: its id.
        command: the command that shows it.
        pictures: the names of its pictures beside the report.
        why_not: why there are none.
    """

    identifier: str
    command: str
    pictures: tuple[str, ...] = ()
    why_not: str | None = None


def show_command(identifier: str, root: DataRoot, *, staged: bool) -> str:
    """Give the command that shows a row of a release, or of tables that were held back."""
    which = " --staged" if staged else ""
    return f"dhs-archive show {identifier}{which} --data-root {shlex.quote(str(root.path))}"


def show_failures(
    results: Sequence[CheckResult],
    files: Mapping[str, Path],
    *,
    warcs: Sequence[Path],
    root: DataRoot,
    folder: Path,
) -> Path | None:
    """Write a report of failed checks with pictures of their first rows; ``None`` where no check failed.

    Whatever keeps a row from being drawn is told in the report: a picture must not get in the way of what
    the checks found.

    Args:
        results: what the checks found.
        files: the Parquet file of each table that was checked.
        warcs: the WARC files that the tables were read from.
        root: the data root.
        folder: where the report goes.
    """
    failed = [result for result in results if not result.success]
    if not failed:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    rows = {row: None for result in failed[:MOST_CHECKS] for row in result.rows[:MOST_ROWS]}
    shown = {each.identifier: each for each in _drawn(list(rows), files, warcs, root, folder)}
    told = [(result, [shown[row] for row in result.rows if row in shown]) for result in failed]
    pages = Environment(loader=PackageLoader("flows", "evidence"), autoescape=True)
    report = folder / "index.html"
    report.write_text(pages.get_template("failures.html.jinja").render(told=told), encoding="utf-8")
    return report


def _drawn(
    rows: Sequence[str], files: Mapping[str, Path], warcs: Sequence[Path], root: DataRoot, folder: Path
) -> Iterator[Shown]:
    for done in draw_rows(rows, Tables(HELD_BACK, files), Holdings(tuple(warcs)), folder):
        names = () if done.fault else tuple(path.name for path in done.result.pictures)
        command = show_command(done.key, root, staged=True)
        yield Shown(done.key, command, names, None if names else _why_not(done))


def _why_not(done: Done[str]) -> str:
    error = done.fault or done.result.why_not
    return str(error or "The row stands in no document.")
