"""The page beside a funnel plot says what an outlier is not before it names one."""

from __future__ import annotations

import numpy as np

from extractors.statistics.review.model import Counts, Model
from extractors.statistics.review.proportions import Proportions
from extractors.statistics.review.ratios import Ratios
from flows.reviews.counts import Given
from flows.reviews.findings import reviewed
from flows.reviews.meaning import page


def told(model: Model, *rows: tuple[str, float, float]) -> str:
    names, x, n = zip(*rows, strict=True)
    findings = reviewed(Given(names, None, Counts(np.array(x, dtype=float), np.array(n, dtype=float))), model)
    return page(findings, title="Removals in the State of ZZ, 2011 Q2")


ALIKE = [(f"Lorem {number}", 28.0 + number % 5, 100.0) for number in range(20)]


def test_names_come_after_what_they_do_not_mean() -> None:
    text = told(Proportions(), *ALIKE, ("Stands [out] | County", 80, 100), ("Small", 3, 4))
    assert text.startswith("# Removals in the State of ZZ, 2011 Q2\n\n22 units are listed; 21 of them")
    assert text.index("no finding of misconduct") < text.index("Stands")
    assert r"| Stands \[out\] \| County | 80 | 100 | 80.0% | high | yes |" in text
    assert "Beyond the outer grey lines lie 1 of all units." in text


def test_where_nobody_stands_out_nobody_is_named() -> None:
    text = told(Proportions(), *ALIKE)
    assert text.rstrip().endswith("No unit is an alert.")
    assert "Lorem" not in text
    assert "Units differ by no more than that here." in text


def test_ratios_are_compared_with_what_was_expected() -> None:
    text = told(Ratios(), *((name, 28.0, 29.0) for name, _, _ in ALIKE), ("Far", 90.0, 30.0))
    assert "compared with what was expected" in text
    assert "| Far | 90 | 30 | 3 | high | yes |" in text


def test_lines_are_short_enough_to_read() -> None:
    assert max(map(len, told(Proportions(), *ALIKE).splitlines())) < 260
