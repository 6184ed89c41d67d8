"""What must hold of contacts."""

from __future__ import annotations

from expectations.contract import Column, Reference, Rule, TableContract
from expectations.tables.inherited import ORIGIN, ordinal_rule, origin_rules, passage_rule
from expectations.tables.patterns import TEXT, identifier
from extractors.records import Contact

_COLUMNS = {
    **ORIGIN,
    "contact_id": Column("The id of the contact.", pattern=identifier("con")),
    "passage_id": Column("The passage in which it stands or begins.", pattern=identifier("psg")),
    "ordinal": Column("Its place among the contacts of the document, counted from 0.", minimum=0),
    "office": Column("Who is reached, by the first line of the address or the heading.", pattern=TEXT),
    "office_passage_id": Column("The passage that names the office.", pattern=identifier("psg")),
    "channel": Column("How the office is reached; a number of area code 800 and the like is toll free."),
    "printed": Column(
        "The number or address as printed, lines of an address apart; or the bare label.", pattern=TEXT
    ),
    "value": Column("The number or address by itself; none where it was dropped.", pattern=TEXT),
    "value_e164": Column(
        "The number as ITU-T E.164 writes it; none for one that cannot be dialled.", pattern=r"\+\d{7,15}"
    ),
    "extension": Column("The extension printed behind the number.", pattern=r"\d+"),
    "postal_lines": Column("The lines of a postal address."),
    "city": Column("The city of a postal address.", pattern=TEXT),
    "state": Column("The state, in the letters that are printed.", pattern=r"[A-Z][A-Za-z ]+"),
    "zip": Column("The ZIP code, with four more figures where they are printed.", pattern=r"\d{5}(-\d{4})?"),
    "redacted": Column("Whether the channel is named, but its number or address is not there."),
    "reason": Column("Why it is not there.", pattern=TEXT),
}

_RULES = (
    *origin_rules("contacts", "contact_id"),
    ordinal_rule("contacts", "contact_id"),
    passage_rule("contacts", "contact_id"),
    Rule(
        "dropped_with_reason",
        "A contact has a value, or is redacted and says why.",
        """
        SELECT contact_id AS id, concat_ws(', ', "value", redacted, reason) AS found FROM contacts
        WHERE redacted <> ("value" IS NULL) OR redacted <> (reason IS NOT NULL)
        """,
    ),
    Rule(
        "parts_of_channel",
        "Only mail has a city with state and ZIP code, and only telephones have numbers in E.164.",
        """
        SELECT contact_id AS id, concat_ws(', ', channel, value_e164, city) AS found FROM contacts
        WHERE (channel <> 'mail' AND city IS NOT NULL)
            OR (channel IN ('mail', 'email', 'web') AND value_e164 IS NOT NULL)
            OR (city IS NULL) <> (state IS NULL) OR (city IS NULL) <> (zip IS NULL)
        """,
    ),
    Rule(
        "printed_in_passage",
        "What is printed stands in the passage; the lines of an address begin there.",
        """
        SELECT contact_id AS id, printed AS found FROM contacts JOIN passages p USING (passage_id)
        WHERE NOT contains(p.text, printed) AND city IS NULL
        """,
    ),
)

CONTRACT = TableContract(
    name="contacts",
    record=Contact,
    description="A way to reach an office, as printed, and as it is dialled or written to.",
    caveats=("Numbers and addresses are those of the day of capture; many no longer answer.",),
    key=("contact_id",),
    order=("document_id", "ordinal", "contact_id"),
    columns=_COLUMNS,
    references=(
        Reference("document_id", "documents", "document_id"),
        Reference("passage_id", "passages", "passage_id"),
        Reference("office_passage_id", "passages", "passage_id"),
    ),
    rules=_RULES,
)
