"""What only shows when all documents are together: revisits, link targets, counts."""

from datetime import timedelta
from pathlib import Path

from warcio.warcwriter import WARCWriter

from flows.archives.index import index_warc
from flows.archives.writing import WarcFile
from tests.flows.line import run_line
from tests.flows.warc_fixtures import HOST, LATER, NOON, page, write_warc

AFTER_REVISIT = LATER + timedelta(days=100)


def linking(title: str, href: str) -> bytes:
    return page(title, f'See <a href="{href}">the other page</a>.')


def write_redirect(path: Path, source: str, target: str) -> Path:
    with path.open("wb") as stream:
        WarcFile(stream).response(
            source, captured_at=NOON, status=301, reason="Moved", headers=[("Location", target)], body=b""
        )
    return path


def write_revisit(path: Path, url: str, digest: str) -> Path:
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=True)
        record = writer.create_revisit_record(url, digest, url, "2013-07-20T12:00:00Z")
        record.rec_headers.replace_header("WARC-Date", "2014-01-05T08:30:00Z")
        writer.write_record(record)
    return path


def test_link_leads_to_the_document_at_its_address(tmp_path: Path) -> None:
    folder = tmp_path / "crawl"
    folder.mkdir()
    write_warc(
        folder / "1.warc.gz",
        [
            (f"{HOST}/from", NOON, linking("SPECIMEN from", "/to#part")),
            (f"{HOST}/to/", NOON, page("SPECIMEN to")),
        ],
    )
    line = run_line([folder], tmp_path / "data")
    query = "SELECT d.title FROM links l JOIN documents d ON l.target_document_id = d.document_id"
    assert line.rows(query) == [("SPECIMEN to",)]


def test_link_to_a_redirect_leads_to_where_it_redirects(tmp_path: Path) -> None:
    folder = tmp_path / "crawl"
    folder.mkdir()
    write_warc(
        folder / "1.warc.gz",
        [
            (f"{HOST}/from", NOON, linking("SPECIMEN from", "/old")),
            (f"{HOST}/new", NOON, page("SPECIMEN to")),
        ],
    )
    write_redirect(folder / "2.warc.gz", f"{HOST}/old", "/new")
    line = run_line([folder], tmp_path / "data")
    query = "SELECT d.title FROM links l JOIN documents d ON l.target_document_id = d.document_id"
    assert line.rows(query) == [("SPECIMEN to",)]


def test_link_leads_to_the_version_nearest_in_time(tmp_path: Path) -> None:
    warc = write_warc(
        tmp_path / "w.warc.gz",
        [
            (f"{HOST}/to", NOON, page("SPECIMEN first version")),
            (f"{HOST}/to", LATER, page("SPECIMEN second version")),
            (f"{HOST}/from", LATER, linking("SPECIMEN from", "/to")),
        ],
    )
    line = run_line([warc], tmp_path / "data")
    query = "SELECT d.title FROM links l JOIN documents d ON l.target_document_id = d.document_id"
    assert line.rows(query) == [("SPECIMEN second version",)]


def test_link_to_what_nobody_captured_leads_nowhere(tmp_path: Path) -> None:
    warc = write_warc(tmp_path / "w.warc.gz", [(f"{HOST}/from", NOON, linking("SPECIMEN from", "/gone"))])
    line = run_line([warc], tmp_path / "data")
    assert line.rows("SELECT href_resolved, target_document_id FROM links") == [(f"{HOST}/gone", None)]


def test_revisit_is_a_capture_of_the_payload_it_repeats(tmp_path: Path) -> None:
    folder = tmp_path / "crawl"
    folder.mkdir()
    first = write_warc(folder / "2.warc.gz", [(f"{HOST}/a", NOON, page("SPECIMEN"))])
    (capture,) = index_warc(first, name="x").captures
    assert capture.archive_digest is not None
    write_revisit(folder / "1.warc.gz", f"{HOST}/a", capture.archive_digest)
    line = run_line([folder], tmp_path / "data")
    assert line.rows("SELECT is_revisit, quality, payload_sha256 FROM captures ORDER BY captured_at") == [
        (False, "ok", capture.payload_sha256),
        (True, "ok", capture.payload_sha256),
    ]
    assert line.rows("SELECT n_captures FROM documents") == [(2,)]


def test_revisit_of_something_that_is_not_here_is_an_issue(tmp_path: Path) -> None:
    warc = write_revisit(tmp_path / "w.warc.gz", f"{HOST}/a", "sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
    line = run_line([warc], tmp_path / "data")
    assert line.rows("SELECT quality FROM captures") == [("unresolved_revisit",)]
    assert line.rows("SELECT code, address FROM issues") == [("unresolved_revisit", f"{HOST}/a")]


def test_same_capture_in_two_files_is_one_capture_in_two_places(tmp_path: Path) -> None:
    folder = tmp_path / "crawl"
    folder.mkdir()
    for name in ("1", "2"):
        write_warc(folder / f"{name}.warc.gz", [(f"{HOST}/a", NOON, page("SPECIMEN"))])
    line = run_line([folder], tmp_path / "data")
    assert line.rows("SELECT count(*) FROM captures") == [(1,)]
    assert line.rows("SELECT warc_file FROM capture_locations ORDER BY 1") == [
        ("1.warc.gz",),
        ("2.warc.gz",),
    ]


def test_revisit_that_is_earlier_than_its_original_is_not_read_for_it(tmp_path: Path) -> None:
    folder = tmp_path / "crawl"
    folder.mkdir()
    first = write_warc(folder / "1.warc.gz", [(f"{HOST}/a", AFTER_REVISIT, page("SPECIMEN", "words"))])
    (capture,) = index_warc(first, name="x").captures
    assert capture.archive_digest is not None
    write_revisit(folder / "2.warc.gz", f"{HOST}/a", capture.archive_digest)
    line = run_line([folder], tmp_path / "data")
    assert line.rows("SELECT title, n_captures FROM documents") == [("SPECIMEN", 2)]


def test_document_captured_again_is_near_on_both_days(tmp_path: Path) -> None:
    warc = write_warc(
        tmp_path / "w.warc.gz",
        [
            (f"{HOST}/to", NOON, page("SPECIMEN lasting")),
            (f"{HOST}/to", NOON + timedelta(days=40), page("SPECIMEN passing")),
            (f"{HOST}/to", LATER, page("SPECIMEN lasting")),
            (f"{HOST}/from", LATER, linking("SPECIMEN from", "/to")),
        ],
    )
    line = run_line([warc], tmp_path / "data")
    query = "SELECT d.title FROM links l JOIN documents d ON l.target_document_id = d.document_id"
    assert line.rows(query) == [("SPECIMEN lasting",)]
