"""Whatever bytes come, an extraction comes out, and what could not be read is named."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.lib.pdfencrypt import StandardEncryption

from extractors.pdf import reader
from extractors.pdf.pdfium import file
from extractors.records import Severity


@pytest.fixture
def pages(paper, write):
    def draw(canvas):
        write(canvas, [(72, 100, "One page of the report.")])

    return lambda count, **options: paper(*[draw] * count, **options)


def codes(extraction):
    return [(issue.code, issue.page) for issue in extraction.issues]


@pytest.mark.parametrize("payload", [b"", b"%PDF-1.4", b"%PDF-1.7\n%%EOF", b"no pdf at all", b"\0" * 4000])
def test_bytes_without_any_structure_are_malformed(read, payload):
    extraction = read(payload)
    assert codes(extraction) == [("malformed_pdf", None)]
    assert extraction.issues[0].severity is Severity.ERROR
    assert extraction.document.text == ""


def test_a_file_that_needs_a_password_is_named_so(read, pages):
    extraction = read(pages(1, encrypt=StandardEncryption("secret", ownerPassword="owner")))
    assert codes(extraction) == [("encrypted", None)]
    assert extraction.passages == ()


def test_an_empty_password_is_tried(read, pages):
    extraction = read(pages(1, encrypt=StandardEncryption("", ownerPassword="owner")))
    assert extraction.document.text == "One page of the report."
    assert extraction.issues == ()


def test_a_file_cut_short_keeps_the_pages_that_are_there(read, paper, write):
    def page(number):
        return lambda canvas: write(canvas, [(72, 100, f"This is page {number}.")])

    whole = paper(*(page(number) for number in range(1, 5)), pageCompression=0)
    extraction = read(whole[: whole.rindex(b"This is page 4")])
    assert [code for code, _ in codes(extraction)][-1] == "malformed_pdf"
    assert "This is page 3." in extraction.document.text


def test_a_page_that_fails_costs_only_itself(read, pages):
    whole = pages(3, pageCompression=0)
    broken = whole.replace(b"/Contents 9 0 R", b"/Contents 99 0 R", 1)
    assert broken != whole
    extraction = read(broken)
    assert [code for code, _ in codes(extraction)] == ["page_failed"]
    assert extraction.document.pages == 3
    assert {passage.page for passage in extraction.passages} == {1, 2, 3} - {extraction.issues[0].page}


def test_a_page_of_pictures_has_no_text_layer_and_a_blank_page_is_no_finding(read, paper):
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    def picture(canvas):
        canvas.drawImage(ImageReader(Image.new("RGB", (8, 8), "grey")), 100, 100, 300, 300)

    extraction = read(paper(picture, lambda canvas: None))
    assert codes(extraction) == [("no_text_layer", 1)]
    assert extraction.document.pages == 2


def test_pages_beyond_the_budget_are_counted_and_not_read(read, pages, monkeypatch):
    monkeypatch.setattr(reader, "MAX_PAGES", 2)
    monkeypatch.setattr("extractors.pdf.document.MAX_PAGES", 2)
    extraction = read(pages(4))
    assert codes(extraction) == [("too_many_pages", None)]
    assert extraction.document.pages == 4
    assert {passage.page for passage in extraction.passages} == {1, 2}


def test_a_page_that_paints_too_much_is_given_up(read, pages, monkeypatch):
    monkeypatch.setattr(file, "MAX_CHARS", 10)
    assert codes(read(pages(1))) == [("page_too_large", 1)]


def test_drawing_instructions_that_unpack_without_end_are_not_unpacked(read, paper, monkeypatch):
    monkeypatch.setattr(reader, "MAX_CONTENT_BYTES", 50_000)
    monkeypatch.setattr("extractors.pdf.miner.file.MAX_CONTENT_BYTES", 50_000)

    def bomb(canvas):
        canvas._code.append("q Q " * 100_000)

    assert codes(read(paper(bomb, pageCompression=1))) == [("page_too_large", 1)]


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6), cut=st.floats(0.05, 1), flips=st.integers(0, 40))
def test_no_bytes_make_it_raise(read, small, seed, cut, flips):
    chance = random.Random(seed)
    payload = bytearray(small)
    for _ in range(flips):
        payload[chance.randrange(len(payload))] = chance.choice(b"0123456789<>[]()/ R\n\xff\x00obj")
    extraction = read(bytes(payload[: int(len(payload) * cut)]))
    assert extraction.document.extractor.startswith("pdf")


@pytest.fixture
def small(pages):
    return pages(2, pageCompression=0, lang="en")
