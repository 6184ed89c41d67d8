"""What a capture is worth: a class, and what shows it.

The status of an answer does not tell. Servers send 200 with a page that says that there is none, firewalls
send 200 with a refusal, archives send pages that they have rewritten, and lengths do not fit.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlsplit

from extractors.records import CaptureQuality
from extractors.registry import HTML, PDF
from flows.archives.payloads import Body

HEAD = 64 * 1024
"""Bytes of a page in which its title and its first heading are looked for."""

_BY_CLASS = {
    3: CaptureQuality.REDIRECT,
    4: CaptureQuality.CLIENT_ERROR,
    5: CaptureQuality.SERVER_ERROR,
}
_NOT_MODIFIED = 304
_REFUSALS = (401, 403, 407, 429, 451)
_TITLE = re.compile(rb"<(title|h1)\b[^>]*>(.{0,400}?)</\1\s*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_NOTHING_HERE = re.compile(
    r"(?:(?:error|http|status)?\W*(?:404|410)\b|(?:the )?(?:page|file|document|content|resource|url)"
    r"(?: you (?:requested|are looking for))?"
    r" (?:(?:was |is |could |can )?(?:not|no longer)(?: be)? (?:found|available|exists?)|does not exist)"
    r"|not found\W*$|object not found|we can.t find (?:that|the) page)",
    re.IGNORECASE,
)
_REFUSED = re.compile(
    r"^\W*(?:access (?:to this page (?:has been|is) )?denied|(?:error )?403\b.*|forbidden\b"
    r"|request (?:rejected|blocked)"
    r"|attention required|just a moment|are you (?:a )?human|pardon our interruption|security check"
    r"|unauthorized\b|robot check|you have been blocked)",
    re.IGNORECASE,
)
_REWRITTEN = (
    b"<!-- BEGIN WAYBACK TOOLBAR INSERT -->",
    b"FILE ARCHIVED ON ",
    b"/_static/js/bundle-playback.js",
    b"/static/wombat.js",
    b"wombat.js?v=",
    b"wbinfo.top_url",
)


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of an answer.

    Args:
        url: its address.
        status: its status; ``None`` without an HTTP answer.
        declared: the media type that its server declared, without parameters.
        sniffed: the media type that its first bytes show.
        length: the length that its server declared.
        truncated: why its record says that it is not whole.
    """

    url: str
    status: int | None
    declared: str
    sniffed: str | None
    length: int | None
    truncated: str | None


Judged = tuple[CaptureQuality, str | None]


def judge(seen: Seen, body: Body) -> Judged:
    """Give the class of an answer that has its body, and what shows it; what is ok needs no evidence."""
    for look in (_refused, _by_status, _truncated, _empty, _undeclared, _by_words, _wrong_type):
        if found := look(seen, body):
            return found
    return CaptureQuality.OK, None


def _refused(seen: Seen, body: Body) -> Judged | None:
    if seen.status in _REFUSALS:
        return CaptureQuality.BLOCKED, f"status {seen.status}"
    if seen.status is None or seen.status // 100 == 2:  # noqa: PLR2004
        words = _heading(seen, body, _REFUSED)
        return (CaptureQuality.BLOCKED, words) if words else None
    return None


def _by_status(seen: Seen, _: Body) -> Judged | None:
    quality = _BY_CLASS.get((seen.status or 0) // 100)
    return (quality, f"status {seen.status}") if quality and seen.status != _NOT_MODIFIED else None


def _truncated(seen: Seen, body: Body) -> Judged | None:
    """Tell a body that is not whole by its record, by its declared length, or as a PDF without an end."""
    if seen.truncated:
        return CaptureQuality.TRUNCATED, f"WARC-Truncated: {seen.truncated}"
    short = seen.length is not None and 0 < len(body.stored) < seen.length and not body.decoded
    if short:
        return CaptureQuality.TRUNCATED, f"{len(body.stored)} bytes of {seen.length} that the header declares"
    if seen.sniffed == PDF and b"%%EOF" not in body.payload:
        return CaptureQuality.TRUNCATED, "a PDF without its end mark %%EOF"
    return None


def _empty(_: Seen, body: Body) -> Judged | None:
    return None if body.payload else (CaptureQuality.EMPTY, "no bytes")


def _undeclared(_: Seen, body: Body) -> Judged | None:
    evidence = "the body is gzip and no header says so"
    return (CaptureQuality.UNDECLARED_GZIP, evidence) if body.undeclared else None


def _wrong_type(seen: Seen, _: Body) -> Judged | None:
    """Tell what is no PDF where one is declared or named; a PDF that is declared a page is a PDF."""
    if seen.declared == PDF and seen.sniffed != PDF:
        return CaptureQuality.WRONG_TYPE, f"declared {PDF}, the bytes show {seen.sniffed or 'neither'}"
    if seen.sniffed == HTML and urlsplit(seen.url).path.lower().endswith(".pdf"):
        return CaptureQuality.WRONG_TYPE, f"named .pdf, the bytes show {HTML}"
    return None


def _by_words(seen: Seen, body: Body) -> Judged | None:
    """Tell by what a page says of itself: that there is no page, or that an archive has rewritten it."""
    if seen.sniffed != HTML:
        return None
    if words := _heading(seen, body, _NOTHING_HERE):
        return CaptureQuality.SOFT_404, words
    mark = next((mark for mark in _REWRITTEN if mark in body.payload), None)
    return (CaptureQuality.REWRITTEN, f"the page holds {mark.decode()!r}") if mark else None


def _heading(seen: Seen, body: Body, wanted: re.Pattern[str]) -> str | None:
    """Give the title or first heading of a page that says something, with its name."""
    if seen.sniffed != HTML:
        return None
    for tag, inside in _TITLE.findall(body.payload[:HEAD]):
        words = " ".join(unescape(_TAG.sub(" ", inside.decode("utf-8", "replace"))).split())
        if wanted.search(words):
            return f"{tag.decode().lower()} {words[:200]!r}"
    return None


def why_differs(quality: CaptureQuality, headers: Mapping[str, str], length: int) -> str:
    """Say why a body has another digest than its archive printed, as far as that can be told.

    Args:
        quality: the class of the capture.
        headers: the headers of the replay by name in lower case.
        length: bytes of the payload.
    """
    if quality is CaptureQuality.REWRITTEN:
        return "rewritten: the archive has changed the page for replay"
    if quality is CaptureQuality.TRUNCATED:
        return "truncated: the body is not whole"
    coding = headers.get("x-archive-orig-content-encoding")
    if coding and "content-encoding" not in headers:
        return f"re-encoded: the archive has undone the coding {coding}"
    if "chunked" in headers.get("x-archive-orig-transfer-encoding", "").lower():
        return "re-encoded: the archive has undone the transfer-coding chunked"
    declared = headers.get("x-archive-orig-content-length", "")
    if declared.isascii() and declared.isdigit() and int(declared) > length:
        return f"truncated: {length} bytes of {declared}"
    return "unexplained"
