"""How ids, digests and addresses are written, as regular expressions and SQL."""

from __future__ import annotations

import re

from extractors.records import SPECIMEN_HOST

SHA256 = "[0-9a-f]{64}"
"""A SHA-256 in hexadecimal digits."""

ADDRESS = r"[A-Za-z][A-Za-z0-9+.-]*:\S.*"
"""An absolute address (RFC 3986, section 4.3); archived addresses may contain what a URI may not."""

MEDIA_TYPE = r"[a-z0-9][a-z0-9!#$&^_.+-]*/[a-z0-9][a-z0-9!#$&^_.+-]*"
"""A media type without parameters, in lower case (RFC 6838, section 4.2)."""

LANGUAGE = r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*"
"""A language tag by its form alone (RFC 5646, section 2.1); the registry is not consulted."""


def identifier(kind: str) -> str:
    """Give the pattern of the ids of one kind, see :func:`extractors.records.row_id`."""
    return f"{kind}-[0-9a-f]{{24}}"


def on_specimen_host(address: str) -> str:
    """Give the SQL condition that an address is one of our own examples.

    It says the same as :func:`extractors.records.is_specimen`, written apart from it so that one checks the
    other.
    """
    host = rf"^([a-z][a-z0-9+.-]*:)?//[^/?#]*{re.escape(SPECIMEN_HOST)}(:[0-9]*)?([/?#]|$)"
    return f"regexp_matches(lower({address}), '{host}')"


TEXT = r"\S([\s\S]*\S)?"
"""Any text that neither begins nor ends with white space and is not empty."""
