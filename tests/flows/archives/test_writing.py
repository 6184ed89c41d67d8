"""WARC files in the making: a revisit holds the digest of an answer and when it was captured first."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

from warcio.archiveiterator import ArchiveIterator

from flows.archives.writing import NOT_MODIFIED, Repeated, WarcFile
from tests.flows.warc_fixtures import provenance

URL = "http://www.dhs.gov.specimen.invalid/page"
FIRST = datetime(2014, 2, 11, 6, 30, 40, tzinfo=UTC)
AGAIN = datetime(2014, 6, 3, 18, 2, 17, tzinfo=UTC)
HEADERS = [("Content-Type", "text/html")]


def written() -> bytes:
    stream = BytesIO()
    warc = WarcFile(stream)
    warc.response(URL, captured_at=FIRST, status=200, reason="OK", headers=HEADERS, body=b"SPECIMEN")
    warc.revisit(
        URL, captured_at=AGAIN, repeats=FIRST, status=200, reason="OK", headers=HEADERS, body=b"SPECIMEN"
    )
    return stream.getvalue()


def test_a_revisit_has_the_digest_and_the_headers_and_no_body() -> None:
    kinds, digests, bodies, statuses = zip(
        *(
            (
                record.rec_type,
                record.rec_headers.get_header("WARC-Payload-Digest"),
                record.content_stream().read(),
                record.http_headers.get_statuscode(),
            )
            for record in ArchiveIterator(BytesIO(written()))
        ),
        strict=True,
    )
    assert kinds == ("response", "revisit")
    assert digests[0] == digests[1]
    assert bodies == (b"SPECIMEN", b"")
    assert statuses == ("200", "200")


def test_a_revisit_says_when_the_answer_was_captured_first() -> None:
    *_, revisit = (dict(record.rec_headers.headers) for record in ArchiveIterator(BytesIO(written())))
    assert revisit["WARC-Refers-To-Target-URI"] == revisit["WARC-Target-URI"] == URL
    assert revisit["WARC-Refers-To-Date"] == "2014-02-11T06:30:40Z"
    assert revisit["WARC-Date"] == "2014-06-03T18:02:17Z"


def test_the_same_revisit_gives_the_same_bytes() -> None:
    assert written() == written()


def test_a_repeat_has_one_profile_its_own() -> None:
    stream = BytesIO()
    WarcFile(stream).repeat(
        URL,
        captured_at=AGAIN,
        status=304,
        reason="Not Modified",
        headers=HEADERS,
        of=Repeated(NOT_MODIFIED, "sha256:ab", URL, "2014-02-11T06:30:40Z", "<urn:uuid:1>"),
        provenance=provenance(),
    )
    revisit = next(iter(ArchiveIterator(BytesIO(stream.getvalue()))))
    told = [value for name, value in revisit.rec_headers.headers if name == "WARC-Profile"]
    assert told == [NOT_MODIFIED]
