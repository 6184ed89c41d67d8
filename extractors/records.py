"""The rows of the dataset, one frozen record a table.

The fields of a record are the columns of its table, in order, with their types; ``expectations/tables``
adds what the columns mean and what must hold of them. Shared conventions:

* ``payload_sha256`` is the SHA-256 of a body after transfer- and content-codings are removed: what a reader
  who saves the page gets. Content is keyed by it, and many captures may point to one payload.
* Row ids are a kind and 24 hexadecimal digits of a hash of (payload, kind, place), see :func:`row_id`.
* Pages count from 1. Boxes are ``(x0, top, x1, bottom)`` in PDF points from the top left corner of the page
  as it is displayed, rounded to 0.01 pt; both are ``None`` in web pages, which have neither.
* Offsets count code points in ``documents.text``.
* ``specimen`` is true for whatever stems from a document that this project wrote itself as an example.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

BBox = tuple[float, float, float, float]

SPECIMEN_HOST = ".specimen.invalid"
"""The end of every host name under which documents of our own making are kept apart from records."""


class PassageKind(StrEnum):
    """What part a passage plays on its page. The list is closed."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE = "table"
    CONTACT = "contact"
    CAPTION = "caption"
    QUOTE = "quote"
    FOOTNOTE = "footnote"
    NOTICE = "notice"
    NAVIGATION = "navigation"
    BOILERPLATE = "boilerplate"
    PAGE_HEADER = "page_header"
    PAGE_FOOTER = "page_footer"


class CellKind(StrEnum):
    """What is printed in a cell, by its form and by what the notes of its table say. The list is closed.

    ``symbol`` is a printed sign, such as a dash or a bare code letter among figures, whose meaning the table
    does not state, or states to be none of the others. Header cells are ``text`` or ``blank``.
    """

    NUMBER = "number"
    PERCENT = "percent"
    CURRENCY = "currency"
    DATE = "date"
    TEXT = "text"
    SUPPRESSED = "suppressed"
    NOT_APPLICABLE = "not_applicable"
    NOT_AVAILABLE = "not_available"
    REDACTED = "redacted"
    SYMBOL = "symbol"
    BLANK = "blank"


class CaptureQuality(StrEnum):
    """What a capture holds, as far as its status and its first bytes tell."""

    OK = "ok"
    REDIRECT = "redirect"
    CLIENT_ERROR = "client_error"
    SERVER_ERROR = "server_error"
    EMPTY = "empty"
    TRUNCATED = "truncated"
    WRONG_TYPE = "wrong_type"
    UNRESOLVED_REVISIT = "unresolved_revisit"


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


class LinkKind(StrEnum):
    """What the address of a link names, by its scheme and its ending, and by the note beside it.

    ``anchor`` is a place on the page itself. Links to scripts are no links.
    """

    PAGE = "page"
    DOCUMENT = "document"
    MEDIA = "media"
    MAIL = "mail"
    PHONE = "phone"
    ANCHOR = "anchor"
    OTHER = "other"


class TargetStatus(StrEnum):
    """What the captures of a dataset hold at the address of a link. The list is closed.

    ``held`` is a document of the dataset at that address, ``redirected`` one at another address to which
    it redirects. ``unreadable`` was captured, but as an error, an empty or a wrong answer, or a redirect to
    something that is not held. ``gone`` was answered with 404 or 410 at the time, and is not held from any
    other. Of ``not_held`` there is no capture.
    """

    HELD = "held"
    REDIRECTED = "redirected"
    UNREADABLE = "unreadable"
    GONE = "gone"
    NOT_HELD = "not_held"


class Modality(StrEnum):
    """What a provision says of an action: that it must, may, should or must not be done."""

    MUST = "must"
    MAY = "may"
    SHOULD = "should"
    MUST_NOT = "must_not"


class Instrument(StrEnum):
    """The kind of thing by which a provision is made or carried out. The list is closed."""

    MEMO = "memo"
    POLICY = "policy"
    FORM_REVISION = "form_revision"
    TRAINING_PROGRAM = "training_program"
    ADVISORY_COMMITTEE = "advisory_committee"
    STATISTICAL_REVIEW = "statistical_review"
    COMPLAINT_SYSTEM = "complaint_system"
    AGREEMENT = "agreement"


class PolicyKind(StrEnum):
    """What kind of policy a document is, as its head or its opening says. The list is closed."""

    MEMO = "memo"
    BRIEFING = "briefing"
    AGREEMENT = "agreement"
    INSTRUCTION = "instruction"
    DIRECTIVE = "directive"


class PolicyField(StrEnum):
    """What the words of a policy's head, opening or end are. The list is closed."""

    KIND = "kind"
    NUMBER = "number"
    TITLE = "title"
    ISSUER = "issuer"
    ADDRESSEE = "addressee"
    SIGNATORY = "signatory"
    ISSUED_ON = "issued_on"
    EFFECTIVE_ON = "effective_on"
    AUTHORITY = "authority"
    SUPERSEDES = "supersedes"
    PARTY = "party"
    TERM = "term"


class Channel(StrEnum):
    """How an office is reached. The list is closed."""

    MAIL = "mail"
    PHONE = "phone"
    TOLL_FREE = "toll_free"
    TTY = "tty"
    TOLL_FREE_TTY = "toll_free_tty"
    FAX = "fax"
    EMAIL = "email"
    WEB = "web"


class ChangeAction(StrEnum):
    """What became of a passage from one version of a document to the next. The list is closed."""

    ADDED = "added"
    REMOVED = "removed"
    REWORDED = "reworded"
    MOVED = "moved"


class ChangeNature(StrEnum):
    """What a change is worth: it may alter what is said, or how it is written, or only what stands around."""

    SUBSTANTIVE = "substantive"
    CLERICAL = "clerical"
    NOISE = "noise"


class Stage(StrEnum):
    """The stage of the line that found an issue."""

    COLLECT = "collect"
    INDEX = "index"
    EXTRACT = "extract"
    ASSEMBLE = "assemble"


class Severity(StrEnum):
    """How much of a document an issue costs: all of it, a part, or nothing."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


def row_id(kind: str, *place: object) -> str:
    """Give the id of a row: its kind and 24 hexadecimal digits, the same wherever it is computed.

    Args:
        kind: three letters that tell the table, such as ``psg``.
        place: what sets the row apart, most general first: the payload, then positions within it.
    """
    text = "\x1f".join("" if part is None else str(part) for part in (kind, *place))
    return f"{kind}-{hashlib.sha256(text.encode()).hexdigest()[:24]}"


def row_ids(kind: str, *place: object) -> Callable[..., str]:
    """Give a function that completes a place and gives the same ids as :func:`row_id`, for many rows."""
    text = "\x1f".join("" if part is None else str(part) for part in (kind, *place))
    begun = hashlib.sha256(text.encode())

    def complete(*rest: int) -> str:
        digest = begun.copy()
        digest.update("".join([f"\x1f{part}" for part in rest]).encode())
        return f"{kind}-{digest.hexdigest()[:24]}"

    return complete


def is_specimen(url: str | None) -> bool:
    """Tell whether an address belongs to a document that this project wrote itself."""
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return False
    return host.endswith(SPECIMEN_HOST)


def assembled(default: Any = None) -> Any:
    """Declare a column that needs more than one document: extraction leaves it, ``assemble`` fills it."""
    return field(default=default, metadata={"filled_by": "assemble"})


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
class Passage:
    """A stretch of a document's text that is one thing: a heading, a paragraph, a list item, a table, a line.

    ``documents.text[char_start:char_end]`` is ``text``.
    """

    passage_id: str
    document_id: str
    payload_sha256: str
    ordinal: int
    kind: PassageKind
    heading_path: tuple[str, ...]
    text: str
    char_start: int
    char_end: int
    text_sha256: str
    page: int | None
    bbox: BBox | None
    ocr: str | None
    confidence: float | None
    specimen: bool


@dataclass(frozen=True, slots=True)
class Link:
    """A link with its words, its address as written and resolved, and the note printed beside it.

    ``href`` is as written, also where an archive has rewritten it; ``href_resolved`` is the original address.
    What the note promises is compared with the capture of the target nearest in time to that of the page.
    """

    link_id: str
    document_id: str
    payload_sha256: str
    ordinal: int
    passage_id: str | None
    text: str
    href: str
    href_resolved: str | None
    kind: LinkKind
    host: str | None
    external: bool | None
    government: bool | None
    note_raw: str | None
    note_format: str | None
    note_pages: int | None
    note_bytes: int | None
    note_bytes_least: int | None
    note_bytes_most: int | None
    note_date: date | None
    page: int | None
    bbox: BBox | None
    specimen: bool
    target_status: TargetStatus | None = assembled()
    target_document_id: str | None = assembled()
    target_capture_id: str | None = assembled()
    target_http_status: int | None = assembled()
    pages_captured: int | None = assembled()
    pages_agree: bool | None = assembled()
    bytes_captured: int | None = assembled()
    bytes_agree: bool | None = assembled()


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a page or PDF; one that runs over several pages is one table, placed where it begins."""

    table_id: str
    document_id: str
    payload_sha256: str
    ordinal: int
    passage_id: str
    caption: str | None
    n_rows: int
    n_cols: int
    n_header_rows: int
    page: int | None
    last_page: int | None
    bbox: BBox | None
    method: str
    unit: str | None
    scale: str | None
    confidence: float
    checks: tuple[str, ...]
    ocr: str | None
    specimen: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table at its top left place in the grid, rows and columns counted from 0.

    A cell that spans rows or columns stands once. ``repeated`` marks header cells printed again where a
    table goes on over a page. ``text`` is what is printed; all that follows ``repeated`` is read out of it
    and of its surroundings, and never replaces it. ``value`` is a float because any decimal of up to 15
    figures goes through one and back unharmed and every tool has it; a longer figure is text. It is the
    number as printed: neither percent nor ``scale`` are multiplied in.
    """

    cell_id: str
    table_id: str
    document_id: str
    payload_sha256: str
    row: int
    col: int
    row_span: int
    col_span: int
    text: str
    page: int | None
    bbox: BBox | None
    is_header: bool
    repeated: bool
    text_clean: str
    note_marks: tuple[str, ...]
    kind: CellKind
    value: float | None
    value_date: date | None
    unit: str | None
    scale: str | None
    header_path: tuple[str, ...]
    stub_path: tuple[str, ...]
    is_total: bool
    adds_up: bool | None
    specimen: bool


@dataclass(frozen=True, slots=True)
class TableNote:
    """A note of a table: a footnote, a line of its key, or its source, with the mark that leads to it.

    A footnote printed once for several tables is a row for each. ``mark`` is written plainly, see
    :func:`extractors.tables.notemarks.plain_mark`.
    """

    note_id: str
    table_id: str
    document_id: str
    payload_sha256: str
    ordinal: int
    mark: str | None
    text: str
    means: CellKind | None
    passage_id: str | None
    page: int | None
    specimen: bool


@dataclass(frozen=True, slots=True)
class OcrWord:
    """A word recognised in a picture of a page, with its box and how sure the engine is of it.

    Words of which it is too unsure stand in no passage.
    """

    word_id: str
    document_id: str
    payload_sha256: str
    passage_id: str | None
    ordinal: int
    text: str
    page: int
    bbox: BBox
    confidence: float
    engine: str
    specimen: bool


@dataclass(frozen=True, slots=True)
class Policy:
    """A document that is a memo, a briefing, an agreement, an instruction or a directive, and what it states.

    All texts are as printed; where in the document they stand, ``policy_words`` says.
    """

    policy_id: str
    document_id: str
    payload_sha256: str
    kind: PolicyKind
    number: str | None
    other_numbers: tuple[str, ...]
    title: str | None
    issuer: str | None
    addressees: tuple[str, ...]
    signatory: str | None
    issued_on: date | None
    issued_on_source: DateSource | None
    issued_on_printed: str | None
    effective_on: date | None
    effective_on_printed: str | None
    authority: tuple[str, ...]
    supersedes: tuple[str, ...]
    parties: tuple[str, ...]
    term: str | None
    specimen: bool


@dataclass(frozen=True, slots=True)
class PolicyWords:
    """Words of a passage from which a column of ``policies`` was read; offsets count within the passage."""

    words_id: str
    policy_id: str
    document_id: str
    payload_sha256: str
    ordinal: int
    field: PolicyField
    printed: str
    passage_id: str
    char_start: int
    char_end: int
    specimen: bool


@dataclass(frozen=True, slots=True)
class Provision:
    """Who must, may, should or must not do what, as one sentence says.

    Offsets count code points in the text of the passage; each text is what stands between its offsets. What
    the rules do not understand is empty. There is no modality where a sentence only sets up an instrument.
    ``instrument`` has no offsets where it follows from the kind of the document.
    """

    provision_id: str
    document_id: str
    payload_sha256: str
    passage_id: str
    ordinal: int
    sentence_start: int
    sentence_end: int
    instrument: Instrument | None
    instrument_start: int | None
    instrument_end: int | None
    actor: str | None
    actor_start: int | None
    actor_end: int | None
    modality: Modality | None
    modality_start: int | None
    modality_end: int | None
    action: str
    action_start: int
    action_end: int
    object: str | None
    object_start: int | None
    object_end: int | None
    limit_value: float | None
    limit_unit: str | None
    limit_start: int | None
    limit_end: int | None
    limit_excluding: str | None
    limit_excluding_start: int | None
    limit_excluding_end: int | None
    exception: str | None
    exception_start: int | None
    exception_end: int | None
    effective_on: date | None
    effective_on_start: int | None
    effective_on_end: int | None
    affected: str | None
    affected_start: int | None
    affected_end: int | None
    rule: str
    specimen: bool


@dataclass(frozen=True, slots=True)
class Contact:
    """A way to reach an office, as printed.

    ``value_e164`` is a number as ITU-T E.164 writes it, letters dialled as the keys of a telephone. A channel
    that is named without a value is there too, with the reason.
    """

    contact_id: str
    document_id: str
    payload_sha256: str
    passage_id: str
    ordinal: int
    office: str | None
    office_passage_id: str | None
    channel: Channel
    printed: str
    value: str | None
    value_e164: str | None
    extension: str | None
    postal_lines: tuple[str, ...]
    city: str | None
    state: str | None
    zip: str | None
    redacted: bool
    reason: str | None
    specimen: bool


@dataclass(frozen=True, slots=True)
class ComplaintForm:
    """A form for complaints in one language, as a passage offers it.

    ``pages_promised`` and ``bytes_promised`` are those of the note beside its link. Languages that are only
    counted, as in "seven other languages", are one row without language and with ``other_count``.
    """

    form_id: str
    document_id: str
    payload_sha256: str
    passage_id: str
    ordinal: int
    form: str
    language_printed: str | None
    language: str | None
    pages_promised: int | None
    bytes_promised: int | None
    link_id: str | None
    address: str | None
    other_count: int | None
    specimen: bool


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


@dataclass(frozen=True, slots=True)
class Issue:
    """Something that could not be read, or not as promised; the finding, its evidence and the remedy.

    ``address`` is what it is about: an address, a file, or a table. ``ordinal`` tells apart issues that have
    the same code in one place.
    """

    issue_id: str
    stage: Stage
    code: str
    severity: Severity
    address: str
    payload_sha256: str | None
    page: int | None
    ordinal: int
    evidence: str
    remedy: str
    specimen: bool


@dataclass(frozen=True, slots=True)
class Revision:
    """Two versions of one publication that follow each other: it changed between two captures.

    A version is a payload as it was captured without a break. A publication that goes back and forth between
    two payloads is revised each time.
    """

    revision_id: str
    publication_id: str
    ordinal: int
    before_document_id: str
    after_document_id: str
    before_capture_id: str
    after_capture_id: str
    before_last_captured_at: datetime
    after_first_captured_at: datetime
    n_substantive: int
    n_clerical: int
    n_noise: int
    specimen: bool


@dataclass(frozen=True, slots=True)
class PassageChange:
    """A passage that differs between two versions; its texts are those of the passages named.

    ``edits`` are those of :func:`extractors.history.wording.written`.
    """

    change_id: str
    revision_id: str
    ordinal: int
    action: ChangeAction
    nature: ChangeNature
    reason: str
    before_passage_id: str | None
    after_passage_id: str | None
    edits: tuple[str, ...]
    specimen: bool


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one payload gave, in reading order; the records of cells are made when they are asked for."""

    document: Document
    document_addresses: tuple[DocumentAddress, ...]
    document_dates: tuple[DocumentDate, ...]
    passages: tuple[Passage, ...]
    links: tuple[Link, ...]
    tables: tuple[Table, ...]
    cells: Sequence[Cell]
    table_notes: tuple[TableNote, ...]
    ocr_words: tuple[OcrWord, ...]
    issues: tuple[Issue, ...]
    policies: tuple[Policy, ...] = ()
    policy_words: tuple[PolicyWords, ...] = ()
    provisions: tuple[Provision, ...] = ()
    contacts: tuple[Contact, ...] = ()
    complaint_forms: tuple[ComplaintForm, ...] = ()
