"""Commands that read files of anybody: pages and PDFs, and counts."""

from __future__ import annotations

from pathlib import Path

import click

from extractors.registry import Ocr
from flows.cli.group import cli, ocr_option


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
