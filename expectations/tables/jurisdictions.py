"""What must hold of jurisdictions."""

from __future__ import annotations

from expectations.contract import Column, Reference, Rule, TableContract
from expectations.tables.patterns import TEXT
from extractors.records import Jurisdiction

_COLUMNS = {
    "jurisdiction_id": Column(
        "The id of the place, made of the code that others know it by.", pattern=r"\S+"
    ),
    "kind": Column("What kind of place it is."),
    "name": Column("Its name in full.", pattern=TEXT),
    "state": Column("The postal code of the state it lies in; ZZ does not exist.", pattern=r"[A-Z]{2}"),
    "country": Column("The country it lies in, ISO 3166-1 alpha-3.", pattern=r"[A-Z]{3}"),
    "fips": Column(
        "The FIPS code: two digits for a state, five for a county or its equivalent.",
        pattern=r"[0-9]{2}([0-9]{3})?",
    ),
    "code": Column("Another code: postal, ISO 3166-1, IATA, or that of a sector.", pattern=r"\S+"),
    "within_id": Column("The place that it is part of.", pattern=r"\S+"),
    "listed_first": Column("The first of the years whose list of counties has it.", minimum=1900),
    "listed_last": Column("The last of the years whose list of counties has it.", minimum=1900),
    "specimen": Column("Whether it does not exist, and stands for places in our own examples."),
}

_RULES = (
    Rule(
        "fips_within_state",
        "The FIPS code of a county begins with that of its state.",
        """
        SELECT c.jurisdiction_id AS id, format('{} in {}', c.fips, s.fips) AS found
        FROM jurisdictions c JOIN jurisdictions s ON s.jurisdiction_id = c.within_id
        WHERE length(c.fips) = 5 AND length(s.fips) = 2 AND c.fips[1:2] <> s.fips
        """,
    ),
    Rule(
        "fips_once",
        "A FIPS code belongs to one place.",
        """
        SELECT jurisdiction_id AS id, fips AS found FROM jurisdictions WHERE fips IS NOT NULL
        QUALIFY count(*) OVER (PARTITION BY fips) > 1
        """,
    ),
    Rule(
        "listed_in_order",
        "A place is listed first before it is listed last.",
        """
        SELECT jurisdiction_id AS id, format('{} to {}', listed_first, listed_last) AS found
        FROM jurisdictions WHERE listed_first > listed_last OR (listed_first IS NULL) <> (listed_last IS NULL)
        """,
    ),
    Rule(
        "specimen_is_fictional",
        "What does not exist is fictional, and nothing else is.",
        """
        SELECT jurisdiction_id AS id, kind AS found FROM jurisdictions
        WHERE specimen <> (kind = 'fictional')
        """,
    ),
)

CONTRACT = TableContract(
    name="jurisdictions",
    record=Jurisdiction,
    description="A place that figures are about: a state, county, sector, port, airport or country.",
    caveats=("A place is listed because figures may name it; that says nothing of whether any do.",),
    key=("jurisdiction_id",),
    order=("jurisdiction_id",),
    columns=_COLUMNS,
    references=(Reference("within_id", "jurisdictions", "jurisdiction_id"),),
    rules=_RULES,
)
