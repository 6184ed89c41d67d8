"""Captures as they were sent, from the replay of an archive.

Archived headers are told from the archive's own by these rules, in this order:

1. ``X-Archive-Orig-NAME`` is the archived header NAME. Wayback Machines give nearly all of them so, and pywb
   those that would act on its own answer, such as ``Date``, ``Server`` and ``Last-Modified``.
2. A Wayback Machine keeps the names in :data:`KEPT_BY_WAYBACK` as they are; everything else is its own.
3. pywb keeps all other names as they are, so all but :data:`OWN_HEADERS`, a ``Link`` of Memento relations
   and a ``Content-Location`` below its own address are archived.
4. ``Content-Encoding`` is that of the answer, since the body is kept as it was sent. The archived one stands
   in where the answer has none though the body is gzip: then the archive has only moved the header.
5. ``Transfer-Encoding`` is left out always: the body is kept without it.

A ``Location`` that a Wayback Machine points into itself is turned back into the original address.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from extractors.replay import replayed
from flows.archives.answers import PASSING, REDIRECTS, SERVER_ERRORS, Answer, Fault
from flows.archives.manners import Purpose
from flows.archives.payloads import digest_matches, sha1_of
from flows.archives.politeness import AnswerBroken, PoliteSession
from flows.archives.protocol import TIMESTAMP, CaptureNotGiven, Fetched, Finding, Memento, Site
from flows.archives.warcs import Headers
from flows.errors import ArchiveAnswerUnknown

HeaderRule = Callable[[Site, Headers], list[tuple[str, str]]]

ORIGINAL = "x-archive-orig-"
KEPT_BY_WAYBACK = frozenset({"content-type", "content-encoding", "location"})
"""Headers that a Wayback Machine gives under their own names."""

OWN_HEADERS = frozenset(
    {
        "connection",
        "date",
        "keep-alive",
        "memento-datetime",
        "preference-applied",
        "server",
        "transfer-encoding",
        "x-wayback",
    }
)
"""Headers that are always the archive's own; an archived one of the name comes as ``X-Archive-Orig-…``."""

WRONG_DIGESTS = 3
"""Bodies of other digests than listed, each given twice, after which such digests are no longer believed."""

_TRUNCATED_BY = {Fault.CUT: "disconnect", Fault.STALLED: "time", Fault.TOO_SLOW: "time"}
"""Reasons that WARC 1.1 knows for a block that is not whole (ISO 28500:2017, 5.13)."""

_GZIP = b"\x1f\x8b"
_OK = 200
_NOT_FOUND = 404
_CLOSED = (401, 403, 451)
_MEMENTO_RELATION = re.compile(r'rel="?(?:[a-z ]*\s)?(?:original|timegate|timemap|memento)\b')


@dataclass(slots=True)
class DigestTrust:
    """Whether the digests that an archive lists are those of the bodies that it gives.

    A body of another digest is asked for again, since it may have been cut without a word. Some archives list
    digests of something else; where that turns out so again and again, nothing is asked for twice.
    """

    right: int = 0
    wrong: int = 0

    @property
    def holds(self) -> bool:
        """Whether a wrong digest means that something went wrong on the way."""
        return self.wrong < WRONG_DIGESTS or self.right > self.wrong


def fetch(
    session: PoliteSession,
    memento: Memento,
    *,
    site: Site,
    archived_headers: HeaderRule,
    trust: DigestTrust,
) -> Fetched:
    """Fetch one capture, and make sure that it is the one asked for.

    A body that breaks off is taken as whole if it has the digest that the archive lists: then the archived
    length was wrong. One that breaks off twice at the same byte is all that the archive has, and is kept as
    truncated.

    Args:
        session: with the archive.
        memento: what to fetch.
        site: where the archive answers.
        archived_headers: its rule for telling archived headers from its own.
        trust: what its digests have been worth so far.

    Raises:
        CaptureNotGiven: it answered something else.
        ArchiveUnavailable: it does not answer at all.
        ArchiveRefused: it wants to be left alone.
    """
    try:
        answer = session.get_settled(
            memento.replay_url, Purpose.REPLAY, believed=lambda each: _plausible(memento, each, trust)
        )
    except ArchiveAnswerUnknown as error:
        raise _not_given(memento, "redirect_off_archive", error.what) from error
    except AnswerBroken as error:
        raise _not_given(memento, "answer_broken", error.what, faulty=True) from error
    proven = _proven(memento, answer)
    if proven is not None and answer.archived and answer.status == _OK:
        trust.right, trust.wrong = trust.right + proven, trust.wrong + (not proven)
    _check(memento, answer)
    return Fetched(
        memento=memento,
        status=answer.status,
        reason=answer.reason,
        headers=tuple(_with_coding(archived_headers(site, answer.headers), answer)),
        body=answer.body,
        fetched_at=answer.received_at,
        replay_url=answer.url,
        replay_headers=answer.headers,
        truncated=None if proven or not answer.fault else _TRUNCATED_BY[answer.fault],
    )


def _plausible(memento: Memento, answer: Answer, trust: DigestTrust) -> bool:
    """Tell whether an answer may stand for what was asked, so that asking again would be of no use."""
    proven = _proven(memento, answer)
    if proven:
        return True
    if answer.fault:
        return False
    if not answer.archived:
        return answer.status != _OK
    # Answers without a text of their own, such as redirects, are often replayed with another body.
    explained = proven is None or answer.status != _OK or not trust.holds or _undone_coding(answer)
    return explained or _instant_given(answer) != memento.timestamp


def _proven(memento: Memento, answer: Answer) -> bool | None:
    """Tell whether a body has the digest that the archive lists; ``None`` where it lists none of its kind."""
    return digest_matches(memento.digest, sha1_of(answer.body, answer.header("Content-Encoding")))


def _undone_coding(answer: Answer) -> bool:
    """Tell whether the archive has undone a coding over which its digest was made."""
    coding = answer.header(f"{ORIGINAL}Content-Encoding")
    return bool(coding) and answer.header("Content-Encoding") is None


def kept_headers(site: Site, headers: Headers) -> list[tuple[str, str]]:
    """Give the archived headers of an answer of pywb."""
    return [pair for pair in map(_original, headers) if not _own(site, *pair)]


def prefixed_headers(site: Site, headers: Headers) -> list[tuple[str, str]]:
    """Give the archived headers of an answer of a Wayback Machine."""
    prefixed = {name.lower() for name, _ in headers if name.lower().startswith(ORIGINAL)}
    kept = [
        (name, value)
        for name, value in headers
        if name.lower() in KEPT_BY_WAYBACK and ORIGINAL + name.lower() not in prefixed
    ]
    originals = [_original(pair) for pair in headers if pair[0].lower() in prefixed]
    return [(name, _unwrapped(site, name, value)) for name, value in kept + originals]


def _original(header: tuple[str, str]) -> tuple[str, str]:
    """Take the prefix from an archived header, and mark one of the archive's own by an empty name."""
    name, value = header
    if name.lower().startswith(ORIGINAL):
        return name[len(ORIGINAL) :], value
    own = name.lower() in OWN_HEADERS or name.lower().startswith("x-archive-")
    return ("" if own else name), value


def _own(site: Site, name: str, value: str) -> bool:
    if name.lower() == "link":
        return _MEMENTO_RELATION.search(value) is not None
    return not name or (name.lower() == "content-location" and value.startswith(site.replay))


def _unwrapped(site: Site, name: str, value: str) -> str:
    if name.lower() != "location":
        return value
    found = replayed(value) if value.startswith(("/", site.replay)) else None
    return found.original if found else value


def _with_coding(headers: Sequence[tuple[str, str]], answer: Answer) -> list[tuple[str, str]]:
    """Let ``Content-Encoding`` say how the body is kept, and leave ``Transfer-Encoding`` out."""
    codings = {"content-encoding", "transfer-encoding"}
    kept = [(name, value) for name, value in headers if name.lower() not in codings]
    coding = answer.header("Content-Encoding")
    if coding is None and answer.body.startswith(_GZIP):
        coding = answer.header(f"{ORIGINAL}Content-Encoding")
    return [*kept, ("Content-Encoding", coding)] if coding else kept


def _check(memento: Memento, answer: Answer) -> None:
    """Accept a body of the capture that was asked for.

    pywb gives the nearest capture with status 200 when it has none of the instant asked for.
    """
    if _proven(memento, answer) and _instant_given(answer) in (None, memento.timestamp):
        return
    if answer.fault and not (answer.archived and answer.body and answer.fault in PASSING):
        code = "body_too_large" if answer.fault is Fault.TOO_LARGE else "body_incomplete"
        raise _not_given(memento, code, f"body {answer.fault}", faulty=answer.fault in PASSING)
    if not answer.archived:
        code, faulty = _why_not(answer)
        raise _not_given(memento, code, f"{answer.status} {answer.reason} of the archive", faulty=faulty)
    if _instant_given(answer) != memento.timestamp:
        evidence = f"Memento-Datetime {answer.header('Memento-Datetime')!r}, asked for {memento.timestamp}"
        raise _not_given(memento, "other_instant", evidence)


def _why_not(answer: Answer) -> tuple[str, bool]:
    """Name what an archive says by an answer that is no capture, and whether it failed."""
    if answer.status == _NOT_FOUND:
        return "not_in_archive", False
    if answer.status in _CLOSED:
        return "closed_by_archive", False
    if answer.status in REDIRECTS:
        return "redirected_twice", False
    if answer.status in SERVER_ERRORS:
        return "archive_error", True
    return "not_a_memento", answer.status == _OK


def _instant_given(answer: Answer) -> str | None:
    """Give the instant that an answer says it was captured at, in 14 digits."""
    try:
        return parsedate_to_datetime(answer.header("Memento-Datetime") or "").strftime(TIMESTAMP)
    except ValueError:
        return None


def _not_given(memento: Memento, code: str, evidence: str, *, faulty: bool = False) -> CaptureNotGiven:
    remedy = "It is asked for again by the next run; look at the address, or ask another archive."
    return CaptureNotGiven(Finding(code, memento.replay_url, evidence, remedy), faulty=faulty)
