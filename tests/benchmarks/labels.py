"""Tables whose true grids are known: the EU part of ICDAR-2013, and pages labelled by hand.

A table is what the scorer takes: ``page`` counted from 1, ``bbox`` in points from the top left or ``None``,
``cells`` as ``(first row, first column, last row, last column, text)``. Here it has ``boxes`` too, one for
each cell.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from tests.benchmarks.corpus import CORPUS, REPOSITORY, page_heights, scorer

GridTable = dict[str, Any]

ICDAR = CORPUS / "icdar2013-eu"
BY_HAND = REPOSITORY / "tests" / "golden" / "tables"


class LabelSet(StrEnum):
    """Which truth: ``eu`` scores whole documents, ``dhs`` single pages, some of them without a table."""

    EU = "eu"
    DHS = "dhs"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A document, or pages of one, with all tables that stand there; ``pages`` is empty for all of them."""

    name: str
    path: Path
    pages: tuple[int, ...]
    tables: tuple[GridTable, ...]

    def on_these_pages(self, tables: list[GridTable]) -> list[GridTable]:
        """Give those of the tables that stand on labelled pages; on others nothing is known."""
        return [table for table in tables if not self.pages or table["page"] in self.pages]


def labelled(which: LabelSet) -> list[Labelled]:
    """Give the documents of a set with their truth, by name."""
    return list(_icdar() if which is LabelSet.EU else _by_hand())


def _icdar() -> Iterator[Labelled]:
    for path in sorted(ICDAR.glob("*.pdf")):
        truth = path.with_name(f"{path.stem}-str.xml")
        heights = page_heights(path.read_bytes())
        tables = scorer().load_icdar(str(truth), heights)
        for table, boxes in zip(tables, _icdar_boxes(truth, heights), strict=True):
            table["boxes"] = boxes
        yield Labelled(name=path.stem, path=path, pages=(), tables=tuple(tables))


def _icdar_boxes(truth: Path, heights: dict[int, float]) -> Iterator[list[Any]]:
    """Give the boxes of the cells of each region, in the order in which the scorer reads them."""
    for region in ElementTree.parse(truth).getroot().iterfind("table/region"):
        height = heights.get(int(region.get("page", "0")), 0.0)
        boxes = [_flipped(cell.find("bounding-box"), height) for cell in region.iterfind("cell")]
        if boxes:
            yield boxes


def _flipped(box: ElementTree.Element | None, height: float) -> tuple[float, float, float, float] | None:
    if box is None:
        return None
    x1, y1, x2, y2 = (float(box.get(key, "nan")) for key in ("x1", "y1", "x2", "y2"))
    return (x1, height - y2, x2, height - y1)


def _by_hand() -> Iterator[Labelled]:
    for label in sorted(BY_HAND.glob("*.json")):
        truth = json.loads(label.read_text(encoding="utf-8"))
        page = truth["page"]
        tables = tuple(
            {"page": page, "bbox": None, "cells": cells, "boxes": [None] * len(cells)}
            for cells in ([tuple(cell) for cell in table] for table in truth["tables"])
        )
        yield Labelled(name=label.stem, path=CORPUS / truth["file"], pages=(page,), tables=tables)
