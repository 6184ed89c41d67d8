"""A PDF opened by PDFium: what it says of itself, and its pages one by one."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import byref, c_int, c_ushort, create_string_buffer
from typing import Any

import numpy as np
import pypdfium2
from pypdfium2 import raw

from extractors.pdf.budgets import MAX_CHARS, PageTooLarge
from extractors.pdf.glyphs import Floats, Glyphs
from extractors.pdf.marks import LinkArea, OutlineEntry, PageMarks
from extractors.pdf.pdfium.paths import Drawings, drawings_of
from extractors.pdf.pdfium.text import Fonts, displayed, glyphs_of
from extractors.pdf.words import words_of
from extractors.records import BBox

VERSION = f"pdfium {pypdfium2.PDFIUM_INFO.build}"

INFO = ("Title", "Author", "Subject", "Keywords", "Creator", "Producer", "CreationDate", "ModDate")

_MAX_URI = 8_192
_MAX_OUTLINE = 5_000
_DEEPEST_OUTLINE = 15


class PdfiumFile:
    """An open PDF; close it before another is opened in the same process.

    Args:
        payload: the whole file.

    Raises:
        PdfiumError: PDFium cannot open it; ``err_code`` tells a password from damage.
    """

    def __init__(self, payload: bytes) -> None:
        self._document = pypdfium2.PdfDocument(payload)
        self._fonts = Fonts()

    def __len__(self) -> int:
        return len(self._document)

    def close(self) -> None:
        """Let go of the file and of all that PDFium holds of it."""
        self._document.close()

    @property
    def is_whole(self) -> bool:
        """Whether the table of objects was found where the file says, and fits."""
        return bool(raw.FPDF_DocumentHasValidCrossReferenceTable(self._document.raw))

    def info(self) -> dict[str, str]:
        """Give the entries of the information dictionary that are text."""
        found = {name: self._document.get_metadata_value(name) for name in INFO}
        return {name: clean for name, text in found.items() if (clean := _clean(text))}

    def language(self) -> str | None:
        """Give the language that the file declares for its text."""
        size = raw.FPDFCatalog_GetLanguage(self._document.raw, None, 0)
        if not 0 < size < _MAX_URI:
            return None
        buffer = (c_ushort * size)()
        raw.FPDFCatalog_GetLanguage(self._document.raw, buffer, size)
        return _clean(bytes(buffer).decode("utf-16-le", "ignore")) or None

    def outline(self) -> Iterator[OutlineEntry]:
        """Give the bookmarks in order; at most a few thousand, since they can be made to go in circles."""
        for count, bookmark in enumerate(self._document.get_toc(max_depth=_DEEPEST_OUTLINE)):
            if count >= _MAX_OUTLINE:
                return
            target = bookmark.get_dest()
            page = target.get_index() if target else None
            title = _clean(bookmark.get_title())
            if title:
                yield OutlineEntry(bookmark.level, title, None if page is None else page + 1)

    def page(self, number: int) -> PageMarks:
        """Read one page, counted from 1.

        Raises:
            PdfiumError: the page cannot be loaded.
            PageTooLarge: it paints more than its budget.
        """
        page = self._document[number - 1]
        try:
            return self._marks(page, number)
        finally:
            page.close()
            self._fonts.forget()

    def _marks(self, page: Any, number: int) -> PageMarks:
        display, width, height = _display(page)
        glyphs = self._glyphs(page, display)
        x, y = glyphs.centres
        glyphs = glyphs.where((x >= 0) & (x <= width) & (y >= 0) & (y <= height))
        drawings = drawings_of(page.raw, display)
        return PageMarks(
            number=number,
            width=width,
            height=height,
            glyphs=glyphs,
            words=tuple(words_of(glyphs, _walls(drawings))),
            rulings=tuple(drawings.rulings),
            links=tuple(self._links(page, display)),
            images=tuple(drawings.images),
            shades=tuple(drawings.shades),
            curves=tuple(drawings.curves),
        )

    def _glyphs(self, page: Any, display: Floats) -> Glyphs:
        text_page = page.get_textpage()
        try:
            count = text_page.count_chars()
            if count > MAX_CHARS:
                raise PageTooLarge(f"more than {MAX_CHARS} characters")
            return glyphs_of(text_page.raw, count, display, self._fonts)
        finally:
            text_page.close()

    def _links(self, page: Any, display: Floats) -> Iterator[LinkArea]:
        """Give the links of a page that lead to addresses; those to places in the same file are left out."""
        position, link = c_int(0), raw.FPDF_LINK()
        while raw.FPDFLink_Enumerate(page.raw, byref(position), byref(link)):
            href, box = self._address(link), _area(link, display)
            if href and box:
                yield LinkArea(bbox=box, href=href)

    def _address(self, link: Any) -> str | None:
        action = raw.FPDFLink_GetAction(link)
        if not action or raw.FPDFAction_GetType(action) != raw.PDFACTION_URI:
            return None
        size = raw.FPDFAction_GetURIPath(self._document.raw, action, None, 0)
        if not 1 < size <= _MAX_URI:
            return None
        buffer = create_string_buffer(size)
        raw.FPDFAction_GetURIPath(self._document.raw, action, buffer, size)
        return _clean(buffer.value.decode("utf-8", "replace"))


def _walls(drawings: Drawings) -> list[Any]:
    return [ruling for ruling in drawings.rulings if not ruling.horizontal]


def _clean(text: str | None) -> str:
    """Give a text without nulls and halves of characters, which no column of text can hold."""
    return (text or "").replace("\0", "").encode("utf-8", "ignore").decode().strip()


def _display(page: Any) -> tuple[Floats, float, float]:
    """Give the matrix from the file's space to the displayed page, and the page's width and height.

    The displayed page is the crop box within the media box, turned as the page says.
    """
    left, lower, right, upper = page.get_bbox()
    width, height = right - left, upper - lower
    matrix, turned = {
        0: ((1, 0, 0, -1, -left, upper), False),
        90: ((0, 1, 1, 0, -lower, -left), True),
        180: ((-1, 0, 0, 1, right, -lower), False),
        270: ((0, -1, -1, 0, upper, right), True),
    }[page.get_rotation()]
    return np.array(matrix, dtype=np.float64), *((height, width) if turned else (width, height))


def _area(link: Any, display: Floats) -> BBox | None:
    rect = raw.FS_RECTF()
    if not raw.FPDFLink_GetAnnotRect(link, byref(rect)):
        return None
    corners = np.array([[rect.left, rect.bottom, rect.right, rect.top]], dtype=np.float64)
    x0, y0, x1, y1 = displayed(corners, display)[0].tolist()
    box = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    return box if np.isfinite(box).all() else None
