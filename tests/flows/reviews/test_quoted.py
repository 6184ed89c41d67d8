"""Quoted counts are shown, and never reviewed."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from extractors.statistics.recipes import Count, Indicator
from flows.reviews.quoted import Quotation, draw_quoted, quotations, quoted_page

SHARE = Indicator("share", "Of all, some.", (Count("some"),), (Count("all"),), quoted=("Some", "All"))
HEADERS = ("Some", "All", "Figure as printed", "Source")


@pytest.fixture
def cells() -> Iterator[duckdb.DuckDBPyConnection]:
    """Two tables: one of quoted figures, and one that prints the same counts as its own."""
    with duckdb.connect() as connection:
        connection.execute("""
            CREATE TABLE cells (cell_id VARCHAR, table_id VARCHAR, "row" INT, text VARCHAR, "value" DOUBLE,
                header_path VARCHAR[], stub_path VARCHAR[])
        """)
        rows = [
            ("quoted", ("Alphaford", 253, 625, "253 of 625", "http://a.invalid/")),
            ("quoted", ("Betaford", None, 186, "half of 186", "http://b.invalid/")),
            ("own", ("Gammaton", 1, 2)),
        ]
        for number, (table, (place, *values)) in enumerate(rows):
            for header, value in zip(HEADERS, values, strict=False):
                figure = value if isinstance(value, int) else None
                cell = (f"{place} {header}", table, number, str(value), figure, [header], [place])
                connection.execute("INSERT INTO cells VALUES (?, ?, ?, ?, ?, ?, ?)", cell)
        yield connection


def test_only_what_is_quoted_with_both_counts_is_a_point(cells) -> None:
    (found,) = quotations(cells, SHARE)
    assert found == Quotation("Alphaford", 253, 625, "253 of 625", "http://a.invalid/", "Alphaford Some")
    assert quotations(cells, Indicator("other", "", (Count("x"),), (Count("y"),))) == []


def test_the_page_says_that_it_is_no_review_and_names_each_source(cells) -> None:
    found = quotations(cells, SHARE)
    page = quoted_page(found, SHARE, "share.png")
    assert page.index("They are no review") < page.index("Alphaford")
    assert "| Alphaford | 253 | 625 | 40.5% | 253 of 625 | http://a.invalid/ | `Alphaford Some` |" in page


def test_the_picture_is_the_same_for_the_same_points(cells) -> None:
    found = quotations(cells, SHARE)
    assert draw_quoted(found, SHARE) == draw_quoted(found, SHARE)
