"""What a WARC file holds: one pass over its records gives captures, where they lie, and what is wrong."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from pathlib import Path

from extractors.records import Capture, CaptureLocation, Issue, Severity, Stage, is_specimen, row_id
from flows.archives.captures import Sighting, Told, described, sight
from flows.archives.listings import Listing, read_listing
from flows.archives.payloads import decode
from flows.archives.provenance import read_fields
from flows.archives.quality import why_differs
from flows.archives.record import PayloadTooLarge, Record
from flows.archives.records import TornWarc, records
from flows.archives.warcs import FINDING_TYPE, one_line

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
        for record in records(path):
            reading.take_whatever(record)
    except TornWarc as torn:
        reading.issue(
            "torn_warc",
            address=name,
            evidence=str(torn),
            remedy="Collect again what is missing; whole records before the tear are used.",
        )
    return reading.finish()


@dataclass(slots=True)
class _Reading:
    """One pass over a file: where a capture came from is told by a record that follows it."""

    name: str
    seen: list[Sighting] = field(default_factory=list)
    provenance: dict[str, dict[str, str]] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    listings: list[Listing] = field(default_factory=list)
    archive: str = ""

    def take_whatever(self, record: Record) -> None:
        """Take in the next record; one that defies its format costs itself only."""
        try:
            self.take(record)
        except (ValueError, OverflowError, LookupError, AttributeError) as error:
            self.issue(
                "unreadable_record",
                address=record.url or self.name,
                evidence=f"record {record.header('WARC-Record-ID')} of {self.name}: {one_line(str(error))}",
                remedy="Read the record by hand; it is left out.",
            )

    def take(self, record: Record) -> None:
        """Take in the next record."""
        kind, url = record.kind, record.url
        if kind == "warcinfo":
            self.archive = read_fields(record.body).get("ispartof", "")
        if kind == "metadata" and (record_id := record.header("WARC-Refers-To")):
            self.provenance[record_id] = read_fields(record.body)
        elif kind == "metadata" and url and record.header("Content-Type") == FINDING_TYPE:
            self._take_finding(url, record.body)
        elif kind == "metadata" and url and self.archive:
            self.listings += read_listing(self.archive, url, record.body)
        elif kind in CAPTURE_TYPES and url:
            self._take_capture(record, url)

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

    def _take_capture(self, record: Record, url: str) -> None:
        record_id = record.header("WARC-Record-ID")
        try:
            answer = record.answer()
            body = decode(answer.http, answer.body)
        except PayloadTooLarge:
            self.issue(
                "payload_too_large",
                address=url,
                evidence=f"record {record_id} of {self.name}",
                remedy="Read the record by hand; it is left out.",
            )
            return
        self.seen.append(sight(Told(record, url, answer, body), self.name))
        if body.damaged:
            self.issue(
                "damaged_coding",
                address=url,
                evidence=f"Content-Encoding {answer.header('Content-Encoding')} of record {record_id}",
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
            capture = described(seen, origin)
            if capture.archive_digest_matches is False:
                self._explain(capture, origin)
            index.captures.append(capture)
            index.locations.append(replace(seen.location, capture_id=capture.capture_id))
        return index
