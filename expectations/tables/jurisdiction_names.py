"""What must hold of the names of jurisdictions."""

from __future__ import annotations

from expectations.contract import Column, Reference, Rule, TableContract
from expectations.tables.patterns import TEXT, identifier
from extractors.records import JurisdictionName

_COLUMNS = {
    "name_id": Column("The id of the name.", pattern=identifier("jnm")),
    "jurisdiction_id": Column("The place that it names.", pattern=r"\S+"),
    "name": Column("The name as it is printed.", pattern=TEXT),
    "key": Column(
        "The name as it is compared: without case, accents, spaces, signs and filler words.", pattern=r"\S*"
    ),
    "is_full": Column("Whether it says all; one that is not full may be that of several places."),
    "source": Column("Who says so: a package with its version, or reviewed by hand.", pattern=r"\S.*"),
    "specimen": Column("Whether its place is one of our own examples."),
}

_RULES = (
    Rule(
        "specimen_of_place",
        "A name is a specimen if its place is.",
        """
        SELECT name_id AS id, n.specimen AS found
        FROM jurisdiction_names n JOIN jurisdictions j USING (jurisdiction_id) WHERE n.specimen <> j.specimen
        """,
    ),
)

CONTRACT = TableContract(
    name="jurisdiction_names",
    record=JurisdictionName,
    description="A name by which a place is printed, and who says so.",
    key=("name_id",),
    order=("jurisdiction_id", "name", "name_id"),
    columns=_COLUMNS,
    references=(Reference("jurisdiction_id", "jurisdictions", "jurisdiction_id"),),
    rules=_RULES,
)
