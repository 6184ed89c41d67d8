"""What a number says: statistics, the releases of their series, and where two of them disagree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from extractors.records.identity import BBox, assembled


class Counts(StrEnum):
    """What one unit of a count is. The list is closed.

    ``persons`` are counted once however often something befalls them, ``events`` once each time. ``amount``
    is measured, not counted: pounds, dollars, miles.
    """

    PERSONS = "persons"
    EVENTS = "events"
    SUBMISSIONS = "submissions"
    ITEMS = "items"
    AMOUNT = "amount"
    SHARE = "share"


class Basis(StrEnum):
    """What span a figure covers. The list is closed.

    ``cumulative`` runs from the beginning of a programme or from an activation, ``fiscal_year_to_date`` from
    the first of October, ``as_of`` is a stock on one day, ``span`` any other time from one day to another.
    """

    CUMULATIVE = "cumulative"
    FISCAL_YEAR_TO_DATE = "fiscal_year_to_date"
    MONTH = "month"
    QUARTER = "quarter"
    FISCAL_YEAR = "fiscal_year"
    CALENDAR_YEAR = "calendar_year"
    AS_OF = "as_of"
    SPAN = "span"


class StatisticKind(StrEnum):
    """What is printed for a value. The list is closed; only ``number`` and ``zero`` have a value."""

    NUMBER = "number"
    ZERO = "zero"
    SUPPRESSED = "suppressed"
    REDACTED = "redacted"
    NOT_APPLICABLE = "not_applicable"
    NOT_AVAILABLE = "not_available"
    SYMBOL = "symbol"
    WORDS = "words"


class PlaceRole(StrEnum):
    """How a place belongs to a figure: where something happened, or of what country people are citizens."""

    LOCATION = "location"
    CITIZENSHIP = "citizenship"


@dataclass(frozen=True, slots=True)
class Statistic:
    """One printed value, and what it counts.

    All but the value follows from labels that are printed: in the row and column of its cell, above its
    table, or as the title of its document; what each label means says the recipe of the series. ``value`` is
    in whole units, a ``scale`` such as thousands multiplied in; a percentage stays one. ``category`` holds
    what sets a figure apart beside place, period and level, outermost first.
    """

    statistic_id: str
    document_id: str
    payload_sha256: str
    table_id: str
    cell_id: str
    series: str
    layout: str
    measure: str
    counts: Counts
    unit: str
    level: str | None
    category: tuple[str, ...]
    category_place_id: str | None
    place_id: str | None
    place_printed: str | None
    place_role: PlaceRole
    period_start: date | None
    period_end: date | None
    period_printed: str | None
    basis: Basis | None
    data_as_of: date | None
    value: float | None
    kind: StatisticKind
    printed: str
    qualifier: str | None
    note_marks: tuple[str, ...]
    is_total: bool
    adds_up: bool | None
    definition_version: str | None
    specimen: bool
    publication_id: str | None = assembled()
    release_id: str | None = assembled()
    revises_id: str | None = assembled()


@dataclass(frozen=True, slots=True)
class Activation:
    """A jurisdiction of a list of activated ones: since when a programme has been active there.

    ``date_printed`` is the date that stands above the name or beside it, and none is given without.
    ``n_active_in_state`` and ``n_total_in_state`` are the "N of M" of its state as printed, and no count of
    rows. A jurisdiction in two lists stands twice. ``cell_id`` is the address of the name where it stands in
    a table, ``passage_id`` where not.
    """

    activation_id: str
    document_id: str
    payload_sha256: str
    ordinal: int
    program: str | None
    state_printed: str | None
    name_printed: str
    place_id: str | None
    activated_on: date | None
    date_printed: str | None
    list_as_of: date | None
    n_active_in_state: int | None
    n_total_in_state: int | None
    share_printed: str | None
    page: int | None
    bbox: BBox | None
    cell_id: str | None
    passage_id: str | None
    specimen: bool
