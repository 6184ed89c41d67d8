"""Calls PDFium's functions for many indices or handles at once.

A page takes tens of thousands of calls. pypdfium2 declares each function with typed pointers, which are
checked and wrapped at every call; the same functions declared with plain addresses cost a fifth of that, and
``map`` runs the loop without a line of Python. Numbers that a function writes go straight into arrays.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from ctypes import PYFUNCTYPE, c_float, c_int, c_uint, c_ulong, c_void_p, cast
from itertools import repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pypdfium2 import raw

Handle = int | None
Call = Callable[..., Any]

_P, _I, _U, _F = c_void_p, c_int, c_uint, c_float


def _plain(name: str, result: Any, *arguments: Any) -> Call:
    """Declare a function of PDFium with plain addresses instead of typed pointers."""
    address = cast(getattr(raw, name), c_void_p).value
    function: Call = PYFUNCTYPE(result, *arguments)(address or 0)
    return function


chars_text = _plain("FPDFText_GetText", _I, _P, _I, _I, _P)
char_code = _plain("FPDFText_GetUnicode", _U, _P, _I)
char_object = _plain("FPDFText_GetTextObject", _P, _P, _I)
char_box = _plain("FPDFText_GetLooseCharBox", _I, _P, _I, _P)
char_origin = _plain("FPDFText_GetCharOrigin", _I, _P, _I, _P, _P)
char_matrix = _plain("FPDFText_GetMatrix", _I, _P, _I, _P)
char_generated = _plain("FPDFText_IsGenerated", _I, _P, _I)
char_unmapped = _plain("FPDFText_HasUnicodeMapError", _I, _P, _I)
font_of = _plain("FPDFTextObj_GetFont", _P, _P)
font_size = _plain("FPDFTextObj_GetFontSize", _I, _P, _P)
render_mode = _plain("FPDFTextObj_GetTextRenderMode", _I, _P)
font_name = _plain("FPDFFont_GetBaseFontName", c_ulong, _P, _P, c_ulong)
font_flags = _plain("FPDFFont_GetFlags", _I, _P)
font_descent = _plain("FPDFFont_GetDescent", _I, _P, _F, _P)
page_object = _plain("FPDFPage_GetObject", _P, _P, _I)
form_object = _plain("FPDFFormObj_GetObject", _P, _P, c_ulong)
form_count = _plain("FPDFFormObj_CountObjects", _I, _P)
object_type = _plain("FPDFPageObj_GetType", _I, _P)
object_matrix = _plain("FPDFPageObj_GetMatrix", _I, _P, _P)
object_bounds = _plain("FPDFPageObj_GetBounds", _I, _P, _P, _P, _P, _P)
fill_colour = _plain("FPDFPageObj_GetFillColor", _I, _P, _P, _P, _P, _P)
path_segments = _plain("FPDFPath_CountSegments", _I, _P)
path_segment = _plain("FPDFPath_GetPathSegment", _P, _P, _I)
draw_mode = _plain("FPDFPath_GetDrawMode", _I, _P, _P, _P)
segment_type = _plain("FPDFPathSegment_GetType", _I, _P)
segment_point = _plain("FPDFPathSegment_GetPoint", _I, _P, _P, _P)
segment_closes = _plain("FPDFPathSegment_GetClose", _I, _P)


def address(handle: Any) -> Handle:
    """Give the address behind one of pypdfium2's pointers."""
    return cast(handle, c_void_p).value


def indexed(function: Call, handle: Handle, indices: Iterable[int]) -> list[Any]:
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
    deque(map(function, *keys, range(first, first + n * step, step)), maxlen=0)
    return target


def written_apart(
    function: Call, *keys: Iterable[Any], n: int, width: int, dtype: type = np.float32
) -> NDArray[Any]:
    """Give what a function writes behind its last ``width`` arguments: a row of numbers a call."""
    target: NDArray[Any] = np.zeros((n, width), dtype=dtype)
    first, step = target.ctypes.data, width * target.itemsize
    places = [range(at, at + n * step, step) for at in range(first, first + step, target.itemsize)]
    deque(map(function, *keys, *places), maxlen=0)
    return target


def runs(values: NDArray[np.float64]) -> NDArray[np.int64]:
    """Give where runs of equal numbers begin."""
    found: NDArray[np.int64] = np.flatnonzero(np.diff(values, prepend=np.nan) != 0)
    return found
