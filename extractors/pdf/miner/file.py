"""A PDF opened by pdfplumber: what it says of itself, and its pages one by one.

No more than one page is held at a time.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.utils import apply_matrix_rect

from extractors.pdf.bombs import unpacked_size
from extractors.pdf.budgets import MAX_CONTENT_BYTES, PageTooLarge
from extractors.pdf.marks import LinkArea, PageMarks
from extractors.pdf.miner.device import MarksDevice
from extractors.pdf.miner.objects import name_of, resolved, text_of
from extractors.pdf.miner.opening import best_reading
from extractors.pdf.words import words_of
from extractors.records import BBox

_MOST_OF_A_BLANK_PAGE = 100


class MinerFile:
    """An open PDF.

    Args:
        payload: the whole file.

    Raises:
        Encrypted: it needs a password; one that is empty is tried.
        Malformed: nothing in it can be read as a PDF.
    """

    def __init__(self, payload: bytes) -> None:
        self._pdf, self._tree = best_reading(payload)

    def __len__(self) -> int:
        return len(self._tree.pages)

    @property
    def damage(self) -> tuple[str, ...]:
        """What is broken in the structure of the file; empty for a sound one."""
        return tuple(self._tree.damage)

    def info(self) -> dict[str, str]:
        """Give the entries of the information dictionary that are text; the newest of each name."""
        entries: dict[str, str] = {}
        for dictionary in reversed(self._pdf.doc.info):
            for name, value in dictionary.items():
                text = text_of(resolved(value))
                if text:
                    entries[str(name)] = text
        return entries

    def language(self) -> str | None:
        """Give the language that the file declares for its text."""
        return text_of(resolved(self._pdf.doc.catalog.get("Lang")))

    def page(self, number: int) -> PageMarks:
        """Read one page, counted from 1.

        Raises:
            PageTooLarge: it paints more than its budget.
            Exception: whatever pdfminer meets in a broken page.
        """
        page_id, attributes = self._tree.pages[number - 1]
        try:
            return self._marks(number, PDFPage(self._pdf.doc, page_id, attributes, None))
        finally:
            self._forget()

    def _marks(self, number: int, page: PDFPage) -> PageMarks:
        size = _checked_size(page)
        device = MarksDevice(self._pdf.rsrcmgr)
        PDFPageInterpreter(self._pdf.rsrcmgr, device).process_page(page)
        x0, y0, x1, y1 = device.frame
        glyphs = device.glyphs()
        walls = [ruling for ruling in device.rulings if not ruling.horizontal]
        marks = PageMarks(
            number=number,
            width=x1 - x0,
            height=y1 - y0,
            glyphs=glyphs,
            words=tuple(words_of(glyphs, walls)),
            rulings=tuple(device.rulings),
            links=tuple(_links(page, device.frame)),
            images=tuple(device.images),
            curves=tuple(device.curves),
        )
        if marks.is_blank and size > _MOST_OF_A_BLANK_PAGE:
            raise ValueError(f"{size} bytes of drawing instructions paint nothing")
        return marks

    def _forget(self) -> None:
        """Drop the objects that pdfminer keeps for every page it has read, streams and all."""
        self._pdf.doc._cached_objs.clear()


def _checked_size(page: PDFPage) -> int:
    """Give the bytes of a page's drawing instructions; they are there, and not too many to be run."""
    total = 0
    for reference in page.contents:
        stream = resolve1(reference)
        if not isinstance(stream, PDFStream):
            raise ValueError("the drawing instructions of the page are missing")
        total += _unpacked_size(stream, MAX_CONTENT_BYTES - total + 1)
        if total > MAX_CONTENT_BYTES:
            raise PageTooLarge(f"more than {MAX_CONTENT_BYTES} bytes of drawing instructions")
    return total


def _unpacked_size(stream: PDFStream, limit: int) -> int:
    """Give the size of a stream when unpacked, or any number from ``limit`` up; only Flate can be a bomb."""
    data = stream.get_rawdata()
    if data is None:
        return len(stream.get_data())
    filters = [] if stream.decipher else [name_of(name) for name, _ in stream.get_filters()]
    return unpacked_size(data, filters, limit)


def _links(page: PDFPage, frame: BBox) -> Iterator[LinkArea]:
    """Give the links of a page that lead to addresses; those to places in the same file are left out."""
    annotations = resolved(page.annots)
    for reference in annotations if isinstance(annotations, list) else []:
        annotation = resolved(reference)
        if not isinstance(annotation, dict) or name_of(annotation.get("Subtype")) != "Link":
            continue
        action = resolved(annotation.get("A"))
        href = text_of(resolved(action.get("URI"))) if isinstance(action, dict) else None
        box = _displayed(page, resolved(annotation.get("Rect")), frame)
        if href and box:
            yield LinkArea(bbox=box, href=href)


def _displayed(page: PDFPage, rect: object, frame: BBox) -> BBox | None:
    """Turn a rectangle of the file into the box on the displayed page."""
    if not isinstance(rect, list) or len(rect) != len(frame):
        return None
    corners = [resolved(corner) for corner in rect]
    if not all(isinstance(corner, int | float) for corner in corners):
        return None
    x0, y0, x1, y1 = page.mediabox
    turned = {90: (0, -1, 1, 0, -y0, x1), 180: (-1, 0, 0, -1, x1, y1), 270: (0, 1, -1, 0, y1, -x0)}
    ctm = turned.get(page.rotate, (1, 0, 0, 1, -x0, -y0))
    left, lower, right, upper = apply_matrix_rect(ctm, tuple(corners))
    xs, ys = sorted((left - frame[0], right - frame[0])), sorted((frame[3] - upper, frame[3] - lower))
    box = (xs[0], ys[0], xs[1], ys[1])
    return box if all(map(math.isfinite, box)) else None
