"""The words of a review."""

from __future__ import annotations

from enum import StrEnum


class FunnelClass(StrEnum):
    """Where a rate lies against the plain limits, whatever else is known of the row."""

    HIGH_998 = "high_998"
    HIGH_95 = "high_95"
    WITHIN = "within"
    LOW_95 = "low_95"
    LOW_998 = "low_998"


class Status(StrEnum):
    """Whether a row can be flagged."""

    ELIGIBLE = "eligible"
    INSUFFICIENT_DATA = "insufficient_data"
    INVALID = "invalid"


class Reason(StrEnum):
    """Why a row cannot be flagged; the first that holds.

    Of rows with ``not_printed`` a count is withheld or missing, of those with ``revised`` a count is taken
    from figures that the source has lowered since; neither has findings.
    """

    NUMERATOR_ABOVE_DENOMINATOR = "numerator_above_denominator"
    DENOMINATOR_ZERO = "denominator_zero"
    NOT_ACTIVE_LONG_ENOUGH = "not_active_long_enough"
    DENOMINATOR_TOO_SMALL = "denominator_too_small"
    EXPECTED_TOO_SMALL = "expected_too_small"
    TOO_FEW_UNITS = "too_few_units"
    NOT_PRINTED = "not_printed"
    REVISED = "revised"


class Flag(StrEnum):
    """What a review says of a row that is eligible, after overdispersion."""

    ALERT = "alert"
    WARN = "warn"
    IN_CONTROL = "in_control"


class Direction(StrEnum):
    """On which side of the baseline a rate lies."""

    HIGH = "high"
    LOW = "low"


class Pool(StrEnum):
    """Which rows make the baseline, the overdispersion and the family of tests."""

    ALL = "all"
    """Every row with a denominator above 0; eligibility then touches status and flag only."""

    ELIGIBLE = "eligible"
    """Rows that can be flagged, so that small units move nothing."""


class Transform(StrEnum):
    """The scale on which the ratios of a review are compared."""

    LOG = "log"
    SQRT = "sqrt"
