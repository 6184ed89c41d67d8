"""Where something is: jurisdictions and other places, and the names by which they are printed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class PlaceKind(StrEnum):
    """What kind of place it is, as its code list or its own name says. The list is closed."""

    NATION = "nation"
    STATE = "state"
    DISTRICT = "district"
    TERRITORY = "territory"
    COUNTY = "county"
    PARISH = "parish"
    BOROUGH = "borough"
    CENSUS_AREA = "census_area"
    INDEPENDENT_CITY = "independent_city"
    MUNICIPIO = "municipio"
    MUNICIPALITY = "municipality"
    COUNTY_EQUIVALENT = "county_equivalent"
    POLICE_DEPARTMENT = "police_department"
    BORDER_PATROL_SECTOR = "border_patrol_sector"
    BORDER_REGION = "border_region"
    PORT = "port"
    CROSSING = "crossing"
    AIRPORT = "airport"
    FACILITY = "facility"
    FICTIONAL = "fictional"
    COUNTRY = "country"


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """A place that figures are about, with the codes that others know it by.

    ``listed_first`` and ``listed_last`` are the years of the code lists at hand that have it first and last;
    it may be older or younger than either.
    """

    jurisdiction_id: str
    kind: PlaceKind
    name: str
    state: str | None
    country: str | None
    fips: str | None
    code: str | None
    within_id: str | None
    listed_first: int | None
    listed_last: int | None
    specimen: bool


@dataclass(frozen=True, slots=True)
class JurisdictionName:
    """A name by which a place is printed, and who says so.

    ``is_full`` is false for a name that leaves out what kind of place it is, and may be that of several.
    """

    name_id: str
    jurisdiction_id: str
    name: str
    key: str
    is_full: bool
    source: str
    specimen: bool
