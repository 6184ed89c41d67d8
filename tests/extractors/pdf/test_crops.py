"""Boxes of the tables lie over what they mean, however a page is turned and cropped."""

from __future__ import annotations

import math
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from extractors.pdf.crops import SCALE, crop, window_of
from extractors.pdf.panes import Frame, stretches
from extractors.pdf.reader import PdfFile
from extractors.pdf.rendering import CannotDraw
from extractors.records import BBox, CaptureContext, CellKind, Extraction
from extractors.registry import Ocr, extract

WORDS = "SPECIMEN 12,345"


def turned(rotation: int, cropped: tuple[float, float, float, float] | None) -> bytes:
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(400, 300), invariant=True)
    if cropped:
        canvas.setCropBox(cropped)
    canvas.setPageRotation(rotation)
    canvas.setFont("Helvetica", 14)
    canvas.translate(200, 150)
    canvas.rotate(rotation)
    canvas.drawString(-60, 20, WORDS)
    canvas.showPage()
    canvas.save()
    return stream.getvalue()


def read(payload: bytes) -> Extraction:
    return extract(payload, CaptureContext("http://www.agency.example/a.pdf"), ocr=Ocr.OFF)


def dark(picture: Image.Image) -> int:
    return sum(picture.convert("L").histogram()[:100])


def inside(payload: bytes, box: BBox) -> tuple[Image.Image, Image.Image]:
    """The picture of the first page without a box, and what of it lies in the box."""
    whole = crop(payload, 1, boxes=())
    x0, top, x1, bottom = (side * whole.dots_a_point for side in box)
    picture = Image.open(BytesIO(whole.png))
    return picture, picture.crop((math.floor(x0), math.floor(top), math.ceil(x1), math.ceil(bottom)))


@pytest.mark.parametrize("cropped", [None, (30, 20, 390, 260)])
@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_box_holds_all_that_is_printed(
    rotation: int, cropped: tuple[float, float, float, float] | None
) -> None:
    payload = turned(rotation, cropped)
    (passage,) = read(payload).passages
    assert passage.text == WORDS
    assert passage.bbox is not None
    whole, part = inside(payload, passage.bbox)
    assert dark(part) == dark(whole) > 100


def test_a_box_is_drawn_where_it_lies() -> None:
    drawn = crop(turned(90, None), 1, boxes=[(50, 60, 90, 80)], frame=Frame((40, 50, 200, 220), 60, 60))
    assert drawn.window == (26, 36, 214, 234)
    picture = Image.open(BytesIO(drawn.png))
    assert picture.getpixel((round(22.5 * SCALE), round(34 * SCALE))) == (214, 0, 28)
    assert picture.getpixel((2, 2)) == (255, 255, 255)


def test_of_a_table_larger_than_a_picture_the_part_around_the_box_is_shown() -> None:
    x0, top, x1, bottom = window_of((5000, 4000), [(2500, 2000, 2520, 2010)], (10, 10, 4990, 3990))
    assert x0 < 2500
    assert x1 > 2520
    assert x1 - x0 < 900
    assert top < 2000
    assert bottom > 2010


def test_the_head_of_a_table_that_does_not_fit_stays_in_sight() -> None:
    assert stretches((500, 1000), 10, 60) == [(10, 60), (500, 1000)]
    assert stretches((10, 1000), 10, 60) == [(10, 1000)]
    assert stretches((500, 1000), 10, 400) == [(500, 1000)]


@pytest.mark.parametrize("box", [(-50, -50, -10, -10), (9000, 9000, 9010, 9010)])
def test_a_box_beside_its_page_gives_a_picture_all_the_same(box: BBox) -> None:
    assert crop(turned(0, None), 1, boxes=[box]).png


@pytest.mark.parametrize(("payload", "page"), [(b"%PDF-1.4 nothing", 1), (turned(0, None), 2)])
def test_what_cannot_be_drawn_is_said(payload: bytes, page: int) -> None:
    with pytest.raises(CannotDraw):
        crop(payload, page, boxes=())


@pytest.mark.corpus
@pytest.mark.parametrize(
    "name",
    [
        "usbp_stats_fy2014_sector_profile.pdf",
        "bp_southwest_border_family_units_and_uac_apps_fy16.pdf",
        "usbp_stats_fy2017_sector_profile.pdf",
    ],
)
def test_numbers_of_real_tables_lie_in_their_boxes(corpus: Path, name: str) -> None:
    """Turned pages, and pages whose corner is not the origin: each figure prints in its box."""
    payload = (corpus / "pdf" / "border-patrol" / name).read_bytes()
    cells = [cell for cell in read(payload).cells if cell.page == 1 and cell.bbox]
    whole = crop(payload, 1, boxes=())
    picture = Image.open(BytesIO(whole.png)).convert("L")
    for cell in cells:
        x0, top, x1, bottom = (side * whole.dots_a_point for side in cell.bbox or ())
        part = picture.crop((round(x0) + 4, round(top) + 4, round(x1) - 4, round(bottom) - 4))
        assert (sum(part.histogram()[:100]) > 0) == bool(cell.text), cell.text


@pytest.mark.corpus
def test_boxes_of_rows_of_tiny_type_hold_their_figures(corpus: Path) -> None:
    """Rows of less than three points, which no ruling parts."""
    payload = (corpus / "pdf" / "ice" / "ICE_DMCP_Facility_List_2017.pdf").read_bytes()
    glyphs = next(iter(PdfFile(payload).pages())).glyphs
    x0, top, x1, bottom = glyphs.boxes.T
    x, y = (x0 + x1) / 2, (top + bottom) / 2
    figures = [cell for cell in read(payload).cells if cell.page == 1 and cell.kind is CellKind.NUMBER]
    wrong = []
    for cell in figures:
        left, above, right, below = cell.bbox or (0, 0, 0, 0)
        held = (left <= x) & (x < right) & (above <= y) & (y < below)
        wrong += [cell.text] if "".join(map(chr, glyphs.codes[held])).strip() != cell.text else []
    assert len(figures) > 1000
    assert len(wrong) < 0.01 * len(figures), wrong
