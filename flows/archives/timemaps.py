"""TimeMaps: the lists of captures that archives with Memento give of one address (RFC 7089).

They come in the link format, on one page or several, and in three forms of JSON: that of the Memento
aggregators, the lines of pywb, and the rows of the Wayback Machine.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

from extractors.replay import replayed
from flows.archives.cdxlines import cdxj_fields
from flows.archives.protocol import TIMESTAMP, instant

_ENTRY = re.compile(
    r"""\s*<(?P<uri>[^>]*)>(?P<attributes>(?:\s*;\s*[\w*-]+\s*=\s*(?:"[^"]*"|[^",;\s]*))*)\s*"""
)
_ATTRIBUTE = re.compile(r"""([\w*-]+)\s*=\s*(?:"([^"]*)"|([^",;\s]*))""")


@dataclass(frozen=True, slots=True)
class Listed:
    """A capture that a TimeMap lists: where it is, of what, when, and a digest where it says one."""

    uri: str
    original: str
    timestamp: str
    media_type: str = "-"
    status: str = "-"
    digest: str = "-"


@dataclass(frozen=True, slots=True)
class TimeMap:
    """What one page of a TimeMap holds: captures, other pages, and what of it could not be read."""

    listed: tuple[Listed, ...]
    pages: tuple[str, ...]
    unread: tuple[str, ...]


def read_timemap(body: bytes, *, url: str, original: str, replay: str) -> TimeMap:
    """Read a TimeMap in any of its forms.

    Args:
        body: the answer.
        url: its address, against which others are resolved.
        original: the address that it is of, where it does not say so itself.
        replay: what stands before the timestamp in addresses of captures of the archive; some forms give
            timestamps only.
    """
    text = body.decode("utf-8", "replace").strip()
    if text.startswith("<"):
        return _links(text, url, original)
    if text.startswith("["):
        return _rows(json.loads(text), original, replay)
    if text.startswith("{"):
        try:
            values = json.loads(text)
        except json.JSONDecodeError:
            return _lines(text, replay)
        return _lines(text, replay) if "timestamp" in values else _object(values, url, original)
    return _lines(text, replay)


def _links(text: str, url: str, original: str) -> TimeMap:
    listed: list[Listed] = []
    pages, unread, at = [], [], 0
    entries = []
    while at < len(text):
        found = _ENTRY.match(text, at)
        if found is None or (found.end() < len(text) and text[found.end()] != ","):
            unread.append(text[at : at + 200])
            break
        entries.append((urljoin(url, found["uri"]), _attributes(found["attributes"])))
        at = found.end() + 1
    for uri, attributes in entries:
        relations = attributes.get("rel", "").lower().split()
        original = uri if "original" in relations else original
        if "timemap" in relations and "self" not in relations:
            pages.append(uri)
    for uri, attributes in entries:
        if "memento" in attributes.get("rel", "").lower().split():
            _add(listed, unread, uri, original, attributes.get("datetime", ""))
    return TimeMap(tuple(listed), tuple(pages), tuple(unread))


def _attributes(text: str) -> dict[str, str]:
    return {name.lower(): quoted or bare for name, quoted, bare in _ATTRIBUTE.findall(text)}


def _add(listed: list[Listed], unread: list[str], uri: str, original: str, when: str) -> None:
    """Take in a capture if its instant can be read."""
    found = replayed(uri)
    try:
        listed.append(Listed(uri, found.original if found else original, _instant(when)))
    except ValueError as error:
        unread.append(f"{uri} {when!r}: {error}")


def _instant(text: str) -> str:
    """Read a date of HTTP or ISO 8601 as 14 digits."""
    try:
        found = parsedate_to_datetime(text)
    except ValueError:
        found = datetime.fromisoformat(text)
    return (found.astimezone(UTC) if found.tzinfo else found).strftime(TIMESTAMP)


def _object(values: object, url: str, original: str) -> TimeMap:
    """Read the JSON of the Memento aggregators; a single line of pywb is an object too."""
    if not isinstance(values, dict):
        return TimeMap((), (), ("no JSON object",))
    listed: list[Listed] = []
    unread: list[str] = []
    of = str(values.get("original_uri") or values.get("original") or original)
    mementos = values.get("mementos")
    entries = mementos.get("list", []) if isinstance(mementos, dict) else mementos or []
    for entry in entries if isinstance(entries, list) else []:
        uri = urljoin(url, str(entry.get("uri") or entry.get("uri-m") or ""))
        _add(listed, unread, uri, of, str(entry.get("datetime", "")))
    return TimeMap(tuple(listed), tuple(urljoin(url, page) for page in _json_pages(values)), tuple(unread))


def _json_pages(values: Mapping[str, object]) -> Iterator[str]:
    index = values.get("timemap_index")
    for entry in index if isinstance(index, list) else []:
        if isinstance(entry, dict) and "uri" in entry:
            yield str(entry["uri"])
    pages = values.get("pages")
    following = pages.get("next") if isinstance(pages, dict) else values.get("next")
    if isinstance(following, dict):
        following = following.get("uri")
    if isinstance(following, str):
        yield following


def _rows(rows: object, original: str, replay: str) -> TimeMap:
    """Read rows below a row of names, as the Wayback Machine gives them."""
    if not isinstance(rows, list) or not rows or not isinstance(rows[0], list):
        return TimeMap((), (), () if rows == [] else ("no rows",))
    names = [str(name) for name in rows[0]]
    fields = [dict(zip(names, map(str, row), strict=False)) for row in rows[1:] if isinstance(row, list)]
    return _of_fields([{"original": original, **each} for each in fields], replay)


def _lines(text: str, replay: str) -> TimeMap:
    fields, unread = [], []
    for line in text.splitlines():
        try:
            fields.append(cdxj_fields(line.encode()))
        except (ValueError, RecursionError) as error:
            unread.append(f"{line[:200]!r}: {error}")
    read = _of_fields(fields, replay)
    return TimeMap(read.listed, (), (*unread, *read.unread))


def _of_fields(rows: list[Mapping[str, str]] | list[dict[str, str]], replay: str) -> TimeMap:
    listed, unread = [], []
    for row in rows:
        try:
            instant(row["timestamp"])
            uri = f"{replay}/{row['timestamp']}/{row['original']}"
            more = (row.get("mimetype", "-"), row.get("statuscode", "-"), row.get("digest", "-"))
            listed.append(Listed(uri, row["original"], row["timestamp"], *more))
        except (ValueError, KeyError) as error:
            unread.append(f"{row}: {error}")
    return TimeMap(tuple(listed), (), tuple(unread))
