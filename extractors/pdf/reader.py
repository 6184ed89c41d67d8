"""Gives the pages of a PDF one by one as :mod:`extractors.pdf.marks`, and what the file says of itself.

No more than one page is held at a time. A page that cannot be read gives a :class:`PageFailure` and the
next one is read.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Callable, Iterator
from typing import Any

from pdfminer.ascii85 import ascii85decode, asciihexdecode
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.utils import apply_matrix_rect

from extractors.pdf.device import MarksDevice, PageTooLarge
from extractors.pdf.marks import FileFacts, LinkArea, PageFailure, PageMarks
from extractors.pdf.objects import name_of, reason, resolved, text_of
from extractors.pdf.opening import best_reading
from extractors.records import BBox

MAX_PAGES = 5_000
"""Pages that are read of one file; the longest publication seen has 647."""

MAX_CONTENT_BYTES = 32_000_000
"""Bytes of drawing instructions, unpacked, that a page may have."""


class PdfFile:
    """An open PDF.

    Args:
        payload: the whole file.

    Raises:
        Encrypted: it needs a password; one that is empty is tried.
        Malformed: nothing in it can be read as a PDF.
    """

    def __init__(self, payload: bytes) -> None:
        self._pdf, self._tree = best_reading(payload)

    def facts(self) -> FileFacts:
        """Give what the file says of itself as a whole."""
        return FileFacts(
            info=tuple(sorted(_info(self._pdf.doc))),
            language=text_of(resolved(self._pdf.doc.catalog.get("Lang"))),
            n_pages=len(self._tree.pages),
            damage=tuple(self._tree.damage),
        )

    def pages(self) -> Iterator[PageMarks | PageFailure]:
        """Read the pages in order, at most :data:`MAX_PAGES`, each forgotten before the next is read."""
        for number, (page_id, attributes) in enumerate(self._tree.pages[:MAX_PAGES], start=1):
            yield self._page(number, page_id, attributes)
            self._forget()

    def _page(self, number: int, page_id: object, attributes: dict[str, Any]) -> PageMarks | PageFailure:
        try:
            return self._marks(number, PDFPage(self._pdf.doc, page_id, attributes, None))
        except PageTooLarge as budget:
            return PageFailure(number, "page_too_large", str(budget))
        except MemoryError:
            raise
        except Exception as error:
            return PageFailure(number, "page_failed", reason(error))

    def _marks(self, number: int, page: PDFPage) -> PageMarks:
        _check_contents(page)
        device = MarksDevice(self._pdf.rsrcmgr)
        PDFPageInterpreter(self._pdf.rsrcmgr, device).process_page(page)
        x0, y0, x1, y1 = device.frame
        return PageMarks(
            number=number,
            width=x1 - x0,
            height=y1 - y0,
            chars=tuple(device.chars),
            rulings=tuple(device.rulings),
            links=tuple(_links(page, device.frame)),
            n_images=device.n_images,
            n_curves=device.n_curves,
        )

    def _forget(self) -> None:
        """Drop the objects that pdfminer keeps for every page it has read, streams and all."""
        self._pdf.doc._cached_objs.clear()


def _check_contents(page: PDFPage) -> None:
    """Look at a page's drawing instructions before they are run: are they there, and not too many."""
    total = 0
    for reference in page.contents:
        stream = resolve1(reference)
        if not isinstance(stream, PDFStream):
            raise ValueError("the drawing instructions of the page are missing")
        total += _unpacked_size(stream, MAX_CONTENT_BYTES - total + 1)
        if total > MAX_CONTENT_BYTES:
            raise PageTooLarge(f"more than {MAX_CONTENT_BYTES} bytes of drawing instructions")


def _unpacked_size(stream: PDFStream, limit: int) -> int:
    """Give the size of a stream when unpacked, or any number from ``limit`` up; only Flate can be a bomb."""
    data = stream.get_rawdata()
    if data is None:
        return len(stream.get_data())
    for name in (name_of(name) for name, _ in stream.get_filters()) if not stream.decipher else ():
        try:
            data = _UNPACK[name](data, limit) if name in _UNPACK else data
        except (zlib.error, ValueError):
            break
        if len(data) >= limit:
            break
    return len(data)


def _inflated(data: bytes, limit: int) -> bytes:
    return zlib.decompressobj().decompress(data, limit)


_UNPACK: dict[str, Callable[[bytes, int], bytes]] = {
    "FlateDecode": _inflated,
    "Fl": _inflated,
    "ASCII85Decode": lambda data, _: bytes(ascii85decode(data)),
    "A85": lambda data, _: bytes(ascii85decode(data)),
    "ASCIIHexDecode": lambda data, _: bytes(asciihexdecode(data)),
    "AHx": lambda data, _: bytes(asciihexdecode(data)),
}


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


def _info(doc: Any) -> Iterator[tuple[str, str]]:
    """Give the entries of the information dictionary that are text; the newest of each name."""
    entries: dict[str, str] = {}
    for dictionary in reversed(doc.info):
        for name, value in dictionary.items():
            text = text_of(resolved(value))
            if text:
                entries[str(name)] = text
    return iter(entries.items())
