"""What is asked of an index: one address, all that begin so, or a domain."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from flows.archives.addresses import url_key
from flows.errors import InputError


class Match(StrEnum):
    """What a pattern covers: one address, all that begin so, or a domain with its subdomains."""

    EXACT = "exact"
    PREFIX = "prefix"
    DOMAIN = "domain"


@dataclass(frozen=True, slots=True)
class Pattern:
    """What is asked of an index."""

    url: str
    match: Match

    @property
    def key(self) -> str:
        """What the keys of the addresses are or begin with (:func:`url_key`); of a domain the host alone."""
        own = url_key(self.url if "://" in self.url else f"http://{self.url}")
        if self.match is Match.DOMAIN:
            return own.partition(")")[0]
        slash = self.match is Match.PREFIX and self.url.endswith("/") and not own.endswith("/")
        return own + "/" if slash else own

    def covers(self, url: str) -> bool:
        """Tell whether an address is one of those, as archives compare them."""
        key, own = url_key(url), self.key
        if self.match is Match.DOMAIN:
            return key.startswith((f"{own})", f"{own},", f"{own}:"))
        return key.startswith(own) if self.match is Match.PREFIX else key == own


def parse_pattern(text: str) -> Pattern:
    """Read ``http://www.dhs.gov/page``, ``http://www.dhs.gov/*`` or ``*.dhs.gov``.

    Raises:
        InputError: it is empty, has blanks, or has a star elsewhere than at one of its ends.
    """
    if text.startswith("*."):
        pattern = Pattern(text[2:], Match.DOMAIN)
    elif text.endswith("*"):
        pattern = Pattern(text[:-1], Match.PREFIX)
    else:
        pattern = Pattern(text, Match.EXACT)
    if not pattern.url or "*" in pattern.url or not pattern.url.isprintable() or " " in pattern.url:
        raise InputError(
            f"{text!r} is no address to look for.",
            "Write http://HOST/PAGE, http://HOST/PATH* or *.DOMAIN.",
        )
    return pattern
