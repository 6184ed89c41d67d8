"""How a table is printed: every trait is drawn by itself, so that each is seen with each other."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

RULINGS = (
    "grid",
    "rows",
    "header",
    "booktabs",
    "none",
    "columns",
    "half",
    "stripes",
    "white on shade",
)
FONTS = {
    "sans": ("Helvetica", "Helvetica-Bold", "Helvetica-Oblique"),
    "serif": ("Times-Roman", "Times-Bold", "Times-Italic"),
    "typewriter": ("Courier", "Courier-Bold", "Courier-Oblique"),
}


@dataclass(frozen=True, slots=True)
class Style:
    """The traits of one printed table; lengths are in points, gaps in ems."""

    ruling: str
    font: str
    size: float
    gap: float
    leading: float
    row_gap: float
    leaders: str
    numbers: str
    indents: int
    groups: str
    wrapped: str
    header_rows: int
    spanner_rules: bool
    header_align: str
    units: str
    marks: bool
    cells: str
    texts: str
    total: bool
    caption: str
    notes: bool
    dollars: bool

    @property
    def traits(self) -> dict[str, str]:
        """The traits by name, as words to count by."""
        size = "small" if self.size < 7 else "usual" if self.size < 9.5 else "large"
        gap = "narrow" if self.gap < 1.2 else "usual" if self.gap < 2.5 else "wide"
        return {
            "ruling": self.ruling,
            "font": self.font,
            "size": size,
            "gap": gap,
            "leaders": self.leaders,
            "numbers": self.numbers,
            "indents": str(self.indents),
            "groups": self.groups,
            "wrapped": self.wrapped,
            "header rows": str(self.header_rows),
            "header": self.header_align,
            "units": self.units,
            "cells": self.cells,
            "texts": self.texts,
            "caption": self.caption,
        }


def random_style(rng: Random) -> Style:
    """Draw each trait by itself; only what cannot be printed together is put right."""
    texts = rng.choices(("none", "ruled rows", "white between"), (8, 1, 1))[0]
    ruling = rng.choice(RULINGS) if texts != "ruled rows" else rng.choice(("grid", "rows"))
    font = rng.choices(tuple(FONTS), (5, 4, 2))[0]
    return Style(
        ruling=ruling,
        font=font,
        size=rng.choice((5.5, 6, 6.5, 7, 7.5, 8, 8, 9, 9, 10, 11)),
        gap=rng.choice((0.9, 1.1, 1.5, 2.0, 3.0, 4.5)),
        leading=rng.choice((1.1, 1.15, 1.2, 1.3)),
        row_gap=rng.choice((0, 0, 0.1, 0.3, 0.6)) if texts == "none" else 0.8,
        leaders=rng.choice(("none", "none", "dots", "spaced")),
        numbers=rng.choice(("right", "right", "decimal", "centre")),
        indents=rng.choice((0, 0, 1, 2, 3)),
        groups=rng.choice(("none", "none", "plain", "bold", "italic", "centred")),
        wrapped=rng.choice(("none", "none", "first", "last")),
        header_rows=rng.choice((1, 1, 1, 2, 2, 3)),
        spanner_rules=rng.random() < 0.5,
        header_align=rng.choice(("bottom", "bottom", "middle", "top")),
        units=rng.choice(("none", "none", "none", "one", "each")),
        marks=rng.random() < 0.4,
        cells=rng.choice(("full", "full", "suppressed", "blank")),
        texts=texts,
        total=rng.random() < 0.4,
        caption=rng.choice(("above", "above", "title", "below", "none")),
        notes=rng.random() < 0.6,
        dollars=rng.random() < 0.2,
    )
