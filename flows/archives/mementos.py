"""Archives known by their TimeMaps alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from flows.archives.answers import SERVER_ERRORS, Answer
from flows.archives.cdxlines import cdx_digest, cdx_status
from flows.archives.guard import host_of
from flows.archives.manners import Clock, Manners, Purpose
from flows.archives.patterns import parse_pattern
from flows.archives.politeness import Ledger, PoliteSession
from flows.archives.protocol import (
    CaptureNotGiven,
    Fetched,
    Finding,
    InventoryPage,
    Memento,
    Site,
    archive_name,
)
from flows.archives.replay import DigestTrust, fetch, kept_headers, prefixed_headers
from flows.archives.timemaps import Listed, TimeMap, read_timemap
from flows.archives.warcs import Headers
from flows.archives.window import EVER, Window
from flows.errors import ArchiveAnswerUnknown, ArchiveUnavailable

MOST_PAGES = 1_000
"""Pages of one TimeMap that are read at most."""

_OK = 200
_NOTHING = (404, 410)
_WAYBACK_MARKS = ("x-archive-src", "x-app-server", "x-archive-guessed-content-type")
_FORMS = ("/timemap/link", "/timemap/json", "/timemap")
_STAMPED = re.compile(r"/(\d{14})(?:[a-z]{2}_)?/")


class MementoArchive:
    """An archive that gives TimeMaps; see :class:`flows.archives.protocol.Archive`.

    Args:
        base: its address, up to what stands before ``/timemap/``, or up to the address that a TimeMap is of.
        manners: how it is asked.
        clock: time and waiting.
    """

    def __init__(self, base: str, *, manners: Manners | None = None, clock: Clock | None = None) -> None:
        self._home, named, _ = base.partition("/timemap")
        self._forms = [base] if named else [base + form for form in _FORMS]
        self._site = Site(archive_name(self._home), index=base, replay=self._home)
        self._session = PoliteSession(base, manners=manners, clock=clock)
        self._trust = DigestTrust()
        self._raw = True

    @property
    def name(self) -> str:
        """The name by which captures from here are known in the vault."""
        return self._site.name

    @property
    def ledgers(self) -> tuple[Ledger, ...]:
        """What was asked of it so far."""
        return (self._session.ledger,)

    def inventory(self, pattern: str, window: Window = EVER) -> Iterator[InventoryPage]:
        """List captures, a page of the TimeMap at a time.

        TimeMaps are of one address; a pattern is asked for as it stands, since some archives know it.
        """
        del window  # TimeMaps cannot be asked for a span of time
        parse_pattern(pattern)
        first, read = self._first(pattern)
        yield self._page(first, read)
        waiting, seen = list(read.pages), {first.url}
        while waiting and len(seen) < MOST_PAGES:
            url = waiting.pop(0)
            if url in seen:
                continue
            seen.add(url)
            if host_of(url) != host_of(self._home):
                yield self._elsewhere(first, url)
                continue
            answer, read = self._read(url, pattern)
            yield self._page(answer, read)
            waiting += read.pages

    def check(self) -> str:
        """Ask one harmless question, and say in words what it answered."""
        answer, read = self._first("http://www.dhs.gov/")
        return f"{answer.status} {answer.reason}, {len(read.listed)} captures listed"

    def fetch(self, memento: Memento) -> Fetched:
        """Give one capture as it was archived, if the archive can give it so, or else as it gives it."""
        raw = _STAMPED.sub(r"/\1id_/", memento.replay_url, count=1)
        if not self._raw or raw == memento.replay_url:
            return self._fetch(memento)
        try:
            return self._fetch(replace(memento, replay_url=raw))
        except CaptureNotGiven as error:
            if error.finding.code not in ("not_in_archive", "not_a_memento"):
                raise
            fetched = self._fetch(memento)
            self._raw = False
            return fetched

    def _fetch(self, memento: Memento) -> Fetched:
        return fetch(
            self._session, memento, site=self._site, archived_headers=_archived_headers, trust=self._trust
        )

    def _first(self, pattern: str) -> tuple[Answer, TimeMap]:
        """Ask in each form that archives know, until one answers; that alone is asked from then on."""
        for form in list(self._forms):
            answer, read = self._read(f"{form}/{pattern.replace('#', '%23')}", pattern)
            if answer.status == _OK:
                self._forms = [form]
                break
        return answer, read

    def _read(self, url: str, pattern: str) -> tuple[Answer, TimeMap]:
        answer = self._session.get_settled(url, Purpose.INDEX, believed=_is_timemap)
        if answer.status in SERVER_ERRORS or answer.fault:
            wrong = answer.fault or f"status {answer.status} {answer.reason}"
            raise ArchiveUnavailable(
                f"The TimeMap is not given at {url}: {wrong}.",
                "What was fetched is kept; run it again later.",
            )
        if answer.status in _NOTHING:
            return answer, TimeMap((), (), ())
        if not _is_timemap(answer):
            raise ArchiveAnswerUnknown(
                f"{url} answered {answer.status} {answer.reason}, not a TimeMap.",
                "Check the kind and the address of the archive.",
            )
        return answer, read_timemap(answer.body, url=answer.url, original=pattern, replay=self._site.replay)

    def _page(self, answer: Answer, read: TimeMap) -> InventoryPage:
        home = host_of(self._home)
        elsewhere = [each for each in read.listed if host_of(each.uri) != home]
        findings = [_unread(answer.url, text) for text in read.unread]
        if elsewhere:
            findings.append(_held_elsewhere(answer.url, elsewhere))
        return InventoryPage(
            query_url=answer.url,
            answer=answer.body,
            content_type=answer.header("Content-Type") or "application/link-format",
            fetched_at=answer.received_at,
            mementos=tuple(self._memento(each) for each in read.listed if host_of(each.uri) == home),
            findings=tuple(findings),
        )

    def _memento(self, listed: Listed) -> Memento:
        return Memento(
            archive=self.name,
            url=listed.original,
            timestamp=listed.timestamp,
            media_type=listed.media_type,
            status=cdx_status(listed.status),
            digest=cdx_digest(listed.digest),
            replay_url=listed.uri,
        )

    def _elsewhere(self, answer: Answer, url: str) -> InventoryPage:
        evidence = f"a page of this TimeMap is at {url}, on another host"
        remedy = "Ask that archive as one of its own."
        finding = Finding("timemap_elsewhere", answer.url, evidence, remedy)
        page = self._page(answer, TimeMap((), (), ()))
        return replace(page, findings=(finding,))


def _is_timemap(answer: Answer) -> bool:
    """Tell whether an answer is a TimeMap, or says that there is none; a page of HTML is neither."""
    if answer.fault or answer.status in _NOTHING:
        return answer.fault is None
    body = answer.body.strip()
    if answer.status != _OK or (body[:1].lower() == b"<" and not re.match(rb"<[^<>]*>\s*;", body)):
        return False
    return body[:1] != b"[" or body[-1:] == b"]"


def _archived_headers(site: Site, headers: Headers) -> list[tuple[str, str]]:
    """Tell archived headers from the archive's own, by whether it is a Wayback Machine."""
    names = {name.lower() for name, _ in headers}
    rule = prefixed_headers if names & set(_WAYBACK_MARKS) else kept_headers
    return rule(site, headers)


def _unread(address: str, evidence: str) -> Finding:
    remedy = "The other entries are used; the answer is in the vault."
    return Finding("index_line_unreadable", address, evidence, remedy)


def _held_elsewhere(address: str, listed: list[Listed]) -> Finding:
    evidence = f"{len(listed)} captures are at other hosts, such as {listed[0].uri}"
    return Finding("memento_elsewhere", address, evidence, "Ask those archives as ones of their own.")
