"""Which grids are refused as tables of contents."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.pdf.lines import lines_of
from extractors.pdf.marks import Word
from extractors.tables.cells import FoundCell, FoundTable
from extractors.tables.refusals import is_contents


def _table(*rows: Sequence[str]) -> FoundTable:
    cells = [
        FoundCell(row, col, row + 1, col + 1, _box(row, col), tuple(lines_of(_words(text, row, col))))
        for row, texts in enumerate(rows)
        for col, text in enumerate(texts)
    ]
    return FoundTable(tuple(cells), len(rows), 2, (0.0, 100.0, 200.0), (0, 0, 200.0, 12.0 * len(rows)))


def _box(row: int, col: int) -> tuple[float, float, float, float]:
    return (100.0 * col, 12.0 * row, 100.0 * col + 90, 12.0 * row + 10)


def _words(text: str, row: int, col: int) -> list[Word]:
    x0, top, x1, bottom = _box(row, col)
    return [Word(text, x0, top, x1, bottom, bottom - 2, 10.0, bold=False, spaced=False, turn=0)]


def test_headings_with_rising_pages_are_contents_without_leaders():
    entries = [("Purpose", "1"), ("Scope", "3"), ("Roles", "3"), ("Records", "8"), ("Forms", "12")]
    assert is_contents(_table(*entries))
    assert not is_contents(_table(*entries[:4]))


def test_rising_figures_under_a_heading_are_a_table():
    assert not is_contents(
        _table(("Year", "Total"), ("A", "1"), ("B", "3"), ("C", "5"), ("D", "8"), ("E", "9"))
    )


def test_falling_figures_are_a_table():
    assert not is_contents(_table(("A", "9"), ("B", "7"), ("C", "5"), ("D", "4"), ("E", "2")))
