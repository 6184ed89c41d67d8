"""Counts that documents quote from others, shown as points and never reviewed.

Whoever quotes has chosen: there are no other places to compare with, so that there is neither a baseline nor
a limit, and a point far up or down says nothing of its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from extractors.statistics.recipes import Indicator
from flows.reviews.labels import place_labels
from flows.reviews.meaning import plain
from flows.reviews.plot import Format, written

_QUOTED = """
    SELECT x.stub_path[-1], x."value", n."value", printed.text, source.text, x.cell_id
    FROM cells x JOIN cells n USING (table_id, "row")
    JOIN cells printed USING (table_id, "row") JOIN cells source USING (table_id, "row")
    WHERE x.header_path[-1] = $numerator AND n.header_path[-1] = $denominator
        AND printed.header_path[-1] = 'Figure as printed' AND source.header_path[-1] = 'Source'
        AND x."value" <= n."value" AND n."value" > 0
    ORDER BY table_id, "row"
"""

_PAGE = """\
# Quoted, not reviewed: {title}

These counts stand in documents of this dataset as quotations from others. They are shown as they were
printed. **They are no review**: others chose the places, and there is nothing to compare them with. A share
that is high or low here says nothing of its place.

| place | count | of | share | as printed | printed by | cell |
|---|---:|---:|---:|---|---|---|
{rows}

![Quoted points: {name}]({picture})
"""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Two counts of a place as somebody printed them, and the cell in which the first stands."""

    place: str
    numerator: float
    denominator: float
    printed: str
    source: str
    cell_id: str

    @property
    def share(self) -> float:
        """The one over the other."""
        return self.numerator / self.denominator


def quotations(connection: duckdb.DuckDBPyConnection, indicator: Indicator) -> list[Quotation]:
    """Find what tables of quoted figures say of an indicator; needs ``cells`` by name."""
    if indicator.quoted is None:
        return []
    headers = dict(zip(("numerator", "denominator"), indicator.quoted, strict=True))
    return [Quotation(*row) for row in connection.execute(_QUOTED, headers).fetchall()]


def quoted_page(found: Sequence[Quotation], indicator: Indicator, picture: str) -> str:
    """Write the page of an indicator in Markdown."""
    rows = [
        f"| {plain(each.place)} | {each.numerator:,.6g} | {each.denominator:,.6g} | {each.share:.1%} "
        f"| {plain(each.printed)} | {plain(each.source)} | `{each.cell_id}` |"
        for each in found
    ]
    title = indicator.description
    return _PAGE.format(title=title, rows="\n".join(rows), name=indicator.name, picture=picture)


def draw_quoted(found: Sequence[Quotation], indicator: Indicator) -> bytes:
    """Draw quotations as points with their names; the same ones give the same bytes."""
    figure = Figure(figsize=(8.0, 5.0), layout="constrained", dpi=120)
    canvas = FigureCanvasAgg(figure)
    axes = figure.subplots()
    points = [(each.denominator, each.share) for each in found]
    sizes, shares = zip(*points, strict=True)
    axes.scatter(sizes, shares, s=36, marker="s", facecolors="none", edgecolors="#0072B2")
    axes.set_title("Quoted from others, not reviewed", loc="left", fontweight="bold")
    axes.set_title(indicator.name, loc="right", fontsize=8, parse_math=False)
    axes.set_xlabel("denominator")
    axes.set_ylabel("rate")
    axes.set_ylim(0, 1)
    axes.set_xlim(0, 1.25 * max(sizes))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.6g}"))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{100 * value:.6g} %"))
    axes.spines[["top", "right"]].set_visible(False)
    canvas.draw()  # type: ignore[no-untyped-call]
    place_labels(axes, [each.place for each in found], points, np.array(points))
    return written(figure, Format.PNG)
