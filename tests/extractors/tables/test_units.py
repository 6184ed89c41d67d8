"""Units and scales are taken as printed, and only where the words can be nothing else."""

from __future__ import annotations

import pytest

from extractors.tables.units import NONE, Measure, measure_of, nearest


@pytest.mark.parametrize(
    ("label", "measure"),
    [
        ("Seizures (pounds)", Measure("pounds")),
        ("Cost (in thousands)", Measure(None, "in thousands")),
        ("Outlays (in millions of dollars)", Measure("dollars", "in millions of dollars")),
        ("Percent of total", Measure("percent")),
        ("Share (%)", Measure("percent")),
        ("Dollars in thousands", Measure("Dollars", "in thousands")),
        ("Numbers (in thousands)", Measure(None, "in thousands")),
    ],
)
def test_a_label_names_its_unit(label, measure):
    assert measure_of(label) == measure


@pytest.mark.parametrize("label", ["", "Alder (North)", "Received (Table 2)", "Thousands Oaks", "In person"])
def test_other_words_are_no_unit(label):
    assert measure_of(label) == NONE


def test_the_nearest_label_counts():
    assert nearest(["Weight (pounds)", "All (in thousands)"]) == Measure("pounds", "in thousands")
    assert nearest(["Percent", "Amounts (in thousands)"]) == Measure("percent")
