"""The index of an archive, asked in the two dialects that archives speak.

* CDXJ, as pywb answers ``/<collection>/cdx?output=json``: one JSON object a line, all in one answer.
* The Wayback CDX server of web.archive.org: an array of arrays or lines of seven fields, in slices, each with
  a key to go on from (``showResumeKey``), which works only if ``urlkey`` is among the fields asked for.

Nothing is collapsed or filtered: ``collapse=digest`` joins only neighbours, and ``statuscode:200`` drops
revisits, which are captures. A line that cannot be read is a finding, and the others are used.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote, urlencode, urlsplit

from flows.archives.addresses import url_key
from flows.archives.answers import SERVER_ERRORS, Answer
from flows.archives.manners import Purpose
from flows.archives.politeness import PoliteSession
from flows.archives.protocol import Finding, InventoryPage, Memento, Place, Site, instant
from flows.archives.window import Window
from flows.errors import ArchiveAnswerUnknown, ArchiveUnavailable, InputError

FIELDS = ("urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length")
"""What the Wayback CDX server is asked for, in this order."""

SLICE = 10_000
"""Captures in one answer of the Wayback CDX server."""

EMPTY_SLICES = 50
"""Slices without a capture in a row after which an index is no longer believed to go on."""

UNREADABLE = "index_line_unreadable"
"""A line that came damaged, and may come whole when one asks again."""

UNUSABLE = "index_line_unusable"
"""A line that is whole and lists nothing that can be fetched, such as a look-up of a host."""

EVIDENCE = 200
"""Characters of a bad line that are kept."""

_CDXJ_NAMES = {"url": "original", "mime": "mimetype", "status": "statuscode"}
_OK = 200
_NOT_FOUND = 404
_FORBIDDEN = 403
_KEY_AND_INSTANT = 2
_SHA1 = re.compile(r"[A-Z2-7]{32}")
_ENCODED = re.compile(r"[A-Za-z0-9%+._~!*()',-]+")

Listing = tuple[tuple[Memento, ...], tuple[Finding, ...]]
Row = list[str] | bytes
"""The fields of a line, or the line as it is if it holds none."""


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


def cdxj_pages(
    session: PoliteSession, site: Site, pattern: Pattern, window: Window
) -> Iterator[InventoryPage]:
    """List captures from pywb; all come in one answer.

    Raises:
        ArchiveError: the index does not answer, or answers something else.
    """
    query = {"url": pattern.url, "matchType": pattern.match, "output": "json", **window.query}
    yield cdxj_page(session, site, f"{site.index}?{urlencode(query)}")


def indexed_pages(
    session: PoliteSession, site: Site, pattern: Pattern, window: Window
) -> Iterator[InventoryPage]:
    """List captures from an index server with pages, such as that of Common Crawl.

    How many pages there are is asked for first; a server that knows no pages gives all in one answer.

    Raises:
        ArchiveError: the index does not answer, or answers something else.
    """
    query = {"url": pattern.url, "matchType": pattern.match, "output": "json", **window.query}
    asked = f"{site.index}?{urlencode(query)}"
    number = _number_of_pages(_ask(session, f"{asked}&showNumPages=true"))
    if number is None:
        yield cdxj_page(session, site, asked)
    for page in range(number or 0):
        yield cdxj_page(session, site, f"{asked}&page={page}")


def _number_of_pages(answer: Answer) -> int | None:
    """Read how many pages there are; ``None`` where the answer tells of captures instead."""
    if answer.status != _OK:
        return 0
    try:
        told = json.loads(answer.body)
    except ValueError:
        return None
    told = told.get("pages") if isinstance(told, dict) else told
    return told if isinstance(told, int) else None


def first_line(session: PoliteSession, index: str, url: str) -> str:
    """Ask an index for one capture of an address, and say in words what it answered."""
    answer = _ask(session, f"{index}?{urlencode({'url': url, 'output': 'json', 'limit': '1'})}")
    return f"{answer.status} {answer.reason}, {len(answer.body):,} bytes: {_quoted(answer.body)}"


def cdxj_page(session: PoliteSession, site: Site, url: str) -> InventoryPage:
    """List the captures of one answer of lines of CDXJ; asked twice if lines of it are damaged."""

    def read() -> InventoryPage:
        answer = _ask(session, url)
        lines: list[Row] = [line for line in answer.body.splitlines() if line.strip()]
        return _page(answer, _refused(answer) or listing(site, answer.url, lines, cdxj_fields))

    return _read_twice(read, session)


def wayback_pages(
    session: PoliteSession, site: Site, pattern: Pattern, window: Window
) -> Iterator[InventoryPage]:
    """List captures from a Wayback CDX server, slice after slice.

    Slices without captures occur, where all lines of a block are kept back, and do not end the list. A slice
    that is shorter than was asked for though others follow has a gap: it is asked for again, until it turns
    out that this server's slices are never full.

    Raises:
        ArchiveError: the index does not answer, answers something else, or goes round in a circle.
    """
    query = {
        "url": pattern.url,
        "matchType": pattern.match,
        "output": "json",
        "fl": ",".join(FIELDS),
        "limit": str(SLICE),
        "showResumeKey": "true",
        **window.query,
    }
    first = f"{site.index}?{urlencode(query)}"
    used: set[str] = set()
    empty = 0
    gaps_tell = True
    key: str | None = ""
    while key is not None:
        asked = f"{first}&resumeKey={_encoded(key)}" if key else first
        page, key = _slice(session, site, asked)
        yield page
        if key is not None and gaps_tell and 0 < len(page.mementos) + len(page.findings) < SLICE:
            again, key = _slice(session, site, asked)
            gaps_tell = len(again.mementos) > len(page.mementos)
            yield again
        empty = 0 if page.mementos else empty + 1
        if key in used or empty >= EMPTY_SLICES:
            raise ArchiveAnswerUnknown(
                f"The index goes round in a circle at {asked}.", "Ask for fewer addresses at a time."
            )
        used.add(key or "")


def _slice(session: PoliteSession, site: Site, asked: str) -> tuple[InventoryPage, str | None]:
    """Read one slice, and the key of the next; asked twice if lines of it are damaged."""
    keys: list[str | None] = []

    def read() -> InventoryPage:
        answer = _ask(session, asked)
        rows, key = _rows_and_key(answer.body)
        keys.append(key)
        return _page(answer, _refused(answer) or listing(site, answer.url, rows, wayback_fields))

    page = _read_twice(read, session)
    return page, next((key for key in reversed(keys) if key is not None), None)


def _read_twice(read: Callable[[], InventoryPage], session: PoliteSession) -> InventoryPage:
    """Read an answer, and again if lines of it cannot be read; give the one with fewer such lines."""
    page = read()
    if not any(finding.code == UNREADABLE for finding in page.findings):
        return page
    session.ledger.answers["odd"] += 1
    return min(page, read(), key=lambda each: len(each.findings))


def _ask(session: PoliteSession, url: str) -> Answer:
    answer = session.get_settled(url, Purpose.INDEX, believed=_is_index)
    if answer.status in SERVER_ERRORS or answer.fault:
        wrong = answer.fault or f"status {answer.status} {answer.reason}"
        raise ArchiveUnavailable(
            f"The index does not answer at {url}: {wrong}.", "What was fetched is kept; run it again later."
        )
    if not _is_index(answer):
        raise ArchiveAnswerUnknown(
            f"{url} answered {answer.status} {answer.reason} with {_quoted(answer.body)}, not an index.",
            "Check the kind and the address of the archive.",
        )
    return answer


def _is_index(answer: Answer) -> bool:
    """Tell whether an answer is one of an index, and whole: an array that is not closed was cut off.

    Common Crawl says 404 where it has no capture, and says so in JSON.
    """
    body = answer.body.strip()
    if answer.fault:
        return False
    if answer.status == _NOT_FOUND:
        return body[:1] == b"{" and b"\n" not in body and b"No Captures" in body
    if answer.status not in (_OK, _FORBIDDEN) or body[:1] == b"<":
        return False
    return body[:1] != b"[" or body[-1:] == b"]"


def _refused(answer: Answer) -> Listing | None:
    """Give the finding for an address that an archive keeps closed, which others of it need not be."""
    if answer.status == _NOT_FOUND:
        return (), ()
    if answer.status != _FORBIDDEN:
        return None
    finding = Finding(
        "index_refused", answer.url, _quoted(answer.body), "The archive keeps this closed; ask another one."
    )
    return (), (finding,)


def _page(answer: Answer, listing: Listing) -> InventoryPage:
    mementos, findings = listing
    return InventoryPage(
        query_url=answer.url,
        answer=answer.body,
        content_type=answer.header("Content-Type") or "application/octet-stream",
        fetched_at=answer.received_at,
        mementos=mementos,
        findings=findings,
    )


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


def _rows_and_key(body: bytes) -> tuple[list[Row], str | None]:
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


def _encoded(key: str) -> str:
    """Encode a key for a query unless it came encoded, as in ``gov%2Cdhs%29%2F+20110617000000``."""
    return key if _ENCODED.fullmatch(key) else quote(key, safe="")


def _bad_line(code: str, address: str, row: Row, error: Exception) -> Finding:
    line = row if isinstance(row, bytes) else " ".join(row).encode()
    evidence = f"{error}: {_quoted(line)}" if str(error) else _quoted(line)
    return Finding(code, address, evidence, "The other lines are used; the answer is in the vault.")


def _quoted(data: bytes) -> str:
    return repr(data[:EVIDENCE].decode(errors="replace"))
