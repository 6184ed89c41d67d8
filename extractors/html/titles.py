"""Titles without what a site adds to each: its own name, and that a page is archived."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_SEPARATOR = re.compile(r"\s*[|\u00bb\u203a]\s*|\s+(?:[\u2013\u2014-]|::|:)\s+|:\s+")
_ARCHIVED = r"(?:\[\s*archived\s*\]|\(\s*archived\s*\)"
_ARCHIVED_BEFORE = re.compile(
    rf"{_ARCHIVED}|archived(?:\s*[:|]|\s+[\u2013\u2014-](?=\s)))\s*[:|\u2013\u2014-]?\s*", re.IGNORECASE
)
_ARCHIVED_BEHIND = re.compile(
    rf"\s*[|\u2013\u2014-]?\s*{_ARCHIVED}|(?<=[|\u2013\u2014-]\s)archived)$", re.IGNORECASE
)
_LESS_OF_A_NAME = re.compile(r"^(?:the\s+)?(?:(?:u\.?\s?s\.?|united\s+states)\s+)?|[\s.]+$")


@dataclass(frozen=True, slots=True)
class Title:
    """A title without what the site adds to each, and as the page has it."""

    clean: str
    printed: str


def title_among(
    candidates: Iterable[str | None], *, sites: frozenset[str], heading: str | None
) -> Title | None:
    """Give the first candidate that is more than the name of the site, or else the first of all.

    Args:
        candidates: titles as printed, the surest first.
        sites: names of sites in lower case.
        heading: the main heading; what it says is the title, even where that looks like the name of a site.
    """
    names = frozenset(_plain_name(site) for site in sites if site)
    printed = [each for each in candidates if each]
    chosen = next((each for each in printed if _plain_name(each) not in names), None)
    if chosen is None:
        return Title(printed[0], printed[0]) if printed else None
    return Title(_cleaned(chosen, names, heading) or chosen, chosen)


def is_called_archived(title: str) -> bool:
    """Tell whether a title says that its page is kept as a record."""
    return bool(_ARCHIVED_BEFORE.match(title) or _ARCHIVED_BEHIND.search(title))


def _cleaned(title: str, names: frozenset[str], heading: str | None) -> str:
    """Strip from both ends until nothing is left to strip, the name of the site around "archived" too."""
    while title != heading:
        stripped = _without_site(_without_archived(title), names)
        if stripped == title:
            break
        title = stripped
    return _without_archived(title)


def _without_archived(title: str) -> str:
    before = _ARCHIVED_BEFORE.match(title)
    return _ARCHIVED_BEHIND.sub("", title[before.end() :] if before else title)


def _without_site(title: str, names: frozenset[str]) -> str:
    parts = list(_SEPARATOR.finditer(title))
    if parts and _plain_name(title[: parts[0].start()]) in names:
        return title[parts[0].end() :]
    if parts and _plain_name(title[parts[-1].end() :]) in names:
        return title[: parts[-1].start()]
    return title


def _plain_name(words: str) -> str:
    """Give a name in lower case, without article and country, by which variants of it are equal."""
    return _LESS_OF_A_NAME.sub("", words.strip().lower())
