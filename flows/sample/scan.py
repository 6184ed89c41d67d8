"""The specimen of a scanned letter: one page that is a picture and has no text of its own.

The words are drawn with the letters that Pillow carries along, black on white, a little askew. The PDF is
written by hand, with the picture left uncompressed, so that it is the same bytes whichever zlib there is.
"""

from __future__ import annotations

from PIL import Image, ImageDraw, ImageFont

from flows.sample.addresses import NOTICE
from flows.sample.flowing import PAGES
from flows.sample.paper import WRITTEN

DOTS_PER_INCH = 150
SIZE = (1272, 1650)
"""Pixels of a letter page; a line of them is a whole number of bytes."""

THRESHOLD = 140
"""The shade of grey above which the glass sees white."""

ASKEW = 0.3
"""Degrees by which the sheet lay askew on the glass."""

LEFT, TOP, LEADING = 140, 80, 38


def scanned_pdf() -> bytes:
    """Give the PDF of the scanned letter."""
    pixels = _picture().tobytes()
    width, height = SIZE
    points = f"{width * 72 / DOTS_PER_INCH:g} {height * 72 / DOTS_PER_INCH:g}"
    content = f"q {points.replace(' ', ' 0 0 ')} 0 0 cm /Scan Do Q".encode()
    written = WRITTEN.strftime("D:%Y%m%d%H%M%S+00'00'")
    picture = f"/Type /XObject /Subtype /Image /Width {width} /Height {height}"
    return _pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {points}] /Contents 4 0 R"
        " /Resources << /XObject << /Scan 5 0 R >> >> >>".encode(),
        _stream("", content),
        _stream(f"{picture} /ColorSpace /DeviceGray /BitsPerComponent 1", pixels),
        f"<< /Title (SPECIMEN: Scanned letter) /Author (dhs-archive project)"
        f" /CreationDate ({written}) /ModDate ({written}) >>".encode(),
    )


def lines() -> list[str]:
    """Give the lines of the letter, the notice first; the letters at hand have no dash."""
    text = (PAGES / "scanned-letter.txt").read_text(encoding="utf-8")
    first, _, second = NOTICE.replace("—", "-").partition("; ")
    return [first, second, *text.splitlines()]


def _picture() -> Image.Image:
    sheet = Image.new("L", SIZE, 255)
    pen, font = ImageDraw.Draw(sheet), ImageFont.load_default(size=25)
    for number, line in enumerate(lines()):
        pen.text((LEFT, TOP + number * LEADING), line, fill=0, font=font)
    turned = sheet.rotate(ASKEW, resample=Image.Resampling.NEAREST, fillcolor=255)
    return turned.point(lambda shade: 255 if shade > THRESHOLD else 0).convert("1", dither=Image.Dither.NONE)


def _stream(entries: str, data: bytes) -> bytes:
    return f"<< {entries} /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"


def _pdf(*objects: bytes) -> bytes:
    """Put objects, whose last is the information, into a file with its table of places."""
    out, places = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    trailer = f"<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>"
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n"
    return bytes(out) + f"{head}{table}trailer\n{trailer}\nstartxref\n{len(out)}\n%%EOF\n".encode()
