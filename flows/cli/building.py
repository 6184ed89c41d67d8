"""Commands that build releases: once, every night, and by a schedule."""

from __future__ import annotations

from pathlib import Path

import click

from extractors.registry import Ocr
from flows.cli.group import (
    build_options,
    cli,
    contact_option,
    data_root_option,
    prepare_prefect,
    store_option,
)
from flows.settings import DataRoot


@cli.command()
@click.argument("collections", nargs=-1, type=click.Path(path_type=Path), metavar="[COLLECTION]...")
@build_options
def rebuild(
    collections: tuple[Path, ...],
    data_root: Path,
    store: str | None,
    workers: int,
    engine: str,
    cluster: str | None,
    ocr: Ocr,
    accept_losses: bool,
    verbose: bool,
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
    prepare_prefect(data_root, verbose)
    from flows.rebuild import preflight
    from flows.rebuild import rebuild as flow
    from flows.report import as_text
    from flows.scale import placed

    names = [str(path) for path in collections]
    preflight(names, DataRoot.named(data_root, store))
    outcome = placed(flow, engine, cluster, workers)(
        collections=names,
        data_root=str(data_root),
        workers=workers,
        ocr=ocr,
        accept_losses=accept_losses,
        engine=engine,
        store=store,
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
    store: str | None,
    workers: int,
    engine: str,
    cluster: str | None,
    ocr: Ocr,
    accept_losses: bool,
    verbose: bool,
) -> None:
    """Fetch what is new of the declared series, then build a release from the vault.

    \b
    Examples:
      dhs-archive nightly --contact you@example.org --data-root /data/dhs
      dhs-archive nightly --archive cdxj=http://127.0.0.1:8099/dhs
      dhs-archive nightly --contact you@example.org --store s3://bucket/dhs
    """
    prepare_prefect(data_root, verbose)
    from flows.nightly import nightly as flow
    from flows.report import as_text
    from flows.scale import placed

    outcome = placed(flow, engine, cluster, workers)(
        archive=archive,
        data_root=str(data_root),
        workers=workers,
        ocr=ocr,
        accept_losses=accept_losses,
        engine=engine,
        store=store,
        contact=contact,
    )
    click.echo(as_text(outcome))


@cli.command()
@click.option("--cron", metavar="LINE", help="When the nightly flow runs.  [default: 30 2 * * *]")
@click.option("--time-zone", metavar="ZONE", help="Of the cron line.  [default: America/New_York]")
@click.option("--archive", "archive", metavar="KIND=BASE", help="Ask this archive, not the declared ones.")
@contact_option
@store_option
@data_root_option
def serve(
    cron: str | None,
    time_zone: str | None,
    archive: str | None,
    contact: str | None,
    store: str | None,
    data_root: Path,
) -> None:
    """Run nightly, weekly-verify and, when it is asked for, rebuild, in one process that stays.

    They are deployments of the Prefect server that PREFECT_API_URL names, which starts them by the clock and
    shows them. prefect.yaml declares the same for a work pool.

    \b
    Example:
      PREFECT_API_URL=http://127.0.0.1:4200/api dhs-archive serve --contact you@example.org
    """
    prepare_prefect(data_root, verbose=False)
    from flows.nights.schedule import NIGHTLY, TIME_ZONE, Plan, serve_all

    told = tuple((name, value) for name, value in (("archive", archive), ("contact", contact)) if value)
    serve_all(Plan(data_root, cron or NIGHTLY, time_zone or TIME_ZONE, told, store))
