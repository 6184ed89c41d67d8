"""The statistics of the small dataset: places, a release of the page's table, and what follows from it."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

from extractors.records import (
    Basis,
    Cell,
    Counts,
    DateSource,
    Disagreement,
    DisagreementRelation,
    Document,
    Jurisdiction,
    JurisdictionName,
    PlaceKind,
    PlaceRole,
    SeriesRelease,
    Statistic,
    StatisticalReview,
    StatisticChange,
    StatisticKind,
    row_id,
)
from extractors.statistics.review.kinds import Direction, Flag, FunnelClass, Reason, Status

SERIES = "zz-counts"
JUNE, JULY = date(2011, 6, 30), date(2011, 7, 31)


def counted(page: Document, words: Cell, number: Cell) -> dict[str, list[Any]]:
    """Give the tables of statistics: one figure through two days, and words in place of the first one."""
    release = _release(page)
    june, july = (_statistic(release, number, through, n) for n, through in enumerate((JUNE, JULY)))
    withheld = _statistic(release, words, JUNE, 2)
    return {
        "jurisdictions": [
            _place("US-06", PlaceKind.STATE, "California", state="CA", fips="06"),
            _place(
                "US-06037", PlaceKind.COUNTY, "Los Angeles County", state="CA", fips="06037", within="US-06"
            ),
            _place("ZZ", PlaceKind.FICTIONAL, "State of ZZ", state="ZZ"),
        ],
        "jurisdiction_names": [
            JurisdictionName(row_id("jnm", place), place, name, name.lower(), True, "reviewed", place == "ZZ")
            for place, name in (("US-06037", "LA"), ("ZZ", "ZZ"))
        ],
        "series_releases": [release],
        "statistics": [june, july, withheld],
        "disagreements": [_disagreement(june, withheld)],
        "statistic_changes": [_change(june, july)],
        "statistical_reviews": [_review(june), _unread(june)],
    }


def _place(
    key: str, kind: PlaceKind, name: str, *, state: str, fips: str | None = None, within: str | None = None
) -> Jurisdiction:
    listed = 2010 if kind is PlaceKind.COUNTY else None
    country = None if kind is PlaceKind.FICTIONAL else "USA"
    return Jurisdiction(
        key, kind, name, state, country, fips, None, within, listed, listed, kind is PlaceKind.FICTIONAL
    )


def _release(page: Document) -> SeriesRelease:
    return SeriesRelease(
        release_id=row_id("rls", SERIES, page.document_id),
        series=SERIES,
        ordinal=0,
        document_id=page.document_id,
        publication_id=page.publication_id,
        first_date=JUNE,
        through_date=JULY,
        released_on=page.published_on,
        released_on_source=DateSource.PRINTED,
        layouts=("table",),
        n_statistics=3,
        follows_id=None,
        supersedes_id=None,
        specimen=page.specimen,
    )


def _statistic(release: SeriesRelease, cell: Cell, through: date, place: int) -> Statistic:
    return Statistic(
        statistic_id=row_id("stt", cell.cell_id, place),
        document_id=cell.document_id,
        payload_sha256=cell.payload_sha256,
        table_id=cell.table_id,
        cell_id=cell.cell_id,
        series=SERIES,
        layout="table",
        measure="removed",
        counts=Counts.PERSONS,
        unit="persons",
        level=None,
        category=(),
        category_place_id=None,
        place_id="ZZ",
        place_printed="ZZ",
        place_role=PlaceRole.LOCATION,
        period_start=None,
        period_end=through,
        period_printed=None,
        basis=Basis.CUMULATIVE,
        data_as_of=None,
        value=cell.value,
        kind=StatisticKind.WORDS if cell.value is None else StatisticKind.NUMBER,
        printed=cell.text,
        qualifier=None,
        note_marks=(),
        is_total=False,
        adds_up=None,
        definition_version=None,
        specimen=cell.specimen,
        publication_id=release.publication_id,
        release_id=release.release_id,
    )


def _disagreement(one: Statistic, other: Statistic) -> Disagreement:
    return Disagreement(
        disagreement_id=row_id("dis", one.statistic_id, other.statistic_id),
        series=SERIES,
        statistic_id=one.statistic_id,
        other_statistic_id=other.statistic_id,
        relation=DisagreementRelation.WITHIN_DOCUMENT,
        difference=None,
        within_rounding=False,
        specimen=one.specimen,
    )


def _change(june: Statistic, july: Statistic) -> StatisticChange:
    return StatisticChange(
        change_id=row_id("stc", june.statistic_id, july.statistic_id),
        series=SERIES,
        from_statistic_id=june.statistic_id,
        to_statistic_id=july.statistic_id,
        from_release_id=row_id("rls", SERIES, june.document_id),
        to_release_id=row_id("rls", SERIES, july.document_id),
        measure=july.measure,
        counts=july.counts,
        unit=july.unit,
        level=july.level,
        category=july.category,
        category_place_id=july.category_place_id,
        place_id=july.place_id,
        place_printed=july.place_printed,
        place_role=july.place_role,
        basis=Basis.CUMULATIVE,
        definition_version=july.definition_version,
        period_start=JUNE + timedelta(days=1),
        period_end=JULY,
        difference=0.0,
        is_revision=False,
        specimen=july.specimen,
    )


def _review(figure: Statistic) -> StatisticalReview:
    """Give half of a figure as a share of all of it."""
    nothing = dict.fromkeys(field.name for field in fields(StatisticalReview))
    known = {
        "review_id": row_id("srv", "alert"),
        "series": SERIES,
        "indicator": "share",
        "basis": Basis.CUMULATIVE,
        "period_end": figure.period_end,
        "place_id": "US-06037",
        "place_printed": "Los Angeles",
        "within_id": "US-06",
        "release_id": figure.release_id,
        "numerator": figure.value,
        "denominator": 2 * figure.value,
        "numerator_to_ids": (figure.statistic_id,),
        "numerator_from_ids": (),
        "denominator_to_ids": (figure.statistic_id, figure.statistic_id),
        "denominator_from_ids": (),
        "status": Status.ELIGIBLE,
        "flag": Flag.ALERT,
        "confirmed": True,
        "direction": Direction.HIGH,
        "funnel_class": FunnelClass.HIGH_998,
        "rate": 0.5,
        "baseline": 0.25,
        "n_eligible": 1,
        **{f"{prefix}lower{level}": 0.2 for prefix in ("", "adjusted_") for level in ("95", "998")},
        **{f"{prefix}upper{level}": 0.3 for prefix in ("", "adjusted_") for level in ("95", "998")},
        "method_version": "1",
        "specimen": figure.specimen,
    }
    return StatisticalReview(**nothing | known)


def _unread(figure: Statistic) -> StatisticalReview:
    """Give a finding of a place of which a count is withheld."""
    review = _review(figure)
    computed = ("flag", "confirmed", "direction", "funnel_class", "rate", "baseline")
    limits = [field.name for field in fields(review) if "er95" in field.name or "er998" in field.name]
    return replace(
        review,
        **dict.fromkeys((*computed, *limits, "numerator", "denominator")),
        review_id=row_id("srv", "not printed"),
        place_id="ZZ",
        numerator_to_ids=(),
        denominator_to_ids=(),
        status=Status.INSUFFICIENT_DATA,
        reason=Reason.NOT_PRINTED,
    )
