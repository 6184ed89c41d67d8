"""Funnel plots show what was found, and can be drawn of anything."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from matplotlib.figure import Figure
from matplotlib.text import Text
from PIL import Image

from extractors.statistics.review.kinds import Transform
from extractors.statistics.review.model import Counts, Model
from extractors.statistics.review.proportions import Proportions
from extractors.statistics.review.ratios import Ratios
from flows.cli import cli
from flows.reviews.counts import Given
from flows.reviews.findings import reviewed
from flows.reviews.labels import place_labels
from flows.reviews.panels import panels_of
from flows.reviews.plot import Format, draw


def drawn(model: Model, rows: list[tuple[float, float]], form: Format = Format.PNG, name: str = "u") -> bytes:
    x, n = (np.array(side, dtype=float) for side in zip(*rows, strict=True))
    units = [f"{name}{number}" for number in range(len(rows))]
    findings = reviewed(Given(units, None, Counts(x, n)), model)
    return draw(panels_of(findings, [None]), form)


ALIKE = [(28.0 + number % 5, 100.0) for number in range(20)]


@pytest.mark.parametrize("model", [Proportions(), Ratios(Transform.LOG)])
@pytest.mark.parametrize(
    "rows", [ALIKE, [(3, 10)], [(0, 0)], [(0, 50), (0, 90)], [(5, 5)] * 3, [(9, 4), (1, 1e6)], [(0.5, 0.75)]]
)
def test_any_counts_can_be_drawn(model: Model, rows: list[tuple[float, float]]) -> None:
    picture = Image.open(BytesIO(drawn(model, rows)))
    assert picture.size == (960, 672)


def test_the_same_counts_give_the_same_bytes() -> None:
    for form in Format:
        assert drawn(Proportions(), ALIKE, form) == drawn(Proportions(), ALIKE, form)


def test_outliers_are_named_and_counted_and_names_are_no_mathematics() -> None:
    svg = drawn(Proportions(), [*ALIKE, (80.0, 100.0)], Format.SVG, name="$x_1$ <b> 県 ").decode()
    for said in ("$x_1$ &lt;b&gt; 県 20", "alert, high (1)", "in control (20)", "1 of 21 beyond"):
        assert f">{said}" in svg


def test_names_do_not_lie_over_one_another() -> None:
    figure = Figure(figsize=(5, 4))
    axes = figure.subplots()
    points = [(0.5 + 0.001 * number, 0.5) for number in range(20)]
    figure.canvas.draw()
    place_labels(axes, [f"County {number}" for number in range(20)], points, np.array(points))
    boxes = [Text.get_window_extent(text) for text in axes.texts]
    assert 5 < len(boxes) < 20
    assert not any(one.overlaps(other) for place, one in enumerate(boxes) for other in boxes[:place])


def test_a_plot_has_a_panel_a_period_and_says_what_it_leaves_out(tmp_path: Path) -> None:
    counts, plot = tmp_path / "counts.csv", tmp_path / "funnel.png"
    rows = [f"u{unit},{unit},{50 + unit},{2000 + year}" for year in range(14) for unit in range(4)]
    counts.write_text("unit,numerator,denominator,period\n" + "\n".join(rows))
    result = CliRunner().invoke(cli, ["review", "--counts", str(counts), "--plot", str(plot)])
    assert result.exit_code == 0
    assert "shows the latest 12 periods, and leaves 2 out" in result.stderr
    assert Image.open(BytesIO(plot.read_bytes())).size == (1920, 6 * 672)
