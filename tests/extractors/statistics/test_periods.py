"""Periods as labels and titles print them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.records import Basis
from extractors.statistics.periods import (
    NOTHING,
    Partial,
    Period,
    fiscal_year,
    period_of_label,
    period_of_title,
    resolved,
)


def year(number: int) -> Period:
    return Period(date(number - 1, 10, 1), date(number, 9, 30), Basis.FISCAL_YEAR)


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("Sector Profile - Fiscal Year 2011 (Oct. 1st through Sept. 30th)", year(2011)),
        ("U.S. Border Patrol Nationwide Apprehensions by Citizenship and Sector in FY2007", year(2007)),
        ("Total Illegal Alien Apprehensions By Month - FY 2000", year(2000)),
        ("Table C-1 FY 2017 Summary Overstay rates", year(2017)),
        ("October 1, 2022 - September 30, 2023", year(2023)),
        (
            "State of ZZ, October 27, 2008 through July 31, 2011",
            Period(date(2008, 10, 27), date(2011, 7, 31), Basis.SPAN),
        ),
        ("Cumulative through February 28, 2011", Period(None, date(2011, 2, 28), Basis.CUMULATIVE)),
        ("October 2025", Period(date(2025, 10, 1), date(2025, 10, 31), Basis.MONTH)),
        (
            "October 1, 2010 \u2013 July 31, 2011",
            Period(date(2010, 10, 1), date(2011, 7, 31), Basis.FISCAL_YEAR_TO_DATE),
        ),
        ("January 1, 2011 to March 31, 2011", Period(date(2011, 1, 1), date(2011, 3, 31), Basis.QUARTER)),
        ("FY 98", year(1998)),
        ("as of 12/08/2015", Period(date(2015, 12, 8), date(2015, 12, 8), Basis.AS_OF)),
    ],
)
def test_a_title_tells_the_period(title: str, period: Period) -> None:
    assert resolved(period_of_title(title)) == period


@pytest.mark.parametrize(
    "title",
    [
        "Nationwide Illegal Alien Apprehensions Fiscal Years 1925 - 2019",
        "U.S. Border Patrol Monthly Apprehensions (FY 2000 - FY 2019)",
        "By Fiscal Year (Oct. 1st through Sept. 30th)",
        "Statistics by Jurisdiction",
        "February 30, 2011",
    ],
)
def test_a_span_of_years_is_no_period_of_its_figures(title: str) -> None:
    assert resolved(period_of_title(title)) is None


@pytest.mark.parametrize(
    ("label", "partial", "rest"),
    [
        ("October", Partial(month=10, printed="October"), ""),
        ("Sept.", Partial(month=9, printed="Sept."), ""),
        ("10-Oct", Partial(month=10, printed="10-Oct"), ""),
        ("2015", Partial(fiscal_year=2015, printed="2015"), ""),
        ("Fiscal Year 14 Family Unit", Partial(fiscal_year=2014, printed="Fiscal Year 14"), "Family Unit"),
        ("FY17 ADP", Partial(fiscal_year=2017, printed="FY17"), "ADP"),
        ("1st Quarter", Partial(quarter=1, printed="1st Quarter"), ""),
        (
            "3 Months As Of: 12/31/17",
            Partial(as_of=date(2017, 12, 31), printed="As Of: 12/31/17"),
            "3 Months",
        ),
    ],
)
def test_a_label_tells_a_period_and_what_is_left(label: str, partial: Partial, rest: str) -> None:
    assert period_of_label(label, fiscal=True) == (partial, rest)


@pytest.mark.parametrize(
    "label", ["Miami", "Total Apprehensions", "Level 2 and Level 3", "31,815", "Marijuana (pounds)"]
)
def test_other_labels_tell_no_period(label: str) -> None:
    assert period_of_label(label, fiscal=True) is None


def test_a_month_lies_in_the_calendar_year_of_its_fiscal_year() -> None:
    whole = Partial(fiscal_year=2000)
    assert resolved(Partial(month=10).under(whole)) == Period(
        date(1999, 10, 1), date(1999, 10, 31), Basis.MONTH
    )
    assert resolved(Partial(month=2).under(whole)) == Period(date(2000, 2, 1), date(2000, 2, 29), Basis.MONTH)


def test_a_quarter_is_one_of_the_fiscal_year() -> None:
    within = Partial(start=date(2022, 10, 1), end=date(2023, 9, 30))
    assert resolved(Partial(quarter=1).under(within)) == Period(
        date(2022, 10, 1), date(2022, 12, 31), Basis.QUARTER
    )
    assert resolved(Partial(quarter=2, fiscal_year=2023)) == Period(
        date(2023, 1, 1), date(2023, 3, 31), Basis.QUARTER
    )


def test_a_year_to_date_begins_with_the_fiscal_year() -> None:
    told = Partial(to_date=True, end=date(2011, 7, 31))
    assert resolved(told) == Period(date(2010, 10, 1), date(2011, 7, 31), Basis.FISCAL_YEAR_TO_DATE)


@given(
    st.dates(date(1950, 1, 1), date(2049, 12, 31)),
    st.sampled_from(["%B %d, %Y", "%m/%d/%Y", "%m/%d/%y", "%b. %d, %Y"]),
)
def test_any_day_is_read_as_it_is_printed(day: date, form: str) -> None:
    assert period_of_title(f"Data as of {day:{form}}").as_of == day


@given(st.integers(1951, 2049))
def test_a_fiscal_year_holds_its_days(number: int) -> None:
    period = resolved(Partial(fiscal_year=number))
    assert period is not None
    assert period.start is not None
    assert fiscal_year(period.start) == fiscal_year(period.end) == number


@given(st.text(max_size=80))
def test_no_text_breaks_the_reading(text: str) -> None:
    assert isinstance(period_of_title(text), type(NOTHING))
    period_of_label(text, fiscal=False)
