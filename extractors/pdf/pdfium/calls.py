"""Calls PDFium's functions for many indices or handles at once.

A page takes tens of thousands of calls. pypdfium2 declares each function with typed pointers, which are
checked and wrapped at every call. Here nothing is declared of the arguments: a whole number is passed as a C
``int``, and an address only as a :data:`Handle`, which is made once and passed as it is. That costs a tenth,
and ``map`` runs the loop without a line of Python. Numbers that a function writes go straight into arrays.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from ctypes import PYFUNCTYPE, c_int, c_size_t, c_uint, c_ulong, c_void_p, cast
from itertools import repeat
from typing import Any, NewType

import numpy as np
from numpy.typing import NDArray
from pypdfium2 import raw

Address = int | None
"""Where something lies, as functions give it; never an argument, since only half of it would be passed."""

Handle = NewType("Handle", object)
"""An address as an argument."""

Call = Callable[..., Any]

_P, _I, _U = c_void_p, c_int, c_uint


def _plain(name: str, result: Any) -> Call:
    """Declare a function of PDFium by its result alone."""
    address = cast(getattr(raw, name), c_void_p).value
    function: Call = PYFUNCTYPE(result)(address or 0)
    return function


chars_text = _plain("FPDFText_GetText", _I)
char_code = _plain("FPDFText_GetUnicode", _U)
char_object = _plain("FPDFText_GetTextObject", c_size_t)
char_box = _plain("FPDFText_GetLooseCharBox", _I)
char_origin = _plain("FPDFText_GetCharOrigin", _I)
char_matrix = _plain("FPDFText_GetMatrix", _I)
char_generated = _plain("FPDFText_IsGenerated", _I)
char_unmapped = _plain("FPDFText_HasUnicodeMapError", _I)
font_of = _plain("FPDFTextObj_GetFont", _P)
font_size = _plain("FPDFTextObj_GetFontSize", _I)
render_mode = _plain("FPDFTextObj_GetTextRenderMode", _I)
font_name = _plain("FPDFFont_GetBaseFontName", c_ulong)
font_flags = _plain("FPDFFont_GetFlags", _I)
font_descent = _plain("FPDFFont_GetDescent", _I)
page_object = _plain("FPDFPage_GetObject", _P)
form_object = _plain("FPDFFormObj_GetObject", _P)
form_count = _plain("FPDFFormObj_CountObjects", _I)
object_type = _plain("FPDFPageObj_GetType", _I)
object_matrix = _plain("FPDFPageObj_GetMatrix", _I)
object_bounds = _plain("FPDFPageObj_GetBounds", _I)
fill_colour = _plain("FPDFPageObj_GetFillColor", _I)
path_segments = _plain("FPDFPath_CountSegments", _I)
path_segment = _plain("FPDFPath_GetPathSegment", _P)
draw_mode = _plain("FPDFPath_GetDrawMode", _I)
segment_type = _plain("FPDFPathSegment_GetType", _I)
segment_point = _plain("FPDFPathSegment_GetPoint", _I)
segment_closes = _plain("FPDFPathSegment_GetClose", _I)


def handles(addresses: Iterable[Address]) -> list[Handle]:
    """Make arguments of some addresses."""
    return list(map(c_void_p.from_param, addresses))  # type: ignore[arg-type]


def handle_of(pointer: Any) -> Handle:
    """Make an argument of one of pypdfium2's pointers."""
    return Handle(c_void_p.from_param(cast(pointer, c_void_p).value))


def indexed(function: Call, handle: Handle, indices: Iterable[int | c_ulong]) -> list[Any]:
    """Give what a function of (handle, index) returns for each index."""
    return list(map(function, repeat(handle), indices))


def written(
    function: Call, *keys: Iterable[Any], n: int, width: int, dtype: type = np.float32
) -> NDArray[Any]:
    """Give what a function writes behind its last argument: one row of ``width`` numbers a call.

    Args:
        function: takes the keys and the address of its numbers, which lie one behind the other.
        keys: what it is called with, one value a call each.
        n: how many calls.
        width: how many numbers it writes.
        dtype: of these numbers.
    """
    target: NDArray[Any] = np.zeros((n, width), dtype=dtype)
    first, step = target.ctypes.data, width * target.itemsize
    places = map(c_void_p.from_param, range(first, first + n * step, step))
    deque(map(function, *keys, places), maxlen=0)
    return target


def written_apart(
    function: Call, *keys: Iterable[Any], n: int, width: int, dtype: type = np.float32
) -> NDArray[Any]:
    """Give what a function writes behind its last ``width`` arguments: a row of numbers a call."""
    target: NDArray[Any] = np.zeros((n, width), dtype=dtype)
    first, step = target.ctypes.data, width * target.itemsize
    starts = range(first, first + step, target.itemsize)
    places = [map(c_void_p.from_param, range(at, at + n * step, step)) for at in starts]
    deque(map(function, *keys, *places), maxlen=0)
    return target
