"""Commands that ask archives, and tell what of the declared series is held."""

from __future__ import annotations

from pathlib import Path

import click

from flows.cli.group import cli, contact_option, data_root_option, prepare_prefect, store_option
from flows.settings import DataRoot


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
@store_option
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
    store: str | None,
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
    prepare_prefect(data_root, verbose=False)
    reports = collect_captures(errands, DataRoot.named(data_root, store), asking=asking)
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
