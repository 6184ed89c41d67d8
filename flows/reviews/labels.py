"""Names beside points, none over another: each takes a free place around its point, or is left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.text import Annotation, Text
from matplotlib.transforms import Bbox

_LONGEST = 28
_NEAR, _FAR, _FARTHEST = 8, 22, 40

_End = Literal["left", "right", "center"]
_Place = tuple[float, float, _End]


def _around(distance: float) -> tuple[_Place, ...]:
    up = distance if distance > _NEAR else distance / 2
    sides: tuple[_Place, ...] = ((distance, 0, "left"), (-distance, 0, "right"))
    corners: tuple[_Place, ...] = (
        *((distance, up, "left"), (-distance, up, "right")),
        *((distance, -up, "left"), (-distance, -up, "right")),
    )
    return (*sides, *corners, (0, distance + _NEAR, "center"), (0, -distance - _NEAR, "center"))


_PLACES = (*_around(_NEAR), *_around(_FAR), *_around(_FARTHEST))
"""Points of type to the right and up of a point, and which end of the name lies there; the best first."""


def place_labels(
    axes: Axes,
    names: Sequence[str],
    points: Sequence[tuple[float, float]],
    others: npt.NDArray[np.float64],
) -> None:
    """Write names beside their points; the picture must have been drawn once, so that its scales are known.

    Args:
        axes: where.
        names: what is written, the most important first; long ones are cut.
        points: the point of each name.
        others: all points, which names cover only where there is no better place.
    """
    taken: list[Bbox] = []
    pixels = axes.transData.transform(others) if len(others) else np.empty((0, 2))
    for name, point in zip(names, points, strict=True):
        written = _written(axes, _short(name), point)
        box = _settle(written, axes.get_window_extent(), taken, pixels)
        if box is None:
            written.remove()
        else:
            taken.append(box)


def _written(axes: Axes, name: str, point: tuple[float, float]) -> Annotation:
    """Write a name on white, with a thin line to its point; it takes no part in the layout."""
    written = axes.annotate(
        name,
        point,
        xytext=(0, 0),
        textcoords="offset points",
        fontsize=7.5,
        va="center",
        zorder=5,
        arrowprops={"arrowstyle": "-", "color": "#555555", "linewidth": 0.5, "shrinkA": 0, "shrinkB": 2},
        bbox={"boxstyle": "square,pad=0.1", "facecolor": "white", "alpha": 0.7, "edgecolor": "none"},
    )
    written.set_parse_math(False)
    written.set_in_layout(False)
    return written


def _short(name: str) -> str:
    flat = " ".join(name.split())
    return flat if len(flat) <= _LONGEST else f"{flat[: _LONGEST - 1]}…"


def _settle(
    written: Annotation, frame: Bbox, taken: Sequence[Bbox], pixels: npt.NDArray[np.float64]
) -> Bbox | None:
    """Move a name to the place that covers the fewest points and no other name; None if there is none."""
    free: list[tuple[int, int, Bbox]] = []
    for rank, place in enumerate(_PLACES):
        box = _moved(written, place)
        inside = frame.x0 <= box.x0 and box.x1 <= frame.x1 and frame.y0 <= box.y0 and box.y1 <= frame.y1
        if inside and not any(box.overlaps(other) for other in taken):
            free.append((int(np.sum(_within(box, pixels))), rank, box))
    if not free:
        return None
    _, rank, box = min(free, key=lambda choice: choice[:2])
    _moved(written, _PLACES[rank])
    return box


def _moved(written: Annotation, place: _Place) -> Bbox:
    """Move a name and give the box of its text alone, without the line to its point."""
    right, up, end = place
    written.set_position((right, up))
    written.set_horizontalalignment(end)
    written.get_window_extent()  # brings its transform up to date
    return Text.get_window_extent(written)


def _within(box: Bbox, pixels: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
    x, y = pixels[:, 0], pixels[:, 1]
    within: npt.NDArray[np.bool_] = (box.x0 <= x) & (x <= box.x1) & (box.y0 <= y) & (y <= box.y1)
    return within
