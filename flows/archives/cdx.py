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
from collections.abc import Callable, Iterator
from urllib.parse import quote, urlencode

from flows.archives.answers import SERVER_ERRORS, Answer
from flows.archives.cdxlines import (
    FIELDS,
    UNREADABLE,
    Listing,
    Row,
    cdxj_fields,
    listing,
    quoted,
    rows_and_key,
    wayback_fields,
)
from flows.archives.manners import Purpose
from flows.archives.patterns import Pattern
from flows.archives.politeness import PoliteSession
from flows.archives.protocol import Finding, InventoryPage, Site
from flows.archives.window import Window
from flows.errors import ArchiveAnswerUnknown, ArchiveUnavailable

SLICE = 10_000
"""Captures in one answer of the Wayback CDX server."""

EMPTY_SLICES = 50
"""Slices without a capture in a row after which an index is no longer believed to go on."""

_OK = 200

_NOT_FOUND = 404

_FORBIDDEN = 403

_ENCODED = re.compile(r"[A-Za-z0-9%+._~!*()',-]+")


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
    return f"{answer.status} {answer.reason}, {len(answer.body):,} bytes: {quoted(answer.body)}"


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
        rows, key = rows_and_key(answer.body)
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
            f"{url} answered {answer.status} {answer.reason} with {quoted(answer.body)}, not an index.",
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
        "index_refused", answer.url, quoted(answer.body), "The archive keeps this closed; ask another one."
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


def _encoded(key: str) -> str:
    """Encode a key for a query unless it came encoded, as in ``gov%2Cdhs%29%2F+20110617000000``."""
    return key if _ENCODED.fullmatch(key) else quote(key, safe="")
