"""A live site as an archive of what it says now: asked as its robots.txt allows, and only whether it changed.

A page that is unchanged is kept as a revisit of what is held (``304``, RFC 9110, 15.4.5); one that is gone is
kept as the answer that says so. A redirect is a capture of its own, and where it leads on the same site is
captured too. Without an index, a pattern stands for what the site map lists and for what is held of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from html import unescape
from urllib.parse import urljoin, urlsplit, urlunsplit
from urllib.robotparser import RobotFileParser

from flows.archives.answers import REDIRECTS, SERVER_ERRORS, Answer
from flows.archives.guard import host_of, on_loopback
from flows.archives.manners import Clock, Manners, Purpose, user_agent
from flows.archives.patterns import Match, Pattern, parse_pattern
from flows.archives.politeness import AnswerBroken, Ledger, PoliteSession
from flows.archives.protocol import (
    TIMESTAMP,
    CaptureNotGiven,
    Fetched,
    Finding,
    InventoryPage,
    Memento,
    archive_name,
)
from flows.archives.vault import Held
from flows.archives.window import EVER, Window
from flows.errors import InputError

GOVERNMENT = (".gov", ".mil")
"""Ends of the names of hosts that may be asked live; loopback may be too, for trials."""

MOST_REDIRECTS = 5
MOST_SITE_MAPS = 50

_OK = 200
_GONE = (404, 410)
_FORBIDDEN = (401, 403)
_UNCHANGED = 304
_HOP_BY_HOP = ("connection", "keep-alive", "transfer-encoding")
_LOCATION = re.compile(rb"<(?:\w+:)?loc>\s*([^<\s]+)\s*</")


@dataclass(frozen=True, slots=True)
class Vanished:
    """An address whose page is gone, and how the site says so."""

    url: str
    evidence: str


class LiveSite:
    """A live site; see :class:`flows.archives.protocol.Archive`.

    Args:
        base: its address. One on loopback stands for whichever host is asked for, so that a copy of a site
            can be tried.
        held: what the vault holds.
        manners: how it is asked.
        clock: time and waiting.

    Raises:
        InputError: the host is not the government's.
    """

    def __init__(
        self, base: str, held: Held, *, manners: Manners | None = None, clock: Clock | None = None
    ) -> None:
        host = (urlsplit(base).hostname or "").lower()
        self._stands_in = on_loopback(base)
        if not self._stands_in and not host.endswith(GOVERNMENT):
            raise InputError(f"{host} is no host of the government.", "Ask an archive for it instead.")
        self._base = base
        self._name = f"live:{archive_name(base)}"
        self._held = held
        self._clock = clock or Clock()
        self._session = PoliteSession(base, manners=manners, clock=clock)
        self._agent = user_agent(manners.contact if manners else None)
        self._robots: dict[str, RobotFileParser] = {}
        self._listed: dict[str, tuple[InventoryPage, ...]] = {}
        self._onward: list[str] = []
        self.vanished: list[Vanished] = []

    @property
    def name(self) -> str:
        """The name by which captures from here are known in the vault."""
        return self._name

    @property
    def ledgers(self) -> tuple[Ledger, ...]:
        """What was asked of it so far."""
        return (self._session.ledger,)

    def inventory(self, pattern: str, window: Window = EVER) -> Iterator[InventoryPage]:
        """Give the addresses to be captured now, and behind them those to which redirects led.

        Asked twice for a pattern, it gives the same captures as before.
        """
        del window  # what a site says now is captured now
        if pattern in self._listed:
            yield from self._listed[pattern]
            return
        self._listed[pattern] = ()
        asked = parse_pattern(pattern)
        home = asked.url if "://" in asked.url else f"https://{asked.url}"
        pages = (
            [self._page(pattern, (home,))] if asked.match is Match.EXACT else [*self._site_pages(asked, home)]
        )
        seen: set[str] = set()
        while pages:
            page = pages.pop(0)
            seen.update(memento.url for memento in page.mementos)
            self._listed[pattern] += (page,)
            yield page
            onward = tuple(url for url in dict.fromkeys(self._onward) if url not in seen)
            self._onward.clear()
            if onward and len(self._listed[pattern]) <= MOST_REDIRECTS:
                pages.append(self._page(pattern, onward))

    def check(self) -> str:
        """Ask for robots.txt, and say in words what it answered."""
        answer = self._ask(urljoin(self._base, "/robots.txt"))
        return f"robots.txt: {answer.status} {answer.reason}, {len(answer.body):,} bytes"

    def fetch(self, memento: Memento) -> Fetched:
        """Give what the site says now of an address."""
        url = memento.url
        if not self._on_site(url):
            raise _not_given(url, "not_on_this_site", f"it is not on {host_of(self._base)}")
        if not self._allowed(url):
            raise _not_given(url, "robots_disallow", "robots.txt keeps it from being asked for")
        validators = self._held.validators.get((self._name, url))
        conditions: dict[str, str] = {}
        if validators and validators.etag:
            conditions["If-None-Match"] = validators.etag
        if validators and validators.last_modified:
            conditions["If-Modified-Since"] = validators.last_modified
        try:
            answer = self._ask(url, conditions)
        except AnswerBroken as error:
            raise _not_given(url, "answer_broken", error.what, faulty=True) from error
        if answer.status in SERVER_ERRORS or answer.fault:
            evidence = f"body {answer.fault}" if answer.fault else f"{answer.status} {answer.reason}"
            raise _not_given(url, "site_error", evidence, faulty=True)
        self._follow(url, answer)
        unchanged = answer.status == _UNCHANGED and validators is not None
        return Fetched(
            memento=replace(memento, timestamp=answer.received_at.strftime(TIMESTAMP)),
            status=answer.status,
            reason=answer.reason,
            headers=tuple(pair for pair in answer.headers if pair[0].lower() not in _HOP_BY_HOP),
            body=answer.body,
            fetched_at=answer.received_at,
            replay_url=url,
            replay_headers=answer.headers,
            repeats=validators.stored if unchanged and validators else None,
        )

    def _follow(self, url: str, answer: Answer) -> None:
        """Note where a redirect leads if it stays on the site, and that a page is gone."""
        target = answer.header("Location")
        if answer.status in REDIRECTS and target:
            onward = urljoin(url, target)
            if self._on_site(onward) and host_of(onward) == host_of(url):
                self._onward.append(onward)
        if answer.status in _GONE:
            self.vanished.append(Vanished(url, f"{answer.status} {answer.reason} on {_day(answer)}"))

    def _ask(self, url: str, headers: dict[str, str] | None = None) -> Answer:
        """Ask for an address, at the stand-in if there is one."""
        parts = urlsplit(url)
        if not self._stands_in or host_of(url) == host_of(self._base):
            return self._session.get(url, Purpose.REPLAY, headers=headers)
        base = urlsplit(self._base)
        there = urlunsplit((base.scheme, base.netloc, parts.path or "/", parts.query, ""))
        return self._session.get(there, Purpose.REPLAY, headers={**(headers or {}), "Host": parts.netloc})

    def _on_site(self, url: str) -> bool:
        own = host_of(url) == host_of(self._base)
        return own or (self._stands_in and urlsplit(url).scheme in ("http", "https"))

    def _allowed(self, url: str) -> bool:
        """Tell whether robots.txt lets this project ask (RFC 9309); one that cannot be had forbids all."""
        parts = urlsplit(url)
        place = f"{parts.scheme}://{parts.netloc}/robots.txt"
        if place not in self._robots:
            self._robots[place] = self._read_robots(place)
        return self._robots[place].can_fetch(self._agent, url)

    def _read_robots(self, place: str) -> RobotFileParser:
        answer = self._ask(place)
        parser = RobotFileParser(place)
        if answer.status == _OK and not answer.fault:
            parser.parse(answer.body.decode("utf-8", "replace").splitlines())
            delay = parser.crawl_delay(self._agent)
            self._session.keep_distance(float(delay) if delay else 0.0)
        elif answer.status in _FORBIDDEN or answer.status in SERVER_ERRORS or answer.fault:
            parser.parse(["User-agent: *", "Disallow: /"])
        else:
            parser.parse([])
        return parser

    def _site_pages(self, asked: Pattern, home: str) -> Iterator[InventoryPage]:
        """Give what the site maps list below a pattern, and what is held below it."""
        place = urljoin(home, "/robots.txt")
        self._allowed(place)
        maps = self._robots[place].site_maps() or [urljoin(home, "/sitemap.xml")]
        found: set[str] = {
            url for archive, url, _ in self._held.mementos if archive == self._name and asked.covers(url)
        }
        read: set[str] = set()
        while maps and len(read) < MOST_SITE_MAPS:
            url = maps.pop(0)
            if url in read or not self._on_site(url):
                continue
            read.add(url)
            answer = self._ask(url)
            if answer.status != _OK or answer.fault:
                continue
            listed = _locations(answer.body)
            maps += [each for each in listed if each.endswith((".xml", ".xml.gz"))]
            found.update(each for each in listed if asked.covers(each) and self._on_site(each))
        yield self._page(asked.url, tuple(sorted(found)))

    def _page(self, pattern: str, urls: Sequence[str]) -> InventoryPage:
        now = self._clock.now()
        return InventoryPage(
            query_url=f"urn:dhs-archive:live:{pattern}",
            answer="".join(f"{url}\n" for url in urls).encode(),
            content_type="text/plain",
            fetched_at=now,
            mementos=tuple(self._memento(url, now) for url in urls),
        )

    def _memento(self, url: str, now: datetime) -> Memento:
        stamp = now.strftime(TIMESTAMP)
        return Memento(self._name, url, stamp, "-", None, None, replay_url=url)


def _locations(body: bytes) -> list[str]:
    """Read the addresses of a site map, or of a list of site maps, as far as they are there."""
    return [unescape(found.decode("utf-8", "replace")) for found in _LOCATION.findall(body)]


def _day(answer: Answer) -> str:
    return f"{answer.received_at:%Y-%m-%d}"


def _not_given(url: str, code: str, evidence: str, *, faulty: bool = False) -> CaptureNotGiven:
    remedy = "It is asked for again by the next run; an archive may have it."
    return CaptureNotGiven(Finding(code, url, evidence, remedy), faulty=faulty)
