"""What looks like a table and is none: charts, forms, tables of contents."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from extractors.pdf.lines import joined
from extractors.pdf.marks import PageMarks
from extractors.records import BBox
from extractors.tables.bands import is_number
from extractors.tables.cells import FoundTable

_LARGE = 12.0
_FEWEST_CURVES = 2
_CELLS_A_CURVE = 10
_PROMPT = re.compile(r":(?:\s*(?:_+|\$)?)?$|:\s*_|_{4,}|\b(?:Signature|Name|Date|Title)\s*:", re.MULTILINE)
_PAGE = re.compile(r"(?:[A-Z]{1,3}[-\u2013])?(\d{1,4})|[ivxl]{1,6}")
_FEWEST_ENTRIES = 3
_FEWEST_UNLED = 5
_BLANK_FORM = 0.6


def is_refused(table: FoundTable, marks: PageMarks) -> bool:
    """Tell whether a grid is a chart, a form or a table of contents."""
    return is_chart(table, marks.curves) or is_form(table) or is_contents(table)


def is_chart(table: FoundTable, curves: Iterable[BBox]) -> bool:
    """Tell whether curves or lines aslant are drawn within a grid, and not just a word over a full table.

    Small ones are bullets and ticks.
    """
    drawn = sum(_is_large(curve) and _within(curve, table.bbox) for curve in curves)
    filled = sum(bool(cell.lines) for cell in table.cells)
    return drawn >= _FEWEST_CURVES and filled < _CELLS_A_CURVE * drawn


def _is_large(box: BBox) -> bool:
    return max(box[2] - box[0], box[3] - box[1]) >= _LARGE


def _within(inner: BBox, outer: BBox) -> bool:
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    larger = inner[2] - inner[0] >= 0.98 * (outer[2] - outer[0]) and inner[3] - inner[1] >= 0.98 * (
        outer[3] - outer[1]
    )
    return outer[0] <= x <= outer[2] and outer[1] <= y <= outer[3] and not larger


def is_form(table: FoundTable) -> bool:
    """Tell whether a grid asks instead of telling: prompts, blanks beside them, few figures."""
    texts = [joined(cell.lines) for cell in table.cells if cell.lines]
    prompts = sum(bool(_PROMPT.search(text)) for text in texts if ":" in text or "_" in text)
    if prompts < 3:
        return False
    figures = sum(map(is_number, texts))
    blank = not figures and len(texts) <= _BLANK_FORM * table.n_cells
    return blank or (prompts >= 0.15 * len(texts) and figures < 0.2 * len(texts))


def is_contents(table: FoundTable) -> bool:
    """Tell whether a grid lists headings with the pages they stand on, which never fall.

    Leaders show it; so do several pages from the first row on, as a table would head its figures.
    """
    if table.n_cols > 3:
        return False
    last = [cell for cell in table.cells if cell.col_end == table.n_cols and cell.lines]
    pages = [match for cell in last if (match := _PAGE.fullmatch(cell.text))]
    if len(pages) < max(_FEWEST_ENTRIES, 0.8 * len(last)):
        return False
    numbers = [int(match[1]) for match in pages if match[1]]
    rising = sum(a <= b for a, b in pairwise(numbers)) >= 0.9 * (len(numbers) - 1)
    headless = len(pages) == len(last) >= _FEWEST_UNLED and last[0].row == 0
    return rising and (headless or _has_leaders(table))


def _has_leaders(table: FoundTable) -> bool:
    led = sum(
        bool(re.search(r"[.\u2026_]{4,}|(?:\. ){3,}", " ".join(line.text for line in cell.lines)))
        for cell in table.cells
    )
    return max(led, table.n_led) >= 0.5 * table.n_rows
