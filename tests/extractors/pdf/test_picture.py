"""A picture shows each page with boxes where something was read."""

from io import BytesIO
from math import ceil

from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from extractors.pdf.picture import RESOLUTION, pictures
from extractors.records import CaptureContext
from extractors.registry import extract


def two_pages() -> bytes:
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(300, 200), invariant=1)
    canvas.drawString(40, 150, "SPECIMEN words of the first page")
    canvas.showPage()
    canvas.drawString(40, 150, "SPECIMEN words of the second page")
    canvas.save()
    return stream.getvalue()


def coloured(picture: Image.Image, box: tuple[float, float, float, float]) -> bool:
    """Tell whether anything but black, white and grey is drawn in a box of page points."""
    scale = RESOLUTION / 72
    part = picture.convert("RGB").crop(tuple(round(edge * scale) for edge in box))
    return any(max(pixel) - min(pixel) > 8 for pixel in part.get_flattened_data())


def test_each_page_is_a_picture_with_boxes_around_its_passages() -> None:
    payload = two_pages()
    found = dict(pictures(payload, extract(payload, CaptureContext())))
    assert list(found) == [1, 2]
    for png in found.values():
        picture = Image.open(BytesIO(png))
        assert picture.size == (ceil(300 * RESOLUTION / 72), ceil(200 * RESOLUTION / 72))
        assert coloured(picture, (35, 35, 250, 60))
        assert not coloured(picture, (35, 100, 250, 190))
