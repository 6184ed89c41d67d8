"""``make bench``: how well tables, pages and provisions are read and what it costs, against others if any."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tests.benchmarks import (
    accuracy,
    archives,
    diff,
    pages,
    printed,
    provisions,
    review,
    scale,
    site,
    speed,
    tables,
)
from tests.benchmarks.corpus import require_corpus
from tests.benchmarks.labels import LabelSet
from tests.benchmarks.page_labels import PageSet
from tests.golden.provisions.sample import FOLDERS, SAMPLES
from tests.truth.report import report

CORPUS_FREE = ("archives", "diff", "review", "scale", "site")
"""Benchmarks that need no real documents."""


def parser() -> argparse.ArgumentParser:
    """Give the command line; without a word all benchmarks run."""
    top = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    which = top.add_subparsers(dest="benchmark")
    table = which.add_parser("tables", help="adjacency, exact grids and false tables")
    table.add_argument(
        "--set", dest="sets", action="append", type=LabelSet, help="eu or dhs; both by default"
    )
    table.add_argument("--only", default="", metavar="PART", help="documents with this in their names")
    table.add_argument("--no-peers", dest="peers", action="store_false", help="our reading alone")
    table.add_argument("--cut", action="store_true", help="cut labelled pages out before they are read")
    table.add_argument("--verbose", action="store_true", help="a line a document, the worst first")
    table.add_argument("--dump", type=Path, metavar="FILE", help="write true and found tables as JSON")
    table.add_argument("--draw", type=Path, metavar="DIR", help="write pages with both drawn side by side")
    paper = which.add_parser("printed", help="tables of pages printed by ourselves, style by style")
    paper.add_argument("--seed", type=int, default=1, help="which pages: tune on one, check on another")
    paper.add_argument("--count", type=int, default=200)
    paper.add_argument("--worst", type=int, default=0, help="so many of the worst documents are named")
    paper.add_argument("--save", metavar="NAME", help="write this document to a PDF of its name and stop")
    page = which.add_parser("pages", help="the main text of web pages")
    page.add_argument("--set", dest="sets", action="append", type=PageSet, help="corpus or written; both")
    page.add_argument("--no-peers", dest="peers", action="store_false", help="our reading alone")
    page.add_argument("--peers-from", type=Path, metavar="VENV", help="another environment with the others")
    page.add_argument("-v", dest="verbose", action="store_true", help="the words missing and too much")
    page.add_argument("only", nargs="*", metavar="PART", help="pages with this in their names")
    rule = which.add_parser("provisions", help="who must, may, should or must not do what")
    rule.add_argument("--sample", dest="samples", action="append", choices=SAMPLES, help="both by default")
    rule.add_argument("--folder", dest="folders", action="append", choices=FOLDERS, help="both by default")
    rule.add_argument("-v", dest="verbose", action="store_true", help="what is wrong, missed and left out")
    alarm = which.add_parser("review", help="false alerts, outliers found, and cost")
    alarm.add_argument("--repeats", type=int, default=review.REPEATS, help="quarters drawn by chance")
    which.add_parser("diff", help="two releases of ten million values side by side")
    which.add_parser("site", help="the site of a release of ten thousand documents")
    runs = which.add_parser("scale", help="whole runs over generated archives: time by stage, memory, growth")
    runs.add_argument("--captures", dest="sizes", action="append", type=int, help="1000 and 10000 by default")
    runs.add_argument("--keep", type=Path, metavar="DIR", help="leave the generated archives here")
    runs.add_argument("--workers", action="store_true", help="one worker against two, at the first size")
    runs.add_argument("--engines", action="store_true", help="Dask against processes, at the first size")
    which.add_parser("truth", help="numbers against files that others made of the same documents")
    asked = which.add_parser("archives", help="collecting: faults, speed, memory; needs nothing beside")
    asked.add_argument("--long", action="store_true", help="100,000 captures too")
    asked.add_argument("--peers-from", type=Path, metavar="VENV", help="another environment with wayback")
    figures = which.add_parser("accuracy", help="our own figures, as data that goes into each release")
    figures.add_argument("--write", action="store_true", help="write them where releases take them from")
    cost = which.add_parser("speed", help="CPU time and memory")
    cost.add_argument("--quick", action="store_true", help="let stock pdfplumber skip pages of long files")
    return top


def main(arguments: list[str] | None = None) -> int:
    """Run the benchmarks that are asked for."""
    asked = parser().parse_args(arguments)
    if asked.benchmark not in CORPUS_FREE and getattr(asked, "sets", None) != [PageSet.WRITTEN]:
        require_corpus()
    for name in (asked.benchmark,) if asked.benchmark else _RUN:
        _RUN[name](asked)
    return 0


def _pages(asked: argparse.Namespace) -> None:
    if asked.benchmark is None:
        pages.run()
        return
    pages.run(
        sets=asked.sets or tuple(PageSet),
        peers=asked.peers,
        peers_from=asked.peers_from,
        only=asked.only,
        verbose=asked.verbose,
    )


def _provisions(asked: argparse.Namespace) -> None:
    provisions.run(
        samples=getattr(asked, "samples", None) or tuple(SAMPLES),
        folders=getattr(asked, "folders", None) or FOLDERS,
        verbose=getattr(asked, "verbose", False),
    )


def _printed(asked: argparse.Namespace) -> None:
    if asked.benchmark is None:
        printed.run()
    elif asked.save:
        printed.save(asked.save)
    else:
        printed.run(seed=asked.seed, count=asked.count, worst=asked.worst)


def _tables(asked: argparse.Namespace) -> None:
    if asked.benchmark is None:
        tables.run()
        return
    tables.run(
        sets=asked.sets or tuple(LabelSet),
        peers=asked.peers,
        only=asked.only,
        cut=asked.cut,
        verbose=asked.verbose,
        dump=asked.dump,
        pictures=asked.draw,
    )


def _archives(asked: argparse.Namespace) -> None:
    print(archives.report(long=getattr(asked, "long", False), peers_from=getattr(asked, "peers_from", None)))


def _scale(asked: argparse.Namespace) -> None:
    scale.run(
        getattr(asked, "sizes", None) or scale.SIZES,
        keep=getattr(asked, "keep", None),
        engines=getattr(asked, "engines", False),
        workers=getattr(asked, "workers", False),
    )


_RUN = {
    "tables": _tables,
    "pages": _pages,
    "provisions": _provisions,
    "printed": _printed,
    "truth": lambda _: report(),
    "archives": _archives,
    "diff": lambda _: diff.run(),
    "scale": _scale,
    "site": lambda _: site.run(),
    "review": lambda asked: review.run(getattr(asked, "repeats", review.REPEATS)),
    "accuracy": lambda asked: accuracy.run(write=getattr(asked, "write", False)),
    "speed": lambda asked: speed.run(quick=getattr(asked, "quick", False)),
}


if __name__ == "__main__":
    sys.exit(main())
