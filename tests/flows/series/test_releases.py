"""Releases in their order, what replaces what, and what disagrees."""

from datetime import date

import pytest

from extractors.records import Basis, row_id
from tests.flows.series.releases import JULY, JUNE, MARCH, SERIES, Release, figure, laid

ORDER = "SELECT release_id, ordinal, follows_id, supersedes_id FROM series_releases ORDER BY ordinal"
REVISED = "SELECT statistic_id, revises_id FROM statistics WHERE revises_id IS NOT NULL ORDER BY ALL"
DISAGREE = """
    SELECT statistic_id, other_statistic_id, relation, difference, within_rounding FROM disagreements
    ORDER BY relation, difference
"""


def test_releases_follow_each_other_by_what_they_cover() -> None:
    with laid(
        Release("july", (figure(3, JULY),)),
        Release("march", (figure(1, MARCH),)),
        Release("june", (figure(2),)),
    ) as tables:
        assert tables.rows(ORDER) == [
            ("march", 0, None, None),
            ("june", 1, "march", None),
            ("july", 2, "june", None),
        ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"released": date(2011, 7, 5), "captured": 9}, {"released": date(2011, 8, 5), "captured": 2}),
        ({"captured": 2}, {"captured": 9}),
    ],
    ids=["by their own date", "by their capture"],
)
def test_a_release_through_the_same_day_is_a_later_one(first: dict, second: dict) -> None:
    with laid(Release("late", (figure(2),), **second), Release("early", (figure(1),), **first)) as tables:
        assert tables.rows(ORDER) == [("early", 0, None, None), ("late", 1, "early", "early")]


def test_a_release_tells_what_it_covers_and_where_its_date_is_from() -> None:
    month = figure(5, JUNE, basis=Basis.MONTH, period_start=date(2011, 6, 1))
    with laid(Release("june", (figure(1), month), released=date(2011, 7, 5))) as tables:
        query = """
            SELECT release_id, publication_id, first_date, through_date, released_on, released_on_source,
                layouts, n_statistics FROM series_releases
        """
        assert tables.rows(query) == [
            ("june", row_id("pub", "june"), date(2011, 6, 1), JUNE, date(2011, 7, 5), "printed",
             ["by-jurisdiction"], 2)
        ]  # fmt: skip


def test_ids_are_made_as_all_others() -> None:
    release = Release("june", (figure(1),))
    with laid(release) as tables:
        tables.names.clear()
        assert tables.rows("SELECT release_id FROM series_releases") == [
            (row_id("rls", SERIES, release.document_id),)
        ]


def test_each_statistic_knows_its_publication_and_release() -> None:
    with laid(Release("june", (figure(1), figure(2, None)))) as tables:
        assert (
            tables.rows("SELECT release_id, publication_id FROM statistics")
            == [("june", row_id("pub", "june"))] * 2
        )


def test_a_figure_with_another_value_replaces_the_latest_earlier_one() -> None:
    march = {"through": MARCH}
    releases = (
        Release("a", (figure(10, **march),), captured=1),
        Release("b", (figure(12, **march), figure(5)), captured=2),
        Release("c", (figure(12, **march), figure(5), figure(9, JULY)), captured=3),
    )
    with laid(*releases) as tables:
        assert tables.rows(REVISED) == [("b 0", "a 0")]
        assert tables.rows("SELECT count(*) FROM statistics") == [(6,)]
        assert tables.rows(DISAGREE) == [("b 0", "a 0", "revision", -2.0, False)]


def test_a_figure_that_is_withheld_later_is_revised_too() -> None:
    with laid(Release("a", (figure(10),), captured=1), Release("b", (figure(None),), captured=2)) as tables:
        assert tables.rows(DISAGREE) == [("b 0", "a 0", "revision", None, False)]


@pytest.mark.parametrize(
    "other",
    [
        {"level": "level_1"},
        {"category": ("fugitives",)},
        {"place_id": None, "place_printed": "Another County"},
        {"definition_version": "levels-2011"},
        {"basis": Basis.AS_OF, "period_start": JUNE},
        {"unit": "thousands"},
        {"through": MARCH},
        {"through": None},
        {"series": "border-patrol"},
    ],
    ids=lambda other: next(iter(other)),
)
def test_figures_of_two_things_are_not_compared(other: dict) -> None:
    with laid(Release("a", (figure(1),)), Release("b", (figure(2, **other),))) as tables:
        assert tables.rows(REVISED) == []
        assert tables.rows(DISAGREE) == []
        assert tables.rows("SELECT count(*) FROM series_releases WHERE supersedes_id IS NOT NULL") == [(0,)]


def test_specimens_and_records_have_series_of_their_own() -> None:
    with laid(Release("ours", (figure(1),)), Release("record", (figure(2),), specimen=False)) as tables:
        assert set(tables.rows(ORDER)) == {("ours", 0, None, None), ("record", 0, None, None)}
        assert tables.rows(DISAGREE) == []


def test_data_of_a_later_day_revise() -> None:
    a = Release("a", (figure(1, data_as_of=date(2011, 7, 1)),), captured=1)
    b = Release("b", (figure(2, data_as_of=date(2011, 8, 1)),), captured=2)
    with laid(a, b) as tables:
        assert tables.rows(REVISED) == [("b 0", "a 0")]


def test_a_document_that_contradicts_itself_disagrees_within() -> None:
    with laid(Release("a", (figure(5), figure(7), figure(5)))) as tables:
        ((one, other, relation, difference, _),) = tables.rows(DISAGREE)
        assert ({one, other} <= {"a 0", "a 1", "a 2"}, relation, abs(difference)) == (
            True,
            "within_document",
            2.0,
        )


def test_a_document_that_repeats_itself_in_another_layout_agrees() -> None:
    with laid(Release("a", (figure(5), figure(5, layout="by-state")))) as tables:
        assert tables.rows(DISAGREE) == []


def test_another_layout_is_another_publication_and_replaces_nothing() -> None:
    a = Release("a", (figure(5),), captured=1)
    b = Release("b", (figure(6, layout="by-state"),), captured=2)
    c = Release("c", (figure(7),), captured=3)
    with laid(a, b, c) as tables:
        assert tables.rows(REVISED) == [("c 0", "a 0")]
        assert tables.rows(DISAGREE) == [
            ("c 0", "b 0", "between_publications", -1.0, False),
            ("c 0", "a 0", "revision", -2.0, False),
        ]


@pytest.mark.parametrize(
    ("value", "printed", "rounded"),
    [(12.0, "12", True), (13.0, "13", False), (12.5, "12.5", False), (12.3, "12.3%", True)],
)
def test_a_number_with_fewer_decimals_differs_by_rounding_only(
    value: float, printed: str, *, rounded: bool
) -> None:
    fine = figure(12.34, printed="12.34")
    with laid(Release("a", (fine,)), Release("b", (figure(value, printed=printed, layout="x"),))) as tables:
        assert [row[-1] for row in tables.rows(DISAGREE)] == [rounded]


def test_thousands_are_rounded_numbers_too() -> None:
    rough = figure(12_000, printed="12", layout="x")
    with laid(Release("a", (figure(12_345),)), Release("b", (rough,))) as tables:
        assert [row[-1] for row in tables.rows(DISAGREE)] == [True]
