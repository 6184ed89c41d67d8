"""The list of activated jurisdictions: what stands below which date can be told from positions alone."""

from __future__ import annotations

from io import BytesIO

import pdfplumber
import pytest

from flows.sample.activated import activated_pdf, states
from flows.sample.figures import printed_date

Word = dict[str, float | str]


@pytest.fixture(scope="module")
def words() -> list[Word]:
    with pdfplumber.open(BytesIO(activated_pdf())) as document:
        (page,) = document.pages
        return page.extract_words(keep_blank_chars=True, x_tolerance=2, extra_attrs=["fontname"])


def test_each_name_stands_below_its_date_and_nothing_is_between(words: list[Word]) -> None:
    places = {str(word["text"]): word for word in reversed(words)}
    for state in states():
        for day, names in state.activated:
            dates = [word for word in words if word["text"] == printed_date(day)]
            for name in names:
                first = places.get(name) or places["Blank Prairie of the"]
                assert any(
                    date["x0"] == pytest.approx(first["x0"]) and date["top"] < first["top"] for date in dates
                ), name


def test_a_long_state_name_stands_on_three_lines(words: list[Word]) -> None:
    lines = [str(word["text"]) for word in words if word["x0"] == pytest.approx(words_left(words))]
    start = lines.index("OUTER")
    assert lines[start : start + 5] == ["OUTER", "ISLANDS", "OF ZZ", "3 of 3", "100%"]


def words_left(words: list[Word]) -> float:
    return min(float(word["x0"]) for word in words)


def test_counts_are_those_of_the_names(words: list[Word]) -> None:
    printed = [str(word["text"]) for word in words]
    for state in states():
        assert f"{state.active} of {state.jurisdictions}" in printed
    assert states()[0].active == 62 < states()[0].jurisdictions
    assert "Total: 65 of 71 jurisdictions" in printed


def test_a_county_and_a_city_of_the_same_name_are_both_listed(words: list[Word]) -> None:
    printed = [str(word["text"]) for word in words]
    assert printed.count("Betaford") == printed.count("Betaford city") == 1
