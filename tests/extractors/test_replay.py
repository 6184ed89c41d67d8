"""Addresses that archives have rewritten lead back to the originals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.html.page import extract
from extractors.records import CaptureContext
from extractors.replay import original_of, replayed

DHS = "http://www.dhs.gov/secure-communities-june-2011"


@pytest.mark.parametrize(
    ("address", "instant"),
    [
        (f"/web/20130725123456id_/{DHS}", "20130725123456"),
        (f"/web/20130725id_/{DHS}", "20130725"),
        (f"http://web.archive.org/web/20130725123456/{DHS}", "20130725123456"),
        (f"https://web.archive.org/web/2013/{DHS}", "2013"),
        (f"https://web.archive.org/web/20130725123456if_/{DHS}", "20130725123456"),
        (f"https://web.archive.org/web/*/{DHS}", None),
        (f"https://web.archive.org/web/{DHS}", None),
        (f"https://web.archive.org/web/20130725123456/{DHS.removeprefix('http://')}", "20130725123456"),
        (f"https://web.archive.org/web/20130725123456/{DHS.replace('://', ':/')}", "20130725123456"),
        (f"https://web.archive.org/web/20130725123456/http%3A%2F%2F{DHS[7:]}", "20130725123456"),
        (f"http://webarchive.library.unt.edu/eot2008/20080915133521/{DHS}", "20080915133521"),
        (f"http://webarchive.library.unt.edu/web/20080915133521/{DHS}", "20080915133521"),
        (f"http://cybercemetery.unt.edu/archive/oilspill/20130216135947/{DHS}", "20130216135947"),
        (f"https://wayback.archive-it.org/1234/20130725123456/{DHS}", "20130725123456"),
        (f"http://www.webharvest.gov/peth04/20041015/{DHS}", "20041015"),
        (f"http://127.0.0.1:8099/zz/20130725123456id_/{DHS}", "20130725123456"),
        (f"https://public3.pagefreezer.com:443/content/DHS.gov/14-12-2022T07:23/{DHS}", "14-12-2022T07:23"),
    ],
)
def test_each_form_gives_the_original(address, instant):
    found = replayed(address)
    assert found is not None
    assert (found.original, found.instant) == (DHS, instant)


@pytest.mark.parametrize(
    "address",
    [
        DHS,
        "http://www.dhs.gov/news/2013/06/14/written-testimony",
        "http://www.dhs.gov/web/2013/report.pdf",
        "http://www.dhs.gov/redirect?url=http://www.ice.gov/",
        "http://www.dhs.gov/archive/20130725/notice.html",
        "http://19january2021snapshot.epa.gov/home.html",
        "https://archive.org/download/us-inspectors-general.bulk/us-inspectors-general.bulk.zip",
        "https://web.archive.org/web/",
        "mailto:a@example.gov",
        "",
    ],
)
def test_other_addresses_stay_as_they_are(address):
    assert replayed(address) is None
    assert original_of(address) == address


def test_a_replay_within_a_replay_is_undone_too():
    once = f"http://web.archive.org/web/2013/{DHS}"
    assert original_of(f"http://webarchive.library.unt.edu/web/20140101000000/{once}") == DHS


@given(st.lists(st.sampled_from(["/web/", "2013/", "http://", "http:/", "a.gov", "*", "/", "id_", "%3A"])))
def test_any_address_has_an_original(pieces):
    assert isinstance(original_of("".join(pieces)), str)


@pytest.mark.parametrize(
    "page", [DHS, f"http://web.archive.org/web/20130725123456/{DHS}", "http://www.dhs.gov/other"]
)
def test_links_of_a_replayed_page_lead_to_the_originals(page):
    markup = f'<p><a href="/web/20130725id_/{DHS}.pdf">A</a></p>'.encode()
    (link,) = extract(markup, CaptureContext(url=page)).links
    assert link.href == f"/web/20130725id_/{DHS}.pdf"
    assert link.href_resolved == f"{DHS}.pdf"
    assert (link.host, link.external, link.government) == ("www.dhs.gov", False, True)
