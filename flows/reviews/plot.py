"""Funnel plots: rates against their denominators, between plain limits and those that know of overdispersion.

Colours are those of Okabe and Ito, which people with any colour vision tell apart; shapes say the same. Names
are never read as mathematics. The same counts give the same bytes.
"""

from __future__ import annotations

import io
import math
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, NullFormatter

from extractors.statistics.review.arrays import Bools, Floats
from extractors.statistics.review.kinds import Direction, Flag, FunnelClass
from extractors.statistics.review.model import Counts, Model
from extractors.statistics.review.ratios import Ratios
from extractors.statistics.review.review import Review
from flows.reviews.labels import place_labels
from flows.reviews.panels import Panel

MOST_PANELS = 12
"""Periods that one picture shows; with more it shows the latest."""

MOST_LABELS = 12
"""Units that one panel names, the furthest first."""

_WIDE = 30
"""Greatest over least denominator from which the axis is logarithmic."""

_FINE = 200
_ONE_ABREAST = 3
_INCHES = (8.0, 5.6)
_DOTS_AN_INCH = 120
_MANY = 500


class Format(StrEnum):
    """What a picture is written as."""

    PNG = "png"
    SVG = "svg"


@dataclass(frozen=True, slots=True)
class _Look:
    name: str
    colour: str
    marker: str
    hollow: bool = False


_ALERT_HIGH = _Look("alert, high", "#D55E00", "^")
_ALERT_LOW = _Look("alert, low", "#0072B2", "v")
_DOUBTFUL_HIGH = _Look("alert, high, not confirmed", "#D55E00", "^", hollow=True)
_DOUBTFUL_LOW = _Look("alert, low, not confirmed", "#0072B2", "v", hollow=True)
_WARN = _Look("warn", "#E69F00", "D")
_IN_CONTROL = _Look("in control", "#666666", "o")
_NOT_FLAGGED = _Look("not flagged: too few, or invalid", "#999999", "o", hollow=True)

_LINES = (
    ("95", False, "#7A7A7A", ":", "95 %, plain"),
    ("998", False, "#7A7A7A", "-.", "99.8 %, plain"),
    ("95", True, "#009E73", "--", "95 %, overdispersion taken in"),
    ("998", True, "#009E73", "-", "99.8 %, overdispersion taken in"),
)


def draw(panels: Sequence[Panel], form: Format = Format.PNG) -> bytes:
    """Draw panels one below the other, two abreast from four on; give the bytes of the picture."""
    abreast = 2 if len(panels) > _ONE_ABREAST else 1
    height = math.ceil(len(panels) / abreast)
    figure = Figure(
        figsize=(_INCHES[0] * abreast, _INCHES[1] * height), layout="constrained", dpi=_DOTS_AN_INCH
    )
    canvas = FigureCanvasAgg(figure)
    places = figure.subplots(height, abreast, squeeze=False).ravel()
    for axes in places[len(panels) :]:
        axes.set_axis_off()
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")  # names may be in any script
        for axes, panel in zip(places, panels, strict=False):
            _draw_panel(axes, panel)
        canvas.draw()  # type: ignore[no-untyped-call]
        for axes, panel in zip(places, panels, strict=False):
            _name_outliers(axes, panel)
        return written(figure, form)


def written(figure: Figure, form: Format) -> bytes:
    """Give a figure as the bytes of a picture, with no date and no name of a program in it."""
    out = io.BytesIO()
    from matplotlib import rc_context

    dated = {"Date": None} if form is Format.SVG else {"Software": None}
    with rc_context({"svg.hashsalt": "dhs-archive", "svg.fonttype": "none"}):
        figure.savefig(out, format=str(form), metadata=dated)
    return out.getvalue()


def _draw_panel(axes: Axes, panel: Panel) -> None:
    rows = panel.counts.denominators > 0
    axes.set_title(panel.title, loc="left", fontweight="bold", parse_math=False)
    axes.set_title(_told(panel), loc="right", fontsize=8)
    _name_axes(axes, panel, rows)
    if not rows.any():
        axes.text(0.5, 0.5, "no row has a denominator above 0", ha="center", transform=axes.transAxes)
        return
    _draw_points(axes, panel, rows)
    _draw_lines(axes, panel, rows)
    axes.legend(fontsize=7.5, loc="upper center", bbox_to_anchor=(0.5, -0.11), ncols=3, frameon=False)


def _told(panel: Panel) -> str:
    """Say how many lie beyond the plain limits, which the colours do not show."""
    found = panel.review
    beyond = np.isin(found.funnel_class, [FunnelClass.HIGH_998, FunnelClass.LOW_998])
    return (
        f"{np.sum(beyond):,} of {np.sum(np.isfinite(found.rate)):,} beyond the plain 99.8 % limits; "
        f"phi {found.phi[0]:.3g}"
    )


def _name_axes(axes: Axes, panel: Panel, rows: Bools) -> None:
    ratio = isinstance(panel.model, Ratios)
    axes.set_xlabel("expected count" if ratio else "denominator")
    axes.set_ylabel("observed / expected" if ratio else "rate")
    axes.spines[["top", "right"]].set_visible(False)
    sizes = panel.counts.denominators[rows]
    if sizes.size and sizes.max() > _WIDE * sizes.min():
        axes.set_xscale("log")
        axes.xaxis.set_minor_formatter(NullFormatter())
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.6g}"))
    if not ratio:
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{100 * value:.6g} %"))


def _draw_points(axes: Axes, panel: Panel, rows: Bools) -> None:
    size = 14 if np.sum(rows) > _MANY else 28
    for look, marked in _looks(panel.review, rows):
        count = int(np.sum(marked))
        if count == 0:
            continue
        axes.scatter(
            panel.counts.denominators[marked],
            panel.review.rate[marked],
            s=size * (1.8 if "alert" in look.name else 1),
            marker=look.marker,
            facecolors="none" if look.hollow else look.colour,
            edgecolors=look.colour if look.hollow else "white",
            linewidths=0.8 if look.hollow else 0.4,
            label=f"{look.name} ({count:,})",
            zorder=4 if "alert" in look.name else 3,
        )


def _looks(found: Review, rows: Bools) -> Iterator[tuple[_Look, Bools]]:
    alert, high = found.flag == Flag.ALERT, found.direction == Direction.HIGH
    sure = np.equal(found.confirmed, True)
    yield _ALERT_HIGH, alert & high & sure
    yield _ALERT_LOW, alert & ~high & sure
    yield _DOUBTFUL_HIGH, alert & high & ~sure
    yield _DOUBTFUL_LOW, alert & ~high & ~sure
    yield _WARN, found.flag == Flag.WARN
    yield _IN_CONTROL, found.flag == Flag.IN_CONTROL
    yield _NOT_FLAGGED, rows & ~np.isin(found.flag, list(Flag))


def _draw_lines(axes: Axes, panel: Panel, rows: Bools) -> None:
    baseline, tau2 = float(panel.review.baseline[0]), float(panel.review.tau2[0])
    sizes = _grid(panel.counts.denominators[rows], logarithmic=axes.get_xscale() == "log")
    along = Counts(np.zeros(sizes.size), sizes)
    plain = panel.model.limits(along, baseline)
    adjusted = panel.model.adjusted_limits(along, baseline, tau2)
    axes.axhline(baseline, color="black", linewidth=1, label=f"baseline {_figure(baseline, panel.model)}")
    for level, knows, colour, style, name in _LINES:
        limits = adjusted if knows else plain
        for side in ("lower", "upper"):
            line = getattr(limits, f"{side}{level}")
            said = name if side == "lower" else None
            axes.plot(sizes, line, color=colour, linestyle=style, linewidth=1.2, label=said, zorder=2)
    _leave_room(axes, panel.review.rate[rows], baseline, proportion=not isinstance(panel.model, Ratios))


def _grid(sizes: Floats, *, logarithmic: bool) -> Floats:
    least, most = float(sizes.min()), float(sizes.max())
    least, most = (least * 0.9, most * 1.1) if least == most else (least, most)
    return (np.geomspace if logarithmic else np.linspace)(least, most, _FINE)


def _figure(baseline: float, model: Model) -> str:
    return f"{baseline:.4g}" if isinstance(model, Ratios) else f"{100 * baseline:.4g} %"


def _leave_room(axes: Axes, rates: Floats, baseline: float, *, proportion: bool) -> None:
    """Show all rates with a margin; limits of the smallest units may leave the picture."""
    least, most = min(float(rates.min()), baseline), max(float(rates.max()), baseline)
    margin = 0.12 * (most - least) or 0.5 * most or 1.0
    top = most + margin
    axes.set_ylim(max(least - margin, -0.03 * top), min(top, 1.05) if proportion and most <= 1 else top)


def _name_outliers(axes: Axes, panel: Panel) -> None:
    """Name alerts, confirmed ones before others, and warnings if there is room, those furthest out first."""
    found = panel.review
    far = np.abs(np.nan_to_num(found.z_robust))
    kinds = [np.equal(found.confirmed, True), found.flag == Flag.ALERT, found.flag == Flag.WARN]
    rank = np.select(kinds, [3, 2, 1], 0)
    order = [row for row in np.lexsort((-far, -rank)) if rank[row] > 0][:MOST_LABELS]
    points = [(float(panel.counts.denominators[row]), float(found.rate[row])) for row in order]
    rows = panel.counts.denominators > 0
    others = np.column_stack([panel.counts.denominators[rows], found.rate[rows]])
    place_labels(axes, [panel.units[row] for row in order], points, others)
