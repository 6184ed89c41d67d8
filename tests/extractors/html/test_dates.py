from datetime import date

import pytest

from extractors.html.dates import dates_of
from extractors.records import DateSource


@pytest.mark.parametrize(
    ("printed", "on"),
    [
        ("Last Published Date: July 18, 2013", date(2013, 7, 18)),
        ("Last updated:04/09/2012", date(2012, 4, 9)),
        ("Last Updated: 04/09/2012", date(2012, 4, 9)),
        ("Updated: 01/24/2025", date(2025, 1, 24)),
        ("This page was last modified on Jan. 3, 2011.", date(2011, 1, 3)),
        ("Last Reviewed/Updated: 2012-04-09", date(2012, 4, 9)),
    ],
)
def test_a_printed_change_is_the_last_change(printed, on):
    dates = dates_of(passages=["Words.", printed, "More words."], meta={})
    assert (dates.modified.on, dates.modified.source, dates.modified.printed) == (
        on,
        DateSource.PRINTED,
        printed,
    )
    assert dates.published is None


def test_a_release_date_is_the_publication_even_when_its_label_stands_apart():
    assert dates_of(passages=["Release Date: January 5, 2024"], meta={}).published.on == date(2024, 1, 5)
    assert dates_of(passages=["Release Date:", "January 5, 2024"], meta={}).published.on == date(2024, 1, 5)


@pytest.mark.parametrize(
    "words",
    [
        "Last updated: July 2013",
        "Last updated: 2013",
        "Last updated: 13/13/2013",
        "Last updated: February 30, 2013",
        "We last updated the form on July 18, 2013, and again later.",
        "July 18, 2013",
        "Event date: July 18, 2013",
    ],
)
def test_nothing_else_is_a_date_of_the_page(words):
    dates = dates_of(passages=[words], meta={})
    assert (dates.published, dates.modified) == (None, None)


def test_an_instant_gives_the_day_as_written():
    meta = {"article:published_time": "2021-03-02T23:30:00-05:00", "dcterms.modified": "2021-03-04"}
    dates = dates_of(passages=[], meta=meta)
    assert (dates.published.on, dates.published.source) == (date(2021, 3, 2), DateSource.META)
    assert dates.modified.on == date(2021, 3, 4)


@pytest.mark.parametrize("content", ["2021", "2021-03", "2021-3-2", "yesterday", "", "2021-02-30"])
def test_a_meta_tag_without_a_whole_day_is_no_date(content):
    assert dates_of(passages=[], meta={"article:published_time": content}).published is None


def test_print_beats_meta_and_the_difference_is_told():
    dates = dates_of(
        passages=["Last updated: 04/09/2012"],
        meta={"article:modified_time": "2012-04-10"},
        last_modified="Wed, 11 Apr 2012 10:00:00 GMT",
    )
    assert dates.modified.on == date(2012, 4, 9)
    assert dates.rivals == ("modified: printed 'Last updated: 04/09/2012', but meta '2012-04-10'",)


def test_the_header_speaks_only_where_the_page_is_silent():
    header = "Wed, 11 Apr 2012 10:00:00 GMT"
    dates = dates_of(passages=[], meta={}, last_modified=header)
    assert (dates.modified.on, dates.modified.source) == (date(2012, 4, 11), DateSource.HTTP_HEADER)
    assert dates.modified.printed == header
    assert dates_of(passages=[], meta={}, last_modified="soon").modified is None


@pytest.mark.parametrize("line", ["June 17, 2011", "June 17, 2011 Port, ZZ, United States Rafts"])
def test_a_day_that_begins_the_line_above_the_heading_is_a_date_of_the_page(line):
    dates = dates_of(passages=["Home", line, "Rafts found", "Twelve rafts."], meta={}, heading="Rafts found")
    assert [(each.printed, each.on, each.passage) for each in dates.dates] == [
        ("June 17, 2011", date(2011, 6, 17), 1)
    ]
    assert dates.published is None


@pytest.mark.parametrize("line", ["June 2011 in review", "2011 report", "7/4/2011/12 of it"])
def test_a_line_above_the_heading_that_names_no_day_is_none(line):
    assert dates_of(passages=[line, "Rafts found"], meta={}, heading="Rafts found").dates == ()
