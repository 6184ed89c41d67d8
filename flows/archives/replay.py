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
from datetime import datetime
from email.utils import parsedate_to_datetime

from extractors.replay import replayed
from flows.archives.manners import Purpose
from flows.archives.politeness import (
    REDIRECTS,
    SERVER_ERRORS,
    Answer,
    AnswerBroken,
    Fault,
    PoliteSession,
)
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

_GZIP = b"\x1f\x8b"
_NOT_FOUND = 404
_CLOSED = (401, 403, 451)
_MEMENTO_RELATION = re.compile(r'rel="?(?:[a-z ]*\s)?(?:original|timegate|timemap|memento)\b')


def fetch(session: PoliteSession, memento: Memento, *, site: Site, archived_headers: HeaderRule) -> Fetched:
    """Fetch one capture, and make sure that it is the one asked for.

    Args:
        session: with the archive.
        memento: what to fetch.
        site: where the archive answers.
        archived_headers: its rule for telling archived headers from its own.

    Raises:
        CaptureNotGiven: it answered something else.
        ArchiveUnavailable: it does not answer at all.
        ArchiveRefused: it wants to be left alone.
    """
    try:
        answer = session.get_settled(memento.replay_url, Purpose.REPLAY)
    except ArchiveAnswerUnknown as error:
        raise _not_given(memento, "redirect_off_archive", error.what) from error
    except AnswerBroken as error:
        raise _not_given(memento, "answer_broken", error.what, faulty=True) from error
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
    )


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
    """Accept a whole body of the capture that was asked for.

    pywb gives the nearest capture with status 200 when it has none of the instant asked for.
    """
    if answer.fault:
        code = "body_too_large" if answer.fault is Fault.TOO_LARGE else "body_incomplete"
        raise _not_given(memento, code, f"body {answer.fault}", faulty=not answer.archived)
    if not answer.archived:
        code, faulty = _why_not(answer)
        raise _not_given(memento, code, f"{answer.status} {answer.reason} of the archive", faulty=faulty)
    given = _memento_datetime(answer)
    if given is None or given.strftime(TIMESTAMP) != memento.timestamp:
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
    return "not_a_memento", False


def _memento_datetime(answer: Answer) -> datetime | None:
    try:
        return parsedate_to_datetime(answer.header("Memento-Datetime") or "")
    except ValueError:
        return None


def _not_given(memento: Memento, code: str, evidence: str, *, faulty: bool = False) -> CaptureNotGiven:
    remedy = "It is asked for again by the next run; look at the address, or ask another archive."
    return CaptureNotGiven(Finding(code, memento.replay_url, evidence, remedy), faulty=faulty)
