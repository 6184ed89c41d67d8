"""Pages of a PDF as grey pictures for recognition, and parts of them in colour, drawn by PDFium.

A picture shows the page as it is displayed: crop box and rotation are applied. PDFium wants pages to be
closed before their file, and the file before the interpreter ends.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdfium2

DPI = 200
"""Dots an inch: 200 reads small figures better than 150 does; 300 gains less than it costs."""

MAX_DOTS = 16_000_000
"""Dots of a picture; a larger sheet, such as a wall map, is drawn with fewer dots an inch."""

_SAME_SIZE = 2.0


class CannotDraw(Exception):
    """PDFium does not open the file or the page, or sees another page than was read."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page in grey as a portable graymap, with its resolution and what a dot measures in PDF points."""

    graymap: bytes
    dpi: int
    points_a_dot: tuple[float, float]


class Drawings:
    """Draws pages of one file; it is opened when the first page is wanted.

    Args:
        payload: the file.
        n_pages: how many pages it has, if that is known. Where PDFium counts others, as it may in a damaged
            file, its pages cannot be told to be the ones that were read.
    """

    def __init__(self, payload: bytes, *, n_pages: int | None = None) -> None:
        self._payload = payload
        self._n_pages = n_pages
        self._file: Any = None

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def picture(self, number: int, *, size: tuple[float, float]) -> Picture:
        """Draw a page, counted from 1, whose width and height in points are known.

        Raises:
            CannotDraw: see there.
        """
        width, height = size
        scale = min(DPI / 72, math.sqrt(MAX_DOTS / max(1.0, width * height)))
        with self._page(number, size) as page:
            bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=False)
            dots = np.ascontiguousarray(bitmap.to_numpy()).reshape(bitmap.height, bitmap.width)
            graymap = b"P5 %d %d 255\n" % (bitmap.width, bitmap.height) + dots.tobytes()
            across, down = width / bitmap.width, height / bitmap.height
            bitmap.close()
        return Picture(graymap, dpi=max(1, round(scale * 72)), points_a_dot=(across, down))

    def size(self, number: int) -> tuple[float, float]:
        """Give the width and height in points of a page, counted from 1, as displayed.

        Raises:
            CannotDraw: see there.
        """
        with self._page(number) as page:
            width, height = page.get_size()
            return float(width), float(height)

    def part(self, number: int, window: tuple[float, float, float, float], *, scale: float) -> Any:
        """Draw a part of a page in colour: an array of rows of dots of red, green and blue.

        Args:
            number: the page, counted from 1.
            window: x0, top, x1, bottom in points from the top left corner of the page as displayed.
            scale: dots a point.

        Raises:
            CannotDraw: see there.
        """
        x0, top, x1, bottom = window
        with self._page(number) as page:
            width, height = page.get_size()
            beside = (x0, height - bottom, width - x1, top)
            bitmap = page.render(scale=scale, crop=beside, rev_byteorder=True, may_draw_forms=False)
            dots = np.array(bitmap.to_numpy()[..., :3])
            bitmap.close()
        return dots

    @contextmanager
    def _page(self, number: int, size: tuple[float, float] | None = None) -> Iterator[Any]:
        try:
            page = self._opened()[number - 1]
        except (pypdfium2.PdfiumError, IndexError) as error:
            raise CannotDraw(f"PDFium: {error}"[:200]) from None
        try:
            seen = page.get_size()
            if size and any(abs(one - other) > _SAME_SIZE for one, other in zip(seen, size, strict=True)):
                raise CannotDraw(f"PDFium sees a page of {seen} points instead of {size}")
            yield page
        except (pypdfium2.PdfiumError, ValueError) as error:
            raise CannotDraw(f"PDFium: {error}"[:200]) from None
        finally:
            page.close()

    def _opened(self) -> Any:
        if self._file is None:
            self._file = pypdfium2.PdfDocument(self._payload)
        if self._n_pages is not None and len(self._file) != self._n_pages:
            raise CannotDraw(f"PDFium sees {len(self._file)} pages instead of {self._n_pages}")
        return self._file
