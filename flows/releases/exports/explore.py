"""``dhs-archive explore``: a release in a browser, by Datasette over its SQLite export, on this machine."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import click

from expectations.contract import TableContract
from expectations.tables import CONTRACTS
from flows.releases.descriptors import about
from flows.releases.exports.command import To, Wanted, export
from flows.releases.exports.sqlite import VIEWS
from flows.releases.reader import Release
from flows.settings import DataRoot

DATABASE = "dhs-archive"
"""The name of the database, which is the first part of each address."""

_SETTINGS = {"sql_time_limit_ms": "10000", "facet_time_limit_ms": "1000", "default_page_size": "50"}
_MOST_FACETS = 4

_QUERIES = {
    "words_in_passages": {
        "title": "Find words in passages",
        "description": "Words of one stem are found together; a phrase stands in double quotes.",
        "sql": """
            SELECT e.title, e.kind, e.text, e.archived_page, e.captured_at, e.passage_id
            FROM passages_fts JOIN passages p ON p.rowid = passages_fts.rowid
            JOIN evidence_of_passages e ON e.passage_id = p.passage_id
            WHERE passages_fts MATCH :words ORDER BY passages_fts.rank LIMIT 100
        """,
    },
    "confirmed_outliers": {
        "title": "Confirmed alerts of the statistical review",
        "description": "An outlier is a reason to look, and no finding of misconduct.",
        "sql": """
            SELECT indicator, basis, period_end, place_printed, numerator, denominator, rate, baseline,
                direction, specimen, review_id
            FROM statistical_reviews WHERE confirmed ORDER BY indicator, basis, period_end, place_printed
        """,
    },
}


def explore(release: Release, root: DataRoot, *, port: int, browser: bool) -> int:
    """Serve a release until it is interrupted; give the exit status of Datasette.

    Args:
        release: what is shown.
        root: where the database is kept, so that the next time it is there at once.
        port: of this machine alone.
        browser: whether to open one.
    """
    folder = root.work / "explore" / release.citation
    database, metadata = folder / f"{DATABASE}.sqlite", folder / "metadata.json"
    if not database.is_file():
        export(Wanted(release, To.SQLITE, database))
    metadata.write_text(json.dumps(describe(release), indent=2), encoding="utf-8")
    click.echo(f"{release.citation} at http://127.0.0.1:{port}/ ; Ctrl-C ends it.", err=True)
    command = _command(database, metadata, port=port, browser=browser)
    return subprocess.run(command, check=False).returncode  # noqa: S603 - our own words and paths


def _command(database: Path, metadata: Path, *, port: int, browser: bool) -> list[str]:
    settings = [part for name, value in _SETTINGS.items() for part in ("--setting", name, value)]
    return [
        *(sys.executable, "-m", "datasette", "serve", "--immutable", str(database)),
        *("--metadata", str(metadata), "--host", "127.0.0.1", "--port", str(port)),
        *settings,
        *(["--open"] if browser else []),
    ]


def describe(release: Release) -> dict[str, Any]:
    """Give what Datasette shows beside the data: what each table and column is, facets, and queries."""
    manifest = release.manifest
    tables = {name: _table(CONTRACTS[name]) for name in release if name in CONTRACTS}
    views = {
        name: {"description": "Where each row stands: the archived page, and when it was captured first."}
        for name in VIEWS
    }
    return {
        "title": about.title(manifest),
        "description": f"{about.description(manifest)} Cite as: {about.cite(manifest)}",
        "license": about.LICENSE_NAME,
        "license_url": about.LICENSE,
        "databases": {DATABASE: {"tables": tables | views, "queries": _QUERIES}},
    }


def _table(contract: TableContract) -> dict[str, Any]:
    """Describe a table; its facets are the columns of closed lists, and whether a row is a specimen."""
    choices = [name for name in contract.columns if contract.choices(name)][:_MOST_FACETS]
    specimen = ["specimen"] if "specimen" in contract.columns else []
    return {
        "description": about.of_table(contract),
        "columns": {name: column.description for name, column in contract.columns.items()},
        "facets": [*choices, *specimen],
        **({"label_column": "title"} if "title" in contract.columns else {}),
    }
