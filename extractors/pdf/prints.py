"""Web pages that somebody printed from a browser: address, time and a counter stand in the margins."""

from __future__ import annotations

import re
from collections.abc import Sequence

ERA = "browser_print"
"""What ``documents.era`` says of such a file: its template is that of a browser, whatever the page was."""

_ADDRESS = r"https?://[^\s<>\"]+"
_TIME = r"\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})(?:,?\s+\d{1,2}:\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?)?"
_COUNTER = r"(?:page\s*)?\d+\s*(?:/|of)\s*\d+(?!/)"
_TELLING = re.compile(rf"{_ADDRESS}|\d:\d\d|(?<![\d/])\d+\s*(?:/|of)\s*\d+$", re.IGNORECASE)
_STAMP = re.compile(rf"(?:{_ADDRESS})?\s*(?:{_TIME})?\s*(?:{_COUNTER})?", re.IGNORECASE)
_FOUND = re.compile(_ADDRESS)
_COUNTED = re.compile(rf"\b(?:{_TIME}|{_COUNTER})(?!\d)", re.IGNORECASE)
_CUT_SHORT = ("...", "\u2026")


def is_stamp(line: str) -> bool:
    """Tell whether a line of a margin holds nothing but what browsers print there."""
    return bool(_TELLING.search(line)) and bool(_STAMP.fullmatch(line))


def printed_address(margins: Sequence[Sequence[str]]) -> str | None:
    """Give the address of the web page that was printed; ``None`` for any other document.

    It stands in a margin of every page, and so does the time or the number of the page.

    Args:
        margins: the lines in the margins of each page.
    """
    stamped = [
        " ".join(line for line in lines if _FOUND.search(line) is None or is_stamp(line)) for lines in margins
    ]
    addresses = {found[0] if (found := _FOUND.search(text)) else None for text in stamped}
    if len(addresses) != 1 or not all(_COUNTED.search(_FOUND.sub("", text)) for text in stamped):
        return None
    return addresses.pop()


def is_whole(address: str) -> bool:
    """Tell whether an address was printed to its end: browsers shorten long ones."""
    return not address.endswith(_CUT_SHORT)
