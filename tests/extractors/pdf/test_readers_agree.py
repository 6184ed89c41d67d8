"""PDFium and pdfplumber see the same: characters, their boxes, rulings, and pdfplumber's own answers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO

import numpy as np
import pdfplumber
import pytest
from reportlab.lib.pagesizes import letter

from extractors.pdf.characters import blank, plain
from extractors.pdf.glyphs import UNKNOWN_GLYPH
from extractors.pdf.miner.file import MinerFile
from extractors.pdf.pdfium.file import PdfiumFile
from extractors.pdf.plumber import page_of

MOST_PAGES = 3
UNMAPPED = re.compile(r"\(cid:\d+\)")
AGREE = 0.9996


def sheet(canvas) -> None:
    """Draw one of each: type in three sizes and four directions, rules, a grid, shades, a curve, a link."""
    canvas.setFont("Helvetica", 10)
    canvas.drawString(72, 700, "SPECIMEN 1,234 \u2013 \u201cstate ZZ\u201d")
    canvas.setFont("Times-Bold", 14)
    canvas.drawString(72, 660, "A heading")
    for turn in (90, 180, 270):
        canvas.saveState()
        canvas.translate(300, 400)
        canvas.rotate(turn)
        canvas.setFont("Courier", 8)
        canvas.drawString(20, 10, f"turned {turn}")
        canvas.restoreState()
    canvas.line(72, 650, 300, 650)
    canvas.grid([72, 144, 216], [560, 580, 600])
    canvas.setFillColorRGB(0.8, 0.9, 1)
    canvas.rect(72, 500, 144, 20, stroke=0, fill=1)
    canvas.circle(400, 600, 30)
    canvas.linkURL("http://zz.specimen.invalid/memo.pdf", (72, 655, 140, 672))


@pytest.fixture(params=[0, 90, 180, 270])
def payload(request, paper) -> bytes:
    def turned(canvas) -> None:
        canvas.setPageRotation(request.param)
        canvas.setCropBox((10, 20, letter[0] - 30, letter[1] - 40))
        sheet(canvas)

    return paper(turned)


def rows(glyphs) -> list[tuple[object, ...]]:
    """The printed characters in an order of their own: text, box, baseline, size, weight and turn."""
    printed = glyphs.where(~blank(glyphs.codes))
    columns = (printed.codes, printed.boxes.round(1), printed.baselines.round(1), printed.sizes.round(1))
    listed = zip(*(c.tolist() for c in (*columns, printed.bold, printed.turns)), strict=True)
    return sorted((code, *box, *rest) for code, box, *rest in listed)


def test_both_readers_give_the_same_page(payload) -> None:
    fast, careful = PdfiumFile(payload), MinerFile(payload)
    one, other = fast.page(1), careful.page(1)
    fast.close()
    assert (one.width, one.height) == pytest.approx((other.width, other.height))
    # Of fonts that no file embeds each reader has its own measures; their descents differ by .05 em at most.
    np.testing.assert_allclose(rows(one.glyphs), rows(other.glyphs), atol=0.6)
    assert [word.text for word in one.words] == [word.text for word in other.words]
    assert len(one.curves) == len(other.curves) == 1
    assert one.links[0].href == other.links[0].href
    assert one.links[0].bbox == pytest.approx(other.links[0].bbox, abs=0.1)
    ruled = {(r.horizontal, round(r.at), round(r.start), round(r.end)) for r in one.rulings}
    assert ruled <= {(r.horizontal, round(r.at), round(r.start), round(r.end)) for r in other.rulings}
    assert [shade.colour for shade in one.shades] == [(204, 230, 255)]


def test_pdfplumber_itself_would_answer_the_same(paper) -> None:
    payload = paper(sheet)
    file = PdfiumFile(payload)
    ours = page_of(file.page(1))
    file.close()
    with pdfplumber.open(BytesIO(payload)) as pdf:
        theirs = pdf.pages[0]
        assert ours.extract_text() == theirs.extract_text()
        assert ours.extract_tables() == theirs.extract_tables()
        assert [word["text"] for word in ours.extract_words()] == [
            word["text"] for word in theirs.extract_words()
        ]


@pytest.mark.corpus
def test_characters_of_real_documents_agree(corpus) -> None:
    """As multisets, ligatures resolved; the widest list is left out as too slow."""
    total = different = 0
    for path in sorted((corpus / "pdf").rglob("[!I]*.pdf")):
        for ours, theirs in characters(path.read_bytes()):
            total += theirs.total()
            different += (theirs - ours).total() + (ours - theirs).total()
    assert total > 100_000
    assert different <= (1 - AGREE) * total


def characters(payload: bytes) -> Iterator[tuple[Counter[str], Counter[str]]]:
    """The characters of the first pages: PDFium's, and pdfplumber's without those printed twice."""
    file = PdfiumFile(payload)
    with pdfplumber.open(BytesIO(payload)) as pdf:
        for page in pdf.pages[:MOST_PAGES]:
            glyphs = file.page(page.page_number).glyphs
            ours = "".join(map(chr, glyphs.codes.tolist()))
            theirs = "".join(char["text"] for char in page.dedupe_chars().chars)
            theirs = UNMAPPED.sub(UNKNOWN_GLYPH, theirs)
            yield Counter("".join(plain(ours).split())), Counter("".join(plain(theirs).split()))
            page.close()
    file.close()
