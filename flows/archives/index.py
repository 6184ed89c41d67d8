"""What a WARC file holds: one pass over its records gives captures, where they lie, and what is wrong."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from extractors.draft import resolve
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
from extractors.registry import sniff
from flows.archives.addresses import url_key
from flows.archives.listings import Listing, read_listing
from flows.archives.payloads import Body, BodyCutOff, PayloadTooLarge, digest_matches, read_body
from flows.archives.quality import Seen, judge, why_differs
from flows.archives.warcs import (
    FINDING_TYPE,
    PLAUSIBLE_YEARS,
    RecordPlace,
    TornWarc,
    one_line,
    read_fields,
    records,
)

PLAIN_WARC = "warc"
"""The archive of a capture whose file does not say which archive gave it."""

_NOT_MODIFIED = 304
_TELLING = (3, 4, 5)
"""Hundreds of statuses that tell what a revisit is, whatever it repeats; 304 is none of them."""

CAPTURE_TYPES = ("response", "resource", "revisit")


@dataclass(frozen=True, slots=True)
class WarcIndex:
    """The rows that one WARC file gives, in the order of the file."""

    captures: list[Capture]
    locations: list[CaptureLocation]
    issues: list[Issue]
    listings: list[Listing] = field(default_factory=list)


def index_warc(path: Path, *, name: str) -> WarcIndex:
    """Read a WARC file from end to end; a file that is torn gives all that stands before the tear.

    Args:
        path: the file.
        name: the name under which the file is known in the dataset, free of folders of this machine.
    """
    reading = _Reading(name)
    try:
        for place in records(path):
            reading.take_whatever(place)
    except (TornWarc, BodyCutOff) as torn:
        reading.issue(
            "torn_warc",
            address=name,
            evidence=str(torn),
            remedy="Collect again what is missing; whole records before the tear are used.",
        )
    return reading.finish()


@dataclass(frozen=True, slots=True)
class _Seen:
    """A capture before it is known which archive gave it, and the SHA-1 digests of its body."""

    capture: Capture
    location: CaptureLocation
    sha1: frozenset[str]


@dataclass(slots=True)
class _Reading:
    """One pass over a file: where a capture came from is told by a record that follows it."""

    name: str
    seen: list[_Seen] = field(default_factory=list)
    provenance: dict[str, dict[str, str]] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    listings: list[Listing] = field(default_factory=list)
    archive: str = ""

    def take_whatever(self, place: RecordPlace) -> None:
        """Take in the next record; one that defies its format costs itself only."""
        try:
            self.take(place)
        except (ValueError, OverflowError, LookupError, AttributeError) as error:
            self.issue(
                "unreadable_record",
                address=place.header("WARC-Target-URI") or self.name,
                evidence=f"record {place.header('WARC-Record-ID')} of {self.name}: {one_line(str(error))}",
                remedy="Read the record by hand; it is left out.",
            )

    def take(self, place: RecordPlace) -> None:
        """Take in the next record."""
        kind, url = place.record.rec_type, place.header("WARC-Target-URI")
        if kind == "warcinfo":
            self.archive = read_fields(read_body(place.record).payload).get("ispartof", "")
        if kind == "metadata" and (record_id := place.header("WARC-Refers-To")):
            self.provenance[record_id] = read_fields(read_body(place.record).payload)
        elif kind == "metadata" and url and place.header("Content-Type") == FINDING_TYPE:
            self._take_finding(url, read_body(place.record).payload)
        elif kind == "metadata" and url and self.archive:
            self.listings += read_listing(self.archive, url, read_body(place.record).payload)
        elif kind in CAPTURE_TYPES and url:
            self._take_capture(place, url)

    def _take_finding(self, address: str, told: bytes) -> None:
        """Take in what an archive did not give as promised, as it was noted while collecting."""
        finding = {name: str(value) for name, value in json.loads(told).items()}
        self.issue(
            finding["code"],
            address=address,
            evidence=finding["evidence"],
            remedy=finding["remedy"],
            stage=Stage.COLLECT,
            severity=Severity.WARNING,
        )

    def _take_capture(self, place: RecordPlace, url: str) -> None:
        record_id = place.header("WARC-Record-ID")
        try:
            body = read_body(place.record)
        except PayloadTooLarge:
            self.issue(
                "payload_too_large",
                address=url,
                evidence=f"record {record_id} of {self.name}",
                remedy="Read the record by hand; it is left out.",
            )
            return
        capture = _capture(place, url, body)
        self.seen.append(_Seen(capture, _location(place, capture, self.name), body.sha1))
        if body.damaged:
            self.issue(
                "damaged_coding",
                address=url,
                evidence=f"Content-Encoding {place.http_header('Content-Encoding')} of record {record_id}",
                remedy="Look for another capture; the bytes are read as they stand.",
            )

    def issue(
        self,
        code: str,
        *,
        address: str,
        evidence: str,
        remedy: str,
        stage: Stage = Stage.INDEX,
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Note what is wrong with the file or one of its records."""
        self.issues.append(
            Issue(
                issue_id=row_id("iss", stage, code, address, evidence),
                stage=stage,
                code=code,
                severity=severity,
                address=address,
                payload_sha256=None,
                page=None,
                ordinal=0,
                evidence=evidence,
                remedy=remedy,
                specimen=is_specimen(address),
            )
        )

    def _explain(self, capture: Capture, origin: dict[str, str]) -> None:
        """Say of a body whose digest is not the one that the archive printed why that may be."""
        code = why_differs(capture.quality, origin, capture.payload_bytes or 0)
        self.issue(
            "digest_differs",
            address=capture.original_url,
            evidence=f"{capture.archive_digest} printed, the body has another; {code}",
            remedy="Compare with another capture; both digests are kept.",
            severity=Severity.WARNING,
        )

    def finish(self) -> WarcIndex:
        """Give the rows, each capture with the archive that gave it."""
        index = WarcIndex([], [], self.issues, self.listings)
        for seen in self.seen:
            origin = self.provenance.get(seen.location.record_id, {})
            capture = _described(seen, origin)
            if capture.archive_digest_matches is False:
                self._explain(capture, origin)
            index.captures.append(capture)
            index.locations.append(replace(seen.location, capture_id=capture.capture_id))
        return index


def _capture(place: RecordPlace, url: str, body: Body) -> Capture:
    revisit = place.record.rec_type == "revisit"
    status = place.http_status
    content_type = place.http_header("Content-Type") if status is not None else place.header("Content-Type")
    sniffed = None if revisit or not body.payload else sniff(body.payload, content_type)
    digest = place.header("WARC-Payload-Digest")
    location = place.http_header("Location")
    captured_at = capture_date(place.header("WARC-Date"))
    quality, evidence = _judged(place, url, body, sniffed=sniffed, content_type=content_type)
    return Capture(
        capture_id="",
        original_url=url,
        url_key=url_key(url),
        captured_at=captured_at,
        archive=PLAIN_WARC,
        archive_url=None,
        http_status=status,
        content_type=content_type,
        last_modified=place.http_header("Last-Modified"),
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
    place: RecordPlace, url: str, body: Body, *, sniffed: str | None, content_type: str | None
) -> tuple[CaptureQuality, str | None]:
    """Give the class of a capture and what shows it; a revisit gets that of the body that it repeats."""
    status = place.http_status
    telling = status is not None and status // 100 in _TELLING and status != _NOT_MODIFIED
    if place.record.rec_type == "revisit" and not telling:
        return CaptureQuality.UNRESOLVED_REVISIT, "no body of its own"
    length = (place.http_header("Content-Length") or "").strip()
    seen = Seen(
        url=url,
        status=status,
        declared=(content_type or "").partition(";")[0].strip().lower(),
        sniffed=sniffed,
        length=int(length) if length.isascii() and length.isdigit() else None,
        truncated=place.header("WARC-Truncated"),
    )
    return judge(seen, body)


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


def _described(seen: _Seen, origin: dict[str, str]) -> Capture:
    """Put into the row of a capture which archive gave it, and with it another id.

    A body that the vault holds with another capture is known by the digest that was noted with this one.
    """
    capture = seen.capture
    archive = origin.get("archive", capture.archive)
    digest = origin.get("digest") or (None if "payload" in origin else capture.archive_digest)
    described = replace(
        capture,
        archive=archive,
        archive_url=_web_address(origin.get("replay")),
        archive_digest=digest,
        archive_digest_matches=None if capture.is_revisit else digest_matches(digest, seen.sha1),
    )
    sha256, _, length = origin.get("payload", "").removeprefix("sha256:").partition(" ")
    if capture.is_revisit and length.isdigit():
        described = replace(described, payload_sha256=sha256, payload_bytes=int(length))
    return replace(described, capture_id=capture_id(described))


def _web_address(text: str | None) -> str | None:
    """Give the address at which an archive gives a capture again; a file has none."""
    return text if text and text.startswith(("http://", "https://")) else None
