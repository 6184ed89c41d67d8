"""Archives on the web: a session, a dialect of the index and a rule for headers, put together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from flows.archives.cdx import cdxj_pages, first_line, wayback_pages
from flows.archives.manners import Clock, Manners
from flows.archives.patterns import Pattern, parse_pattern
from flows.archives.politeness import Ledger, PoliteSession
from flows.archives.protocol import Fetched, InventoryPage, Memento, Site, archive_name
from flows.archives.replay import DigestTrust, HeaderRule, fetch, kept_headers, prefixed_headers
from flows.archives.window import EVER, Window

Pages = Callable[[PoliteSession, Site, Pattern, Window], Iterator[InventoryPage]]


@dataclass(frozen=True, slots=True)
class Kind:
    """How archives of one kind are asked.

    Args:
        index: path of the index behind the address of the archive.
        replay: path of the replay behind it.
        pages: lists captures in the dialect of the index.
        archived_headers: tells archived headers from the archive's own.
    """

    index: str
    replay: str
    pages: Pages
    archived_headers: HeaderRule


HARMLESS = "http://www.dhs.gov/"
"""The address about which an archive is asked to see whether it answers."""

CDXJ = Kind("/cdx", "", cdxj_pages, kept_headers)
WAYBACK = Kind("/cdx/search/cdx", "/web", wayback_pages, prefixed_headers)


class WebArchive:
    """An archive that answers over HTTP; see :class:`flows.archives.protocol.Archive`."""

    def __init__(self, site: Site, kind: Kind, session: PoliteSession) -> None:
        self._site = site
        self._kind = kind
        self._session = session
        self._trust = DigestTrust()

    @property
    def name(self) -> str:
        """The name by which captures from here are known in the vault."""
        return self._site.name

    @property
    def ledgers(self) -> tuple[Ledger, ...]:
        """What was asked of it so far."""
        return (self._session.ledger,)

    def inventory(self, pattern: str, window: Window = EVER) -> Iterator[InventoryPage]:
        """List captures, an answer of the index at a time."""
        return self._kind.pages(self._session, self._site, parse_pattern(pattern), window)

    def check(self) -> str:
        """Ask one harmless question, and say in words what it answered."""
        return first_line(self._session, self._site.index, HARMLESS)

    def fetch(self, memento: Memento) -> Fetched:
        """Give one capture as it was archived."""
        rule = self._kind.archived_headers
        return fetch(self._session, memento, site=self._site, archived_headers=rule, trust=self._trust)


def open_web_archive(
    kind: Kind, base: str, *, clock: Clock | None = None, manners: Manners | None = None
) -> WebArchive:
    """Open the archive of a known kind at an address; nothing is asked of it yet."""
    site = Site(archive_name(base), index=base + kind.index, replay=base + kind.replay)
    return WebArchive(site, kind, PoliteSession(base, manners=manners, clock=clock))
