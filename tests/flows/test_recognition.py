"""Recognition in the line: its engine is part of the cache key, and its words are a table of the dataset."""

import stat
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import letter
from reportlab.pdfgen.canvas import Canvas

from extractors.pdf import tesseract
from extractors.registry import Ocr
from flows.settings import Limits
from flows.shards import PayloadAddress, Shard
from flows.workers import run_jobs
from tests.flows.line import Line, run_line
from tests.flows.warc_fixtures import HOST, NOON, write_warc

SHARD = Shard(Path("w.warc"), (PayloadAddress("0" * 64, "w.warc", 0, 1, f"{HOST}/a", None, None),))


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str | None], None]]:
    """Give a function that puts a tesseract of some version alone on the path, or none."""

    def put(version: str | None) -> None:
        program = tmp_path / "tesseract"
        program.unlink(missing_ok=True)
        if version:
            program.write_text(f"#!/bin/sh\necho 'tesseract {version}'\necho eng\n")
            program.chmod(program.stat().st_mode | stat.S_IXUSR)
        tesseract.engine.cache_clear()

    monkeypatch.setenv("PATH", str(tmp_path))
    yield put
    tesseract.engine.cache_clear()


def test_the_key_of_a_shard_covers_the_engine_and_its_absence(path: Callable[[str | None], None]) -> None:
    keys = []
    for version in (None, "5.3.0", "5.4.1"):
        path(version)
        keys.append((SHARD.key(Ocr.AUTO), SHARD.key(Ocr.OFF)))
    read, off = zip(*keys, strict=True)
    assert len({*read, off[0]}) == 4
    assert len(set(off)) == 1


def late(_: int) -> None:
    raise TimeoutError("tesseract took more than 120 seconds for one page")


def test_a_page_that_takes_too_long_is_a_fault_of_its_job() -> None:
    (done,) = run_jobs(late, {1: (1,)}, workers=1, limits=Limits())
    assert done.fault == "TimeoutError: tesseract took more than 120 seconds for one page"


def scan() -> bytes:
    """Draw a PDF without any character: a word as large dots of ink, the way a scan shows it."""
    import pypdfium2
    from reportlab.lib.utils import ImageReader

    def pdf(draw: Callable[[Canvas], object]) -> bytes:
        target = BytesIO()
        canvas = Canvas(target, pagesize=letter, invariant=1)
        draw(canvas)
        canvas.save()
        return target.getvalue()

    with pypdfium2.PdfDocument(pdf(lambda canvas: canvas.drawString(72, 700, "SPECIMEN of a scan"))) as file:
        page = file[0]
        picture = page.render(scale=200 / 72, grayscale=True).to_pil()
        page.close()
    return pdf(lambda canvas: canvas.drawImage(ImageReader(picture), 0, 0, *letter))


def built(tmp_path: Path) -> Line:
    return run_line(
        [write_warc(tmp_path / "w.warc.gz", [(f"{HOST}/scan.pdf", NOON, scan())])], tmp_path / "d"
    )


def test_words_of_a_scan_are_rows_that_lead_to_their_passage(tmp_path: Path) -> None:
    tesseract.engine.cache_clear()
    found = tesseract.engine()
    if found is None:
        pytest.skip("tesseract is not installed (apt-get install tesseract-ocr)")
    rows = built(tmp_path).rows(
        "SELECT w.text, w.page, w.engine, p.text, p.ocr, p.confidence > 0.8, w.specimen "
        "FROM ocr_words w JOIN passages p USING (passage_id) ORDER BY w.ordinal"
    )
    name = found.name("eng")
    assert rows == [
        (word, 1, name, "SPECIMEN of a scan", name, True, True) for word in ("SPECIMEN", "of", "a", "scan")
    ]
