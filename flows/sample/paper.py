"""The sheet that the PDFs are printed on: letter paper, a notice above, a footer below, footnotes between.

Streams are left uncompressed, so that a PDF is the same bytes whichever zlib there is; the WARC file
compresses them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import letter
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, SimpleDocTemplate

from flows.sample.addresses import NOTICE

WRITTEN = datetime(2026, 11, 23, tzinfo=UTC)
"""When the specimens were written: the creation date in each PDF and the date of the WARC file itself."""

MARGIN = 50.0
WIDTH = letter[0] - 2 * MARGIN
FRAME_PADDING = 6.0
"""Points that reportlab keeps free inside the margins."""

EXAMPLE = "An example written by the dhs-archive project; not a record of any agency"
"""What each PDF says of itself in its properties."""

INK = HexColor("#1a2b4a")
RULE = HexColor("#7d8797")

BODY = ParagraphStyle("body", fontName="Times-Roman", fontSize=11, leading=14.5, spaceAfter=8)
TITLE = ParagraphStyle("title", BODY, fontName="Times-Bold", fontSize=15, leading=19, textColor=INK)
SMALL = ParagraphStyle("small", BODY, fontName="Helvetica", fontSize=7.5, leading=9.6, spaceAfter=1.5)
_NOTICE = ParagraphStyle(
    "notice", SMALL, fontName="Helvetica-Bold", textColor=HexColor("#8a1c1c"), alignment=TA_CENTER
)
_FOOTNOTE = ParagraphStyle("footnote", BODY, fontSize=8.5, leading=10.5, spaceAfter=0)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on the pages beside their text.

    Args:
        footer: the words at the foot of each page, before its number.
        pages: how many pages there are, for "Page 1 of 2".
        footnotes: the footnote of a page, by page number.
        numbering: how a page says its number, in the language of the document.
    """

    footer: str
    pages: int
    footnotes: Mapping[int, str] = field(default_factory=dict)
    numbering: str = "Page {page} of {pages}"

    def draw(self, canvas: Any, document: Any) -> None:
        """Draw notice, footer and footnote of the current page; reportlab calls it for each."""
        _place(canvas, Paragraph(NOTICE, _NOTICE), top=document.pagesize[1] - 24)
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.5)
        canvas.line(MARGIN, 44, MARGIN + WIDTH, 44)
        canvas.setFont("Helvetica", 7.5)
        canvas.drawString(MARGIN, 33, self.footer)
        number = self.numbering.format(page=document.page, pages=self.pages)
        canvas.drawRightString(MARGIN + WIDTH, 33, number)
        footnote = self.footnotes.get(document.page)
        if footnote:
            canvas.line(MARGIN, 88, MARGIN + 120, 88)
            _place(canvas, Paragraph(footnote, _FOOTNOTE), top=84)


def print_pdf(
    story: list[Any], *, sheet: Sheet, title: str, subject: str = EXAMPLE, language: str = "en-US"
) -> bytes:
    """Set the flowing parts of a document on sheets and give the PDF; the same story gives the same bytes."""
    stream = BytesIO()
    with _dated(WRITTEN):
        document = SimpleDocTemplate(
            stream,
            pagesize=letter,
            leftMargin=MARGIN - FRAME_PADDING,
            rightMargin=MARGIN - FRAME_PADDING,
            topMargin=42,
            bottomMargin=92 if sheet.footnotes else 46,
            pageCompression=0,
            invariant=1,
            title=title,
            author="dhs-archive project",
            subject=subject,
            lang=language,
        )
        document.build(story, onFirstPage=sheet.draw, onLaterPages=sheet.draw)
    return stream.getvalue()


def _place(canvas: Any, paragraph: Paragraph, *, top: float) -> None:
    _, height = paragraph.wrap(WIDTH, top)
    paragraph.drawOn(canvas, MARGIN, top - height)


@contextmanager
def _dated(instant: datetime) -> Iterator[None]:
    """Let reportlab write this instant as creation date; it takes one from the environment only."""
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = str(int(instant.timestamp()))
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before
