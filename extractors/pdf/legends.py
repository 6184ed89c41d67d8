"""Words around a picture, which travels alone: above, what must not be overlooked; below, its origin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from PIL import Image, ImageDraw, ImageFont

SIZE = 18
"""Dots that a line of type is high."""

LEAST = 640
"""Dots that a picture with words is wide at least."""

_MARGIN, _LINE = 10, SIZE + 6
_RED, _WHITE, _BLACK = (214, 0, 28), (255, 255, 255), (40, 40, 40)


def with_legend(picture: Image.Image, *, above: str | None, below: Sequence[str]) -> Image.Image:
    """Give a picture with a red band above it and lines below it; long lines are broken.

    Args:
        picture: the picture.
        above: the words of the band; no band without.
        below: the lines.
    """
    font = ImageFont.load_default(SIZE)
    width = max(picture.width, LEAST)
    head = list(_broken(above, font, width)) if above else []
    foot = [line for text in below for line in _broken(text, font, width)]
    edges = [0, _height(head), _height(head) + picture.height]
    whole = Image.new("RGB", (width, edges[2] + _height(foot)), _WHITE)
    draw = ImageDraw.Draw(whole)
    if head:
        draw.rectangle((0, 0, width, edges[1]), fill=_RED)
    whole.paste(picture, (0, edges[1]))
    for lines, top, colour in ((head, 0, _WHITE), (foot, edges[2], _BLACK)):
        for number, line in enumerate(lines):
            draw.text((_MARGIN, top + _MARGIN + number * _LINE), line, fill=colour, font=font)
    return whole


def _height(lines: Sequence[str]) -> int:
    return len(lines) * _LINE + 2 * _MARGIN if lines else 0


def _broken(text: str, font: ImageFont.FreeTypeFont | ImageFont.ImageFont, width: int) -> Iterator[str]:
    """Break a text where the picture ends, between any two characters, as addresses have no spaces."""
    ends = [0]
    for place in range(1, len(text) + 1):
        if font.getlength(text[ends[-1] : place]) > width - 2 * _MARGIN:
            ends.append(place - 1)
    yield from (text[start:end] for start, end in pairwise([*ends, len(text)]))
