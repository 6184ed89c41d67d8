"""The addresses that a page declares: its own, its short one, and its own in other languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from lxml import etree

from extractors.html.text import collapse
from extractors.languages import language_tag
from extractors.records import AddressRelation
from extractors.stated import StatedAddress

_HOME = re.compile(r"(?:https?://[^/]+)?/?(?:(?:es|en|espanol|spanish|english)/?)?", re.IGNORECASE)
_SWITCHES = {
    "en español": "es",
    "español": "es",
    "espanol": "es",
    "en espanol": "es",
    "ver en español": "es",
    "leer en español": "es",
    "versión en español": "es",
    "english": "en",
    "in english": "en",
    "en inglés": "en",
    "inglés": "en",
    "view in english": "en",
    "read in english": "en",
    "english version": "en",
}
"""Words of links that lead to the same page in another language, in lower case, and that language."""

MOST_PARTS = 3
"""Elements in a link from which on it is a card and no switch."""

_LANGUAGE_LINK = re.compile(r"(?:^|[\s_-])(?:language-link|language-switch|translation[_-])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DeclaredLink:
    """An address as the head or a language switch of a page writes it, not yet made absolute."""

    relation: AddressRelation
    href: str
    language: str | None
    evidence: str


def declared_links(root: etree._Element, meta: Mapping[str, str]) -> tuple[DeclaredLink, ...]:
    """Give what a page declares, in its order; the zones of the page are still in place."""
    found = [*_head_links(root.iter("link")), *_switches(root.iter("a"))]
    if "og:url" in meta:
        found.append(DeclaredLink(AddressRelation.OG_URL, meta["og:url"], None, "meta og:url"))
    return tuple(found)


def _head_links(tags: Iterable[etree._Element]) -> Iterator[DeclaredLink]:
    for tag in tags:
        href, rels = tag.get("href", "").strip(), tag.get("rel", "").lower().split()
        language = language_tag(tag.get("hreflang"))
        if not href:
            continue
        if "canonical" in rels:
            yield DeclaredLink(AddressRelation.CANONICAL, href, None, "link rel=canonical")
        elif "shortlink" in rels:
            yield DeclaredLink(AddressRelation.SHORTLINK, href, None, "link rel=shortlink")
        elif "alternate" in rels and language:
            yield DeclaredLink(AddressRelation.ALTERNATE, href, language, "link rel=alternate hreflang")


def _switches(tags: Iterable[etree._Element]) -> Iterator[DeclaredLink]:
    """Give the links that switch the language, by their class and ``hreflang`` or by their words."""
    for tag in tags:
        href, language = tag.get("href", "").strip(), tag.get("hreflang")
        evidence = None
        if language and _LANGUAGE_LINK.search(tag.get("class", "")):
            language, evidence = language_tag(language), "link of a language switch"
        elif len(tag) < MOST_PARTS:
            words = collapse("".join(map(str, tag.itertext()))) if len(tag) else (tag.text or "").strip()
            language, evidence = _SWITCHES.get(words.lower().rstrip(".")), f"link {words!r}"
        if language and evidence and not _leads_nowhere(href):
            yield DeclaredLink(AddressRelation.ALTERNATE, href, language, evidence)


def _leads_nowhere(href: str) -> bool:
    """Tell whether a link leads to no twin of its page: a script, or the home page of the other language."""
    if not href or href.startswith(("#", "javascript:", "mailto:")):
        return True
    return bool(_HOME.fullmatch(href))


def stated_addresses(links: Iterable[DeclaredLink], captured: str | None) -> tuple[StatedAddress, ...]:
    """Make addresses absolute against that of the capture; each stands once, what cannot be is left out."""
    found: dict[tuple[AddressRelation, str | None, str], StatedAddress] = {}
    for link in links:
        address = absolute(link.href, captured)
        if address:
            stated = StatedAddress(link.relation, address, link.evidence, link.language)
            found.setdefault((link.relation, link.language, address), stated)
    return tuple(found.values())


def absolute(href: str, captured: str | None) -> str | None:
    """Give a web address made absolute, or ``None`` where that cannot be."""
    try:
        address = urljoin(captured or "", href)
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and parts.netloc else None
