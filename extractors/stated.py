"""What a document states, as values: dates, addresses, notes beside links, and all that it says as a whole.

Extractors read them and hand them to a :class:`~extractors.draft.Draft`, which makes records of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from extractors.moments import Moment
from extractors.records import AddressRelation, DatePrecision, DateRole, DateSource


@dataclass(frozen=True, slots=True)
class StatedDate:
    """A date that a document gives for itself.

    Args:
        on: the day; ``None`` for a year or a month.
        source: where it stands.
        printed: the words as printed.
        role: what it is the date of.
        iso: the date in ISO 8601, cut off where the statement ends.
        precision: the finest part that is stated.
        instant: the instant in UTC, where it is stated.
        passage: the ordinal of the passage in which it is printed.
        chosen: whether it is taken as the document's day of publication or change.
        reason: why it is, or is not.
    """

    on: date | None
    source: DateSource
    printed: str
    role: DateRole
    iso: str
    precision: DatePrecision
    instant: datetime | None = None
    passage: int | None = None
    chosen: bool = False
    reason: str = ""

    @classmethod
    def of(
        cls, moment: Moment, source: DateSource, printed: str, *, role: DateRole, passage: int | None = None
    ) -> StatedDate:
        """Say of a moment where it stands and what it is the date of."""
        return cls(
            on=moment.day,
            source=source,
            printed=printed,
            role=role,
            iso=moment.iso,
            precision=moment.precision,
            instant=moment.instant,
            passage=passage,
        )


@dataclass(frozen=True, slots=True)
class StatedAddress:
    """An address that a document declares: absolute, what it is to the document, and where that stands.

    ``language`` is that of the page there, for an alternate.
    """

    relation: AddressRelation
    address: str
    evidence: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says of itself as a whole; whatever it does not say is ``None``."""

    media_type: str
    extractor: str
    title: str | None = None
    title_printed: str | None = None
    dates: Sequence[StatedDate] = ()
    language: str | None = None
    canonical_url: str | None = None
    archived_notice: bool = False
    pages: int | None = None
    addresses: Sequence[StatedAddress] = ()
    era: str | None = None


@dataclass(frozen=True, slots=True)
class LinkNote:
    """A note printed beside a link, such as "(PDF, 7 pages - 212 KB)", and what it promises.

    ``bytes_least`` and ``bytes_most`` are what the printed size may mean, rounded as it is.
    """

    raw: str
    format: str | None = None
    pages: int | None = None
    bytes: int | None = None
    bytes_least: int | None = None
    bytes_most: int | None = None
    dated: date | None = None
