from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from flows.archives.patterns import Match, Pattern, parse_pattern
from flows.errors import ArchiveAnswerUnknown, ArchiveUnavailable, InputError

A, B, C = (f"http://www.dhs.specimen.invalid/{name}" for name in "abc")
T = "20110617000000"


def pages(wayback, pattern="http://www.dhs.specimen.invalid/*"):
    return list(wayback.archive().inventory(pattern))


def listed(wayback) -> list[str]:
    return [memento.url for page in pages(wayback) for memento in page.mementos]


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("http://www.dhs.gov/a?b=1", Pattern("http://www.dhs.gov/a?b=1", Match.EXACT)),
        ("http://www.dhs.gov/*", Pattern("http://www.dhs.gov/", Match.PREFIX)),
        ("*.dhs.gov", Pattern("dhs.gov", Match.DOMAIN)),
    ],
)
def test_patterns_are_addresses_beginnings_or_domains(text, pattern) -> None:
    assert parse_pattern(text) == pattern


@pytest.mark.parametrize("text", ["", "*", "*.", "a b", "http://x/*/y", "http://x/\n", "*.x*"])
def test_what_cannot_be_looked_for_is_refused(text) -> None:
    with pytest.raises(InputError, match="no address to look for"):
        parse_pattern(text)


def test_the_index_is_asked_for_everything_it_has(wayback, reply, make_index) -> None:
    wayback.on("/cdx/", reply(body=make_index((T, A), digest="A" * 32)))
    [page] = pages(wayback)
    query = parse_qs(urlsplit(wayback.asked[0]).query)
    assert query["matchType"] == ["prefix"]
    assert query["fl"] == ["urlkey,timestamp,original,mimetype,statuscode,digest,length"]
    assert not {"collapse", "filter"} & set(query)
    [memento] = page.mementos
    assert memento.key == (wayback.host, A, T)
    assert memento.digest == "sha1:" + "A" * 32
    assert memento.replay_url == f"{wayback.base}/web/{T}id_/{A}"
    assert page.query_url.startswith(wayback.base)
    assert b'"statuscode"' in page.answer


def test_slices_follow_one_another_by_their_keys_even_past_an_empty_one(wayback, reply, make_index) -> None:
    wayback.on("resumeKey=gov%2Cdhs%29%2Fb+2011", reply(body=make_index((T, C))))
    wayback.on("resumeKey=com%2Cx%29%2F%20a", reply(body=make_index(key="gov%2Cdhs%29%2Fb+2011")))
    wayback.on("/cdx/", reply(body=make_index((T, A), (T, B), key="com,x)/ a")))
    assert list(dict.fromkeys(listed(wayback))) == [A, B, C]


def test_an_index_that_goes_round_in_a_circle_is_an_error(wayback, reply, make_index) -> None:
    wayback.on("/cdx/", reply(body=make_index((T, A), key="again")))
    with pytest.raises(ArchiveAnswerUnknown, match="circle"):
        listed(wayback)


def test_lines_of_text_are_read_as_well(wayback, reply) -> None:
    text = f"k {T} {A} text/html 200 {'A' * 32} 1\nk {T} {B} warc/revisit - {'B' * 32} 1\n\nnext+key\n"
    wayback.on("resumeKey=next+key", reply(body=b""))
    wayback.on("/cdx/", reply(body=text.encode()))
    [first, again, second] = pages(wayback)
    assert again.mementos == first.mementos
    assert [(m.url, m.status, m.media_type) for m in first.mementos] == [
        (A, 200, "text/html"),
        (B, None, "warc/revisit"),
    ]
    assert second.mementos == ()


def test_a_damaged_line_is_a_finding_and_the_others_are_used(wayback, reply) -> None:
    good = f'["k","{T}","{{}}","text/html","200","-","1"]'
    lines = [
        '[["urlkey","timestamp","original","mimetype","statuscode","digest","length"]',
        good.format(A),
        '["k","2011',
        '["k","20110231000000","http://x.invalid/","text/html","200","-","1"]',
        good.format("dns:www.dhs.gov"),
        good.format("http://x.invalid/\\r\\nWARC-Type: warcinfo"),
        '["too","short"]',
        "17",
        good.format(B) + "]",
    ]
    wayback.on("/cdx/", reply(body=",\n".join(lines).encode()))
    [page] = pages(wayback)
    assert [memento.url for memento in page.mementos] == [A, B]
    assert [finding.code.removeprefix("index_line_") for finding in page.findings] == [
        "unreadable",
        "unusable",
        "unusable",
        "unusable",
        "unreadable",
        "unreadable",
    ]
    assert "day is out of range" in page.findings[1].evidence
    assert "no web address" in page.findings[2].evidence


def test_a_line_that_lists_nothing_to_fetch_is_not_asked_for_again(wayback, make_index, reply) -> None:
    wayback.on("/cdx/", reply(body=make_index((T, A), (T, "dns:www.dhs.gov"))))
    [page] = pages(wayback)
    assert [finding.code for finding in page.findings] == ["index_line_unusable"]
    assert len(wayback.asked) == 1


@pytest.mark.parametrize("body", [b"", b"[]", b"\n"])
def test_nothing_listed_is_an_empty_page(wayback, reply, body) -> None:
    wayback.on("/cdx/", reply(body=body))
    [page] = pages(wayback)
    assert (page.mementos, page.findings) == ((), ())


def test_a_closed_address_is_a_finding(wayback, reply) -> None:
    wayback.on("/cdx/", reply(403, b"AdministrativeAccessControlException"))
    [page] = pages(wayback)
    [finding] = page.findings
    assert finding.code == "index_refused"
    assert "AdministrativeAccessControlException" in finding.evidence


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (503, b"", ArchiveUnavailable),
        (404, b"", ArchiveAnswerUnknown),
        (200, b"<html>Please log in</html>", ArchiveAnswerUnknown),
    ],
)
def test_what_is_no_index_is_an_error(wayback, reply, status, body, error) -> None:
    wayback.on("/cdx/", reply(status, body))
    with pytest.raises(error, match="/cdx/search/cdx"):
        pages(wayback)


def test_an_index_that_is_cut_off_is_never_taken_for_whole(wayback, reply, make_index) -> None:
    body = make_index((T, A))
    wayback.on("/cdx/", reply(body=body, claimed=len(body) + 50))
    with pytest.raises(ArchiveUnavailable, match="cut off"):
        pages(wayback)
