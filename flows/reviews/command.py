"""``dhs-archive review``: counts of anybody's in, findings and a picture out."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import click

from extractors.statistics.review.model import Model
from flows.errors import StorageError
from flows.reviews.counts import read_counts
from flows.reviews.findings import Findings, as_csv, as_json, as_text, reviewed

_LONG = 50_000
"""Rows from which it takes long enough to say what is being done."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for.

    Args:
        counts: the file of counts.
        model: proportions or ratios.
        out: where findings go; None or ``-`` is the standard output.
        plot: where the picture goes, if one is wanted.
        json_rows: JSON instead of CSV.
    """

    counts: Path
    model: Model
    out: Path | None = None
    plot: Path | None = None
    json_rows: bool = False


def review_counts(wanted: Wanted) -> None:
    """Read counts, review them, and write what was asked for; with a file named, a summary is printed."""
    given = read_counts(wanted.counts)
    long = given.counts.size >= _LONG
    _say(long, f"Reviewing {given.counts.size:,} rows")
    findings = reviewed(given, wanted.model)
    _say(long, "Writing the findings")
    texts = (as_json if wanted.json_rows else as_csv)(findings)
    if wanted.out is None or str(wanted.out) == "-":
        sys.stdout.writelines(texts)
    else:
        _write(wanted.out, (text.encode() for text in texts))
        click.echo(as_text(findings))
    if wanted.plot is not None:
        _say(long, "Drawing")
        _draw(findings, wanted.plot)


def _say(long: bool, what: str) -> None:
    if long:
        click.echo(f"{what} …", err=True)


def _write(path: Path, content: Iterable[bytes]) -> None:
    try:
        with path.open("wb") as stream:
            stream.writelines(content)
    except OSError as error:
        raise StorageError(
            f"{path} cannot be written: {error.strerror}.", "Name a file in a folder that is there."
        ) from error


def _draw(findings: Findings, path: Path) -> None:
    from flows.reviews.panels import panels_of
    from flows.reviews.plot import MOST_PANELS, draw

    periods = findings.periods[-MOST_PANELS:]
    left_out = len(findings.periods) - len(periods)
    if left_out:
        click.echo(f"The plot shows the latest {MOST_PANELS} periods, and leaves {left_out:,} out.", err=True)
    _write(path, [draw(panels_of(findings, periods))])
