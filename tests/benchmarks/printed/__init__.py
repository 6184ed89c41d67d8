"""Printed pages of our own making, each with its true tables: layouts that nobody tuned for."""

from __future__ import annotations

from pathlib import Path

from tests.benchmarks.printed.pages import printed_page
from tests.benchmarks.printed.scoring import documents, score, summary
from tests.benchmarks.printed.temptations import temptation


def run(*, seed: int = 1, count: int = 200, worst: int = 0) -> None:
    """Score our reading of printed pages, trait by trait, and name the worst documents."""
    results = [(document, score(document)) for document in documents(seed, count)]
    print(summary(results))
    for document, result in sorted(results, key=lambda pair: pair[1]["F"])[:worst]:
        found = f"exact {result['exact']}/{result['ngt']}"
        print(f"{document.name} F {result['F']:.3f} {found} {document.traits}")


def save(name: str) -> None:
    """Write one document, named as :func:`run` names it, to a PDF of its name."""
    make = printed_page if name.startswith("t") else temptation
    Path(f"{name}.pdf").write_bytes(make(int(name[1:])).payload)
