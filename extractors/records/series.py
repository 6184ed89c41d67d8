"""What shows when the releases of a series lie side by side: their order, disagreements and changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from extractors.records.documents import DateSource
from extractors.records.statistics import Basis, Counts, PlaceRole


class DisagreementRelation(StrEnum):
    """How two statistics of one thing stand to each other. The list is closed.

    ``revision``: a later release prints another value in the same layout. ``between_publications``: the two
    are printed in different layouts, so that neither is the later edition of the other.
    """

    WITHIN_DOCUMENT = "within_document"
    REVISION = "revision"
    BETWEEN_PUBLICATIONS = "between_publications"


@dataclass(frozen=True, slots=True)
class SeriesRelease:
    """A document that brought statistics of a series.

    ``follows_id`` is the release before it, ``supersedes_id`` the latest one before it that counts some of
    the same things: same measure, place and period. A cumulative figure through another month is another
    thing, so that monthly cumulative releases follow each other and supersede nothing.
    """

    release_id: str
    series: str
    ordinal: int
    document_id: str
    publication_id: str
    first_date: date | None
    through_date: date | None
    released_on: date | None
    released_on_source: DateSource | None
    layouts: tuple[str, ...]
    n_statistics: int
    follows_id: str | None
    supersedes_id: str | None
    specimen: bool


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two statistics of one thing with different values, or of different kinds; both are kept.

    ``difference`` is the value of the other less that of the statistic, and none unless both have one.
    """

    disagreement_id: str
    series: str
    statistic_id: str
    other_statistic_id: str
    relation: DisagreementRelation
    difference: float | None
    within_rounding: bool
    specimen: bool


@dataclass(frozen=True, slots=True)
class StatisticChange:
    """What a cumulative figure grew by from one day to the next on which it is printed.

    ``period_start`` and ``period_end`` are the first and last day that the difference covers. A negative one
    is a revision of what had been counted before, and stays as it is.
    """

    change_id: str
    series: str
    from_statistic_id: str
    to_statistic_id: str
    from_release_id: str
    to_release_id: str
    measure: str
    counts: Counts
    unit: str
    level: str | None
    category: tuple[str, ...]
    category_place_id: str | None
    place_id: str | None
    place_printed: str | None
    place_role: PlaceRole
    basis: Basis
    definition_version: str | None
    period_start: date
    period_end: date
    difference: float
    is_revision: bool
    specimen: bool
