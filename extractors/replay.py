"""Addresses as the replay of web archives rewrites them, and the original addresses in them.

An archive that replays a page points its links into itself: ``/web/20130725id_/http://www.dhs.gov/``. The
forms known here are a collection and an instant of 4 to 14 figures, with or without the two letters that
say how it is shown, as at the Wayback Machine, Archive-It, UNT, the Library of Congress and any pywb; the
calendar of captures (``/web/*/``) and the newest one (``/web/``) at the Wayback Machine; and the instant
written out as at PageFreezer (``/content/HHS.gov/14-12-2022T07:23/``). A snapshot of a site under a host name
of its own, such as ``19january2021snapshot.epa.gov``, keeps no original address and is not unwrapped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote

_ORIGINAL = r"(?P<original>(?:https?|ftp)(?::|%3A)(?:/|%2F){1,2}[^/\s].*|mailto:.+)"
_INSTANT = r"\d{4,14}(?:[a-z]{2}_)?"
_INTO_ARCHIVE = re.compile(
    rf"(?P<host>https?://[^/?#]+)?(?P<collection>(?:/[\w.-]+){{0,4}}?)/"
    rf"(?P<instant>{_INSTANT}|\d{{2}}-\d{{2}}-\d{{4}}T\d{{2}}:\d{{2}}(?::\d{{2}})?)/{_ORIGINAL}",
    re.IGNORECASE | re.DOTALL,
)
_WAYBACK = re.compile(
    rf"(?P<host>https?://(?:web|www|wayback)\.archive\.org)?(?P<collection>/web)/"
    rf"(?:(?P<instant>\d{{1,14}}(?:[a-z]{{2}}_)?|\*)/)?(?:{_ORIGINAL}|(?P<bare>[\w-]+(?:\.[\w-]+)+(?:[/?:].*)?))",
    re.IGNORECASE | re.DOTALL,
)
_HINT = re.compile(r"/(?:\d{4,14}(?:[a-z]{2}_)?|\*|web|\d\d-\d\d-\d{4}T[\d:]+)/", re.IGNORECASE)
_AT_WAYBACK = re.compile(r"https?://(?:web|www|wayback)\.archive\.org/", re.IGNORECASE)
_MOST_LAYERS = 4


@dataclass(frozen=True, slots=True)
class Replayed:
    """An address in an archive, taken apart.

    Args:
        original: the address that was captured.
        instant: the digits of the capture's instant, or as the archive writes it; ``None`` if it names none.
        host: scheme and host of the archive; ``None`` in an address that leaves them out.
    """

    original: str
    instant: str | None
    host: str | None


def replayed(address: str) -> Replayed | None:
    """Take an address of a replay apart; ``None`` for any other."""
    if not _HINT.search(address):
        return None
    found = _INTO_ARCHIVE.fullmatch(address)
    if found is None and _AT_WAYBACK.match(address):
        found = _WAYBACK.fullmatch(address)
    if found is None:
        return None
    parts = found.groupdict()
    original = parts["original"] or f"http://{parts['bare']}"
    instant = re.sub(r"[a-z]{2}_$", "", parts["instant"] or "", flags=re.IGNORECASE)
    return Replayed(_mended(original), instant.strip("*") or None, parts["host"])


def original_of(address: str) -> str:
    """Give the original address in one of a replay, also of a replay of a replay; any other as it is."""
    for _ in range(_MOST_LAYERS):
        found = replayed(address)
        if found is None:
            break
        address = found.original
    return address


def _mended(original: str) -> str:
    """Undo what replay does to an address: escapes in front, and one slash where there were two."""
    if re.match(r"(?:https?|ftp)%3A", original, re.IGNORECASE):
        original = unquote(original)
    return re.sub(r"^(\w+):/(?!/)", r"\1://", original)
