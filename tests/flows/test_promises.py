"""What links promise against what was captured: held, redirected, unreadable, gone, not held."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from flows.archives.writing import WarcFile
from flows.sample.addresses import MEMO
from flows.sample.build import specimens
from tests.flows.line import Line, run_line
from tests.flows.warc_fixtures import HOST, LATER, NOON, page

Answer = tuple[str, datetime, int, bytes, str | None]


def ok(path: str, body: bytes, at: datetime = NOON) -> Answer:
    return f"{HOST}{path}", at, 200, body, None


def moved(path: str, onward: str, at: datetime = NOON) -> Answer:
    return f"{HOST}{path}", at, 301, b"", onward


def failed(path: str, status: int, at: datetime = NOON) -> Answer:
    return f"{HOST}{path}", at, status, b"<html>no</html>", None


def linking(*hrefs: str) -> Answer:
    links = (f'<a href="{href}">{href}</a>' for href in hrefs)
    return ok("/from", page("SPECIMEN from", *links))


@pytest.fixture
def line_of(tmp_path: Path):
    def run(*answers: Answer) -> Line:
        path = tmp_path / "w.warc.gz"
        with path.open("wb") as stream:
            warc = WarcFile(stream)
            for url, at, status, body, onward in answers:
                kind = "application/pdf" if body.startswith(b"%PDF") else "text/html; charset=utf-8"
                headers = [("Content-Type", kind)] + ([("Location", onward)] if onward else [])
                warc.response(url, captured_at=at, status=status, reason="X", headers=headers, body=body)
        return run_line([path], tmp_path / "data")

    return run


def statuses(line: Line) -> dict[str, str]:
    return dict(line.rows("SELECT href, target_status FROM links"))


def test_each_link_says_what_was_captured_at_its_address(line_of) -> None:
    line = line_of(
        linking(
            "/held", "/old", "/twice", "/loop", "/lost", "/busy", "/closed", "/gone", "/never", "mailto:a@b.c"
        ),
        ok("/held", page("SPECIMEN held")),
        moved("/old", "/held"),
        moved("/twice", "/old"),
        moved("/loop", "/loop"),
        moved("/lost", "/never"),
        failed("/busy", 503),
        failed("/closed", 403),
        failed("/gone", 410),
    )
    assert statuses(line) == {
        "/held": "held",
        "/old": "redirected",
        "/twice": "redirected",
        "/loop": "unreadable",
        "/lost": "unreadable",
        "/busy": "unreadable",
        "/closed": "unreadable",
        "/gone": "gone",
        "/never": "not_held",
        "mailto:a@b.c": None,
    }
    query = """
        SELECT c.http_status, target_http_status
        FROM links JOIN captures c ON capture_id = target_capture_id
    """
    assert sorted(line.rows(query)) == [
        (200, 200),
        (200, 200),
        (200, 200),
        (301, 301),
        (301, 301),
        (403, 403),
        (410, 410),
        (503, 503),
    ]


def test_a_document_once_held_counts_before_a_later_404(line_of) -> None:
    line = line_of(
        linking("/to"), ok("/to", page("SPECIMEN to"), LATER), failed("/to", 404, NOON + timedelta(days=1))
    )
    assert statuses(line) == {"/to": "held"}


def test_a_capture_of_the_time_of_the_page_counts_before_a_redirect_of_later(line_of) -> None:
    line = line_of(
        linking("/to"),
        ok("/to", page("SPECIMEN then")),
        moved("/to", "/new", LATER),
        ok("/new", page("SPECIMEN new"), LATER),
    )
    query = "SELECT title, target_status FROM links JOIN documents d ON target_document_id = d.document_id"
    assert line.rows(query) == [("SPECIMEN then", "held")]


@pytest.fixture(scope="module")
def paper() -> bytes:
    return next(each.body for each in specimens() if each.url == MEMO)


def promising(notes: Sequence[str]) -> Answer:
    return ok("/from", page("SPECIMEN from", *(f'<a href="/p.pdf">P</a> {note}' for note in notes)))


def test_promised_pages_and_bytes_are_compared(line_of, paper) -> None:
    pages, size = 2, len(paper)
    notes = [f"(PDF, {pages} pages - {size / 1024:.1f} KB)", "(PDF, 99 pages - 9 MB)", "(PDF)"]
    line = line_of(promising(notes), ok("/p.pdf", paper))
    query = """
        SELECT note_pages, pages_agree, bytes_agree, bytes_captured FROM links WHERE href = '/p.pdf'
        ORDER BY ordinal
    """
    assert line.rows(query) == [
        (2, True, True, size),
        (99, False, False, size),
        (None, None, None, size),
    ]


def test_another_number_of_pages_than_promised_is_an_issue(line_of, paper) -> None:
    line = line_of(promising(["(PDF, Pages 99)"]), ok("/p.pdf", paper))
    query = (
        "SELECT stage, severity, address, evidence, specimen FROM issues WHERE code = 'promised_pages_differ'"
    )
    ((stage, severity, address, evidence, specimen),) = line.rows(query)
    assert (stage, severity, address, specimen) == ("assemble", "warning", f"{HOST}/from", True)
    assert "(PDF, Pages 99) promises 99 pages" in evidence
    assert f"{HOST}/p.pdf has 2" in evidence
