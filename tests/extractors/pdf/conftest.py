"""Papers drawn for the tests: small PDFs with our own words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from io import BytesIO

import pytest
from reportlab.lib.pagesizes import letter
from reportlab.pdfgen.canvas import Canvas

from extractors.pdf.document import extract
from extractors.records import CaptureContext, Extraction
from extractors.registry import Ocr

Drawing = Callable[[Canvas], None]


def paper(
    *pages: Drawing, title: str | None = None, pagesize: tuple[float, float] = letter, **options: object
) -> bytes:
    """Draw a PDF, one function a page; the same drawing gives the same bytes."""
    target = BytesIO()
    canvas = Canvas(target, pagesize=letter, invariant=1, **options)
    if title is not None:
        canvas.setTitle(title)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def write(
    canvas: Canvas, lines: Iterable[tuple[float, float, str]], *, font: str = "Helvetica", size: float = 10
) -> None:
    """Write lines, each at x and at its baseline's distance from the top of a letter page."""
    canvas.setFont(font, size)
    for x, down, text in lines:
        canvas.drawString(x, letter[1] - down, text)


def ruled(canvas: Canvas, xs: list[float], ys: list[float]) -> None:
    """Rule a full grid; ys count from the top of a letter page."""
    canvas.setLineWidth(0.5)
    canvas.grid(xs, [letter[1] - y for y in ys])


def read(payload: bytes) -> Extraction:
    """Extract a payload as of a page under our own domain."""
    return extract(payload, CaptureContext(url="https://zz.specimen.invalid/report.pdf"), ocr=Ocr.OFF)


@pytest.fixture(name="paper")
def paper_fixture() -> Callable[..., bytes]:
    return paper


@pytest.fixture(name="write")
def write_fixture() -> Callable[..., None]:
    return write


@pytest.fixture(name="ruled")
def ruled_fixture() -> Callable[..., None]:
    return ruled


@pytest.fixture(name="read")
def read_fixture() -> Callable[[bytes], Extraction]:
    return read
