"""Numbers of real tables against files that others made of them: the right value at the right place."""

from __future__ import annotations

import pypdfium2
import pytest

from tests.truth import border_patrol, citizenship, complaints, sums
from tests.truth.files import extraction, truth
from tests.truth.grids import captions
from tests.truth.known_errors import KNOWN_ERRORS
from tests.truth.report import sources

pytestmark = pytest.mark.corpus

BAR = 0.999
"""What part of the values must stand under the right row and heading."""


def documents():
    """Give the short sources as parameters, in an order that reads each document once."""
    for source in sources():
        if not source.long:
            yield pytest.param(source, id=f"{source.truth}-{source.document}")


@pytest.mark.parametrize("source", list(documents()))
def test_values_stand_under_the_right_row_and_heading(corpus, source):
    score = source.score()
    assert score.share >= BAR, str(score)


@pytest.mark.parametrize("document", [border_patrol.MONTHLY, *border_patrol.PROFILES.values()])
def test_tables_say_their_fiscal_year_in_their_caption(corpus, document):
    said = captions(extraction(f"{border_patrol.FOLDER}/{document}"))
    wanted = [(page, year) for name, page, year in border_patrol.years() if name == document]
    assert wanted
    assert [one for one in wanted if not any(page == one[0] and one[1] in text for page, text in said)] == []


def test_apprehensions_by_citizenship_add_up_across_and_down(corpus):
    wrong = [one for one in citizenship.sums() if not one.right]
    assert not wrong, f"{len(wrong)} sums, first {wrong[:5]}"


@pytest.fixture(scope="module", params=complaints.REPORTS)
def report(request, corpus):
    """A complaint report: all tests of one are run before the other is read."""
    return request.param


@pytest.mark.soak
def test_complaints_stand_under_the_right_rows_and_heading(report):
    (source,) = (s for s in complaints.sources() if report in s.truth)
    score = source.score()
    assert score.share >= BAR, str(score)


@pytest.mark.soak
def test_complaints_add_up_over_months_and_levels(report):
    wrong = [one for one in sums.sums(report) if not one.right]
    assert not wrong, f"{len(wrong)} sums, first {wrong[:5]}"


@pytest.mark.soak
def test_complaints_stand_in_the_table_of_their_airport(report):
    parted = complaints.parted(report)
    assert not parted, f"{len(parted)} rows, first {parted[0].label} on page {parted[0].page}"


@pytest.mark.parametrize("error", KNOWN_ERRORS, ids=lambda e: f"{e.airport}-{e.year}-{e.printed}-p{e.page}")
def test_a_known_error_of_the_truth_is_one(corpus, error):
    assert len([line for line in truth(error.file) if error.concerns(line)]) == 1
    report = error.file.split("report-")[1][:7]
    with pypdfium2.PdfDocument(corpus / "pdf" / complaints.document_of(report)) as file:
        text = file[error.page - 1].get_textpage().get_text_range()
    assert any(line.strip().startswith(error.printed) for line in text.splitlines())
