"""What is odd about figures is an issue that names both of them."""

from datetime import date

from extractors.records import Counts
from tests.flows.series.releases import JULY, JUNE, MARCH, Release, figure, laid

MANY = tuple(range(1, 12))


def counties(values: tuple[int, ...], through: date) -> tuple:
    return tuple(figure(value, through, place_id=f"ZZ-{n}") for n, value in enumerate(values))


def test_a_cumulative_figure_that_falls_is_told_with_both_figures() -> None:
    with laid(
        Release("march", (figure(288, MARCH),)), Release("june", (figure(271, printed="271r"),))
    ) as tables:
        assert tables.findings() == [
            (
                "cumulative_decreased",
                "Sample County, removed: 288 through 2011-03-31, 271r through 2011-06-30",
            )
        ]


def test_wrong_totals_of_a_table_are_one_finding() -> None:
    wrong = [
        figure(n, is_total=True, adds_up=False, measure=name) for n, name in ((5, "removed"), (6, "booked"))
    ]
    right = figure(7, is_total=True, adds_up=True, measure="submissions")
    with laid(Release("june", (*wrong, right))) as tables:
        ((code, evidence),) = tables.findings()
    assert code == "total_differs_from_parts"
    assert evidence.startswith("2 of 3 totals judged; the first: Sample County, ")


def test_a_part_above_its_whole_is_found_in_one_place_and_period() -> None:
    release = Release(
        "june",
        (
            figure(9, measure="removed"),
            figure(8, measure="ident_matches"),
            figure(5, measure="submissions", place_id="ZZ-other", place_printed="Other County"),
        ),
    )
    with laid(release) as tables:
        assert tables.findings() == [
            (
                "part_exceeds_whole",
                (
                    "Sample County, removed: 9 through 2011-06-30; "
                    "Sample County, ident_matches: 8 through 2011-06-30"
                ),
            )
        ]


def test_a_share_above_the_whole_is_found() -> None:
    with laid(Release("june", (figure(101.5, counts=Counts.SHARE, measure="share_removed"),))) as tables:
        ((code, _),) = tables.findings()
    assert code == "share_above_whole"


def test_old_figures_under_a_later_date_are_found() -> None:
    old = Release("may", counties(MANY, MARCH), released=date(2011, 5, 1))
    new = Release("september", counties(MANY, JUNE), released=date(2011, 9, 1))
    with laid(old, new) as tables:
        assert tables.findings() == [
            (
                "release_repeats_earlier",
                (
                    "all 11 figures are those of the release through 2011-03-31; "
                    "this one is through 2011-06-30, released 2011-09-01, that one 2011-05-01, "
                    f"document {old.document_id}"
                ),
            )
        ]


def test_a_release_that_moved_or_is_the_same_edition_is_none_of_these() -> None:
    old = Release("may", counties(MANY, MARCH), released=date(2011, 5, 1))
    moved = Release("september", counties((*MANY[:-1], 99), JUNE), released=date(2011, 9, 1))
    copy = Release("copy", counties(MANY, MARCH), released=date(2011, 5, 1))
    with laid(old, moved, copy) as tables:
        assert tables.findings() == []


def test_a_level_that_is_no_longer_printed_is_told() -> None:
    june = Release("june", (figure(5), figure(2, level="level_1"), figure(3, level="level_2")))
    july = Release("july", (figure(6, JULY), figure(3, JULY, level="level_2")))
    with laid(june, july) as tables:
        assert tables.findings() == [
            (
                "measure_no_longer_printed",
                (
                    "removed, level_1 was printed in the release through 2011-06-30 (1 figures), "
                    "and is not in the one through 2011-07-31"
                ),
            )
        ]


def test_quiet_releases_have_no_findings() -> None:
    with laid(Release("march", (figure(1, MARCH),)), Release("june", (figure(2, JUNE),))) as tables:
        assert tables.findings() == []
