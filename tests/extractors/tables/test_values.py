"""What a text says by itself: numbers in their printed styles, and nothing else for a number."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.records import CellKind
from extractors.tables.values import is_numeric, value_of

STYLES = [
    ("{:,}", 1, CellKind.NUMBER),
    ("{}", 1, CellKind.NUMBER),
    ("-{:,}", -1, CellKind.NUMBER),
    ("\u2212{}", -1, CellKind.NUMBER),
    ("\u2013{:,}", -1, CellKind.NUMBER),
    ("${:,}", 1, CellKind.CURRENCY),
    ("$ {:,}", 1, CellKind.CURRENCY),
    ("-${:,}", -1, CellKind.CURRENCY),
    ("$-{:,}", -1, CellKind.CURRENCY),
    ("(${:,})", -1, CellKind.CURRENCY),
    ("$({:,})", -1, CellKind.CURRENCY),
    ("{}%", 1, CellKind.PERCENT),
    ("{} percent", 1, CellKind.PERCENT),
    ("({}%)", -1, CellKind.PERCENT),
    ("({}.0)", -1, CellKind.NUMBER),
    ("{:,} million", 1, CellKind.NUMBER),
]


@given(st.integers(0, 10**14 - 1), st.sampled_from(STYLES))
def test_a_number_printed_in_any_style_is_given_back(number, style):
    form, sign, kind = style
    read = value_of(form.format(number))
    assert (read.kind, read.number) == (kind, sign * number)


@given(st.decimals(0, 10**9, places=4))
def test_decimals_are_given_back_exactly(number):
    read = value_of(f"{number:,}")
    assert read.number == float(number)
    assert read.decimals == 4


@given(st.integers(100, 10**14))
def test_brackets_make_a_number_of_three_figures_negative(number):
    assert value_of(f"({number:,})").number == -number


@given(st.text())
def test_no_text_is_too_odd_to_be_read(text):
    read = value_of(text)
    assert is_numeric(read.kind) == (read.number is not None)


@given(st.text(alphabet="0123456789.,-()$%/ +aeDN\u0663\u00bd\u00b2\u2013"))
def test_what_is_read_as_a_number_has_the_figures_printed(text):
    read = value_of(text)
    if read.number is not None:
        figures = "".join(character for character in text if character in "0123456789.")
        assert abs(read.number) == float(figures)


@pytest.mark.parametrize(
    "text",
    [
        *("5-", "5\u2212", "(1)", "(12)", "10-12", "1/2", "12:30", "007", "1,23", "1 000", "1e5", "nan"),
        *("Infinity", "\u0663", "\u00bd", "10\u00b2", "5)", "(5", "(-5)", "--5", "$5%", "1.2.3", "FY2011"),
        *("1234567890123456", "3rd", "$", "%", "2011-12"),
    ],
)
def test_what_has_another_reading_is_text(text):
    read = value_of(text)
    assert (read.kind, read.number) == (CellKind.TEXT, None)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("March 7, 2011", date(2011, 3, 7)),
        ("Sept. 30, 2011", date(2011, 9, 30)),
        ("30 June 2011", date(2011, 6, 30)),
        ("2011-06-30", date(2011, 6, 30)),
        ("12/25/2011", date(2011, 12, 25)),
        ("5/5/2011", date(2011, 5, 5)),
        ("5/6/2011", None),
    ],
)
def test_a_date_has_a_day_only_where_it_is_sure(text, day):
    assert (value_of(text).kind, value_of(text).day) == (CellKind.DATE, day)


@pytest.mark.parametrize("text", ["February 30, 2011", "13/13/2011", "0/1/2011", "2011-13-01"])
def test_a_day_that_is_not_is_text(text):
    assert value_of(text).kind is CellKind.TEXT


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", CellKind.BLANK),
        (" ", CellKind.BLANK),
        ("-", CellKind.SYMBOL),
        ("\u2014", CellKind.SYMBOL),
        ("N/A", CellKind.SYMBOL),
        ("***", CellKind.SYMBOL),
        ("(b)(7)(E)", CellKind.REDACTED),
        ("(b)(6); (b)(7)(C)", CellKind.REDACTED),
        ("Not available", CellKind.NOT_AVAILABLE),
        ("withheld", CellKind.SUPPRESSED),
        ("D", CellKind.TEXT),
    ],
)
def test_signs_and_what_is_left_out_are_told_apart(text, kind):
    assert value_of(text).kind is kind
