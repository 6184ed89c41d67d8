"""From a record to the row of a capture: what was captured, when, what it is worth, and who archived it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from extractors.draft import resolve
from extractors.records import Capture, CaptureLocation, CaptureQuality, is_specimen, row_id
from extractors.registry import sniff
from flows.archives.addresses import url_key
from flows.archives.payloads import Body, digest_matches
from flows.archives.quality import Seen, judge
from flows.archives.record import Answer, Record

PLAIN_WARC = "warc"
"""The archive of a capture whose file does not say which archive gave it."""

PLAUSIBLE_YEARS = range(1991, 2100)
"""Dates before the first web page, or in a far future, cannot be capture dates and count as unknown."""

_NOT_MODIFIED = 304
_TELLING = (3, 4, 5)
"""Hundreds of statuses that tell what a revisit is, whatever it repeats; 304 is none of them."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a record tells of a capture: its address, its answer, and the body with its codings undone."""

    record: Record
    url: str
    answer: Answer
    body: Body


@dataclass(frozen=True, slots=True)
class Sighting:
    """A capture before it is known which archive gave it, and the SHA-1 digests of its body."""

    capture: Capture
    location: CaptureLocation
    sha1: frozenset[str]


def sight(told: Told, name: str) -> Sighting:
    """Give the row of a capture and where it lies, in the file that the dataset knows by a name."""
    capture, record = _capture(told), told.record
    location = CaptureLocation(
        capture_id=capture.capture_id,
        warc_file=name,
        record_offset=record.offset,
        record_length=record.length,
        record_id=record.header("WARC-Record-ID") or "",
        specimen=capture.specimen,
    )
    return Sighting(capture, location, told.body.sha1)


def _capture(told: Told) -> Capture:
    record, url, answer, body = told.record, told.url, told.answer, told.body
    revisit = record.kind == "revisit"
    status = answer.status
    content_type = answer.header("Content-Type") if status is not None else record.header("Content-Type")
    sniffed = None if revisit or not body.payload else sniff(body.payload, content_type)
    digest = record.header("WARC-Payload-Digest")
    location = answer.header("Location")
    captured_at = capture_date(record.header("WARC-Date"))
    quality, evidence = _judged(told, sniffed=sniffed, content_type=content_type)
    return Capture(
        capture_id="",
        original_url=url,
        url_key=url_key(url),
        captured_at=captured_at,
        archive=PLAIN_WARC,
        archive_url=None,
        http_status=status,
        content_type=content_type,
        last_modified=answer.header("Last-Modified"),
        media_type_sniffed=sniffed,
        payload_sha256=None if revisit else body.sha256,
        payload_bytes=None if revisit else len(body.payload),
        archive_digest=digest,
        archive_digest_matches=None,
        redirect_url=resolve(location, url) if location else None,
        quality=quality,
        quality_evidence=evidence,
        is_revisit=revisit,
        specimen=is_specimen(url),
    )


def capture_id(capture: Capture) -> str:
    """Give the id of a capture; what it answered takes part, since two may share address and second."""
    instant = capture.captured_at.strftime("%Y%m%d%H%M%S") if capture.captured_at else None
    answer = (capture.http_status, capture.redirect_url, capture.payload_sha256 or capture.archive_digest)
    return row_id("cap", capture.archive, instant, capture.original_url, *answer)


def capture_date(text: str | None) -> datetime | None:
    """Read a ``WARC-Date``; ``None`` if it is absent, malformed, or no time at which one could capture."""
    try:
        instant = datetime.fromisoformat((text or "").strip())
        instant = instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return instant if instant.year in PLAUSIBLE_YEARS else None


def _judged(
    told: Told, *, sniffed: str | None, content_type: str | None
) -> tuple[CaptureQuality, str | None]:
    """Give the class of a capture and what shows it; a revisit gets that of the body that it repeats."""
    record, answer, status = told.record, told.answer, told.answer.status
    telling = status is not None and status // 100 in _TELLING and status != _NOT_MODIFIED
    if record.kind == "revisit" and not telling:
        return CaptureQuality.UNRESOLVED_REVISIT, "no body of its own"
    length = (answer.header("Content-Length") or "").strip()
    seen = Seen(
        url=told.url,
        status=status,
        declared=(content_type or "").partition(";")[0].strip().lower(),
        sniffed=sniffed,
        length=int(length) if length.isascii() and length.isdigit() else None,
        truncated=record.header("WARC-Truncated"),
    )
    return judge(seen, told.body)


def described(sighting: Sighting, origin: dict[str, str]) -> Capture:
    """Put into the row of a capture which archive gave it, and with it another id.

    A body that the vault holds with another capture is known by the digest that was noted with this one.
    """
    capture = sighting.capture
    archive = origin.get("archive", capture.archive)
    digest = origin.get("digest") or (None if "payload" in origin else capture.archive_digest)
    described = replace(
        capture,
        archive=archive,
        archive_url=_web_address(origin.get("replay")),
        archive_digest=digest,
        archive_digest_matches=None if capture.is_revisit else digest_matches(digest, sighting.sha1),
    )
    sha256, _, length = origin.get("payload", "").removeprefix("sha256:").partition(" ")
    if capture.is_revisit and length.isdigit():
        described = replace(described, payload_sha256=sha256, payload_bytes=int(length))
    return replace(described, capture_id=capture_id(described))


def _web_address(text: str | None) -> str | None:
    """Give the address at which an archive gives a capture again; a file has none."""
    return text if text and text.startswith(("http://", "https://")) else None
