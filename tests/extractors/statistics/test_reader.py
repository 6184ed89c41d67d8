"""Tables read as statistics: years and releases that no recipe has seen, and what is not understood."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from extractors.records import Basis, CaptureContext, Extraction, Statistic, StatisticKind
from extractors.registry import extract
from flows.sources.knowledge import knowledge


def read(title: str, header: Sequence[str], *rows: Sequence[str]) -> Extraction:
    """Read a page with a heading and one table."""
    cells = [f"<tr>{''.join(f'<th>{text}</th>' for text in header)}</tr>"]
    cells += [f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in rows]
    page = f"<html><body><main><h1>{title}</h1><table>{''.join(cells)}</table></main></body></html>"
    context = CaptureContext(url="http://www.agency.test/table")
    return extract(page.encode(), context, knowledge=knowledge)


def codes(extraction: Extraction) -> dict[str, str]:
    return {issue.code: issue.evidence for issue in extraction.issues}


def one(extraction: Extraction, **told: object) -> Statistic:
    (found,) = [
        each
        for each in extraction.statistics
        if all(getattr(each, name) == value for name, value in told.items())
    ]
    return found


def test_a_year_that_was_never_seen_is_read_by_the_same_headers() -> None:
    found = read(
        "United States Border Patrol Sector Profile - Fiscal Year 2031 (Oct. 1st through Sept. 30th)",
        ["SECTOR", "Agent Staffing", "Apprehensions", "Marijuana (pounds)", "Rescues"],
        ["Miami", "94", "4,401", "564.05", "N/A"],
        ["Big Bend (formerly Marfa)", "667", "0", "12", "3"],
        ["Nationwide Total", "761", "4,401", "576.05", "3"],
    )
    assert codes(found) == {}
    miami = one(found, place_id="USBP-MIP", measure="apprehensions")
    assert (miami.value, miami.printed, miami.basis) == (4401.0, "4,401", Basis.FISCAL_YEAR)
    assert (miami.period_start, miami.period_end) == (date(2030, 10, 1), date(2031, 9, 30))
    assert one(found, place_id="USBP-BBT", measure="apprehensions").kind is StatisticKind.ZERO
    assert one(found, place_id="USBP-MIP", measure="seized").unit == "pounds"
    assert one(found, place_id="USBP-MIP", measure="rescues").value is None
    assert one(found, place_id="US", measure="agents").value == 761.0


@pytest.mark.parametrize(
    ("title", "header", "row", "counted", "values"),
    [
        (
            "Border Patrol Agent Nationwide Staffing by Fiscal Year (Oct. 1st through Sept. 30th)",
            ["Fiscal Year", "Southwest Border Sectors", "Nationwide Total"],
            ["2031", "3,444", "4,028"],
            ("agents", ()),
            {"US-southwest-border": 3444.0, "US": 4028.0},
        ),
        (
            "Southwest Border Deaths By Fiscal Year (Oct. 1st through Sept. 30th)",
            ["Fiscal Year", "Big Bend", "Southwest Border Total"],
            ["2031", "3", "251"],
            ("deaths", ()),
            {"USBP-BBT": 3.0, "US-southwest-border": 251.0},
        ),
        (
            "Family Units* Encountered by Fiscal Year",
            ["Sector", "Fiscal Year 2031", "% Change FY 2030 to FY 2031"],
            ["Big Bend Sector", "102", "73%"],
            ("encounters", ("family units",)),
            {"USBP-BBT": 102.0},
        ),
        (
            "Unaccompanied Alien Children Encountered by Fiscal Year",
            ["Sector", "FY 2031", "% Change"],
            ["Big Bend Sector", "168", "(4%)"],
            ("encounters", ("unaccompanied alien children",)),
            {"USBP-BBT": 168.0},
        ),
    ],
)
def test_staffing_deaths_families_and_children_by_year(
    title: str,
    header: list[str],
    row: list[str],
    counted: tuple[str, tuple[str, ...]],
    values: dict[str, float],
) -> None:
    found = read(title, header, row)
    assert codes(found) == {}
    assert {each.place_id: each.value for each in found.statistics} == values
    assert {(each.measure, each.category) for each in found.statistics} == {counted}
    assert {each.period_end for each in found.statistics} == {date(2031, 9, 30)}


def test_a_table_of_one_series_is_not_read_by_the_recipe_of_another() -> None:
    header, row = ["Fiscal Year", "Apprehensions"], ["2031", "42"]
    found = read("Entry/Exit Overstay Report: Apprehensions by Fiscal Year", header, row)
    assert found.statistics == ()
    assert list(codes(found)) == ["table_without_layout"]
    assert read("U.S. Border Patrol Apprehensions by Fiscal Year", header, row).statistics != ()


def test_a_header_that_no_recipe_knows_is_named_and_its_figures_are_left_out() -> None:
    found = read(
        "Sector Profile - Fiscal Year 2031",
        ["Sector", "Apprehensions", "Drone Sightings"],
        ["Miami", "10", "7"],
        ["Yuma", "20", "8"],
    )
    assert {each.measure for each in found.statistics} == {"apprehensions"}
    assert "'Drone Sightings' with 2 figures" in codes(found)["label_not_understood"]


def test_a_place_that_is_not_known_keeps_its_figure_and_becomes_an_issue() -> None:
    found = read(
        "Sector Profile - Fiscal Year 2031",
        ["Sector", "Apprehensions", "Assaults"],
        ["Miami", "10", "1"],
        ["Tuscon", "20", "2"],
        ["Yuma", "30", "3"],
    )
    lost = one(found, place_printed="Tuscon", measure="apprehensions")
    assert (lost.place_id, lost.value) == (None, 20.0)
    assert "perhaps Tucson (USBP-TCA)" in codes(found)["place_not_matched"]


def test_without_a_period_a_figure_has_none_and_an_issue_says_so() -> None:
    found = read(
        "Sector Profile", ["Sector", "Apprehensions", "Assaults"], ["Miami", "10", "1"], ["Yuma", "2", "0"]
    )
    assert {each.period_end for each in found.statistics} == {None}
    assert "period_not_stated" in codes(found)


def test_percentages_under_a_header_of_counts_are_left_out_and_said() -> None:
    found = read(
        "Table 2 FY 2031 Overstay rates for nonimmigrants",
        [
            "Country of Citizenship",
            "Expected Departures",
            "Total Overstays",
            "Suspected In-Country Overstays",
        ],
        ["Andorra", "1,000", "10", "1.00%"],
        ["Burma", "2,000", "30", "1.50%"],
    )
    assert {each.measure for each in found.statistics} == {"expected_departures", "total_overstays"}
    assert "2 figures" in codes(found)["share_not_expected"]


def test_levels_places_and_the_basis_of_a_list_by_jurisdiction() -> None:
    found = read(
        "IDENT/IAFIS Interoperability, October 27, 2008 through February 28, 2031",
        ["State", "AOR", "County", "Submissions", "Level 1 IDENT Matches", "Removed"],
        ["VA", "Washington", "Fairfax", "1,000", "10", "5"],
        ["VA", "Washington", "Fairfax City", "100", "1", "0"],
        ["MD", "Baltimore", "Baltimore", "2,000", "20", "9"],
    )
    county = one(found, place_id="US-51059", measure="submissions")
    assert (county.value, county.basis) == (1000.0, Basis.CUMULATIVE)
    assert (county.period_start, county.period_end) == (date(2008, 10, 27), date(2031, 2, 28))
    assert one(found, place_id="US-51600", measure="ident_matches").level == "level_1"
    assert one(found, place_printed="Baltimore", measure="removed").place_id is None
    assert "Baltimore city (US-24510)" in codes(found)["place_not_matched"]


def test_a_list_of_activations_is_no_table_of_statistics() -> None:
    found = read(
        "Secure Communities: Activated Jurisdictions",
        ["State", "County", "Activation Date"],
        ["CA", "Alameda", "April 20, 2010"],
        ["CA", "Solano", "February 2, 2010"],
    )
    assert found.statistics == ()
    assert "header_missing" not in codes(found)


def test_labels_nest_and_a_place_is_named_once() -> None:
    found = read(
        "TSA Contact Center Traveler Complaints",
        ["Airport, Fiscal Year, Category", "Oct", "Nov", "Total"],
        ["ABE", "1", "2", "3"],
        ["&nbsp;&nbsp;2031", "1", "2", "3"],
        ["&nbsp;&nbsp;&nbsp;&nbsp;Customer Service", "1", "2", "3"],
        ["&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;CSM", "1", "2", "3"],
    )
    october = one(
        found, category=("Customer Service", "CSM"), basis=Basis.MONTH, period_start=date(2030, 10, 1)
    )
    assert (october.place_id, october.value) == ("IATA-ABE", 1.0)
    assert one(found, category=(), basis=Basis.FISCAL_YEAR).value == 3.0


def test_issues_of_one_code_on_one_page_all_have_their_own_id() -> None:
    found = read(
        "Sector Profile - Fiscal Year 2031",
        ["Sector", "Apprehensions", "First Unknown", "Second Unknown"],
        ["Miami", "10", "7", "8"],
        ["Yuna", "20", "8", "9"],
    )
    ids = [issue.issue_id for issue in found.issues]
    assert len(ids) == len(set(ids)) == 3
