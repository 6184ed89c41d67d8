"""The command line: ``dhs-archive``.

Commands import what they need when they run, so that reading one page starts neither Prefect nor Arrow.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from extractors.registry import Ocr
from flows import interruption
from flows.errors import DatasetError, StorageError
from flows.settings import DEFAULT_DATA_ROOT, DataRoot

EPILOG = """\b
Exit status: 0 done; 1 unexpected; 2 wrong usage; 3 the gate held a release back;
4 input missing or unusable; 5 data root busy; 6 an archive failed; 7 disk; 130 interrupted.
"""

_REST = "2 to 7 and 130 as of all commands."

F = TypeVar("F", bound=Callable[..., Any])


def main() -> None:
    """Run the command line, and end with an exit status."""
    interruption.listen()
    # The status is given only when the error is gone, or what it holds would be open while Python ends.
    sys.exit(_status())


def _status() -> int:
    """Run a command, and turn whatever stops it into a sentence and a status."""
    try:
        status = cli.main(prog_name="dhs-archive", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return interruption.STATUS
    except DatasetError as error:
        _complain(str(error))
        return error.exit_code
    except Exception as error:
        if interruption.happened():  # whatever else goes wrong then follows from it
            return interruption.STATUS
        if not isinstance(error, OSError):
            raise
        return _status_of(error)
    return status if isinstance(status, int) else 0


def _status_of(error: OSError) -> int:
    """Explain a disk that cannot be written; anything else is a defect and keeps its traceback."""
    if isinstance(error, BrokenPipeError):
        # Whoever read our output has left; say nothing more to them.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM):
        raise error
    where = f" at {error.filename}" if error.filename else ""
    _complain(f"The disk cannot be written{where}: {error.strerror}. Make room or rights, then run again.")
    return StorageError.exit_code


def _complain(message: str) -> None:
    click.secho("dhs-archive: ", fg="red", bold=True, nl=False, err=True)
    click.echo(message, err=True)


@click.group(
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="dhs-archive")
def cli() -> None:
    """Archived publications of the US Department of Homeland Security as a citable dataset."""


def data_root_option(function: F) -> F:
    """Add ``--data-root``."""
    return click.option(
        "--data-root",
        type=click.Path(file_okay=False, path_type=Path),
        default=DEFAULT_DATA_ROOT,
        show_default=True,
        help="Where the vault, caches and releases are.",
    )(function)


def ocr_option(function: F) -> F:
    """Add ``--ocr``."""
    return click.option(
        "--ocr",
        type=click.Choice([str(choice) for choice in Ocr]),
        default=str(Ocr.AUTO),
        show_default=True,
        help="Recognise pages that have no text layer where tesseract is installed, or never.",
    )(function)


def contact_option(function: F) -> F:
    """Add ``--contact``."""
    return click.option(
        "--contact",
        envvar="DHS_ARCHIVE_CONTACT",
        metavar="ADDRESS",
        help="Where keepers of public archives reach you; also DHS_ARCHIVE_CONTACT.",
    )(function)


def workers_option(function: F) -> F:
    """Add ``--workers``."""
    return click.option(
        "--workers",
        type=click.IntRange(min=1),
        default=os.cpu_count() or 1,
        show_default="one a core",
        help="Processes that extract at a time.",
    )(function)


def build_options(function: F) -> F:
    """Add the options of commands that build a release."""
    for option in (
        click.option("-v", "--verbose", is_flag=True, help="Show what Prefect logs."),
        click.option(
            "--accept-losses", is_flag=True, help="Publish though much of the last release is missing."
        ),
        ocr_option,
        workers_option,
        data_root_option,
    ):
        function = option(function)
    return function


@cli.command()
@click.argument("collections", nargs=-1, type=click.Path(path_type=Path), metavar="[COLLECTION]...")
@build_options
def rebuild(
    collections: tuple[Path, ...], data_root: Path, workers: int, ocr: Ocr, accept_losses: bool, verbose: bool
) -> None:
    """Build a release from captures that are already here.

    A COLLECTION is a WARC file, a folder of WARC files, or a folder of .html and .pdf files with an optional
    captures.csv (columns file, url, timestamp). Without one, what the vault holds is built, or the specimen
    archive where the vault is empty.

    \b
    Examples:
      dhs-archive rebuild
      dhs-archive rebuild crawl-2013.warc.gz --data-root /data/crawl-2013
      dhs-archive rebuild saved-pages/ --data-root /data/saved --workers 4
    """
    _prepare(data_root, verbose)
    from flows.rebuild import preflight
    from flows.rebuild import rebuild as flow
    from flows.report import as_text

    names = [str(path) for path in collections]
    preflight(names, str(data_root))
    outcome = flow(
        collections=names,
        data_root=str(data_root),
        workers=workers,
        ocr=ocr,
        accept_losses=accept_losses,
    )
    click.echo(as_text(outcome))


@cli.command()
@click.option("--archive", "archive", metavar="KIND=BASE", help="Ask this archive, not the declared ones.")
@contact_option
@build_options
def nightly(
    archive: str | None,
    contact: str | None,
    data_root: Path,
    workers: int,
    ocr: Ocr,
    accept_losses: bool,
    verbose: bool,
) -> None:
    """Fetch what is new of the declared series, then build a release from the vault.

    \b
    Examples:
      dhs-archive nightly --contact you@example.org --data-root /data/dhs
      dhs-archive nightly --archive cdxj=http://127.0.0.1:8099/dhs
    """
    _prepare(data_root, verbose)
    from flows.nightly import nightly as flow
    from flows.report import as_text

    outcome = flow(
        archive=archive,
        data_root=str(data_root),
        workers=workers,
        ocr=ocr,
        accept_losses=accept_losses,
        contact=contact,
    )
    click.echo(as_text(outcome))


@cli.command()
@click.option("--cron", metavar="LINE", help="When the nightly flow runs.  [default: 30 2 * * *]")
@click.option("--time-zone", metavar="ZONE", help="Of the cron line.  [default: America/New_York]")
@click.option("--archive", "archive", metavar="KIND=BASE", help="Ask this archive, not the declared ones.")
@contact_option
@data_root_option
def serve(
    cron: str | None, time_zone: str | None, archive: str | None, contact: str | None, data_root: Path
) -> None:
    """Run nightly, weekly-verify and, when it is asked for, rebuild, in one process that stays.

    They are deployments of the Prefect server that PREFECT_API_URL names, which starts them by the clock and
    shows them. prefect.yaml declares the same for a work pool.

    \b
    Example:
      PREFECT_API_URL=http://127.0.0.1:4200/api dhs-archive serve --contact you@example.org
    """
    _prepare(data_root, verbose=False)
    from flows.nights.schedule import NIGHTLY, TIME_ZONE, Plan, serve_all

    told = tuple((name, value) for name, value in (("archive", archive), ("contact", contact)) if value)
    serve_all(Plan(data_root, cron or NIGHTLY, time_zone or TIME_ZONE, told))


@cli.command()
@click.argument("series", nargs=-1, metavar="[SERIES]...")
@click.option(
    "--archive", "archives", multiple=True, metavar="KIND=BASE", help="Ask this archive; may be repeated."
)
@click.option(
    "--url", "urls", multiple=True, help="An address, or a pattern such as HOST/*; may be repeated."
)
@click.option("--since", help="Captures from this day, month or year on.")
@click.option("--until", help="Captures up to the end of this day, month or year.")
@click.option("--limit", type=click.IntRange(min=1), help="Fetch at most so many captures from each archive.")
@click.option("--dry-run", "dry", is_flag=True, help="Ask the index only, and say how many requests follow.")
@click.option(
    "--rate", type=click.FloatRange(min=0, min_open=True), metavar="N", help="Requests a minute and host."
)
@click.option("--max-requests", type=click.IntRange(min=1), help="End after so many requests to a host.")
@click.option("--max-bytes", type=click.IntRange(min=1), help="End after so many bytes from a host.")
@click.option("--check-live", is_flag=True, help="Only ask each archive one harmless question.")
@contact_option
@data_root_option
def collect(
    series: tuple[str, ...],
    archives: tuple[str, ...],
    urls: tuple[str, ...],
    since: str | None,
    until: str | None,
    limit: int | None,
    dry: bool,
    rate: float | None,
    max_requests: int | None,
    max_bytes: int | None,
    check_live: bool,
    contact: str | None,
    data_root: Path,
) -> None:
    """Fetch captures into the vault, politely; what is held already is not fetched again.

    A SERIES is one of those that dhs-archive sources lists; it is asked for in its own archives unless
    --archive names others. KIND is wayback, cdxj, memento, warc, columnar or live; see the README for each.

    \b
    Examples:
      dhs-archive collect secure-communities --contact you@example.org --dry-run
      dhs-archive collect --archive cdxj=http://127.0.0.1:8099/dhs --url 'http://www.dhs.gov/*'
      dhs-archive collect --archive warc=crawl-2013.warc.gz --url '*.dhs.gov' --since 2011-06 --until 2013
    """
    from flows.archives.window import parse_window
    from flows.collect import Scope
    from flows.errands import Asking, archives_of, check_archives, collect_captures, errands_of, first_failure
    from flows.report import checked_text, collected_text

    asking = Asking(Scope(parse_window(since, until), limit, dry), contact, rate, max_requests, max_bytes)
    if check_live:
        click.echo(checked_text(check_archives(archives or archives_of(series), asking)))
        return
    errands = errands_of(series, archives, urls)
    _prepare(data_root, verbose=False)
    reports = collect_captures(errands, DataRoot(data_root), asking=asking)
    for report in reports:
        click.echo(collected_text(report, dry=dry, named=len(reports) > 1))
    if failure := first_failure(reports):
        raise failure


@cli.command()
@click.option("--json", "as_json", is_flag=True, help="Write a JSON array.")
@data_root_option
def sources(data_root: Path, as_json: bool) -> None:
    """List the publication series that can be collected, and how much of each the vault holds.

    \b
    Example:
      dhs-archive sources --data-root /data/dhs
    """
    from flows.errands import holdings
    from flows.report import sources_json, sources_text

    found = holdings(DataRoot(data_root))
    click.echo(sources_json(found) if as_json else sources_text(found))


@cli.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--url", help="The address that the FILE was captured from; links are resolved against it.")
@click.option("--json", "json_lines", is_flag=True, help="Write one JSON object a line for each FILE.")
@click.option(
    "--picture",
    "pictures",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write each page of a PDF as PNG, with tables, cells and passages drawn over it.",
)
@click.option(
    "--recipe",
    "recipes",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE.yaml",
    help="A recipe of statistics to try before those of the project; may be repeated.",
)
@ocr_option
def extract(
    files: tuple[Path, ...],
    url: str | None,
    json_lines: bool,
    ocr: Ocr,
    pictures: Path | None,
    recipes: tuple[Path, ...],
) -> None:
    """Read pages and PDFs and show what is in them; nothing is stored.

    \b
    Examples:
      dhs-archive extract memo.pdf
      dhs-archive extract --json *.pdf > tables.jsonl
      dhs-archive extract --url http://www.dhs.gov/topic page.html
      dhs-archive extract --picture pages/ statistics.pdf
      dhs-archive extract --recipe monthly.yaml statistics.pdf
    """
    if url is not None and len(files) > 1:
        raise click.UsageError("--url goes with one FILE, since it is the address of that file.")
    from flows.reading import Reading, as_json, as_summary, read_files
    from flows.sources.recipes import load

    write = as_json if json_lines else as_summary
    tried = tuple(map(load, recipes))
    read_files(files, Reading(write, url=url, ocr=Ocr(ocr), pictures=pictures, recipes=tried))


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


@cli.command(epilog="Exit status: 0 verified; 1 something is altered, missing or differs; " + _REST)
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
@data_root_option
def verify(
    release: str | None,
    sources: tuple[Path, ...],
    hashes_only: bool,
    workers: int,
    as_json: bool,
    data_root: Path,
) -> None:
    """Verify that a release is what its manifest says, and that it follows from the archive.

    RELEASE is a version or the folder of a release; the latest unless named. All hashes are checked; then it
    is built again from the WARC files that its manifest names, without a network and without anything kept
    from earlier runs, and the first table, row and column that differ are named. Version, predecessor and
    version of the code are not compared.

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
    wanted = command.Wanted(opened, DataRoot(data_root), sources, hashes_only, workers)
    verdict = command.verify(wanted)
    click.echo(command.as_json(verdict) if as_json else command.as_text(verdict))
    sys.exit(1 if verdict.faults else 0)


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
@click.option(
    "--counts",
    required=True,
    type=click.Path(path_type=Path, allow_dash=True),
    metavar="FILE",
    help="CSV with columns unit, numerator, denominator and, where there are several, period; - is stdin.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, allow_dash=True, dir_okay=False),
    metavar="FILE",
    help="Write the findings here and print a summary; without it they are printed.",
)
@click.option(
    "--plot",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.png",
    help="Draw a funnel plot, a panel a period, of the latest 12.",
)
@click.option("--ratio", is_flag=True, help="The denominator is the count that was expected, not the whole.")
@click.option(
    "--transform",
    type=click.Choice(["log", "sqrt"]),
    help="With --ratio: the scale on which overdispersion is measured.  [default: sqrt]",
)
@click.option("--json", "as_json", is_flag=True, help="Write a JSON object instead of CSV.")
def review(
    counts: Path, out: Path | None, plot: Path | None, ratio: bool, transform: str | None, as_json: bool
) -> None:
    """Review counts for units that stand out, by funnel limits with and without overdispersion.

    Limits are score limits around the pooled rate, with --ratio exact Poisson limits around 1. funnel_class
    reads them plainly. Where units differ by more than chance, z_od, p_value and q_value take that in; flag
    says alert, warn or in_control of each row that is eligible, status and reason say why others are not.
    An alert is confirmed if it also holds by a more careful measure of how much units differ.
    Each period is reviewed by itself; persistent tells two alerts or more within four periods. Rows keep
    their order, other columns are left out, and a name that a spreadsheet would run as a formula gets an
    apostrophe before it.

    An outlier is a reason to look. It is no finding of misconduct.

    \b
    Examples:
      dhs-archive review --counts counts.csv
      dhs-archive review --counts counts.csv --out findings.csv --plot funnel.png
      dhs-archive review --counts observed-and-expected.csv --ratio --transform log --json
    """
    if transform and not ratio:
        raise click.UsageError("--transform goes with --ratio; proportions have the arcsine scale.")
    if plot is not None and plot.suffix.lower() != ".png":
        raise click.UsageError(f"--plot writes PNG: name a file that ends in .png, not {plot.name}.")
    from extractors.statistics.review.kinds import Transform
    from extractors.statistics.review.proportions import Proportions
    from extractors.statistics.review.ratios import Ratios
    from flows.reviews.command import Wanted, review_counts

    model = Ratios(Transform(transform or Transform.SQRT)) if ratio else Proportions()
    review_counts(Wanted(counts, model, out=out, plot=plot, json_rows=as_json))


def _prepare(data_root: Path, verbose: bool) -> None:
    from flows.engine import prepare

    prepare(DataRoot(data_root), verbose=verbose)


if __name__ == "__main__":
    main()
