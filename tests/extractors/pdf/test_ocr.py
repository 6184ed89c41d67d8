"""Pages without a text layer: what is recognised on them, and what is said where nothing can be."""

from __future__ import annotations

import stat

import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.pagesizes import letter
from reportlab.lib.utils import ImageReader

from extractors.pdf import ocr as policy
from extractors.pdf import tesseract
from extractors.pdf.document import extract
from extractors.pdf.recognised import RecognisedWord, words_of
from extractors.records import CaptureContext, Severity
from extractors.registry import Ocr

HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"
NAME = "tesseract 9.8.7 (eng)"


def row(line, number, box, confidence, text):
    left, top, width, height = box
    return f"5\t1\t1\t1\t{line}\t{number}\t{left}\t{top}\t{width}\t{height}\t{confidence}\t{text}"


ANSWER = "\n".join(
    [
        HEAD,
        "1\t1\t0\t0\t0\t0\t0\t0\t1700\t2200\t-1\t",
        row(1, 1, (200, 200, 150, 28), 96.5, "Notice"),
        row(1, 2, (365, 200, 40, 28), 90.5, "to"),
        row(1, 3, (420, 200, 60, 28), 95.0, "all"),
        row(2, 1, (900, 1500, 12, 12), 11.0, "~"),
    ]
)


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """Give a function that puts a program of the name tesseract on the path; it returns its folder."""

    def install(does=None, *, languages=("eng",), answer=ANSWER):
        (tmp_path / "answer.tsv").write_text(answer)
        program = tmp_path / "tesseract"
        listing = "\n".join(["List of available languages (1):", *languages])
        program.write_text(
            f"#!/bin/sh\ncd {tmp_path}\ncase $1 in\n--version) echo 'tesseract 9.8.7';;\n"
            f"--list-langs) echo '{listing}';;\n"
            f'*) cat > picture.pgm; echo "$@" >> asked; {does or "cat answer.tsv"};;\nesac\n'
        )
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
        return tmp_path

    tesseract.engine.cache_clear()
    yield install
    tesseract.engine.cache_clear()


@pytest.fixture
def not_installed(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    tesseract.engine.cache_clear()
    yield
    tesseract.engine.cache_clear()


@pytest.fixture
def real():
    tesseract.engine.cache_clear()
    if tesseract.engine() is None:
        pytest.skip("tesseract is not installed (apt-get install tesseract-ocr)")


def recognise(payload, ocr=Ocr.AUTO):
    return extract(payload, CaptureContext(url="https://zz.specimen.invalid/scan.pdf"), ocr=ocr)


def scanned(canvas):
    canvas.drawImage(ImageReader(Image.new("L", (85, 110), 255)), 0, 0, *letter)


def codes(extraction):
    return [(issue.code, issue.page) for issue in extraction.issues]


def test_recognised_words_have_boxes_confidence_engine_and_a_passage(installed, paper):
    installed()
    extraction = recognise(paper(scanned))
    first, second, third, speck = extraction.ocr_words
    assert (first.text, first.page, first.bbox) == ("Notice", 1, (72.0, 72.0, 126.0, 82.08))
    assert [word.confidence for word in extraction.ocr_words] == [0.965, 0.905, 0.95, 0.11]
    assert {word.engine for word in extraction.ocr_words} == {NAME}
    (passage,) = extraction.passages
    assert (passage.text, passage.ocr, passage.confidence) == ("Notice to all", NAME, 0.94)
    assert passage.bbox == (72.0, 72.0, 172.8, 82.08)
    assert {first.passage_id, second.passage_id, third.passage_id} == {passage.passage_id}
    assert speck.passage_id is None
    assert extraction.document.extractor.endswith(f", {NAME}")


def test_what_was_recognised_is_said_with_its_mean_confidence(installed, paper):
    installed()
    (issue,) = recognise(paper(scanned)).issues
    assert (issue.code, issue.severity, issue.page) == ("text_recognised", Severity.INFO, 1)
    assert "3 words" in issue.evidence
    assert "mean confidence 0.94" in issue.evidence
    assert "1 of 4 are too unsure" in issue.evidence


def test_an_unsure_page_is_warned_of(installed, paper):
    installed(answer="\n".join([HEAD, row(1, 1, (200, 200, 150, 28), 60.0, "Notioe")]))
    extraction = recognise(paper(scanned))
    assert [issue.severity for issue in extraction.issues] == [Severity.WARNING]
    assert [passage.text for passage in extraction.passages] == ["Notioe"]


def test_without_tesseract_the_issue_names_the_package_and_the_command(not_installed, paper):
    extraction = recognise(paper(scanned))
    assert codes(extraction) == [("no_text_layer", 1)]
    assert "apt-get install tesseract-ocr" in extraction.issues[0].remedy
    assert extraction.document.extractor.endswith(")")
    assert "tesseract" not in extraction.document.extractor


def test_switched_off_nothing_is_started(installed, paper):
    folder = installed()
    extraction = recognise(paper(scanned), Ocr.OFF)
    assert codes(extraction) == [("no_text_layer", 1)]
    assert "--ocr off" in extraction.issues[0].remedy
    assert not (folder / "asked").exists()


@pytest.mark.parametrize(
    ("does", "said"),
    [
        ("echo 'Error in pixReadMem' >&2; exit 1", "status 1: Error in pixReadMem"),
        ("exit 3", "status 3: it said nothing"),
        ("kill -SEGV $$", "status -11"),
        ("printf 'head\\n5\\tnot\\ta\\ttable\\n'", "cannot be read"),
    ],
)
def test_a_page_that_tesseract_gives_up_is_an_issue(installed, paper, does, said):
    installed(does)
    extraction = recognise(paper(scanned))
    assert codes(extraction) == [("no_text_layer", 1), ("ocr_failed", 1)]
    assert said in extraction.issues[1].evidence
    assert extraction.passages == ()


def test_too_slow_a_page_is_a_fault_of_the_machine(installed, paper, monkeypatch):
    installed("exec sleep 20")
    assert tesseract.engine() is not None
    monkeypatch.setattr(tesseract, "SECONDS", 0.3)
    with pytest.raises(TimeoutError, match=r"0\.3 seconds"):
        recognise(paper(scanned))


def test_being_ended_from_outside_is_a_fault_of_the_machine(installed, paper):
    installed("kill -KILL $$")
    with pytest.raises(OSError, match="signal 9"):
        recognise(paper(scanned))


def test_pages_beyond_the_budget_are_named(installed, paper, monkeypatch):
    monkeypatch.setattr(policy, "MAX_PAGES", 1)
    installed()
    extraction = recognise(paper(scanned, scanned, scanned))
    assert codes(extraction) == [
        ("text_recognised", 1),
        ("no_text_layer", 2),
        ("no_text_layer", 3),
        ("ocr_budget", None),
    ]
    assert "3 pages lack their text, 1 were recognised" in extraction.issues[-1].evidence


def test_the_declared_language_chooses_the_language_data(installed, paper):
    folder = installed(languages=("eng", "osd", "spa"))
    payload = paper(scanned, lang="es-US")
    assert recognise(payload).ocr_words[0].engine == "tesseract 9.8.7 (osd, spa)"
    assert "-l spa --psm 1" in (folder / "asked").read_text()


def test_english_is_read_where_data_for_the_language_are_missing(installed, paper):
    installed()
    assert recognise(paper(scanned, lang="es-US")).ocr_words[0].engine == NAME


def test_a_wall_map_is_drawn_with_fewer_dots(installed, paper):
    def wall(canvas):
        canvas.setPageSize((6000, 6000))
        canvas.drawImage(ImageReader(Image.new("L", (60, 60), 255)), 0, 0, 6000, 6000)

    folder = installed()
    recognise(paper(wall))
    width, height = (folder / "picture.pgm").read_bytes().split(b"\n")[0].split()[1:3]
    assert int(width) * int(height) <= 1.01 * 16_000_000
    assert "--dpi 48" in (folder / "asked").read_text()


def test_a_stamp_over_a_scan_is_kept_and_the_scan_is_read_beside_it(installed, paper, write):
    def stamped(canvas):
        scanned(canvas)
        write(canvas, [(72, 82, "Notice")], size=14)
        write(canvas, [(300, 780, "2019-ZZFO-0001 page 1")], size=8)

    installed()
    extraction = recognise(paper(stamped))
    assert [word.text for word in extraction.ocr_words] == ["to", "all", "~"]
    texts = " ".join(passage.text for passage in extraction.passages)
    assert texts.count("Notice") == 1
    by_text_layer = [passage.text for passage in extraction.passages if passage.ocr is None]
    assert by_text_layer == ["2019-ZZFO-0001 page 1"]


def test_a_photograph_under_a_title_gives_no_text(installed, paper, write):
    def cover(canvas):
        scanned(canvas)
        write(canvas, [(72, 300, "Annual Report of ZZ")], size=24)

    accidents = [row(1, 1, (200, 200, 15, 28), 45.0, "ae"), row(1, 2, (300, 200, 15, 28), 40.0, "|")]
    installed(answer="\n".join([HEAD, *accidents]))
    extraction = recognise(paper(cover))
    assert extraction.document.text == "Annual Report of ZZ"
    assert [word.passage_id for word in extraction.ocr_words] == [None, None]
    assert [issue.severity for issue in extraction.issues] == [Severity.WARNING]


def test_a_page_with_text_and_a_small_picture_is_not_recognised(installed, paper, write):
    def page(canvas):
        write(canvas, [(72, 100, "A page with a seal.")])
        canvas.drawImage(ImageReader(Image.new("L", (8, 8), 128)), 400, 600, 100, 100)

    folder = installed()
    assert recognise(paper(page)).issues == ()
    assert not (folder / "asked").exists()


@pytest.mark.parametrize(
    ("boxes", "turn"),
    [
        (((10, 10, 40, 10), (60, 10, 40, 10)), 0),
        (((10, 10, 10, 40), (10, 60, 10, 40)), 90),
        (((60, 10, 40, 10), (10, 10, 40, 10)), 180),
        (((10, 60, 10, 40), (10, 10, 10, 40)), 270),
    ],
)
def test_the_turn_of_a_line_follows_from_the_order_of_its_words(boxes, turn):
    table = "\n".join([HEAD, *(row(1, number, box, 90, "word") for number, box in enumerate(boxes))])
    words = words_of(table, points_a_dot=(0.5, 0.5))
    assert [word.turn for word in words] == [turn, turn]
    left, top, width, height = boxes[0]
    box = (left / 2, top / 2, (left + width) / 2, (top + height) / 2)
    assert words[0] == RecognisedWord("word", box, 0.9, (1, 1, 1), turn)


LINES = [
    (72, 100, "Counties of the fictional State of ZZ"),
    (72, 130, "Each sheriff reports the number of persons by the tenth of the month."),
    (72, 142, "The totals of the year 2011 were 4,218 persons in 37 counties."),
]


@pytest.fixture
def scan(paper, write):
    """Give a function that draws lines, makes a picture of the page, and a PDF of the picture alone."""

    def make(turn=0):
        drawn = pypdfium2.PdfDocument(paper(lambda canvas: write(canvas, LINES, size=11)))
        page = drawn[0]
        picture = page.render(scale=200 / 72, grayscale=True).to_pil().rotate(-turn, expand=True)
        page.close()
        drawn.close()
        width, height = picture.width * 0.36, picture.height * 0.36

        def paste(canvas):
            canvas.setPageSize((width, height))
            canvas.drawImage(ImageReader(picture), 0, 0, width, height)

        return paper(paste)

    return make


def test_tesseract_reads_a_scanned_page_the_same_each_time(real, scan):
    extraction = recognise(scan())
    assert [passage.text for passage in extraction.passages] == [
        LINES[0][2],
        f"{LINES[1][2]} {LINES[2][2]}",
    ]
    assert all(passage.confidence > 0.9 for passage in extraction.passages)
    word = next(word for word in extraction.ocr_words if word.text == "4,218")
    assert 230 < word.bbox[0] < 260
    assert 130 < word.bbox[1] < word.bbox[3] < 148
    assert recognise(scan()) == extraction


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_tesseract_reads_a_page_scanned_sideways(real, scan, turn):
    if "osd" not in tesseract.engine().key:
        pytest.skip("tesseract has no data that tell orientation (apt-get install tesseract-ocr-osd)")
    extraction = recognise(scan(turn))
    assert [passage.text for passage in extraction.passages] == [
        LINES[0][2],
        f"{LINES[1][2]} {LINES[2][2]}",
    ]
    x0, top, x1, bottom = next(word.bbox for word in extraction.ocr_words if word.text == "4,218")
    if turn == 90:  # what was 240 points from the left is as far from the top
        assert 230 < top < 260
        assert letter[1] - 148 < x0 < x1 < letter[1] - 130
    elif turn == 180:
        assert 230 < letter[0] - x1 < 260
        assert 130 < letter[1] - bottom < letter[1] - top < 148
    else:
        assert 230 < letter[0] - bottom < 260
        assert 130 < x0 < x1 < 148
    box = extraction.passages[1].bbox
    assert box[0] <= x0 <= x1 <= box[2]
    assert box[1] <= top <= bottom <= box[3]


def test_a_scan_within_a_form_counts_as_covering_the_page(installed, paper, write):
    def wrapped(canvas):
        canvas.beginForm("page", 0, 0, 100, 100)
        canvas.drawImage(ImageReader(Image.new("L", (85, 110), 255)), 0, 0, 100, 100)
        canvas.endForm()
        canvas.saveState()
        canvas.scale(letter[0] / 100, letter[1] / 100)
        canvas.doForm("page")
        canvas.restoreState()
        write(canvas, [(300, 780, "2019-ZZFO-0001 page 1")], size=8)

    installed()
    assert codes(recognise(paper(wrapped))) == [("text_recognised", 1)]


def test_pages_that_pdfium_counts_or_measures_otherwise_are_not_drawn(paper):
    from extractors.pdf.rendering import CannotDraw, Drawings

    drawings = Drawings(paper(scanned), n_pages=2)
    with pytest.raises(CannotDraw, match="1 pages instead of 2"):
        drawings.picture(1, size=letter)
    drawings.close()
    drawings = Drawings(paper(scanned), n_pages=1)
    with pytest.raises(CannotDraw, match="instead of"):
        drawings.picture(1, size=(100.0, 100.0))
    drawings.close()
