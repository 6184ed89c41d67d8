"""Dates in addresses, headers and files, and which of them is chosen."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.html.dates import dates_of
from extractors.moments import iso_moment, pdf_moment, printed_moment
from extractors.pdf.metadata import pdf_dates
from extractors.pdf.xmp import xmp_dates
from extractors.records import CaptureContext, DatePrecision, DateRole, DateSource
from extractors.stamps import address_dates, washington_day

RELEASE = "http://www.dhs.gov/ynews/releases/pr_1281457837494.shtm"


@pytest.mark.parametrize(
    ("url", "day"),
    [
        (RELEASE, date(2010, 8, 10)),
        ("http://www.dhs.gov/xabout/structure/gc_1185202475883.shtm", date(2007, 7, 23)),
        ("http://www.dhs.gov/xabout/laws/gc_1214597989952.shtm", date(2008, 6, 27)),
    ],
)
def test_the_name_of_a_page_of_2003_to_2012_is_the_instant_of_its_making(url, day):
    (stated,) = address_dates(url)
    assert (stated.on, stated.role, stated.precision) == (day, DateRole.CREATED, DatePrecision.MILLISECOND)
    assert stated.source is DateSource.URL_STAMP


def test_the_instant_is_kept_to_the_millisecond_and_its_day_is_that_of_washington():
    (stated,) = address_dates("http://www.dhs.gov/ynews/pr_1281493837494.shtm")
    assert stated.instant == datetime(2010, 8, 11, 2, 30, 37, 494000, tzinfo=UTC)
    assert (stated.iso, stated.on) == ("2010-08-11T02:30:37.494Z", date(2010, 8, 10))


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2010, 3, 14, 4, 59, tzinfo=UTC), date(2010, 3, 13)),
        (datetime(2010, 3, 15, 4, 1, tzinfo=UTC), date(2010, 3, 15)),
        (datetime(2006, 4, 1, 4, 30, tzinfo=UTC), date(2006, 3, 31)),
        (datetime(2006, 10, 29, 4, 30, tzinfo=UTC), date(2006, 10, 29)),
        (datetime(2006, 10, 30, 4, 30, tzinfo=UTC), date(2006, 10, 29)),
    ],
)
def test_washington_keeps_daylight_saving_time(instant, day):
    assert washington_day(instant) == day


@pytest.mark.parametrize(
    ("url", "iso", "role"),
    [
        ("https://www.dhs.gov/news/2013/06/14/statement", "2013-06-14", DateRole.PUBLISHED),
        ("https://www.dhs.gov/archive/news/2021/statement", "2021", DateRole.PUBLISHED),
        ("https://www.ice.gov/sites/default/files/2013-06/report.pdf", "2013-06", DateRole.CREATED),
    ],
)
def test_a_path_states_a_date_as_far_as_it_does(url, iso, role):
    assert [(each.iso, each.role) for each in address_dates(url)] == [(iso, role)]


@pytest.mark.parametrize(
    "url", [None, "", "http://[", "/node/62130", "/a_12814578374.shtm", "/news/2013/13/40/x", "/news/2013"]
)
def test_other_figures_in_addresses_are_no_dates(url):
    assert [each for each in address_dates(url) if each.on] == []


def test_a_stamp_is_the_day_of_publication_only_where_the_page_gives_none():
    alone = dates_of(passages=["Words."], meta={}, url=RELEASE)
    assert (alone.published.on, alone.published.source) == (date(2010, 8, 10), DateSource.URL_STAMP)
    printed = dates_of(passages=["Release Date: August 9, 2010"], meta={}, url=RELEASE)
    assert (printed.published.on, printed.rivals) == (date(2010, 8, 9), ())
    assert [each.chosen for each in printed.dates] == [True, False]


def test_a_stamp_days_off_what_is_printed_is_told():
    dates = dates_of(passages=["Release Date: August 10, 2009"], meta={}, url=RELEASE)
    assert dates.rivals == (
        "published: printed 'Release Date: August 10, 2009', but url_stamp 'pr_1281457837494.shtm'",
    )


def test_a_date_alone_below_the_heading_is_believed_if_the_address_confirms_it():
    passages = ["Heading", "August 10, 2010", "Words."]
    alone = dates_of(passages=passages, meta={}, heading="Heading")
    assert (alone.published, [each.role for each in alone.dates]) == (None, [DateRole.DATED])
    confirmed = dates_of(passages=passages, meta={}, heading="Heading", url=RELEASE)
    assert (confirmed.published.source, confirmed.published.passage) == (DateSource.PRINTED, 1)


def test_a_month_is_a_date_of_the_page_and_never_a_day():
    dates = dates_of(
        passages=["Programs (June 2011)", "Last Updated: July 2013"], meta={}, heading="Programs (June 2011)"
    )
    assert [(each.iso, each.on, each.precision) for each in dates.dates] == [
        ("2013-07", None, DatePrecision.MONTH),
        ("2011-06", None, DatePrecision.MONTH),
    ]
    assert (dates.published, dates.modified) == (None, None)
    assert {each.reason for each in dates.dates} == {"no whole day"}


def test_days_of_a_list_of_releases_are_not_that_of_the_page():
    passages = [f"Release Date: June {day}, 2013" for day in range(1, 9)]
    assert dates_of(passages=passages, meta={}).published is None


def test_json_ld_counts_less_than_meta_tags_and_more_than_nothing():
    json_ld = '{"datePublished": "2021-03-02T23:30:00-05:00"}'
    assert dates_of(passages=[], meta={}, json_ld=json_ld).published.on == date(2021, 3, 2)
    meta = {"article:published_time": "2021-03-03"}
    assert dates_of(passages=[], meta=meta, json_ld=json_ld).published.on == date(2021, 3, 3)


def test_when_a_thing_takes_effect_is_not_when_it_was_published():
    dates = dates_of(passages=["Effective Date: March 1, 2015", "Date: March 2, 2015"], meta={})
    assert [each.role for each in dates.dates] == [DateRole.EFFECTIVE, DateRole.DATED]
    assert (dates.published, dates.modified) == (None, None)


def test_a_spanish_date_is_read():
    dates = dates_of(passages=["Fecha de publicación: 5 de enero de 2024"], meta={})
    assert dates.published.on == date(2024, 1, 5)


@pytest.mark.parametrize(
    ("words", "iso", "instant"),
    [
        ("D:20110617093000-04'00'", "2011-06-17T09:30:00-04:00", datetime(2011, 6, 17, 13, 30, tzinfo=UTC)),
        ("D:20110617093000Z", "2011-06-17T09:30:00Z", datetime(2011, 6, 17, 9, 30, tzinfo=UTC)),
        ("D:20110617093000", "2011-06-17T09:30:00", None),
        ("20110617", "2011-06-17", None),
        ("D:201106", "2011-06", None),
        ("D:2011", "2011", None),
        ("D:20110617250000", "2011-06-17", None),
    ],
)
def test_a_pdf_date_has_an_instant_only_with_its_offset(words, iso, instant):
    moment = pdf_moment(words)
    assert (moment.iso, moment.instant) == (iso, instant)


def test_a_pdf_gives_what_the_file_says_and_what_is_printed():
    packet = (
        b"<x:xmpmeta><rdf:Description xmp:CreateDate='2011-06-16T08:00:00-04:00' dc:format='application/pdf'>"
        b"<xmp:ModifyDate>2011-06-17T09:30:00-04:00</xmp:ModifyDate>     </rdf:Description></x:xmpmeta>"
    )
    photo = b"<x:xmpmeta><xmp:CreateDate>1999-01-01</xmp:CreateDate> image/jpeg</x:xmpmeta>"
    dates = pdf_dates(
        lines=["MEMORANDUM", "Date: June 17, 2011", "July 2011"],
        info={"CreationDate": "D:20110616080000-04'00'"},
        xmp=xmp_dates(b"%PDF" + packet + photo),
        context=CaptureContext("http://x.gov/memo.pdf", last_modified="Sat, 18 Jun 2011 10:00:00 GMT"),
    )
    assert [(each.role, each.source, each.iso, each.chosen) for each in dates.dates] == [
        ("dated", "printed", "2011-06-17", False),
        ("dated", "printed", "2011-07", False),
        ("created", "pdf_info", "2011-06-16T08:00:00-04:00", False),
        ("modified", "pdf_xmp", "2011-06-17T09:30:00-04:00", True),
        ("created", "pdf_xmp", "2011-06-16T08:00:00-04:00", False),
        ("modified", "http_header", "2011-06-18T10:00:00Z", False),
    ]


@given(st.text(max_size=40))
def test_any_words_are_a_date_or_none(words):
    for read in (printed_moment, iso_moment, pdf_moment):
        moment = read(words)
        assert moment is None or (moment.day is None) == (moment.precision in ("year", "month"))


@given(st.datetimes(min_value=datetime(1993, 1, 1), max_value=datetime(2099, 1, 1)))
def test_a_written_instant_is_read_as_itself(instant):
    moment = iso_moment(instant.replace(microsecond=0).isoformat() + "Z")
    assert moment.instant == instant.replace(microsecond=0, tzinfo=UTC)
