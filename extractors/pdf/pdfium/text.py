"""The characters of a page as PDFium gives them, in the columns of :class:`~extractors.pdf.glyphs.Glyphs`.

PDFium tells of each character its code, the box its pen moves over, and the text object it belongs to; the
type (font, size, direction, baseline) is that of the object and is asked once for each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from ctypes import byref, c_float, c_ulong, c_void_p, create_string_buffer
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extractors.pdf.characters import blank
from extractors.pdf.glyphs import UNKNOWN_GLYPH, Floats, Glyphs
from extractors.pdf.pdfium import calls
from extractors.pdf.pdfium.calls import Address, Handle

_BOLD = re.compile(rb"bold|black|heavy|demi", re.IGNORECASE)
_FORCE_BOLD = 1 << 18
_FILL_AND_STROKE = 2
_HYPHEN_AT_LINE_END = 0x02
_NOT_A_CHARACTER = 0xFFFE
_SURROGATES = 0xD800 >> 11
_QUARTER = np.pi / 2
_SLANT = 0.02


@dataclass(frozen=True, slots=True)
class Font:
    """What the type of a character depends on; ``descent`` is in ems, and below 0."""

    bold: bool
    descent: float


@dataclass(frozen=True, slots=True, eq=False)
class _Type:
    """The type of runs of characters, a row a run."""

    sizes: Floats
    descents: Floats
    baselines: Floats
    turns: NDArray[np.int16]
    slanted: NDArray[np.bool_]
    bold: NDArray[np.bool_]


class Fonts:
    """The fonts of a file, each asked once."""

    def __init__(self) -> None:
        self._known: dict[Address, Font] = {}

    def __getitem__(self, address: Address) -> Font:
        if address not in self._known:
            self._known[address] = _font(address)
        return self._known[address]

    def forget(self) -> None:
        """Let go of the fonts of a page that is closed, whose addresses others may take."""
        self._known.clear()


def _font(address: Address) -> Font:
    if not address:
        return Font(bold=False, descent=0.0)
    (handle,) = calls.handles([address])
    name = create_string_buffer(256)
    calls.font_name(handle, name, c_ulong(len(name)))
    flags = calls.font_flags(handle)
    descent = c_float()
    calls.font_descent(handle, c_float(1.0), byref(descent))
    bold = bool(_BOLD.search(name.value)) or (flags > 0 and bool(flags & _FORCE_BOLD))
    return Font(bold=bold, descent=-abs(descent.value))


def glyphs_of(text_page: Any, count: int, display: Floats, fonts: Fonts) -> Glyphs:
    """Read the characters of a page, without the spaces and line ends that PDFium adds of its own.

    Args:
        text_page: PDFium's handle of a loaded text page.
        count: how many characters it has.
        display: matrix ``(a, b, c, d, e, f)`` from the file's space to the displayed page.
        fonts: what is known of fonts already.
    """
    page = calls.handle_of(text_page)
    objects = np.fromiter(map(calls.char_object, repeat(page), range(count)), dtype=np.uint64, count=count)
    printed = np.flatnonzero(objects)
    codes = _codes(page, count)[printed]
    codes[codes == _HYPHEN_AT_LINE_END] = ord("-")
    spaces = np.flatnonzero(blank(codes))
    if len(spaces):
        added = calls.indexed(calls.char_generated, page, printed[spaces].tolist())
        kept = np.ones(len(codes), dtype=np.bool_)
        kept[spaces[np.array(added) != 0]] = False
        printed, codes = printed[kept], codes[kept]
    return _placed(page, printed, codes, objects[printed], display=display, fonts=fonts)


def _codes(page: Handle, count: int) -> NDArray[np.uint32]:
    """Give the code of each character, all in one call where the text has one unit for each."""
    text = np.zeros(count + 1, dtype=np.uint16)
    length = calls.chars_text(page, 0, count, c_void_p(text.ctypes.data))
    codes = text[:count].astype(np.uint32)
    if length != count + 1 or (codes >> 11 == _SURROGATES).any():
        return np.array(calls.indexed(calls.char_code, page, range(count)), dtype=np.uint32)
    odd = np.flatnonzero(codes == _NOT_A_CHARACTER)
    codes[odd] = calls.indexed(calls.char_code, page, odd.tolist())
    return codes


def _placed(
    page: Handle,
    indices: NDArray[np.int64],
    codes: NDArray[np.uint32],
    objects: NDArray[np.uint64],
    *,
    display: Floats,
    fonts: Fonts,
) -> Glyphs:
    n = len(indices)
    loose = calls.written(calls.char_box, repeat(page), indices.tolist(), n=n, width=4)
    begins = np.ones(n, dtype=np.bool_)
    begins[1:] = objects[1:] != objects[:-1]
    starts = np.flatnonzero(begins)
    lengths = np.diff(starts, append=n)
    kind = _type(page, indices[starts].tolist(), objects[starts].tolist(), display, fonts)
    run = np.repeat(np.arange(len(starts)), lengths)
    codes = _marked_unknown(page, indices, codes, starts)
    baselines = kind.baselines[run]
    slanted = kind.slanted[run]
    if slanted.any():
        origins = _origins(page, indices[slanted].tolist(), display)
        down = kind.turns[run][slanted] % 180 == 0
        baselines[slanted] = np.where(down, origins[:, 1], origins[:, 0])
    boxes = _boxes(displayed(loose[:, [0, 3, 2, 1]].astype(np.float64), display), kind, run, baselines)
    return Glyphs(codes, boxes, baselines, kind.sizes[run], kind.bold[run], kind.turns[run])


def _marked_unknown(
    page: Handle, indices: NDArray[np.int64], codes: NDArray[np.uint32], starts: NDArray[np.int64]
) -> NDArray[np.uint32]:
    """Put the unknown character where a font does not say which character a code is."""
    odd = (codes == 0) | (codes == _NOT_A_CHARACTER) | (codes == _NOT_A_CHARACTER + 1)
    asked = np.concatenate((starts, np.flatnonzero(odd)))
    if any(calls.indexed(calls.char_unmapped, page, indices[asked].tolist())):
        odd |= np.array(calls.indexed(calls.char_unmapped, page, indices.tolist())) == 1
    codes[odd] = ord(UNKNOWN_GLYPH)
    return codes


def _type(page: Handle, firsts: list[int], addresses: list[int], display: Floats, fonts: Fonts) -> _Type:
    """Ask for the type of each run by its first character and its text object."""
    n, objects = len(firsts), calls.handles(addresses)
    matrices = calls.written(calls.char_matrix, repeat(page), firsts, n=n, width=6).astype(np.float64)
    sizes = calls.written(calls.font_size, objects, n=n, width=1)[:, 0].astype(np.float64)
    origins = _origins(page, firsts, display)
    known = [fonts[address] for address in map(calls.font_of, objects)]
    stroked = np.array(list(map(calls.render_mode, objects)), dtype=np.int64) == _FILL_AND_STROKE
    along = matrices[:, 0:2] @ display[:4].reshape(2, 2)
    upright = matrices[:, 2:4] @ display[:4].reshape(2, 2)
    angle = np.arctan2(along[:, 1], along[:, 0])
    quarters = np.round(angle / _QUARTER)
    turns = (quarters.astype(np.int64) % 4 * 90).astype(np.int16)
    scale = np.hypot(upright[:, 0], upright[:, 1])
    return _Type(
        sizes=sizes * scale,
        descents=np.array([font.descent for font in known]),
        baselines=np.where(turns % 180 == 0, origins[:, 1], origins[:, 0]),
        turns=turns,
        slanted=np.abs(angle - quarters * _QUARTER) > _SLANT,
        bold=np.array([font.bold for font in known], dtype=np.bool_) | stroked,
    )


def _origins(page: Handle, indices: Iterable[int], display: Floats) -> Floats:
    """Give the points at which characters are set, on the displayed page."""
    chosen = list(indices)
    points = calls.written_apart(
        calls.char_origin, repeat(page), chosen, n=len(chosen), width=2, dtype=np.float64
    )
    return displayed(points, display)


def displayed(points: Floats, display: Floats) -> Floats:
    """Turn points or boxes ``(n, 2k)`` of the file's space into those of the displayed page."""
    turned = points.reshape(-1, 2) @ display[:4].reshape(2, 2) + display[4:]
    return turned.reshape(points.shape)


def _boxes(corners: Floats, kind: _Type, run: NDArray[np.int64], baselines: Floats) -> Floats:
    """Give boxes as wide as the pen moves and as high as the type, see :class:`Glyphs`."""
    one, other = corners[:, :2], corners[:, 2:]
    (x0, y0), (x1, y1) = np.minimum(one, other).T, np.maximum(one, other).T
    sizes, turns = kind.sizes[run], kind.turns[run]
    depth = kind.descents[run] * sizes
    rising = turns % 270 == 0
    low = np.where(rising, baselines - depth - sizes, baselines + depth)
    across = turns % 180 == 0
    boxes = np.empty((len(run), 4))
    boxes[:, 0] = np.where(across, x0, low)
    boxes[:, 1] = np.where(across, low, y0)
    boxes[:, 2] = np.where(across, x1, low + sizes)
    boxes[:, 3] = np.where(across, low + sizes, y1)
    return boxes
