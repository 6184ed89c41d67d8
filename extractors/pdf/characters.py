"""Which characters count as white, and what stands for ligatures, odd bullets and control characters."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from extractors.pdf.glyphs import UNKNOWN_GLYPH

SOFT_HYPHEN = "\u00ad"

_LIGATURES = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
}
_SYMBOL_BULLETS = dict.fromkeys((0xF0B7, 0xF0A7, 0xF0D8, 0xF076, 0xF0FC, 0xF02D, 0xF0A8), "\u2022")
_SPACES = dict.fromkeys((0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0xA0, 0x2002, 0x2003, 0x2007, 0x2009, 0x202F), " ")
_NOTHING = dict.fromkeys((*range(9), *range(0x0E, 0x20), 0x7F, 0x200B, 0xFEFF), "")
_HALVES = dict.fromkeys(range(0xD800, 0xE000), UNKNOWN_GLYPH)
_PLAIN = {**_LIGATURES, **_SYMBOL_BULLETS, **_SPACES, **_NOTHING, **_HALVES}

_BLANK = np.zeros(0x110000, dtype=np.bool_)
_BLANK[[*_SPACES, *_NOTHING, *(code for code in range(0x3001) if chr(code).isspace())]] = True


def is_plain(text: str) -> bool:
    """Tell whether a text holds nothing that :func:`plain` resolves."""
    return (text.isascii() and text.isprintable()) or _PLAIN.keys().isdisjoint(map(ord, set(text)))


def plain(text: str) -> str:
    """Resolve ligatures, odd spaces and control characters; superscripts and accents stay as they are."""
    return text if text.isascii() and text.isprintable() else text.translate(_PLAIN)


def blank(codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Tell which code points print nothing: white and control characters."""
    return _BLANK[np.minimum(codes, len(_BLANK) - 1)]
