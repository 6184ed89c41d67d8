"""What a release shows of its review."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

import duckdb
import numpy as np
import pytest

from extractors.records import Basis, StatisticalReview
from extractors.statistics.recipes import Count, Indicator, Recipe
from extractors.statistics.review.kinds import Reason, Status
from extractors.statistics.review.model import Counts
from extractors.statistics.review.rows import review_rows
from flows.fragments import to_arrow
from flows.reviews.released import review_files
from flows.series.reviews import period_name

SHARE = Indicator("share", "Of all, the share that is counted.", (Count("some"),), (Count("all"),))
RECIPE = Recipe("zz", (), {}, (), indicators=(SHARE,))
MARCH, JUNE = date(2011, 3, 31), date(2011, 6, 30)
REST = {"n_eligible": 12, "method_version": "1", "within_id": "ZZ", "release_id": "none"}
PAGE, PICTURE = "reviews/zz-share-specimen.md", "reviews/zz-share-specimen.png"


def reviews(basis: Basis = Basis.QUARTER, *, specimen: bool = True) -> list[StatisticalReview]:
    """Review twelve counties in two periods; one stands out in the second."""
    keys = [(f"County {n}", end) for end in (MARCH, JUNE) for n in range(12)]
    counted = [90.0 if key == ("County 3", JUNE) else 30.0 for key in keys]
    table = review_rows(
        Counts(np.array(counted), np.full(len(keys), 100.0)),
        units=[name for name, _ in keys],
        periods=[period_name(basis, end) for _, end in keys],
        groups=["ZZ"] * len(keys),
    )
    nothing = dict.fromkeys(field.name for field in fields(StatisticalReview))
    ids = dict.fromkeys([name for name in nothing if name.endswith("_ids")], ())
    same = {"series": "zz", "indicator": "share", "basis": basis, "specimen": specimen, "denominator": 100.0}
    rows = []
    for number, (name, end) in enumerate(keys):
        told = {"review_id": f"{basis} {number}", "place_id": name, "place_printed": name, "period_end": end}
        found = {column: values[number] for column, values in table.items()}
        rows.append(
            StatisticalReview(**nothing | ids | same | told | found | {"numerator": counted[number], **REST})
        )
    return rows


def shown(rows: list[StatisticalReview]) -> dict[str, bytes]:
    with duckdb.connect() as connection:
        connection.register("cells", to_arrow("cells", ()))
        connection.register("statistical_reviews", to_arrow("statistical_reviews", rows))
        return review_files(connection, [RECIPE])


def test_an_indicator_has_a_picture_and_a_page_of_its_last_period() -> None:
    files = shown(reviews())
    assert list(files) == [PAGE, PICTURE]
    assert files[PICTURE].startswith(b"\x89PNG")
    page = files[PAGE].decode()
    assert page.startswith("**SPECIMEN. Every place and every figure on this page is made up.**\n\n# Of all,")
    assert "(2011Q2)" in page
    assert "| County 3 | 90 | 100 | 90.0% | high | yes |" in page
    assert page.endswith("![Funnel plot: share](zz-share-specimen.png)\n")


def test_the_same_reviews_give_the_same_bytes() -> None:
    assert shown(reviews()) == shown(reviews()[::-1])


def test_a_place_without_counts_is_said_to_be_left_out() -> None:
    *rows, last = reviews()
    withheld = replace(
        last,
        **dict.fromkeys(("numerator", "rate", "flag", "confirmed", "funnel_class", "direction")),
        status=Status.INSUFFICIENT_DATA,
        reason=Reason.NOT_PRINTED,
    )
    page = shown([*rows, withheld])[PAGE].decode()
    assert "11 units are listed" in page
    assert "\n1 more have a count that is withheld, missing or revised.\n" in page


def test_without_quarters_the_time_since_activation_is_shown() -> None:
    both = shown(reviews(Basis.CUMULATIVE) + reviews())[PAGE].decode()
    assert "(2011Q2)" in both
    assert "(2011-06-30)" in shown(reviews(Basis.CUMULATIVE))[PAGE].decode()


def test_records_are_not_marked_and_stand_apart() -> None:
    real = shown(reviews(specimen=False) + reviews())
    assert len(real) == 4
    assert "SPECIMEN" not in real["reviews/zz-share.md"].decode()


@pytest.mark.parametrize("reason", [Reason.REVISED, Reason.NOT_PRINTED])
def test_where_no_count_can_be_judged_there_is_nothing_to_show(reason: Reason) -> None:
    assert shown([replace(row, reason=reason) for row in reviews()]) == {}
