"""What a payload is: documents, their publications, dates and addresses, and how well templates are read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from extractors.records.identity import assembled


class DateSource(StrEnum):
    """Where a document's date was read. The list is closed.

    ``url_stamp`` is an instant in the name of a page, ``url_path`` a day, month or year in its path.
    """

    PRINTED = "printed"
    META = "meta"
    JSON_LD = "json_ld"
    URL_STAMP = "url_stamp"
    URL_PATH = "url_path"
    PDF_INFO = "pdf_info"
    PDF_XMP = "pdf_xmp"
    HTTP_HEADER = "http_header"
    FIRST_CAPTURE = "first_capture"


class DateRole(StrEnum):
    """What a date is the date of. The list is closed.

    ``dated`` is printed beside the title, or under no other label than "Date", without saying of what.
    """

    PUBLISHED = "published"
    MODIFIED = "modified"
    REVIEWED = "reviewed"
    CREATED = "created"
    EFFECTIVE = "effective"
    DATED = "dated"
    FIRST_CAPTURED = "first_captured"


class DatePrecision(StrEnum):
    """The finest part of a date that is stated."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    SECOND = "second"
    MILLISECOND = "millisecond"


class AddressRelation(StrEnum):
    """What an address is to a document. The list is closed.

    ``captured`` and ``redirect_from`` are seen by an archive; all others are declared by the page itself.
    """

    CAPTURED = "captured"
    REDIRECT_FROM = "redirect_from"
    CANONICAL = "canonical"
    OG_URL = "og_url"
    SHORTLINK = "shortlink"
    ALTERNATE = "alternate"


@dataclass(frozen=True, slots=True)
class Document:
    """One distinct payload that was read as a page or a PDF."""

    document_id: str
    payload_sha256: str
    media_type: str
    title: str | None
    title_printed: str | None
    published_on: date | None
    published_on_source: DateSource | None
    published_on_printed: str | None
    modified_on: date | None
    modified_on_source: DateSource | None
    modified_on_printed: str | None
    language: str | None
    canonical_url: str | None
    original_url: str | None
    archived_notice: bool
    pages: int | None
    text: str
    extractor: str
    era: str | None
    component: str | None
    specimen: bool
    modals_unread: int = 0
    first_captured_at: datetime | None = assembled()
    n_captures: int = assembled(0)
    publication_id: str = assembled("")


@dataclass(frozen=True, slots=True)
class Publication:
    """What stays the same while its payload changes: the documents captured under one address over time.

    Its id follows from the address under which it was captured first, so later captures leave it as it is.
    """

    publication_id: str
    canonical_url: str
    title: str | None
    language: str | None
    family_id: str | None
    n_documents: int
    n_captures: int
    n_addresses: int
    first_captured_at: datetime | None
    last_captured_at: datetime | None
    specimen: bool


@dataclass(frozen=True, slots=True)
class DocumentDate:
    """A date that a document states or is given: as far as it is stated, and never further.

    ``iso`` is cut off where the statement ends, such as ``2011-06``; then there is no ``day``. The day is as
    written, that of a header in Greenwich, that of an address with an instant in Washington. ``instant``
    is in UTC and there only where an offset or an epoch is stated.
    """

    date_id: str
    document_id: str
    payload_sha256: str
    ordinal: int
    role: DateRole
    iso: str
    day: date | None
    instant: datetime | None
    precision: DatePrecision
    source: DateSource
    printed: str
    passage_id: str | None
    chosen: bool
    reason: str
    specimen: bool


@dataclass(frozen=True, slots=True)
class DocumentAddress:
    """An address of a document, what it is to it, and who says so.

    ``language`` is that of the other document where the address is an alternate in another language.
    """

    address_id: str
    document_id: str
    payload_sha256: str
    address: str
    relation: AddressRelation
    language: str | None
    evidence: str
    specimen: bool
    publication_id: str = assembled("")


@dataclass(frozen=True, slots=True)
class TemplateCoverage:
    """How well the pages of one era of one component were read: how many have what a page should have.

    ``not_known`` stands for pages that no era claims, and for hosts of no component.
    """

    era: str
    component: str
    specimen: bool
    pages: int
    with_title: int
    with_published: int
    with_modified: int
    with_language: int
    with_canonical_url: int
    with_archived_notice: int
    with_main_text: int
    with_files: int
    by_general_extractor: int
