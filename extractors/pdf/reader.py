"""Gives the pages of a PDF one by one as :mod:`extractors.pdf.marks`, and what the file says of itself.

PDFium reads; pdfplumber takes over what PDFium cannot open, files whose structure is broken so that pages
are missing, pages with a font that does not say which characters its codes are, and pages without any mark:
PDFium does not tell a blank page from one whose contents are lost. No more than one page is held at a time.
A page that cannot be read gives a :class:`PageFailure` and the next one is read.
"""

from __future__ import annotations

from collections.abc import Iterator

from pypdfium2 import PdfiumError

from extractors.pdf.bombs import has_bomb
from extractors.pdf.budgets import MAX_CONTENT_BYTES, MAX_PAGES, PageTooLarge
from extractors.pdf.marks import FileFacts, PageFailure, PageMarks
from extractors.pdf.miner.file import MinerFile
from extractors.pdf.miner.objects import reason
from extractors.pdf.miner.opening import VERSION as MINER_VERSION
from extractors.pdf.miner.opening import Encrypted, Malformed
from extractors.pdf.pdfium.file import VERSION as PDFIUM_VERSION
from extractors.pdf.pdfium.file import PdfiumFile

VERSION = f"{PDFIUM_VERSION}, {MINER_VERSION}"


_MOST_IN_VAIN = 3


class PdfFile:
    """An open PDF; close it when it is read.

    Args:
        payload: the whole file.

    Raises:
        Encrypted: it needs a password; one that is empty is tried.
        Malformed: nothing in it can be read as a PDF.
    """

    def __init__(self, payload: bytes) -> None:
        self._payload = payload
        self._miner: MinerFile | None = None
        self._asked_in_vain = 0
        self._pdfium = _fast(payload)
        if self._pdfium is None or not self._pdfium.is_whole or not len(self._pdfium):
            self._compare()

    def _compare(self) -> None:
        """Leave a broken file to pdfplumber, unless PDFium has found at least as many of its pages."""
        try:
            self._miner = MinerFile(self._payload)
        except (Encrypted, Malformed):
            if self._pdfium is None:
                raise
            return
        if self._pdfium is not None and len(self._pdfium) < max(1, len(self._miner)):
            self.close()

    def close(self) -> None:
        """Let go of what PDFium holds of the file."""
        if self._pdfium is not None:
            self._pdfium.close()
            self._pdfium = None

    def facts(self) -> FileFacts:
        """Give what the file says of itself as a whole."""
        file = self._pdfium or self._opened_miner()
        return FileFacts(
            info=file.info(),
            language=file.language(),
            n_pages=len(file),
            damage=self._miner.damage if self._miner else (),
            outline=tuple(self._pdfium.outline()) if self._pdfium else (),
        )

    def pages(self) -> Iterator[PageMarks | PageFailure]:
        """Read the pages in order, at most :data:`MAX_PAGES`, each forgotten before the next is read."""
        n_pages = len(self._pdfium or self._opened_miner())
        for number in range(1, min(n_pages, MAX_PAGES) + 1):
            yield self._page(number)

    def _page(self, number: int) -> PageMarks | PageFailure:
        try:
            marks = self._pdfium.page(number) if self._pdfium else None
        except PageTooLarge as budget:
            return PageFailure(number, "page_too_large", str(budget))
        except PdfiumError:
            marks = None
        if marks is None or marks.is_blank:
            return self._page_by_miner(number)
        return self._better_known(marks) if marks.glyphs.n_unknown else marks

    def _better_known(self, marks: PageMarks) -> PageMarks:
        """Ask pdfplumber for a page with unknown characters, unless it was asked in vain before."""
        if self._asked_in_vain >= _MOST_IN_VAIN:
            return marks
        other = self._page_by_miner(marks.number)
        if isinstance(other, PageMarks) and other.glyphs.n_unknown < marks.glyphs.n_unknown:
            return other
        self._asked_in_vain += 1
        return marks

    def _page_by_miner(self, number: int) -> PageMarks | PageFailure:
        try:
            return self._opened_miner().page(number)
        except PageTooLarge as budget:
            return PageFailure(number, "page_too_large", str(budget))
        except MemoryError:
            raise
        except Exception as error:
            return PageFailure(number, "page_failed", reason(error))

    def _opened_miner(self) -> MinerFile:
        if self._miner is None:
            self._miner = MinerFile(self._payload)
        return self._miner


def _fast(payload: bytes) -> PdfiumFile | None:
    """Open a file with PDFium, unless it is one that PDFium would unpack without end, or cannot open."""
    if has_bomb(payload, MAX_CONTENT_BYTES):
        return None
    try:
        return PdfiumFile(payload)
    except PdfiumError:
        return None
