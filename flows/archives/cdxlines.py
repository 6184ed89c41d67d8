"""The lines of an index, in the forms that archives write them, as captures.

A line that cannot be read is a finding, and the others are used.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from urllib.parse import urlsplit

from flows.archives.protocol import Finding, Memento, Place, Site, instant

FIELDS = ("urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length")
"""What the Wayback CDX server is asked for, in this order."""

UNREADABLE = "index_line_unreadable"
"""A line that came damaged, and may come whole when one asks again."""

UNUSABLE = "index_line_unusable"
"""A line that is whole and lists nothing that can be fetched, such as a look-up of a host."""

EVIDENCE = 200
"""Characters of a bad line that are kept."""

_CDXJ_NAMES = {"url": "original", "mime": "mimetype", "status": "statuscode"}

_KEY_AND_INSTANT = 2

_SHA1 = re.compile(r"[A-Z2-7]{32}")

Listing = tuple[tuple[Memento, ...], tuple[Finding, ...]]

Row = list[str] | bytes
"""The fields of a line, or the line as it is if it holds none."""


def listing(
    site: Site, address: str, rows: Iterable[Row], fields: Callable[[Row], Mapping[str, str]]
) -> Listing:
    """Give the captures that lines of an index list, and a finding for each line that cannot be read."""
    mementos, findings = [], []
    for row in rows:
        code = UNREADABLE
        try:
            named = fields(row)
            code = UNUSABLE
            mementos.append(_memento(site, named))
        except (ValueError, KeyError, RecursionError) as error:
            findings.append(_bad_line(code, address, row, error))
    return tuple(mementos), tuple(findings)


def _memento(site: Site, fields: Mapping[str, str]) -> Memento:
    url, timestamp = fields["original"], fields["timestamp"]
    instant(timestamp)
    _check_address(url)
    return Memento(
        archive=site.name,
        url=url,
        timestamp=timestamp,
        media_type=fields.get("mimetype", "-"),
        status=cdx_status(fields.get("statuscode", "-")),
        digest=cdx_digest(fields.get("digest", "-")),
        replay_url=site.raw_address(timestamp, url),
        place=_place(fields),
    )


def _place(fields: Mapping[str, str]) -> Place | None:
    """Give where the record of a capture lies, if an index says so in full."""
    try:
        return Place(fields["filename"], int(fields["offset"]), int(fields["length"]))
    except (KeyError, ValueError):
        return None


def _check_address(url: str) -> None:
    """Refuse what is no web address, or would break the line of a WARC header."""
    parts = urlsplit(url)
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        raise ValueError("no web address")
    if not url.isprintable() or " " in url:
        raise ValueError("blanks or control characters in the address")


def cdx_status(text: str) -> int | None:
    """Read a status as indexes print it; ``None`` where there is none, as for revisits."""
    return int(text) if re.fullmatch(r"[1-9][0-9]{2}", text) else None


def cdx_digest(text: str) -> str | None:
    """Label a digest as indexes print it; ``None`` where there is none."""
    if text in ("", "-"):
        return None
    return f"sha1:{text}" if _SHA1.fullmatch(text) else text


def cdxj_fields(line: Row) -> Mapping[str, str]:
    """Give the fields of a line of JSON, or of CDXJ: a key, an instant and an object."""
    values = json.loads(_object_of(line)) if isinstance(line, bytes) else line
    if not isinstance(values, dict):
        raise ValueError("no JSON object")
    fields = {_CDXJ_NAMES.get(str(name), str(name)): str(value) for name, value in values.items()}
    if isinstance(line, bytes) and not line.lstrip().startswith(b"{"):
        key, timestamp = line.decode().split()[:2]
        fields = {"urlkey": key, "timestamp": timestamp} | fields
    return fields


def _object_of(line: bytes) -> bytes:
    brace = line.find(b"{")
    return line[brace:] if brace > 0 and len(line[:brace].split()) == _KEY_AND_INSTANT else line


def wayback_fields(row: Row) -> Mapping[str, str]:
    """Give the seven fields of a line by name."""
    if isinstance(row, bytes):
        raise ValueError("no JSON array")
    if len(row) != len(FIELDS):
        raise ValueError(f"{len(row)} fields, not {len(FIELDS)}")
    return dict(zip(FIELDS, row, strict=True))


def rows_and_key(body: bytes) -> tuple[list[Row], str | None]:
    """Give the lines of a slice without its heading, and the key that follows them behind an empty one."""
    rows = _json_rows(body) if body.lstrip()[:1] == b"[" else _text_rows(body)
    key = None
    if len(rows) > 1 and rows[-2] == [] and len(rows[-1]) == 1:
        key = str(rows[-1][0])
        rows = rows[:-2]
    if rows and rows[0] == list(FIELDS):
        rows = rows[1:]
    return [row for row in rows if row], key


def _json_rows(body: bytes) -> list[Row]:
    """Read an array of arrays at once, or line by line if one of its lines is damaged."""
    try:
        whole = json.loads(body)
    except (ValueError, RecursionError):
        return [_json_row(line) for line in body.splitlines() if line.strip()]
    return [_strings(row) for row in whole]


def _json_row(line: bytes) -> Row:
    text = line.strip().removesuffix(b",")
    text = text[1:] if text.startswith(b"[[") else text
    text = text[:-1] if text.endswith(b"]]") else text
    try:
        return _strings(json.loads(text))
    except (ValueError, RecursionError):
        return line


def _strings(row: object) -> Row:
    if isinstance(row, list):
        return [str(value) for value in row]
    return json.dumps(row).encode()


def _text_rows(body: bytes) -> list[Row]:
    lines = body.decode(errors="replace").strip("\n").split("\n")
    return [line.split() for line in lines] if body.strip() else []


def _bad_line(code: str, address: str, row: Row, error: Exception) -> Finding:
    line = row if isinstance(row, bytes) else " ".join(row).encode()
    evidence = f"{error}: {quoted(line)}" if str(error) else quoted(line)
    return Finding(code, address, evidence, "The other lines are used; the answer is in the vault.")


def quoted(data: bytes) -> str:
    """Give the beginning of an answer as evidence."""
    return repr(data[:EVIDENCE].decode(errors="replace"))
