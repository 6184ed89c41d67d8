from __future__ import annotations

import gzip

import pytest

from flows.archives.payloads import base32_sha1
from flows.archives.protocol import CaptureNotGiven, Site
from flows.archives.replay import kept_headers, prefixed_headers
from tests.flows.archives.conftest import Reply, index_of

PAGE = "http://www.dhs.specimen.invalid/page"
T = "20110617000000"
SITE = Site("x.invalid/dhs", "http://x.invalid/dhs/cdx", "http://x.invalid/dhs")
WAYBACK = Site("x.invalid", "http://x.invalid/cdx/search/cdx", "http://x.invalid/web")


def fetch(wayback, *replies, digest="-"):
    wayback.on("/cdx/", Reply(body=index_of((T, PAGE), digest=digest)))
    wayback.on(f"/web/{T}id_/{PAGE}", *replies)
    archive = wayback.archive()
    [page] = archive.inventory(PAGE)
    return archive.fetch(page.mementos[0])


def finding(wayback, *replies):
    with pytest.raises(CaptureNotGiven) as caught:
        fetch(wayback, *replies)
    return caught.value.finding.code, caught.value.faulty


def test_a_capture_comes_with_its_own_headers_and_with_all_that_was_sent(wayback, make_capture) -> None:
    fetched = fetch(wayback, make_capture(T, b"<p>reform</p>"))
    assert (fetched.status, fetched.body) == (200, b"<p>reform</p>")
    assert dict(fetched.headers) == {
        "Content-Type": "text/html; charset=utf-8",
        "Server": "TeamSite",
        "Last-Modified": "Fri, 17 Jun 2011 12:00:00 GMT",
    }
    assert "Memento-Datetime" in dict(fetched.replay_headers)


def test_the_nearest_capture_is_not_the_one_asked_for(wayback, make_capture) -> None:
    assert finding(wayback, make_capture("20110617000001")) == ("other_instant", False)


@pytest.mark.parametrize(
    ("status", "code", "faulty"),
    [
        (404, "not_in_archive", False),
        (403, "closed_by_archive", False),
        (200, "not_a_memento", True),
        (503, "archive_error", True),
    ],
)
def test_what_the_archive_itself_says_is_no_capture(wayback, reply, status, code, faulty) -> None:
    assert finding(wayback, reply(status, b"of the archive")) == (code, faulty)


def test_an_archived_404_is_a_capture(wayback, make_capture) -> None:
    fetched = fetch(wayback, make_capture(T, b"not here", status=404))
    assert (fetched.status, fetched.body) == (404, b"not here")


def test_an_archived_redirect_keeps_its_target_and_is_not_followed(wayback, make_capture) -> None:
    inside = f"{wayback.base}/web/{T}id_/http://www.dhs.specimen.invalid/new?a=1"
    fetched = fetch(wayback, make_capture(T, b"moved", status=301, headers=(("Location", inside),)))
    assert dict(fetched.headers)["Location"] == "http://www.dhs.specimen.invalid/new?a=1"
    assert len(wayback.captures_asked()) == 1


def test_the_archives_own_redirect_leads_to_the_capture(wayback, reply, make_capture) -> None:
    wayback.on("/web/moved", make_capture(T))
    fetched = fetch(wayback, reply(302, headers=(("Location", "/web/moved"),)))
    assert fetched.replay_url == f"{wayback.base}/web/moved"


def test_a_redirect_off_the_archive_is_not_followed(wayback, reply) -> None:
    found = finding(wayback, reply(302, headers=(("Location", "http://elsewhere.invalid/"),)))
    assert found == ("redirect_off_archive", False)


def test_a_body_cut_off_twice_at_the_same_byte_is_a_truncated_capture(wayback, make_capture) -> None:
    fetched = fetch(wayback, make_capture(T, b"half", claimed=9))
    assert (fetched.body, fetched.truncated) == (b"half", "disconnect")
    assert len(wayback.captures_asked()) == 2


def test_a_body_that_stalls_is_asked_for_again_within_the_time_for_a_pause(wayback, make_capture) -> None:
    fetched = fetch(wayback, make_capture(T, b"half", claimed=9, hangs=True), make_capture(T, b"half more"))
    assert (fetched.body, fetched.truncated) == (b"half more", None)


def test_a_body_that_stalls_with_the_digest_that_the_archive_lists_is_whole(wayback, make_capture) -> None:
    digest = base32_sha1(b"all of it")
    fetched = fetch(wayback, make_capture(T, b"all of it", claimed=99, hangs=True), digest=digest)
    assert (fetched.body, fetched.truncated) == (b"all of it", None)
    assert len(wayback.captures_asked()) == 1


def test_a_body_cut_without_a_word_is_told_by_its_digest(wayback, make_capture) -> None:
    digest = base32_sha1(b"all of it")
    fetched = fetch(wayback, make_capture(T, b"all"), make_capture(T, b"all of it"), digest=digest)
    assert fetched.body == b"all of it"


def test_digests_that_are_never_right_are_soon_not_believed(wayback, make_capture) -> None:
    stamps = [f"2011061700000{second}" for second in range(6)]
    rows = [(stamp, PAGE) for stamp in stamps]
    wayback.on("/cdx/", Reply(body=index_of(*rows, digest="B" * 32)))
    for stamp in stamps:
        wayback.on(f"/web/{stamp}id_/", make_capture(stamp))
    archive = wayback.archive()
    [page] = archive.inventory(PAGE)
    assert [archive.fetch(memento).status for memento in page.mementos] == [200] * 6
    assert len(wayback.captures_asked()) == 6 + 3


def test_an_endless_body_is_no_capture(wayback, make_capture) -> None:
    assert finding(wayback, make_capture(T, endless=True)) == ("body_too_large", False)


def test_the_coding_of_the_body_is_the_one_that_was_sent(wayback, make_capture) -> None:
    coded = gzip.compress(b"<p>text</p>", mtime=0)
    archived = (("X-Archive-Orig-Content-Encoding", "gzip"),)
    assert ("Content-Encoding", "gzip") in fetch(wayback, make_capture(T, coded, headers=archived)).headers
    plain = fetch(wayback, make_capture(T, b"<p>text</p>", headers=archived))
    assert "Content-Encoding" not in dict(plain.headers)


def test_pywb_headers_are_archived_but_for_its_own() -> None:
    sent = [
        ("Content-Type", "text/html"),
        ("X-Archive-Orig-Server", "Apache"),
        ("X-Archive-Orig-Date", "Fri, 17 Jun 2011 00:00:00 GMT"),
        ("Link", '</style.css>; rel="stylesheet"'),
        (
            "Link",
            '<http://a.invalid/>; rel="original", <http://x.invalid/dhs/http://a.invalid/>; rel="timegate"',
        ),
        ("Content-Location", "http://x.invalid/dhs/2011id_/http://a.invalid/"),
        ("Content-Location", "/index.shtm"),
        ("Memento-Datetime", "Fri, 17 Jun 2011 00:00:00 GMT"),
        ("Date", "Mon, 23 Nov 2026 08:23:19 GMT"),
        ("Transfer-Encoding", "chunked"),
        ("X-Powered-By", "PHP"),
    ]
    assert kept_headers(SITE, sent) == [
        ("Content-Type", "text/html"),
        ("Server", "Apache"),
        ("Date", "Fri, 17 Jun 2011 00:00:00 GMT"),
        ("Link", '</style.css>; rel="stylesheet"'),
        ("Content-Location", "/index.shtm"),
        ("X-Powered-By", "PHP"),
    ]


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("/web/20110617000000id_/http://a.invalid/b", "http://a.invalid/b"),
        ("http://x.invalid/web/20110617000000/https://a.invalid/", "https://a.invalid/"),
        ("http://a.invalid/web/2011/http://b.invalid/", "http://a.invalid/web/2011/http://b.invalid/"),
        ("/relative", "/relative"),
    ],
)
def test_a_wayback_location_is_turned_back_into_the_original(sent, kept) -> None:
    assert prefixed_headers(WAYBACK, [("Location", sent)]) == [("Location", kept)]
