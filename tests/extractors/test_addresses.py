"""Where links lead: page or document, mail or phone, inside or outside."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.addresses import is_government, site_of, target_of
from extractors.html.page import extract
from extractors.records import CaptureContext, LinkKind

PAGE = "http://www.dhs.gov/topics/page"


def kind_of(href, resolved=None, **more):
    return target_of(href, resolved or href, page=PAGE, **more).kind


@pytest.mark.parametrize(
    ("href", "kind"),
    [
        ("http://www.dhs.gov/news", LinkKind.PAGE),
        ("http://www.dhs.gov/", LinkKind.PAGE),
        ("http://www.dhs.gov/ynews/pr_1281457837494.shtm", LinkKind.PAGE),
        ("http://www.dhs.gov/form.pdf", LinkKind.DOCUMENT),
        ("http://www.dhs.gov/FORM.PDF?x=1#page=2", LinkKind.DOCUMENT),
        ("http://www.dhs.gov/form%2Epdf", LinkKind.DOCUMENT),
        ("http://www.dhs.gov/counts.xlsx", LinkKind.DOCUMENT),
        ("http://www.dhs.gov/seal.jpg", LinkKind.MEDIA),
        ("mailto:crcl@example.gov", LinkKind.MAIL),
        ("MAILTO:crcl@example.gov", LinkKind.MAIL),
        ("tel:+12025550101", LinkKind.PHONE),
        ("#top", LinkKind.ANCHOR),
        ("http://www.dhs.gov/topics/page#part", LinkKind.ANCHOR),
        ("http://www.dhs.gov/other#part", LinkKind.PAGE),
        ("file:///C:/form.pdf", LinkKind.OTHER),
        ("data:text/plain,x", LinkKind.OTHER),
        ("http://[", LinkKind.PAGE),
    ],
)
def test_an_address_tells_what_it_names(href, kind):
    assert kind_of(href) is kind


def test_a_note_tells_of_a_document_that_the_address_does_not_show():
    assert kind_of("http://www.dhs.gov/node/12/download", format_promised="PDF") is LinkKind.DOCUMENT
    assert kind_of("http://www.dhs.gov/node/12", format_promised="HTML") is LinkKind.PAGE
    assert kind_of("http://www.dhs.gov/node/12", format_promised="MP3") is LinkKind.MEDIA


@pytest.mark.parametrize(
    ("href", "external", "government"),
    [
        ("http://www.dhs.gov/x", False, True),
        ("https://preview.dhs.gov/x", False, True),
        ("http://www.ice.gov/x", True, True),
        ("http://www.sheriff.org/x", True, False),
        ("http://www.army.mil/x", True, True),
        ("http://www.dhs.gov.example.com/x", True, False),
        ("http://192.0.2.1/x", True, False),
    ],
)
def test_a_host_is_of_the_site_or_outside(href, external, government):
    target = target_of(href, href, page=PAGE)
    assert (target.external, target.government) == (external, government)


def test_what_has_no_host_is_neither_inside_nor_outside():
    assert target_of("mailto:a@b.gov", "mailto:a@b.gov", page=PAGE).external is None
    assert target_of("x.html", None, page=None).external is None


@pytest.mark.parametrize(
    ("host", "site"),
    [
        ("www.dhs.gov", "dhs.gov"),
        ("dhs.gov", "dhs.gov"),
        ("a.b.ice.gov", "ice.gov"),
        ("www.co.travis.tx.us", "co.travis.tx.us"),
        ("www.dps.state.tx.us", "state.tx.us"),
        ("www.fs.fed.us", "fs.fed.us"),
        ("www.gob.mx", "www.gob.mx"),
        ("www.sre.gob.mx", "sre.gob.mx"),
        ("www.un.org", "un.org"),
        ("www.bbc.co.uk", "bbc.co.uk"),
        ("www.dhs.gov.specimen.invalid", "dhs.gov"),
        ("192.0.2.1", "192.0.2.1"),
        ("localhost", "localhost"),
    ],
)
def test_a_site_is_what_is_registered(host, site):
    assert site_of(host) == site


def test_governments_of_every_level_are_known():
    hosts = ("dhs.gov", "texas.gov", "army.mil", "co.travis.tx.us", "dps.state.tx.us", "fs.fed.us")
    assert all(map(is_government, hosts))
    assert not any(map(is_government, ("dhs.com", "shop.tx.us", "us", "example.us", "gov.uk")))


def test_a_page_and_its_links_say_where_they_lead():
    markup = b'<p><a href="/x.pdf">A</a> <a href="#n">B</a> <a href="javascript:go()">C</a>'
    links = extract(markup, CaptureContext(url=PAGE)).links
    assert [(link.kind, link.external) for link in links] == [
        (LinkKind.DOCUMENT, False),
        (LinkKind.ANCHOR, False),
    ]


@given(st.text(max_size=40), st.none() | st.text(max_size=40), st.none() | st.text(max_size=40))
def test_any_text_leads_somewhere_or_nowhere(href, resolved, page):
    assert target_of(href, resolved, page=page).kind in LinkKind
