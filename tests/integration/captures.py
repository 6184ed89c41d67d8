"""A collection that takes a while: pages and PDFs of our own, spread over several shards."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

from reportlab.lib import colors
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Table

from flows.archives.writing import WarcFile

HOST = "http://www.dhs.gov.specimen.invalid"
BEGAN = datetime(2013, 7, 20, tzinfo=UTC)
PAGES = 180
PAPERS = 12
PICTURES = 9
PICTURE_BYTES = 2 * 1024**2
STYLES = getSampleStyleSheet()


def write_large(folder: Path) -> None:
    """Write two WARC files: pages among pictures that fill three shards, and PDFs."""
    folder.mkdir()
    with (folder / "pages.warc.gz").open("wb") as stream:
        warc = WarcFile(stream)
        for number in range(PAGES):
            _answer(warc, f"/news/{number}", number, "text/html; charset=utf-8", page(number))
            if number % (PAGES // PICTURES) == 0:
                _answer(warc, f"/pictures/{number}.jpg", number, "image/jpeg", picture(number))
    with (folder / "papers.warc.gz").open("wb") as stream:
        warc = WarcFile(stream)
        for number in range(PAPERS):
            _answer(warc, f"/papers/{number}.pdf", number, "application/pdf", paper(number))


def _answer(warc: WarcFile, path: str, number: int, content_type: str, body: bytes) -> None:
    warc.response(
        HOST + path,
        captured_at=BEGAN + timedelta(minutes=number),
        status=200,
        reason="OK",
        headers=[("Content-Type", content_type)],
        body=body,
    )


def page(number: int) -> bytes:
    """Give a page with a text, a table, and links to other pages and to a PDF."""
    rows = "".join(f"<tr><td>County {row}</td><td>{number * row:,}</td></tr>" for row in range(1, 20))
    text = "".join(f"<p>SPECIMEN paragraph {row} of page {number}, in state ZZ.</p>" for row in range(20))
    return (
        f"<html lang='en'><head><title>SPECIMEN {number}</title></head><body><main>"
        f"<h1>SPECIMEN {number}</h1>{text}"
        f"<table><tr><th>Jurisdiction</th><th>Matches</th></tr>{rows}</table>"
        f"<p><a href='/news/{(number + 1) % PAGES}'>next</a>"
        f" <a href='/papers/{number % PAPERS}.pdf'>paper</a></p>"
        f"</main></body></html>"
    ).encode()


def picture(number: int) -> bytes:
    """Give bytes that begin like a JPEG and cannot be made smaller."""
    return b"\xff\xd8\xff\xe0" + random.Random(number).randbytes(PICTURE_BYTES)


def paper(number: int) -> bytes:
    """Give a PDF of two pages with a ruled table on each."""
    stream = BytesIO()
    document = SimpleDocTemplate(stream, title=f"SPECIMEN paper {number}", invariant=1)
    document.build([part for sheet in range(2) for part in _sheet(number, sheet)])
    return stream.getvalue()


def _sheet(number: int, sheet: int) -> list[Flowable]:
    rows = [["Jurisdiction", "Matches", "Removals"]]
    rows += [[f"County {row}", f"{number * row:,}", f"{sheet * row:,}"] for row in range(1, 25)]
    table = Table(rows, style=[("GRID", (0, 0), (-1, -1), 0.5, colors.black)])
    head = Paragraph(f"SPECIMEN sheet {sheet + 1} of paper {number}", STYLES["Heading1"])
    body = Paragraph("Written as an example; not a record of the Department of Homeland Security.")
    return [head, body, table, PageBreak()]


WINDOWS_1252 = (
    b"<html><head><title>SPECIMEN \x93quoted\x94</title></head>"
    b"<body><p>SPECIMEN caf\xe9 \x96 100 \x80 in state ZZ.</p></body></html>"
)
WINDOWS_1252_TEXT = "SPECIMEN caf\u00e9 \u2013 100 \u20ac in state ZZ."
ODD = {
    "empty.html": b"",
    "truncated.pdf": paper(3)[:1500],
    "page.pdf": page(4),
    "old.htm": WINDOWS_1252,
    "paper.pdf": paper(5),
    "sub/noise.html": b"\x89\x00\xff" * 200,
}
ODD_CAPTURES = """file,url,timestamp
old.htm,http://www.dhs.gov.specimen.invalid/old,20030301000000
paper.pdf,http://www.ice.gov.specimen.invalid/paper.pdf,2011-06-17T12:00:00+00:00
page.pdf,http://www.ice.gov.specimen.invalid/gone.pdf,
"""


def write_odd(folder: Path) -> None:
    """Write a folder of files in which each is odd in its own way."""
    for name, content in ODD.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    (folder / "captures.csv").write_text(ODD_CAPTURES)
