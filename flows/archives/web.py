"""Archives on the web: a session, a dialect of the index and a rule for headers, put together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from flows.archives.cdx import Pattern, cdxj_pages, parse_pattern, wayback_pages
from flows.archives.manners import Clock, Manners
from flows.archives.politeness import PoliteSession
from flows.archives.protocol import Fetched, InventoryPage, Memento, Site, archive_name
from flows.archives.replay import HeaderRule, fetch, kept_headers, prefixed_headers

Pages = Callable[[PoliteSession, Site, Pattern], Iterator[InventoryPage]]


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


KINDS = {
    "cdxj": Kind("/cdx", "", cdxj_pages, kept_headers),
    "wayback": Kind("/cdx/search/cdx", "/web", wayback_pages, prefixed_headers),
}
"""The kinds of archive that can be asked, by the word before ``=``."""


class WebArchive:
    """An archive that answers over HTTP; see :class:`flows.archives.protocol.Archive`."""

    def __init__(self, site: Site, kind: Kind, session: PoliteSession) -> None:
        self._site = site
        self._kind = kind
        self._session = session

    @property
    def name(self) -> str:
        """The name by which captures from here are known in the vault."""
        return self._site.name

    def inventory(self, pattern: str) -> Iterator[InventoryPage]:
        """List captures, an answer of the index at a time."""
        return self._kind.pages(self._session, self._site, parse_pattern(pattern))

    def fetch(self, memento: Memento) -> Fetched:
        """Give one capture as it was archived."""
        rule = self._kind.archived_headers
        return fetch(self._session, memento, site=self._site, archived_headers=rule)


def open_web_archive(
    kind: str, base: str, *, clock: Clock | None = None, manners: Manners | None = None
) -> WebArchive:
    """Open the archive of a known kind at an address; nothing is asked of it yet."""
    how = KINDS[kind]
    site = Site(archive_name(base), index=base + how.index, replay=base + how.replay)
    return WebArchive(site, how, PoliteSession(base, manners=manners, clock=clock))
