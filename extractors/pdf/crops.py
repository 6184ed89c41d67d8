"""A part of a page as it is displayed, with boxes drawn over what is meant: the picture behind a value."""

from __future__ import annotations

import math
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageChops, ImageDraw

from extractors.pdf.legends import with_legend
from extractors.pdf.panes import Frame, drawn, stretches
from extractors.pdf.rendering import MAX_DOTS, Drawings
from extractors.records import BBox

SCALE = 150 / 72
"""Dots a point: usual type is readable, and a whole page is a few hundred kilobytes."""

SHEET_SCALE, SHEET_COLOURS = 110 / 72, 16
"""Dots a point and colours of a whole page that is only looked at."""

FINEST = 600 / 72
"""Dots a point at most."""

READABLE = 14
"""Dots that the lowest box has at least: some lists are printed in type of two points."""

WIDEST, TALLEST = 1800, 2360
"""Dots of a picture at most beside what is meant: a letter page either way. Wall maps are larger."""

AROUND = 90.0
"""Points shown above and below what is meant, where nothing else says what belongs to it."""

MARGIN = 14.0
"""Points shown around a table."""

_STROKE, _FILL = (214, 0, 28, 255), (255, 214, 0, 60)
_GAP = 1.5


@dataclass(frozen=True, slots=True)
class Crop:
    """A picture of a part of a page.

    Args:
        png: the picture.
        window: the part shown, as x0, top, x1, bottom in points from the top left corner of the page as
            displayed.
        dots_a_point: how many dots of the picture a point is; words around it apart.
    """

    png: bytes
    window: BBox
    dots_a_point: float


def crop(
    payload: bytes,
    number: int,
    *,
    boxes: Sequence[BBox],
    frame: Frame | None = None,
    above: str | None = None,
    below: Sequence[str] = (),
) -> Crop:
    """Draw a part of a page, counted from 1, with a red box around each thing meant.

    Crop box and rotation of the page are applied, so that boxes lie as they do in the tables.

    Args:
        payload: the file.
        number: the page.
        boxes: what is meant; none means the page as a whole.
        frame: its table, which is shown as far as it fits, head and stub in any case.
        above: words that must not be overlooked.
        below: lines that say where the picture comes from.

    Raises:
        CannotDraw: PDFium does not draw the page.
    """
    with closing(Drawings(payload)) as drawings:
        width, height = drawings.size(number)
        scale = _scale(boxes)
        window = window_of((width, height), boxes, frame.bbox if frame else None, scale=scale)
        across, down = window[2] - window[0], window[3] - window[1]
        scale = min(scale, math.sqrt(MAX_DOTS / max(1.0, across * down)))
        xs, ys = [(window[0], window[2])], [(window[1], window[3])]
        if frame is not None:
            xs = stretches(xs[0], frame.bbox[0], frame.stub)
            ys = stretches(ys[0], frame.bbox[1], frame.head)
        dots, corner = drawn(drawings, number, xs, ys, scale=scale)
    image = Image.fromarray(dots).convert("RGBA")
    overlay = _overlay(image.size, boxes, window, scale)
    picture = Image.alpha_composite(image, ImageChops.offset(overlay, *corner)).convert("RGB")
    stream = BytesIO()
    with_legend(picture, above=above, below=below).save(stream, format="PNG", optimize=True)
    return Crop(stream.getvalue(), window, scale)


def sheet(payload: bytes, number: int) -> tuple[bytes, float, float]:
    """Draw a page, counted from 1, as a small PNG without boxes; give it with width and height in points.

    Raises:
        CannotDraw: PDFium does not draw the page.
    """
    with closing(Drawings(payload)) as drawings:
        width, height = drawings.size(number)
        scale = min(SHEET_SCALE, math.sqrt(MAX_DOTS / max(1.0, width * height)))
        dots = drawings.part(number, (0.0, 0.0, width, height), scale=scale)
    stream = BytesIO()
    few = Image.fromarray(dots).quantize(SHEET_COLOURS, dither=Image.Dither.NONE)
    few.save(stream, format="PNG", optimize=True)
    return stream.getvalue(), width, height


def _scale(boxes: Sequence[BBox]) -> float:
    lowest = min((bottom - top for _, top, _, bottom in boxes), default=math.inf)
    return min(FINEST, max(SCALE, READABLE / max(lowest, 1.0)))


def window_of(
    size: tuple[float, float], boxes: Sequence[BBox], frame: BBox | None, *, scale: float = SCALE
) -> BBox:
    """Give the part of a page that is shown: what is meant, with its frame, or with what stands around it.

    Of a frame that is too large as much is shown as fits, with what is meant near the middle.
    """
    width, height = size
    if not boxes:
        return (0.0, 0.0, width, height)
    meant = _union(boxes)
    if frame is None:
        wanted = (0.0, meant[1] - AROUND, width, meant[3] + AROUND)
    else:
        x0, top, x1, bottom = _union([meant, frame])
        wanted = (x0 - MARGIN, top - MARGIN, x1 + MARGIN, bottom + MARGIN)
    x0, x1 = _fitted((meant[0], meant[2]), (wanted[0], wanted[2]), WIDEST / scale, width)
    top, bottom = _fitted((meant[1], meant[3]), (wanted[1], wanted[3]), TALLEST / scale, height)
    return (x0, top, x1, bottom)


def _fitted(
    meant: tuple[float, float], wanted: tuple[float, float], most: float, end: float
) -> tuple[float, float]:
    """Give a stretch of an axis: what is wanted, or as much as may be around what is meant."""
    low, high = max(0.0, wanted[0]), min(end, wanted[1])
    if high - low > most:
        spare = max(0.0, most - (meant[1] - meant[0])) / 2
        start = min(max(low, meant[0] - spare), max(low, high - most))
        low, high = start, max(start + most, meant[1])
    # What is meant may lie beside the page in a damaged file; a picture has at least a dot.
    low = max(0.0, min(low, end - 1))
    return low, min(end, max(high, low + 1))


def _union(boxes: Sequence[BBox]) -> BBox:
    x0, top, x1, bottom = zip(*boxes, strict=True)
    return (min(x0), min(top), max(x1), max(bottom))


def _outward(by: float) -> BBox:
    return (-by, -by, by, by)


def _overlay(size: tuple[int, int], boxes: Sequence[BBox], window: BBox, scale: float) -> Image.Image:
    overlay = Image.new("RGBA", size, (0, 0, 0, 0))
    draw = ImageDraw.Draw(overlay)
    for box in boxes:
        x0, top, x1, bottom = (
            (side - corner + by) * scale
            for side, corner, by in zip(box, (*window[:2], *window[:2]), _outward(_GAP), strict=True)
        )
        draw.rectangle((x0, top, x1, bottom), fill=_FILL, outline=_STROKE, width=max(2, round(scale)))
    return overlay
