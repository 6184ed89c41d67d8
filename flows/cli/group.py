"""The command line as a whole, and the options that several commands have."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from extractors.registry import Ocr
from flows.settings import DEFAULT_DATA_ROOT, DataRoot

EPILOG = """\b
Exit status: 0 done; 1 unexpected; 2 wrong usage; 3 the gate held a release back;
4 input missing or unusable; 5 data root or store busy; 6 an archive failed; 7 disk or store;
130 interrupted.
"""

REST = "2 to 7 and 130 as of all commands."
"""What statuses of commands with some of their own are beside these."""

F = TypeVar("F", bound=Callable[..., Any])


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


def store_option(function: F) -> F:
    """Add ``--store``."""
    return click.option(
        "--store",
        envvar="DHS_ARCHIVE_STORE",
        metavar="ADDRESS",
        help="Keep vault and releases also at s3://BUCKET/FOLDER or any address of fsspec; "
        "also DHS_ARCHIVE_STORE.",
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
        click.option(
            "--engine",
            type=click.Choice(["local", "dask"]),
            default="local",
            show_default=True,
            help="Extract in processes of this machine, or on a Dask cluster.",
        ),
        click.option(
            "--cluster",
            metavar="ADDRESS",
            help="The scheduler of the cluster, such as tcp://host:8786; one is started here unless named.",
        ),
        workers_option,
        store_option,
        data_root_option,
    ):
        function = option(function)
    return function


def prepare_prefect(data_root: Path, verbose: bool) -> None:
    """Set Prefect up; it must not be imported before."""
    from flows.engine import prepare

    prepare(DataRoot(data_root), verbose=verbose)
