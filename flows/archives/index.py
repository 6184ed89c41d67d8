"""What a WARC file holds: one pass over its records gives captures, where they lie, and what is wrong."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urljoin

from extractors.records import (
    Capture,
    CaptureLocation,
    CaptureQuality,
    Issue,
    Severity,
    Stage,
    is_specimen,
    row_id,
)
from extractors.registry import HTML, PDF, sniff
from flows.archives.addresses import url_key
from flows.archives.payloads import Body, BodyCutOff, PayloadTooLarge, read_body
from flows.archives.warcs import FIRST_WEB_ARCHIVE_YEAR, RecordPlace, TornWarc, records

PLAIN_WARC = "warc"
"""The archive of a capture whose file does not say which archive gave it."""

CAPTURE_TYPES = ("response", "resource", "revisit")


@dataclass(slots=True)
class WarcIndex:
    """The rows that one WARC file gives; locations lack the file's name until it is known."""

    captures: list[Capture] = field(default_factory=list)
    locations: list[CaptureLocation] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)


def index_warc(path: Path, *, name: str) -> WarcIndex:
    """Read a WARC file from end to end; a file that is torn gives all that stands before the tear.

    Args:
        path: the file.
        name: the name under which the file is known in the dataset, free of folders of this machine.
    """
    index = WarcIndex()
    provenance: dict[str, dict[str, str]] = {}
    try:
        for place in records(path):
            _index_record(place, index, name, provenance)
    except (TornWarc, BodyCutOff) as torn:
        index.issues.append(
            _issue(
                "torn_warc",
                address=name,
                evidence=str(torn),
                remedy="Collect again what is missing; whole records before the tear are used.",
            )
        )
    return _with_provenance(index, provenance)


def _index_record(
    place: RecordPlace, index: WarcIndex, name: str, provenance: dict[str, dict[str, str]]
) -> None:
    kind = place.record.rec_type
    if kind == "metadata" and (record_id := place.header("WARC-Refers-To")):
        provenance[record_id] = _fields(read_body(place.record).payload)
    elif kind in CAPTURE_TYPES and (url := place.header("WARC-Target-URI")):
        try:
            body = read_body(place.record)
        except PayloadTooLarge:
            index.issues.append(
                _issue(
                    "payload_too_large",
                    address=url,
                    evidence=f"record {place.header('WARC-Record-ID')} of {name}",
                    remedy="Read the record by hand; it is left out.",
                )
            )
            return
        capture = _capture(place, url, body)
        index.captures.append(capture)
        index.locations.append(_location(place, capture, name))
        if body.damaged:
            index.issues.append(
                _issue(
                    "damaged_coding",
                    address=url,
                    evidence=f"Content-Encoding {place.http_header('Content-Encoding')} cannot be undone",
                    remedy="Look for another capture; the bytes are read as they stand.",
                )
            )


def _capture(place: RecordPlace, url: str, body: Body) -> Capture:
    revisit = place.record.rec_type == "revisit"
    status = place.http_status
    content_type = place.http_header("Content-Type") if status is not None else place.header("Content-Type")
    sniffed = None if revisit or not body.payload else sniff(body.payload, content_type)
    digest = place.header("WARC-Payload-Digest")
    location = place.http_header("Location")
    captured_at = capture_date(place.header("WARC-Date"))
    payload = None if revisit else body.sha256
    return Capture(
        capture_id=capture_id(PLAIN_WARC, captured_at, url, payload or digest),
        original_url=url,
        url_key=url_key(url),
        captured_at=captured_at,
        archive=PLAIN_WARC,
        archive_url=None,
        http_status=status,
        content_type=content_type,
        last_modified=place.http_header("Last-Modified"),
        media_type_sniffed=sniffed,
        payload_sha256=payload,
        payload_bytes=None if revisit else len(body.payload),
        archive_digest=digest,
        archive_digest_matches=None if revisit else body.matches(digest),
        redirect_url=urljoin(url, location) if location else None,
        quality=_quality(place, body, sniffed, content_type),
        is_revisit=revisit,
        specimen=is_specimen(url),
    )


def capture_id(archive: str, captured_at: datetime | None, url: str, content: str | None) -> str:
    """Give the id of a capture; content takes part because two captures may share address and second."""
    instant = captured_at.strftime("%Y%m%d%H%M%S") if captured_at else None
    return row_id("cap", archive, instant, url, content)


def capture_date(text: str | None) -> datetime | None:
    """Read a ``WARC-Date``; ``None`` if it is absent, malformed, or before there was anything to capture."""
    try:
        instant = datetime.fromisoformat((text or "").strip())
    except ValueError:
        return None
    instant = instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)
    return instant if instant.year >= FIRST_WEB_ARCHIVE_YEAR else None


_BY_STATUS = {
    3: CaptureQuality.REDIRECT,
    4: CaptureQuality.CLIENT_ERROR,
    5: CaptureQuality.SERVER_ERROR,
}


def _quality(place: RecordPlace, body: Body, sniffed: str | None, content_type: str | None) -> CaptureQuality:
    by_status = _BY_STATUS.get((place.http_status or 0) // 100)
    declared = (content_type or "").partition(";")[0].strip().lower()
    if place.record.rec_type == "revisit":
        return CaptureQuality.UNRESOLVED_REVISIT
    if by_status is not None:
        return by_status
    if place.header("WARC-Truncated"):
        return CaptureQuality.TRUNCATED
    if not body.payload:
        return CaptureQuality.EMPTY
    if declared == PDF and sniffed == HTML:
        return CaptureQuality.WRONG_TYPE
    return CaptureQuality.OK


def _location(place: RecordPlace, capture: Capture, name: str) -> CaptureLocation:
    offset, length = place.span()
    return CaptureLocation(
        capture_id=capture.capture_id,
        warc_file=name,
        record_offset=offset,
        record_length=length,
        record_id=place.header("WARC-Record-ID") or "",
        specimen=capture.specimen,
    )


def _with_provenance(index: WarcIndex, provenance: dict[str, dict[str, str]]) -> WarcIndex:
    """Put the archive that gave each capture into its rows, and with it another id."""
    described: WarcIndex = WarcIndex(issues=index.issues)
    for capture, location in zip(index.captures, index.locations, strict=True):
        known = _described(capture, provenance.get(location.record_id))
        described.captures.append(known)
        described.locations.append(replace(location, capture_id=known.capture_id))
    return described


def _described(capture: Capture, origin: dict[str, str] | None) -> Capture:
    if not origin or "archive" not in origin:
        return capture
    archive = origin["archive"]
    content = capture.payload_sha256 or capture.archive_digest
    return replace(
        capture,
        capture_id=capture_id(archive, capture.captured_at, capture.original_url, content),
        archive=archive,
        archive_url=origin.get("replay"),
        archive_digest=origin.get("digest") or capture.archive_digest,
    )


def _fields(block: bytes) -> dict[str, str]:
    """Read ``application/warc-fields``; of a name that stands more than once the first counts."""
    found: dict[str, str] = {}
    for line in block.decode("utf-8", "replace").splitlines():
        name, separator, value = line.partition(":")
        if separator:
            found.setdefault(name.strip().lower(), value.strip())
    return found


def _issue(code: str, *, address: str, evidence: str, remedy: str) -> Issue:
    return Issue(
        issue_id=row_id("iss", Stage.INDEX, code, address, evidence),
        stage=Stage.INDEX,
        code=code,
        severity=Severity.ERROR,
        address=address,
        payload_sha256=None,
        page=None,
        ordinal=0,
        evidence=evidence,
        remedy=remedy,
        specimen=is_specimen(address),
    )
