"""What counts as a link."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urljoin

_SCRIPTS = ("javascript:", "vbscript:")


@dataclass(frozen=True, slots=True)
class Hyperlink:
    """The words of a link and its address as written."""

    text: str
    href: str


def is_link(href: str) -> bool:
    """Tell whether an address leads anywhere: empty ones, a bare ``#`` and scripts do not."""
    address = "".join(href.split()).lower()
    return address not in ("", "#") and not address.startswith(_SCRIPTS)


def base_address(declared: str | None, captured: str | None) -> str | None:
    """Give the address against which links are resolved: that of ``<base href>``, or else of the capture."""
    if not declared or not declared.strip():
        return captured
    try:
        return urljoin(captured or "", declared.strip())
    except ValueError:
        return captured
