"""How well this version reads, as data that goes into each release: ``flows/releases/accuracy.json``.

The figures are those of ``tables``, ``pages``, ``provisions`` and ``truth``, of our own reading alone. They
are written by ``accuracy --write``, and checked in once somebody has looked at them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from functools import reduce
from operator import add
from statistics import mean

from flows.releases.accuracy import ACCURACY, Measured
from tests.benchmarks import pages, provisions, tables
from tests.benchmarks.labels import LabelSet, labelled
from tests.benchmarks.page_labels import PageSet, labelled_pages
from tests.benchmarks.page_readers import OURS as PAGE_READER
from tests.benchmarks.readers import OURS as TABLE_READER
from tests.golden.provisions.sample import FOLDERS, SAMPLES
from tests.truth.report import sources

_TABLES = {
    LabelSet.EU: "ICDAR-2013 table competition, European part; seen while it was built",
    LabelSet.DHS: "pages of DHS publications, labelled by hand by this project; seen while it was built",
}
_PAGES = {
    PageSet.CORPUS: "archived pages of ice.gov and uscis.gov; seen while it was built",
    PageSet.WRITTEN: "pages in the markup of the sites, written by this project; seen while it was built",
}


def measured() -> Iterator[Measured]:
    """Measure everything, a kind at a time; takes some minutes."""
    yield from _tables()
    yield from _main_text()
    yield from _provisions()
    yield from _statistics()


def _tables() -> Iterator[Measured]:
    for which, corpus in _TABLES.items():
        documents = labelled(which)
        found = tables.Summary.of([tables.read(TABLE_READER, document) for document in documents])
        size = f"{len(documents)} documents, {found.true} tables"
        yield Measured("tables", "F of adjacent cells, mean of documents", found.f, size, corpus)
        yield Measured(
            "tables", "share of grids that are exact", found.exact / max(1, found.true), size, corpus
        )


def _main_text() -> Iterator[Measured]:
    for which, corpus in _PAGES.items():
        readings = [pages.read(PAGE_READER, page) for page in labelled_pages(which)]
        found = mean(reading.f1 for reading in readings)
        yield Measured(
            "main text", "F of runs of words, mean of pages", found, f"{len(readings)} pages", corpus
        )


def _provisions() -> Iterator[Measured]:
    for sample in SAMPLES:
        score = reduce(
            add, (provisions.total(provisions.judged(folder, sample=sample)) for folder in FOLDERS)
        )
        size = f"{score.right + score.missed} provisions"
        corpus = f"passages of DHS documents labelled by hand, sample {sample}; seen while it was built"
        yield Measured("provisions", "precision", score.precision, size, corpus)
        yield Measured("provisions", "recall", score.recall, size, corpus)


def _statistics() -> Iterator[Measured]:
    scores = [source.score() for source in sources()]
    values, right = sum(len(score.judgements) for score in scores), sum(score.right for score in scores)
    corpus = (
        "numbers in tables of DHS documents against files that others made of them; seen while it was built"
    )
    yield Measured(
        "numbers", "share that is right and in its place", right / values, f"{values:,} values", corpus
    )


def run(*, write: bool) -> None:
    found = list(measured())
    for each in found:
        print(f"{each.kind:<12} {each.measure:<40} {each.value:>7.2%}  {each.size:<28} {each.corpus}")
    if write:
        figures = [asdict(each) | {"value": round(each.value, 4)} for each in found]
        record = {"measured_on": date.today().isoformat(), "figures": figures}
        ACCURACY.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
