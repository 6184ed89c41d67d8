"""Why a grid is not the true one: one word for each table, and how many spanning cells were kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from tests.benchmarks.corpus import scorer
from tests.benchmarks.labels import GridTable

COVERED = 0.9
"""Share of the letters of a table that must be in another for it to cover it."""


class Fault(StrEnum):
    """What is wrong first with a table, from the whole to the detail."""

    NONE = "exact"
    MISSED = "missed"
    PART = "only a part of it"
    MORE = "more than it"
    BOTH = "a part of it and more"
    COLUMNS = "columns"
    ROWS = "rows"
    CELLS = "cells in other places"
    TEXT = "texts of cells"


def fault_of(true: GridTable, found: Sequence[GridTable]) -> Fault:
    """Say what is wrong with the found table that has most of the true one's letters."""
    letters = scorer().ctok(true)
    same_page = [table for table in found if table["page"] == true["page"]]
    nearest = max(same_page, key=lambda table: scorer().f1c(letters, scorer().ctok(table)), default=None)
    if nearest is None or not _covered(letters, scorer().ctok(nearest)):
        return Fault.MISSED
    extent = _extent(letters, scorer().ctok(nearest))
    return extent or _structure(scorer().grid(true["cells"]), scorer().grid(nearest["cells"]))


def _covered(letters: Counter[str], other: Counter[str]) -> float:
    return sum((letters & other).values()) / max(1, sum(letters.values()))


def _extent(true: Counter[str], found: Counter[str]) -> Fault | None:
    part, more = _covered(true, found) < COVERED, _covered(found, true) < COVERED
    if part and more:
        return Fault.BOTH
    return Fault.PART if part else Fault.MORE if more else None


def _structure(true: list[list[str]], found: list[list[str]]) -> Fault:
    if true == found:
        return Fault.NONE
    if len(true[0]) != len(found[0]):
        return Fault.COLUMNS
    if len(true) != len(found):
        return Fault.ROWS
    filled = [[bool(text) for text in row] for row in true] == [[bool(text) for text in row] for row in found]
    return Fault.TEXT if filled else Fault.CELLS


def spans(tables: Sequence[GridTable]) -> Counter[Any]:
    """Count the cells with text that span rows or columns, by page, extent and text."""
    return Counter(
        (table["page"], r1 - r0, c1 - c0, scorer().norm(text))
        for table in tables
        for r0, c0, r1, c1, text in table["cells"]
        if (r1 > r0 or c1 > c0) and scorer().norm(text)
    )
