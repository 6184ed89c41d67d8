"""What the reader finds in printed pages, scored by adjacency relations and exact grids, trait by trait."""

from __future__ import annotations

import importlib.util
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from extractors.records import CaptureContext
from extractors.registry import Ocr, extract
from tests.benchmarks.printed.pages import Printed, printed_page
from tests.benchmarks.printed.temptations import temptation

SCORER = Path(__file__).parents[4] / "shared" / "tools" / "score_tables.py"
_EVERY = 5


def documents(seed: int, count: int) -> Iterator[Printed]:
    """Give so many documents of a seed; one in five has no table."""
    for number in range(count):
        at = 100_000 * seed + number
        yield temptation(at) if number % _EVERY == 0 else printed_page(at)


def found_tables(payload: bytes) -> list[dict[str, Any]]:
    """Read a document and give its tables, page by page, in the form of the scorer."""
    parts: dict[tuple[str, int | None], list[Any]] = defaultdict(list)
    for cell in extract(payload, CaptureContext(), ocr=Ocr.OFF).cells:
        parts[cell.table_id, cell.page].append(cell)
    tables = []
    for (_, page), cells in parts.items():
        first = min(cell.row for cell in cells)
        scored = [
            (c.row - first, c.col, c.row - first + c.row_span - 1, c.col + c.col_span - 1, c.text)
            for c in cells
        ]
        tables.append({"page": page, "bbox": None, "cells": scored})
    return tables


def scorer() -> ModuleType:
    """Load the scorer, which lies beside the checkout."""
    spec = importlib.util.spec_from_file_location("score_tables", SCORER)
    if spec is None or spec.loader is None or not SCORER.is_file():
        raise FileNotFoundError(f"the scorer is not at {SCORER}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def score(document: Printed, judge: ModuleType) -> dict[str, Any]:
    """Score one document; one without tables scores 1 if none was found."""
    result: dict[str, Any] = judge.score_doc(list(document.truth), found_tables(document.payload))
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
