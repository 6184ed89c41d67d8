"""An index says what a WARC file holds, also where the file is damaged."""

import base64
import gzip
import hashlib
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest

from extractors.records import CaptureQuality, Stage
from flows.archives.captures import capture_date
from flows.archives.index import index_warc
from flows.archives.protocol import Finding
from flows.archives.warcs import FINDING_TYPE, UNKNOWN_DATE
from flows.archives.writing import WarcFile
from tests.flows.warc_fixtures import HOST, LATER, NOON, page, provenance, write_warc


def sha1(data: bytes) -> str:
    return "sha1:" + base64.b32encode(hashlib.sha1(data).digest()).decode()


def one(tmp_path: Path, **answer: object):
    path = tmp_path / "one.warc.gz"
    values = {"status": 200, "reason": "OK", "headers": [], "body": b"", "captured_at": NOON} | answer
    with path.open("wb") as stream:
        WarcFile(stream).response(f"{HOST}/a", **values)
    index = index_warc(path, name="one")
    (capture,) = index.captures
    return capture, index


def test_payload_digest_is_that_of_the_page_a_reader_would_save(tmp_path: Path) -> None:
    body = page("SPECIMEN", "words")
    capture, _ = one(tmp_path, headers=[("Content-Encoding", "gzip")], body=gzip.compress(body, mtime=0))
    assert capture.payload_sha256 == hashlib.sha256(body).hexdigest()
    assert capture.payload_bytes == len(body)
    assert capture.archive_digest_matches is True
    assert capture.media_type_sniffed == "text/html"


def test_compressed_body_that_is_cut_off_gives_what_can_be_read_and_an_issue(tmp_path: Path) -> None:
    words = bytes(range(256)) * 50
    cut = gzip.compress(words, mtime=0)[:-30]
    capture, index = one(tmp_path, headers=[("Content-Encoding", "gzip")], body=cut)
    assert capture.payload_bytes is not None
    assert 0 < capture.payload_bytes < len(words)
    assert [issue.code for issue in index.issues] == ["damaged_coding"]


def test_body_whose_coding_the_archive_has_undone_is_whole(tmp_path: Path) -> None:
    body = page("SPECIMEN")
    capture, index = one(tmp_path, headers=[("Content-Encoding", "gzip")], body=body)
    assert capture.payload_sha256 == hashlib.sha256(body).hexdigest()
    assert not index.issues


@pytest.mark.parametrize(
    ("answer", "quality"),
    [
        ({"status": 301, "headers": [("Location", "/b")]}, CaptureQuality.REDIRECT),
        ({"status": 404, "body": b"<html>gone</html>"}, CaptureQuality.CLIENT_ERROR),
        ({"status": 503}, CaptureQuality.SERVER_ERROR),
        ({"status": 200}, CaptureQuality.EMPTY),
        (
            {"headers": [("Content-Type", "application/pdf")], "body": b"<html>sorry</html>"},
            CaptureQuality.WRONG_TYPE,
        ),
        ({"body": b"<html>fine</html>"}, CaptureQuality.OK),
        ({"body": b"<html><title>DHS | Page Not Found</title></html>"}, CaptureQuality.SOFT_404),
        ({"body": b"<html><h1>404 - File or directory not found.</h1></html>"}, CaptureQuality.SOFT_404),
        ({"body": b"<html><h1>Missing children found</h1></html>"}, CaptureQuality.OK),
        ({"body": b"<html><title>Access Denied</title></html>"}, CaptureQuality.BLOCKED),
        ({"status": 403, "body": b"<html>no</html>"}, CaptureQuality.BLOCKED),
        ({"headers": [("Content-Length", "900")], "body": b"<html>half"}, CaptureQuality.TRUNCATED),
        ({"body": b"%PDF-1.4 1 0 obj << /Length"}, CaptureQuality.TRUNCATED),
        ({"body": b"<html><!-- BEGIN WAYBACK TOOLBAR INSERT --></html>"}, CaptureQuality.REWRITTEN),
        (
            {"headers": [("Content-Type", "text/html")], "body": gzip.compress(b"<html>in</html>")},
            CaptureQuality.UNDECLARED_GZIP,
        ),
    ],
)
def test_quality(tmp_path: Path, answer: dict[str, object], quality: CaptureQuality) -> None:
    capture, _ = one(tmp_path, **answer)
    assert capture.quality is quality
    assert (capture.quality_evidence is None) == (quality is CaptureQuality.OK)


def test_a_page_that_is_compressed_unsaid_is_read_all_the_same(tmp_path: Path) -> None:
    body = page("SPECIMEN")
    capture, _ = one(tmp_path, headers=[("Content-Type", "text/html")], body=gzip.compress(body))
    assert capture.payload_sha256 == hashlib.sha256(body).hexdigest()
    assert capture.media_type_sniffed == "text/html"


def test_a_digest_that_differs_is_explained(tmp_path: Path) -> None:
    _, index = one(tmp_path, body=page("SPECIMEN"), provenance=provenance(sha1(b"something else")))
    assert [(issue.code, issue.evidence.rpartition("; ")[2]) for issue in index.issues] == [
        ("digest_differs", "unexplained")
    ]


def test_redirect_names_where_it_leads(tmp_path: Path) -> None:
    capture, _ = one(tmp_path, status=301, headers=[("Location", "/b?c=d")])
    assert capture.redirect_url == f"{HOST}/b?c=d"


def test_provenance_names_the_archive_and_cannot_be_forged_by_a_header(tmp_path: Path) -> None:
    body = page("SPECIMEN")
    capture, _ = one(tmp_path, body=body, provenance=provenance(sha1(body)))
    assert capture.archive == "web.archive.invalid"
    assert capture.archive_url is not None
    assert capture.archive_url.startswith("http://web.archive.invalid/web/20130720120000id_/")
    assert capture.archive_digest_matches is True


def test_digest_of_another_body_does_not_match(tmp_path: Path) -> None:
    capture, _ = one(tmp_path, body=page("SPECIMEN"), provenance=provenance(sha1(b"something else")))
    assert capture.archive_digest == sha1(b"something else")
    assert capture.archive_digest_matches is False


def test_same_page_at_two_instants_is_two_captures_of_one_payload(tmp_path: Path) -> None:
    body = page("SPECIMEN")
    index = index_warc(
        write_warc(tmp_path / "two.warc.gz", [(f"{HOST}/a", NOON, body), (f"{HOST}/a", LATER, body)]),
        name="two",
    )
    assert len({capture.capture_id for capture in index.captures}) == 2
    assert len({capture.payload_sha256 for capture in index.captures}) == 1


def test_locations_lead_to_the_records(tmp_path: Path) -> None:
    from flows.archives.payloads import read_body
    from flows.archives.records import read_record

    bodies = [page("SPECIMEN one"), page("SPECIMEN two", "more")]
    path = write_warc(tmp_path / "w.warc.gz", [(f"{HOST}/{i}", NOON, body) for i, body in enumerate(bodies)])
    index = index_warc(path, name="w")
    found = [read_body(read_record(path, location.record_offset)).payload for location in index.locations]
    assert found == bodies
    ends = [location.record_offset + location.record_length for location in index.locations]
    assert ends[0] == index.locations[1].record_offset
    assert ends[1] == path.stat().st_size


def test_every_cut_of_a_file_keeps_the_whole_records_before_it(tmp_path: Path) -> None:
    whole = write_warc(
        tmp_path / "w.warc.gz", [(f"{HOST}/{i}", NOON, page(f"SPECIMEN {i}")) for i in range(3)]
    )
    data = whole.read_bytes()
    ends = [each.record_offset + each.record_length for each in index_warc(whole, name="w").locations]
    torn = tmp_path / "torn.warc.gz"
    for cut in range(0, len(data), 7):
        torn.write_bytes(data[:cut])
        index = index_warc(torn, name="torn")
        before = sum(end <= cut for end in ends)
        assert before <= len(index.captures) <= before + 1
        intact = index_warc(whole, name="w").captures[: len(index.captures)]
        assert index.captures == intact


def test_file_that_is_no_warc_gives_an_issue(tmp_path: Path) -> None:
    path = tmp_path / "x.warc"
    path.write_bytes(b"<html>not a warc</html>")
    index = index_warc(path, name="x")
    assert not index.captures
    assert [issue.code for issue in index.issues] == ["torn_warc"]


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2013-07-20T12:00:00Z", NOON),
        ("2013-07-20T12:00:00.250Z", datetime(2013, 7, 20, 12, 0, 0, 250_000, tzinfo=UTC)),
        ("2013-07-20T08:00:00-04:00", NOON),
        (UNKNOWN_DATE.isoformat(), None),
        ("yesterday", None),
        (None, None),
    ],
)
def test_capture_date(text: str | None, instant: datetime | None) -> None:
    assert capture_date(text) == instant


def test_writing_the_same_captures_gives_the_same_bytes() -> None:
    def written() -> bytes:
        stream = BytesIO()
        warc = WarcFile(stream)
        warc.info([("software", "x")], date=NOON)
        warc.response(
            f"{HOST}/a",
            captured_at=NOON,
            status=200,
            reason="OK",
            headers=[("Content-Type", "text/html")],
            body=b"<html></html>",
            provenance=provenance(),
        )
        return stream.getvalue()

    assert written() == written()


@pytest.mark.parametrize(
    "headers",
    [
        [("Location", "http://[bad")],
        [("Content-Type", "none")],
        [("Content-Type", "\x00\x01")],
    ],
)
def test_odd_headers_cost_nothing(tmp_path: Path, headers: list[tuple[str, str]]) -> None:
    capture, index = one(tmp_path, headers=headers, body=page("SPECIMEN"))
    assert capture.media_type_sniffed == "text/html"
    assert capture.redirect_url is None
    assert not index.issues


def test_status_that_http_does_not_have_is_none(tmp_path: Path) -> None:
    assert one(tmp_path, status=0)[0].http_status is None
    assert one(tmp_path, status=10**20)[0].http_status is None


@pytest.mark.parametrize(
    "text", ["0001-01-01T00:00:00+14:00", "2150-01-01T00:00:00Z", "9999-12-31T23:00:00-14:00"]
)
def test_impossible_capture_dates_are_unknown(text: str) -> None:
    assert capture_date(text) is None


def test_text_under_the_name_of_a_pdf_is_of_the_wrong_type(tmp_path: Path) -> None:
    headers = [("Content-Type", "application/pdf")]
    assert one(tmp_path, headers=headers, body=b"not a pdf")[0].quality is CaptureQuality.WRONG_TYPE


def test_two_redirects_of_one_address_in_one_second_are_two_captures(tmp_path: Path) -> None:
    ids = {one(tmp_path, status=301, headers=[("Location", target)])[0].capture_id for target in ("/b", "/c")}
    assert len(ids) == 2


def test_finding_of_a_collection_is_an_issue(tmp_path: Path) -> None:
    finding = Finding("body_incomplete", "http://a.invalid/x", "3 of 7 bytes", "Collect it again.")
    path = tmp_path / "w.warc.gz"
    with path.open("wb") as stream:
        warc = WarcFile(stream)
        warc.note(finding.address, finding.as_json(), content_type=FINDING_TYPE, date=NOON)
        warc.note("http://a.invalid/y", b"[1]", content_type=FINDING_TYPE, date=NOON)
    issues = index_warc(path, name="w").issues
    assert [(issue.stage, issue.code, issue.address, issue.evidence) for issue in issues[:1]] == [
        (Stage.COLLECT, "body_incomplete", "http://a.invalid/x", "3 of 7 bytes")
    ]
    assert [issue.code for issue in issues[1:]] == ["unreadable_record"]
