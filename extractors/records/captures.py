"""What an archive holds: captures, where they lie, and what extraction may know of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from extractors.records.identity import is_specimen


class CaptureQuality(StrEnum):
    """What a capture holds, as far as its status, its length and its bytes tell.

    ``soft_404`` is a page that says that there is none, or the same page under many addresses; ``blocked`` a
    refusal; ``rewritten`` a page as an archive shows it; ``undeclared_gzip`` a compressed body whose header
    does not say so, and which is read all the same.
    """

    OK = "ok"
    REDIRECT = "redirect"
    CLIENT_ERROR = "client_error"
    SERVER_ERROR = "server_error"
    EMPTY = "empty"
    TRUNCATED = "truncated"
    WRONG_TYPE = "wrong_type"
    SOFT_404 = "soft_404"
    BLOCKED = "blocked"
    REWRITTEN = "rewritten"
    UNDECLARED_GZIP = "undeclared_gzip"
    UNRESOLVED_REVISIT = "unresolved_revisit"


@dataclass(frozen=True, slots=True)
class CaptureContext:
    """What is known of a payload from its capture, and all that an extractor may know beside its bytes."""

    url: str | None = None
    content_type: str | None = None
    last_modified: str | None = None

    @property
    def specimen(self) -> bool:
        """Whether what is extracted must be marked as an example."""
        return is_specimen(self.url)


@dataclass(frozen=True, slots=True)
class Capture:
    """One archived answer to one request: an address at an instant, and the payload that it gave."""

    capture_id: str
    original_url: str
    url_key: str
    captured_at: datetime | None
    archive: str
    archive_url: str | None
    http_status: int | None
    content_type: str | None
    last_modified: str | None
    media_type_sniffed: str | None
    payload_sha256: str | None
    payload_bytes: int | None
    archive_digest: str | None
    archive_digest_matches: bool | None
    redirect_url: str | None
    quality: CaptureQuality
    quality_evidence: str | None
    is_revisit: bool
    specimen: bool


@dataclass(frozen=True, slots=True)
class CaptureLocation:
    """Where the bytes of a capture lie: a record of a WARC file. Left out of any comparison of releases."""

    capture_id: str
    warc_file: str
    record_offset: int
    record_length: int
    record_id: str
    specimen: bool


class Completion(StrEnum):
    """How much of what an archive lists of an address is held.

    ``complete`` is all of it, ``gaps`` not all, ``not_held`` nothing though it is listed. Nobody was asked
    for the others: ``linked_only`` is an address of the government that documents link to, ``never_asked``
    one that a series declares.
    """

    COMPLETE = "complete"
    GAPS = "gaps"
    NOT_HELD = "not_held"
    LINKED_ONLY = "linked_only"
    NEVER_ASKED = "never_asked"


@dataclass(frozen=True, slots=True)
class Completeness:
    """What an archive lists of an address, and what is held of it; or what is linked to or declared only.

    ``not_declared`` stands for addresses of no series, ``not_asked`` for those of no archive.
    """

    url_key: str
    archive: str
    series: str
    address: str
    status: Completion
    listed: int
    held: int
    identical: int
    blocked: int
    unplayable: int
    missing: int
    linking_documents: int
    first_listed_at: datetime | None
    last_listed_at: datetime | None
    specimen: bool
