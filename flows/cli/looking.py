"""Commands that lead from a value to its page, and through the history of a page."""

from __future__ import annotations

from pathlib import Path

import click

from flows.cli.group import cli, data_root_option
from flows.settings import DataRoot


@cli.command()
@click.argument("identifier", metavar="ID")
@click.option(
    "--picture",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.png",
    help="Draw the part of the page with a box around it; of a web page, write the element as HTML.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="The same into a folder, under the name of the row.",
)
@click.option(
    "--cite",
    type=click.Choice(["plain", "bibtex", "csl-json"]),
    help="Print a citation and nothing else.",
)
@click.option("--version", "version", help="The release to look in; the latest unless named.")
@click.option("--staged", is_flag=True, help="Look in the tables of the last run, if it was held back.")
@click.option(
    "--vault",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="The WARC file, or folder of them, that the release was built from.  [default: warcs/ of the root]",
)
@click.option("--json", "as_json", is_flag=True, help="Write a JSON object.")
@data_root_option
def show(
    identifier: str,
    picture: Path | None,
    out: Path | None,
    cite: str | None,
    version: str | None,
    staged: bool,
    vault: Path | None,
    as_json: bool,
    data_root: Path,
) -> None:
    """Show a row of any table by its ID, the way back to the page it was read from, and how to cite it.

    The way leads over statistic and cell to page and box, to the digests of the archived file, and to the
    captures with their addresses in the archive. Pictures need the archived files; all else needs the
    release alone.

    \b
    Examples:
      dhs-archive show psg-0123456789abcdef01234567
      dhs-archive show cel-0123456789abcdef01234567 --picture cell.png
      dhs-archive show stt-0123456789abcdef01234567 --cite bibtex
      dhs-archive show cel-0123456789abcdef01234567 --version 1.0.0 --json
    """
    if staged and version:
        raise click.UsageError("--staged and --version exclude each other.")
    from flows.evidence.command import Wanted, show_row

    show_row(
        Wanted(
            identifier,
            DataRoot(data_root),
            version=version,
            staged=staged,
            vault=vault,
            picture=picture,
            out=out,
            cite=cite,
            json_object=as_json,
        )
    )


@cli.command()
@click.argument("identifier", metavar="ID")
@click.option("--all", "noise", is_flag=True, help="Show noise too: printed dates, counters, menus.")
@click.option("--version", "version", help="The release to look in; the latest unless named.")
@click.option("--json", "as_json", is_flag=True, help="Write a JSON object, noise included.")
@data_root_option
def history(identifier: str, noise: bool, version: str | None, data_root: Path, as_json: bool) -> None:
    """Tell the captures of a publication in order, and what changed between them.

    ID is the id of a publication, document, capture or revision, or an address. A line begins with + for a
    passage that came, - for one that went, > for one that was moved, and ~ for one that was reworded, with
    [-words-] that went and {+words+} that came.

    \b
    Examples:
      dhs-archive history doc-0123456789abcdef01234567
      dhs-archive history http://www.dhs.gov/keywords/secure-communities --all
      dhs-archive history pub-0123456789abcdef01234567 --version 1.0.0 --json
    """
    from flows.releases.histories import find_histories
    from flows.releases.reader import open_release
    from flows.story import histories_json, histories_text

    release = open_release(data_root, version)
    found = find_histories(release, identifier)
    click.echo(histories_json(found, release.citation) if as_json else histories_text(found, noise=noise))
