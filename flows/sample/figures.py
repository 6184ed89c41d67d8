"""The figures that the statistics specimens print: fictional counties, and real figures with their source.

They lie in ``tables/*.csv``, so that what an extractor reads from the PDF can be held against them.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

TABLES = Path(__file__).with_name("tables")
MEASURES = ("submissions", "matches", "level1", "level2_3", "removed")

WITHHELD = "D"
DASH = "-"

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@dataclass(frozen=True, slots=True)
class County:
    """A row of table 1: a fictional county, and its figures in the order of the measures of its edition.

    A figure is ``None`` where it is withheld.
    """

    state: str
    name: str
    activated: date
    figures: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class RealFigure:
    """A row of table 2: a real figure as its source printed it, and what kind of source that is.

    ``measure`` is the name of what is counted in the dataset, ``kind`` is ``press`` or ``report``.
    """

    label: str
    measure: str
    through: date
    printed: str
    kind: str
    source: str


def counties(name: str = "zz-counties.csv", measures: Sequence[str] = MEASURES) -> list[County]:
    """Read the fictional counties of an edition in the order in which they are printed."""
    return [_county(row, measures) for row in _rows(name)]


def real_figures(name: str = "national.csv") -> list[RealFigure]:
    """Read the real figures of an edition in the order in which they are printed."""
    return [_real_figure(row) for row in _rows(name)]


def quoted_counties() -> list[list[str]]:
    """Read what the press printed of five counties: the cells of a table, a list a row."""
    return [list(row.values()) for row in _rows("five-counties.csv")]


def totals(rows: Sequence[County]) -> tuple[int, ...]:
    """Add up each measure; a withheld figure counts nothing, so that the printed column adds up."""
    columns = zip(*(row.figures for row in rows), strict=True)
    return tuple(sum(figure or 0 for figure in column) for column in columns)


def printed_figure(figure: int | None) -> str:
    """Give a figure as the table prints it: thousands apart, zero as a dash, withheld as a letter."""
    if figure is None:
        return WITHHELD
    return f"{figure:,}" if figure else DASH


def printed_date(day: date) -> str:
    """Give a date in American words, whatever the locale."""
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"


def _rows(name: str) -> list[dict[str, str]]:
    with (TABLES / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _county(row: dict[str, str], measures: Sequence[str]) -> County:
    figures = tuple(None if row[name] == WITHHELD else int(row[name]) for name in measures)
    return County(row["state"], row["county"], date.fromisoformat(row["activated"]), figures)


def _real_figure(row: dict[str, str]) -> RealFigure:
    return RealFigure(
        label=row["label"],
        measure=row["measure"],
        through=date.fromisoformat(row["through"]),
        printed=row["printed"],
        kind=row["kind"],
        source=row["source"],
    )
