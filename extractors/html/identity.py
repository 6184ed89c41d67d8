"""What a page says of itself: title, address, language, and whether it is kept only as a record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from extractors.html.addresses import DeclaredLink, declared_links
from extractors.html.dates import meta_date
from extractors.html.marks import SiteMarks
from extractors.html.text import collapse
from extractors.html.titles import Title, is_called_archived, title_among
from extractors.html.tree import text_of
from extractors.languages import language_tag
from extractors.moments import printed_moment
from extractors.records import AddressRelation, DateRole, DateSource, Passage, PassageKind
from extractors.stated import StatedAddress, StatedDate

LONGEST_JSON_LD = 20_000
"""Characters of a JSON-LD script that are searched for dates."""

LONGEST_BANNER = 400
"""Characters; a longer text that speaks of an archive is no banner."""

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class Head:
    """What the tags of a page declare.

    Args:
        meta: contents of ``meta`` tags by name or property in lower case; the first of a name counts.
        title: the text of ``title``.
        h1: the text of the first ``h1`` that has any.
        declared: the addresses that the page declares.
        base: the ``href`` of ``base``.
        language: the language tag.
        times: dates of ``time`` elements that are marked up as the publication or the last change.
        json_ld: the text of JSON-LD scripts in the head.
    """

    meta: Mapping[str, str]
    title: str | None
    h1: str | None
    declared: tuple[DeclaredLink, ...]
    base: str | None
    language: str | None
    times: tuple[StatedDate, ...]
    json_ld: str


def head_of(root: etree._Element, main: etree._Element | None, *, title: str | None) -> Head:
    """Read the declarations of a page whose zones are still in place."""
    meta = _meta(root)
    return Head(
        meta=meta,
        title=title,
        h1=_first_text((main if main is not None else root).iter("h1")) or _first_text(root.iter("h1")),
        declared=declared_links(root, meta),
        base=next((base.get("href") for base in root.iter("base") if base.get("href")), None),
        language=_language(root, main),
        times=tuple(_times(root.iter("time"))),
        json_ld=_json_ld(root),
    )


def _meta(root: etree._Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for tag in root.iter("meta"):
        content = collapse(tag.get("content", ""))
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            if content and tag.get(attribute):
                found.setdefault(tag.get(attribute, "").strip().lower(), content)
    return found


def _first_text(elements: Iterable[etree._Element]) -> str | None:
    return next(filter(None, map(text_of, elements)), None)


def named_address(root: etree._Element) -> str | None:
    """Give the address that a page names as its own, as it stands there."""
    links = (tag for tag in root.iter("link") if "canonical" in tag.get("rel", "").lower().split())
    canonical = next((tag.get("href", "").strip() for tag in links if tag.get("href", "").strip()), None)
    named = (tag.get("content") for tag in root.iter("meta") if tag.get("property") == "og:url")
    return canonical or next(named, None)


def _language(root: etree._Element, main: etree._Element | None) -> str | None:
    """Give the language declared nearest to the main text.

    A site may print a Spanish article in an English frame and say so on its ``article`` element.
    """
    declared: list[str | None] = []
    if main is not None:
        articles = list(main.iter("article"))
        declared = [articles[0].get("lang")] if len(articles) == 1 else []
        declared += [element.get("lang") for element in (main, *main.iterancestors())]
    for tag in (*declared, root.get("lang"), root.get(_XML_LANG), root.get("xml:lang")):
        if language := language_tag(tag):
            return language
    return None


def _times(elements: Iterable[etree._Element]) -> Iterator[StatedDate]:
    for element in elements:
        role = _role(element)
        if role is None:
            continue
        words = text_of(element)
        printed, stated = printed_moment(words), meta_date(element.get("datetime"), role)
        if printed and printed.day:
            yield StatedDate.of(printed, DateSource.PRINTED, words, role=role)
        elif stated:
            yield stated


def _role(element: etree._Element) -> DateRole | None:
    """Tell what a ``time`` element is marked up as."""
    if element.get("itemprop") == "datePublished" or "pubdate" in element.attrib:
        return DateRole.PUBLISHED
    return DateRole.MODIFIED if element.get("itemprop") == "dateModified" else None


def _json_ld(root: etree._Element) -> str:
    scripts = (tag for tag in root.iter("script") if tag.get("type", "").lower() == "application/ld+json")
    return "\n".join((tag.text or "")[:LONGEST_JSON_LD] for tag in scripts)


def title_of(head: Head, marks: SiteMarks) -> Title | None:
    """Give the title: that of the Open Graph, of ``title``, or the first heading of the main content."""
    return title_among(
        (head.meta.get("og:title"), head.title, head.h1),
        sites=marks.site_names | {head.meta.get("og:site_name", "").lower()},
        heading=head.h1,
    )


def canonical_of(addresses: Sequence[StatedAddress]) -> str | None:
    """Give the page's own address among those that it declares; ``None`` if it gives none that can be."""
    for relation in (AddressRelation.CANONICAL, AddressRelation.OG_URL):
        for stated in addresses:
            if stated.relation is relation:
                return stated.address
    return None


def is_archived(passages: Iterable[Passage], title: Title | None, marks: SiteMarks) -> bool:
    """Tell whether the page says that it is out of date and kept as a record."""
    if title and is_called_archived(title.printed):
        return True
    banners = (
        passage.text.lower()
        for passage in passages
        if passage.kind in (PassageKind.NOTICE, PassageKind.HEADING, PassageKind.PARAGRAPH)
    )
    return any(text == marks.archived_words[0] or _says(text, marks.archived_words[1:]) for text in banners)


def _says(text: str, phrases: tuple[str, ...]) -> bool:
    return len(text) < LONGEST_BANNER and any(phrase in text for phrase in phrases)
