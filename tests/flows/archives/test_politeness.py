from __future__ import annotations

import gzip
from datetime import timedelta

import pytest

from flows.archives.answers import Fault
from flows.archives.manners import Manners, Purpose, user_agent
from flows.archives.politeness import PoliteSession
from flows.errors import ArchiveAnswerUnknown, ArchiveRefused, ArchiveUnavailable

HOME = "/web/20110617000000id_/http://www.dhs.specimen.invalid/"


def session(wayback, **more) -> PoliteSession:
    manners = Manners(**{"read_timeout": 5.0, "waits": (5.0, 15.0), "jitter": 0.0, **more})
    return PoliteSession(wayback.base, manners=manners, clock=wayback.time.clock())


def test_requests_keep_their_distance_by_purpose(wayback, reply) -> None:
    wayback.on("/", reply())
    asking = session(wayback)
    for purpose in (Purpose.INDEX, Purpose.INDEX, Purpose.REPLAY, Purpose.REPLAY, Purpose.INDEX):
        asking.get(f"{wayback.base}/x", purpose)
    gaps = [later - earlier for earlier, later in zip(wayback.at, wayback.at[1:], strict=False)]
    assert gaps == [2.5, 1.0, 1.0, 2.5]


def test_429_without_a_time_means_a_minute_of_silence_then_two(wayback, reply) -> None:
    wayback.on("/x", reply(429), reply(429), reply(200, b"at last"))
    answer = session(wayback).get(f"{wayback.base}/x", Purpose.REPLAY)
    assert answer.body == b"at last"
    assert [later - earlier for earlier, later in zip(wayback.at, wayback.at[1:], strict=False)] == [60, 120]


def test_a_date_of_retry_after_is_counted_from_the_answer_where_that_has_no_date(wayback, reply) -> None:
    at = wayback.time.clock().now() + timedelta(seconds=45)
    headers = (("Retry-After", at.strftime("%a, %d %b %Y %H:%M:%S GMT")),)
    wayback.on("/x", reply(429, headers=headers), reply(200))
    session(wayback).get(f"{wayback.base}/x", Purpose.REPLAY)
    assert 44 <= wayback.at[1] - wayback.at[0] <= 46


def test_an_address_that_takes_too_long_is_not_tried_again(wayback, reply) -> None:
    wayback.on("/x", reply(503))
    asking = session(wayback, address_seconds=-1.0)
    assert asking.get(f"{wayback.base}/x", Purpose.REPLAY).status == 503
    assert len(wayback.asked) == 1


@pytest.mark.parametrize(
    ("headers", "silence"),
    [
        ((("Retry-After", "7"),), 7),
        ((("Retry-After", "0"),), 60),
        ((("Retry-After", "soon"),), 60),
        ((("Retry-After", "Fri, 17 Jun 2011 12:00:30 GMT"), ("Date", "Fri, 17 Jun 2011 12:00:00 GMT")), 30),
    ],
)
def test_429_is_not_asked_again_before_the_time_it_names(wayback, reply, headers, silence) -> None:
    wayback.on("/x", reply(429, headers=headers), reply(200))
    session(wayback).get(f"{wayback.base}/x", Purpose.REPLAY)
    assert wayback.at[1] - wayback.at[0] == silence


def test_an_archive_that_refuses_again_and_again_is_left_alone(wayback, reply) -> None:
    wayback.on("/x", reply(429))
    with pytest.raises(ArchiveRefused, match="429 3 times"):
        session(wayback).get(f"{wayback.base}/x", Purpose.REPLAY)
    assert len(wayback.asked) == 3


def test_a_silence_of_hours_ends_the_run_instead_of_waiting(wayback, reply) -> None:
    wayback.on("/x", reply(429, headers=(("Retry-After", "7200"),)))
    with pytest.raises(ArchiveRefused, match="7200 seconds"):
        session(wayback).get(f"{wayback.base}/x", Purpose.REPLAY)
    assert len(wayback.asked) == 1
    assert wayback.time.slept == []


def test_server_errors_are_tried_again_with_growing_waits(wayback, reply) -> None:
    wayback.on("/x", reply(503), reply(502), reply(200, b"fine"))
    assert session(wayback).get(f"{wayback.base}/x", Purpose.REPLAY).body == b"fine"
    assert wayback.time.slept == [5.0, 15.0]


def test_503_with_a_time_waits_that_long(wayback, reply) -> None:
    wayback.on("/x", reply(503, headers=(("Retry-After", "40"),)), reply(200))
    session(wayback).get(f"{wayback.base}/x", Purpose.REPLAY)
    assert wayback.time.slept == [40.0]


def test_a_server_error_that_stays_is_an_answer(wayback, reply) -> None:
    wayback.on("/x", reply(503))
    assert session(wayback).get(f"{wayback.base}/x", Purpose.REPLAY).status == 503
    assert len(wayback.asked) == 3


@pytest.mark.parametrize("status", [429, 503, 301])
def test_an_archived_status_is_no_status_of_the_archive(wayback, reply, status) -> None:
    headers = (("Memento-Datetime", "Fri, 17 Jun 2011 00:00:00 GMT"), ("Location", "/elsewhere"))
    wayback.on("/x", reply(status, b"as archived", headers=headers))
    answer = session(wayback).get_settled(f"{wayback.base}/x", Purpose.REPLAY)
    assert (answer.status, answer.body) == (status, b"as archived")
    assert len(wayback.asked) == 1


def test_a_body_that_ends_early_is_noticed_and_asked_for_again(wayback, reply) -> None:
    wayback.on("/x", reply(body=b"half", claimed=8), reply(body=b"whole it"))
    answer = session(wayback).get(f"{wayback.base}/x", Purpose.REPLAY)
    assert (answer.body, answer.fault) == (b"whole it", None)


def test_a_body_that_always_ends_early_is_given_as_cut(wayback, reply) -> None:
    wayback.on("/x", reply(body=b"half", claimed=8))
    answer = session(wayback).get(f"{wayback.base}/x", Purpose.REPLAY)
    assert answer.fault is Fault.CUT
    assert len(wayback.asked) == 3


def test_an_endless_body_is_read_up_to_the_limit_once(wayback, reply) -> None:
    wayback.on("/x", reply(endless=True))
    answer = session(wayback, body_limit=100_000).get(f"{wayback.base}/x", Purpose.REPLAY)
    assert answer.fault is Fault.TOO_LARGE
    assert len(answer.body) == 100_000
    assert len(wayback.asked) == 1


def test_a_coded_body_is_given_as_it_was_sent(wayback, reply) -> None:
    coded = gzip.compress(b"<p>text</p>", mtime=0)
    wayback.on("/x", reply(body=coded, headers=(("Content-Encoding", "gzip"),)))
    assert session(wayback).get(f"{wayback.base}/x", Purpose.REPLAY).body == coded


def test_headers_of_one_name_are_kept_apart(wayback, reply) -> None:
    wayback.on("/x", reply(headers=(("Link", "<a>"), ("Link", "<b>"))))
    answer = session(wayback).get(f"{wayback.base}/x", Purpose.REPLAY)
    assert [value for name, value in answer.headers if name == "Link"] == ["<a>", "<b>"]


def test_a_body_that_trickles_on_is_given_up(wayback, reply) -> None:
    wayback.on("/x", reply(endless=True))
    answer = session(wayback, body_seconds=-1.0, waits=()).get(f"{wayback.base}/x", Purpose.REPLAY)
    assert answer.fault is Fault.TOO_SLOW


def test_a_redirect_with_an_endless_body_is_not_read_on(wayback, reply) -> None:
    wayback.on("/x", reply(302, endless=True, headers=(("Location", "/y"),)))
    answer = session(wayback, body_limit=100_000).get(f"{wayback.base}/x", Purpose.REPLAY)
    assert (answer.status, answer.fault) == (302, Fault.TOO_LARGE)


def test_cookies_of_archived_pages_are_never_sent_back(wayback, reply) -> None:
    wayback.on("/", reply(headers=(("Set-Cookie", "a=b; path=/"),)))
    asking = session(wayback)
    asking.get(f"{wayback.base}/x", Purpose.REPLAY)
    asking.get(f"{wayback.base}/y", Purpose.REPLAY)
    assert wayback.cookies == [None, None]


@pytest.mark.parametrize(
    "address",
    [
        "http://elsewhere.invalid/",
        "http://127.0.0.1:1/",
        "http://{host}@elsewhere.invalid/",
        "http://elsewhere.invalid\\@{host}/",
        "ftp://{host}/",
        "//{host}/",
        "file:///etc/passwd",
    ],
)
def test_no_other_host_is_ever_asked(wayback, address) -> None:
    with pytest.raises(ArchiveAnswerUnknown, match="the only host asked"):
        session(wayback).get(address.format(host=wayback.host), Purpose.REPLAY)
    assert wayback.asked == []


def test_the_archives_own_redirect_is_followed_once_and_on_its_host_only(wayback, reply) -> None:
    wayback.on("/a", reply(302, headers=(("Location", "/b"),)))
    wayback.on("/b", reply(302, headers=(("Location", "/c"),)))
    wayback.on("/off", reply(302, headers=(("Location", "http://elsewhere.invalid/"),)))
    asking = session(wayback)
    assert asking.get_settled(f"{wayback.base}/a", Purpose.REPLAY).url == f"{wayback.base}/b"
    assert wayback.asked == ["/a", "/b"]
    with pytest.raises(ArchiveAnswerUnknown, match=r"elsewhere\.invalid"):
        asking.get_settled(f"{wayback.base}/off", Purpose.REPLAY)


def test_an_archive_that_is_not_there_is_unavailable(wayback) -> None:
    base = "http://127.0.0.1:9"
    asking = PoliteSession(base, manners=Manners(waits=(1.0,)), clock=wayback.time.clock())
    with pytest.raises(ArchiveUnavailable, match="gave no answer"):
        asking.get(f"{base}/x", Purpose.INDEX)


def test_the_user_agent_says_who_asks() -> None:
    assert user_agent().startswith("dhs-archive/")
    assert "Mozilla" not in user_agent()
