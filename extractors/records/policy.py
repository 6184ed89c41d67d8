"""What a policy provides, and whom one turns to: policies, provisions, contacts and forms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from extractors.records.documents import DateSource


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
