"""Which place a printed name is."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from extractors.places.names import name_key
from extractors.records import PlaceKind
from flows.sources.places import gazetteer

COUNTIES = frozenset(
    {
        PlaceKind.COUNTY,
        PlaceKind.PARISH,
        PlaceKind.BOROUGH,
        PlaceKind.CENSUS_AREA,
        PlaceKind.INDEPENDENT_CITY,
        PlaceKind.MUNICIPIO,
        PlaceKind.MUNICIPALITY,
        PlaceKind.COUNTY_EQUIVALENT,
    }
)
COUNTRIES = frozenset({PlaceKind.COUNTRY})
BORDERS = frozenset({PlaceKind.BORDER_PATROL_SECTOR, PlaceKind.BORDER_REGION, PlaceKind.NATION})
CROSSINGS = frozenset({PlaceKind.PORT, PlaceKind.CROSSING})


def found(
    printed: str,
    kinds: frozenset[PlaceKind],
    state: str | None = None,
    within: str | None = None,
    beside: Iterable[str] = (),
) -> str | None:
    names = frozenset(map(name_key, beside))
    place = gazetteer().find(printed, kinds=kinds, state=state, within=within, neighbours=names).place
    return place.jurisdiction_id if place else None


@pytest.mark.parametrize(
    ("printed", "state", "wanted"),
    [
        ("Alameda", "CA", "US-06001"),
        ("ALAMEDA COUNTY", "CA", "US-06001"),
        ("De Kalb", "GA", "US-13089"),
        ("DeKalb", "IL", "US-17037"),
        ("Saint Mary's", "MD", "US-24037"),
        ("St. Marys", "MD", "US-24037"),
        ("Orleans", "LA", "US-22071"),
        ("Fairfax City", "VA", "US-51600"),
        ("City of Fairfax", "VA", "US-51600"),
        ("Fairfax County", "VA", "US-51059"),
        ("Baltimore city", "MD", "US-24510"),
        ("Carson City", "NV", "US-32510"),
        ("Doña Ana", "NM", "US-35013"),
        ("St. Croix", "VI", "US-78010"),
        ("District of Columbia", "DC", "US-11001"),
        ("Shannon County", "TX", None),
        ("Nowhere", "CA", None),
    ],
)
def test_a_county_is_known_by_state_kind_and_name(printed: str, state: str, wanted: str | None) -> None:
    assert found(printed, COUNTIES, state) == wanted


@pytest.mark.parametrize(
    ("printed", "state"), [("Fairfax", "VA"), ("Roanoke", "VA"), ("Baltimore", "MD"), ("St. Louis", "MO")]
)
def test_a_name_that_a_county_and_a_city_share_is_neither_alone(printed: str, state: str) -> None:
    match = gazetteer().find(printed, kinds=COUNTIES, state=state)
    assert match.place is None
    assert {place.kind for place in match.candidates} == {PlaceKind.COUNTY, PlaceKind.INDEPENDENT_CITY}


def test_it_is_the_county_where_the_city_is_printed_beside_it() -> None:
    assert found("Fairfax", COUNTIES, "VA", beside=["Fairfax City", "Arlington"]) == "US-51059"


def test_without_a_state_a_common_name_is_ambiguous() -> None:
    assert found("Washington County", COUNTIES) is None


@pytest.mark.parametrize(
    ("printed", "wanted"),
    [
        ("KOREA, SOUTH", "ISO-KOR"),
        ("Burma", "ISO-MMR"),
        ("Gambia, The", "ISO-GMB"),
        ("Cote d'Ivoire", "ISO-CIV"),
        ("ST. VINCENT-GRENADINES", "ISO-VCT"),
        ("Czech Republic", "ISO-CZE"),
        ("USSR", "ISO-SUN"),
        ("AFGHANISTAN", "ISO-AFG"),
    ],
)
def test_a_country_is_known_as_tables_print_it(printed: str, wanted: str) -> None:
    assert found(printed, COUNTRIES) == wanted


@pytest.mark.parametrize("printed", ["South Korea and Japan", "Mexico Total", "CONGO", "KOREA", "UNKNOWN"])
def test_likeness_gives_candidates_and_never_an_answer(printed: str) -> None:
    assert found(printed, COUNTRIES) is None


def test_candidates_name_what_it_could_be() -> None:
    match = gazetteer().find("Mexico Total", kinds=COUNTRIES)
    assert [place.jurisdiction_id for place in match.candidates] == ["ISO-MEX"]


@pytest.mark.parametrize(
    ("printed", "wanted"),
    [
        ("RGV", "USBP-RGV"),
        ("Rio Grande Valley (formerly McAllen)", "USBP-RGV"),
        ("Marfa", "USBP-BBT"),
        ("El Paso", "USBP-EPT"),
        ("Coastal Border Sectors Total", "US-coastal-border"),
        ("SBO Total", "US-southwest-border"),
        ("Nationwide Total", "US"),
    ],
)
def test_sectors_and_their_sums_are_known_by_code_and_by_former_name(printed: str, wanted: str) -> None:
    assert found(printed, BORDERS) == wanted


def test_what_lies_within_the_place_above_is_meant() -> None:
    assert found("Ysleta", CROSSINGS) == "CBP-ysleta"
    assert found("Ysleta", CROSSINGS, within="CBP-ysleta") == "CBP-ysleta-ysleta"


@pytest.mark.parametrize("printed", ["", "-", "The", "and", "\u2014"])
def test_a_name_of_nothing_is_no_place(printed: str) -> None:
    assert found(printed, COUNTIES | COUNTRIES | BORDERS) is None


def test_every_place_lies_in_one_that_is_known_and_has_a_name() -> None:
    places = {place.jurisdiction_id: place for place in gazetteer().places}
    assert len(places) == len(gazetteer().places)
    assert {place.within_id for place in places.values()} - {None} <= places.keys()
    assert {name.jurisdiction_id for name in gazetteer().names} == places.keys()
    assert all(name.key for name in gazetteer().names)


def test_a_code_is_given_the_years_of_the_lists_that_have_it() -> None:
    bedford, oglala = gazetteer().by_id("US-51515"), gazetteer().by_id("US-46102")
    assert (bedford.listed_first, bedford.kind) == (2000, PlaceKind.INDEPENDENT_CITY)
    assert oglala.listed_first == 2015
