"""Commands that give a release another form: files, a site, a browser."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from flows.cli.group import cli, data_root_option, store_option, workers_option
from flows.settings import DataRoot


@cli.command()
@click.option(
    "--to",
    required=True,
    type=click.Choice(["csv", "jsonl", "sqlite"]),
    help="CSV or JSON Lines, a file a table, or one SQLite database with full-text search.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="The folder, or of SQLite the file, that is written; it must not be there yet.",
)
@click.option("--table", "tables", multiple=True, metavar="TABLE", help="Only this table; may be said again.")
@click.option("--version", "version", help="The release that is exported; the latest unless named.")
@click.option("--json", "as_json", is_flag=True, help="Tell what was written as a JSON object.")
@data_root_option
def export(
    to: str, out: Path | None, tables: tuple[str, ...], version: str | None, as_json: bool, data_root: Path
) -> None:
    """Write a release as CSV, JSON Lines or SQLite.

    CSV and JSON Lines come with a datapackage.json. A text that a spreadsheet would run as a formula has an
    apostrophe before it in CSV, and lists are JSON arrays.

    \b
    Examples:
      dhs-archive export --to csv --out dhs-csv
      dhs-archive export --to jsonl --table passages --table documents
      dhs-archive export --to sqlite --version 1.0.0
    """
    from flows.releases.exports.command import To, Wanted, export
    from flows.releases.reader import open_release

    export(Wanted(open_release(data_root, version), To(to), out, tables, json_object=as_json))


@cli.command()
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="DIR", help="The folder; it must not be there yet."
)
@click.option("--version", "version", help="The release that is shown; the latest unless named.")
@click.option(
    "--vault",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="The WARC file, or folder of them, that the release was built from.  [default: warcs/ of the root]",
)
@click.option("--no-pictures", is_flag=True, help="Do not draw the pages of PDFs.")
@click.option("--no-data", is_flag=True, help="Do not put the files of the release beside the pages.")
@workers_option
@data_root_option
def site(
    out: Path | None,
    version: str | None,
    vault: Path | None,
    no_pictures: bool,
    no_data: bool,
    workers: int,
    data_root: Path,
) -> None:
    """Write a release as pages that open from disk: no server, no network.

    Overview, search, a page for each document with its text, tables, links, history and pictures of its
    pages, the statistical review, the dictionary, the quality of the release, its changes, and how to cite.

    \b
    Examples:
      dhs-archive site
      dhs-archive site --version 1.0.0 --out /srv/dhs --no-data
    """
    from flows.evidence.holdings import Holdings
    from flows.releases.reader import open_release
    from flows.releases.site.command import Wanted, write_site

    wanted = Wanted(
        open_release(data_root, version),
        Holdings((vault or DataRoot(data_root).vault,)),
        out=out,
        pictures=not no_pictures,
        data=not no_data,
        workers=workers,
    )
    click.echo(str(write_site(wanted)))


@cli.command()
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8001, show_default=True, help="Of this machine."
)
@click.option("--no-browser", is_flag=True, help="Open none; the address is printed.")
@click.option("--version", "version", help="The release that is shown; the latest unless named.")
@data_root_option
def explore(port: int, no_browser: bool, version: str | None, data_root: Path) -> None:
    """Browse a release, search its words and follow each row to its archived page, in a browser.

    Datasette serves it on this machine alone, until Ctrl-C.

    \b
    Example:
      dhs-archive explore --no-browser --port 8010
    """
    from flows.releases.exports.explore import explore
    from flows.releases.reader import open_release

    sys.exit(
        explore(open_release(data_root, version), DataRoot(data_root), port=port, browser=not no_browser)
    )


@cli.command()
@click.option("--version", "version", help="The release that is fetched; the latest unless named.")
@click.option("--vault", "with_vault", is_flag=True, help="Fetch the WARC files too, to draw and to rebuild.")
@store_option
@data_root_option
def pull(version: str | None, with_vault: bool, store: str | None, data_root: Path) -> None:
    """Fetch a release from a store into the data root, each file compared with its digest.

    Nothing is written to the store, so that reading it is all that it must allow. Afterwards all commands
    that read releases work here.

    \b
    Examples:
      dhs-archive pull --store s3://bucket/dhs
      dhs-archive pull --store file:///mnt/dhs --version 1.2.0 --vault
    """
    from flows.errors import InputError
    from flows.lock import exclusive
    from flows.releases.reader import open_release
    from flows.stores.copies import bring_release
    from flows.stores.vault import bring_vault

    root = DataRoot.named(data_root, store)
    if root.store is None:
        raise InputError("No store is named.", "Say --store s3://BUCKET/FOLDER, or set DHS_ARCHIVE_STORE.")
    with exclusive(root):
        release = open_release(bring_release(root, root.store, version))
        warcs = bring_vault(root) if with_vault else []
    click.echo(f"{release.citation} is in {release.path}")
    if with_vault:
        click.echo(f"{len(warcs):,} WARC files came into {root.vault}")
