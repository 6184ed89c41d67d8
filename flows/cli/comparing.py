"""Commands over releases as wholes: which there are, how two differ, and whether one is what it says."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from flows.cli.group import REST, cli, data_root_option, store_option, workers_option
from flows.settings import DataRoot


@cli.command()
@click.option("--json", "as_json", is_flag=True, help="Write a JSON array.")
@data_root_option
def releases(data_root: Path, as_json: bool) -> None:
    """List the releases of a data root, oldest first.

    \b
    Example:
      dhs-archive releases --data-root /data/dhs
    """
    from flows.report import releases_json, releases_text

    click.echo((releases_json if as_json else releases_text)(DataRoot(data_root)))


@cli.command(
    epilog="Exit status: 0 the releases are equal; 1 they differ; 2 trouble of any kind; 130 interrupted."
)
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@click.option("--table", "tables", multiple=True, metavar="TABLE", help="Only this table; may be said again.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write all rows that differ as Parquet: TABLE.before, TABLE.after and TABLE.changed.",
)
@click.option(
    "--html",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write a page that needs nothing beside it.",
)
@click.option(
    "--examples", type=click.IntRange(min=0), default=3, show_default=True, help="Rows told of each table."
)
@click.option("--json", "as_json", is_flag=True, help="Write a JSON object.")
@data_root_option
def diff(
    before: str,
    after: str,
    tables: tuple[str, ...],
    out: Path | None,
    html: Path | None,
    examples: int,
    as_json: bool,
    data_root: Path,
) -> None:
    """Tell what differs between two releases, by table, row and column.

    A and B are versions, or folders of releases or data roots. Rows are told apart by the key of their table;
    columns that only one side has are named.

    \b
    Examples:
      dhs-archive diff 1.0.0 1.1.0
      dhs-archive diff 1.0.0 1.1.0 --table statistics --json
      dhs-archive diff /data/a /data/b --out differences --html differences.html
    """
    from flows.releases.diff.command import Wanted, diff

    wanted = Wanted(before, after, data_root, tables, examples, out=out, html=html, json_object=as_json)
    sys.exit(diff(wanted))


@cli.command(epilog="Exit status: 0 verified; 1 something is altered, missing or differs; " + REST)
@click.argument("release", required=False, metavar="[RELEASE]")
@click.option(
    "--from",
    "sources",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="COLLECTION",
    help="The WARC files or folders that it was built from; the vault unless named.",
)
@click.option("--hashes-only", is_flag=True, help="Check the files, and do not build the release again.")
@workers_option
@click.option("--json", "as_json", is_flag=True, help="Write a JSON object.")
@store_option
@data_root_option
def verify(
    release: str | None,
    sources: tuple[Path, ...],
    hashes_only: bool,
    workers: int,
    as_json: bool,
    store: str | None,
    data_root: Path,
) -> None:
    """Verify that a release is what its manifest says, and that it follows from the archive.

    RELEASE is a version or the folder of a release; the latest unless named. All hashes are checked; then it
    is built again from the WARC files that its manifest names, without a network and without anything kept
    from earlier runs, and the first table, row and column that differ are named. Version, predecessor and
    version of the code are not compared. With --store the files that are there are compared with their
    digests too.

    \b
    Examples:
      dhs-archive verify
      dhs-archive verify 1.0.0 --hashes-only --json
      dhs-archive verify downloads/1.0.0 --from crawl-2013.warc.gz
    """
    from flows.releases.reader import open_release
    from flows.releases.verify import command
    from flows.releases.versions import parse_version

    is_folder = release is not None and parse_version(release) is None
    opened = open_release(release) if release and is_folder else open_release(data_root, release)
    wanted = command.Wanted(opened, DataRoot.named(data_root, store), sources, hashes_only, workers)
    verdict = command.verify(wanted)
    click.echo(command.as_json(verdict) if as_json else command.as_text(verdict))
    sys.exit(1 if verdict.faults else 0)
