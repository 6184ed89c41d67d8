"""What the reader finds in printed pages, scored by adjacency relations and exact grids, trait by trait."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from tests.benchmarks.corpus import scorer
from tests.benchmarks.printed.pages import Printed, printed_page
from tests.benchmarks.printed.temptations import temptation
from tests.benchmarks.readers import ours

_EVERY = 5


def documents(seed: int, count: int) -> Iterator[Printed]:
    """Give so many documents of a seed; one in five has no table."""
    for number in range(count):
        at = 100_000 * seed + number
        yield temptation(at) if number % _EVERY == 0 else printed_page(at)


def score(document: Printed) -> dict[str, Any]:
    """Score one document; one without tables scores 1 if none was found."""
    found = [{**table, "bbox": None} for table in ours(document.payload, ())]
    result: dict[str, Any] = scorer().score_doc(list(document.truth), found)
    if not document.truth:
        result["F"] = 0.0 if result["npred"] else 1.0
    return result


def summary(results: Iterable[tuple[Printed, dict[str, Any]]]) -> str:
    """Give F, exact grids and false tables over all documents and for each trait."""
    rows: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for document, result in results:
        rows["all", "with tables" if document.truth else "without"].append(result)
        for trait in document.traits.items():
            rows[trait].append(result)
    return "\n".join(_line(trait, value, found) for (trait, value), found in sorted(rows.items()))


def _line(trait: str, value: str, found: list[dict[str, Any]]) -> str:
    n, tables = len(found), sum(r["ngt"] for r in found)
    exact = f"{sum(r['exact'] for r in found) / tables:.3f}" if tables else "    -"
    mean = sum(r["F"] for r in found) / n
    false = sum(r["fp"] for r in found)
    return f"{trait:<14}{value:<26} n {n:>4}  F {mean:.3f}  exact {exact}  false {false:>3}"
