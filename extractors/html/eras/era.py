"""What an era is, and what of a page tells that it is of one."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from extractors.html.marks import SiteMarks
from extractors.html.selectors import Index, Selectors
from extractors.records import SPECIMEN_HOST

_NONE = Selectors()


@dataclass(frozen=True, slots=True)
class Signs:
    """What tells the era of a page.

    Args:
        host: of the address of its capture, or else of the one that it names as its own; "" if it has none.
        path: of the same address.
        source: its text with all markup.
        index: the elements of its body by their marks.
    """

    host: str
    path: str
    source: str
    index: Index


@dataclass(frozen=True, slots=True)
class Era:
    """A template of a site at a time.

    A page is of an era if its host is one of the site, or unknown, and one of the signs is there.

    Args:
        name: its name in ``documents.era``.
        hosts: domains of the site; empty if any may use the template.
        phrases: stretches of source that only this template has, or of text that it prints on each page.
        paths: beginnings of paths, or ends if they begin with a dot, that only its pages have.
        elements: elements that only this template has on that site.
        marks: how it marks the parts of its pages.
    """

    name: str
    marks: SiteMarks
    hosts: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    elements: Selectors = _NONE

    def claims(self, signs: Signs) -> bool:
        """Tell whether a page is of this era."""
        if signs.host and self.hosts and not signs.host.endswith(self.hosts):
            return False
        return (
            any(phrase in signs.source for phrase in self.phrases)
            or any(_is_of(signs.path, path) for path in self.paths)
            or bool(signs.index.find(self.elements))
        )


def _is_of(path: str, pattern: str) -> bool:
    return path.endswith(pattern) if pattern.startswith(".") else path.startswith(pattern)


def signs_of(index: Index, *, source: str, address: str | None) -> Signs:
    """Gather the signs of a page; ``address`` is that of its capture, or else the one that it names."""
    return Signs(*_host_and_path(address), source, index)


def _host_and_path(address: str | None) -> tuple[str, str]:
    try:
        parts = urlsplit(address or "")
        host = parts.hostname or ""
    except ValueError:
        return "", ""
    host = host.lower().removesuffix(SPECIMEN_HOST)
    return f".{host}" if host else "", parts.path.lower()
