"""What must hold of policies."""

from __future__ import annotations

from expectations.contract import Column, Reference, Rule, TableContract
from expectations.tables.inherited import ORIGIN, origin_rules
from expectations.tables.patterns import TEXT, identifier
from extractors.records import Policy

_COLUMNS = {
    **ORIGIN,
    "policy_id": Column("The id of the policy.", pattern=identifier("pol")),
    "kind": Column("What kind of policy it is, by its head or its opening."),
    "number": Column("Its number as printed, such as 10075.1.", pattern=TEXT),
    "other_numbers": Column("Further numbers that it is given, such as one of an architecture plan."),
    "title": Column("Its subject as printed, or else the title of the document.", pattern=TEXT),
    "issuer": Column("Who issues it, as printed behind From or the like.", pattern=TEXT),
    "addressees": Column("Whom it is written to, as printed."),
    "signatory": Column("Who approved or signed it, where a label says so.", pattern=TEXT),
    "issued_on": Column("The day that its head gives; of an agreement, the last day beside a signature."),
    "issued_on_source": Column("Where that day stands."),
    "issued_on_printed": Column("The day as printed.", pattern=TEXT),
    "effective_on": Column("The day from which on it holds, where its head gives one."),
    "effective_on_printed": Column("That day as printed.", pattern=TEXT),
    "authority": Column("The laws that it rests on, as its section on authority prints them."),
    "supersedes": Column("What it takes the place of, as printed."),
    "parties": Column("Between whom an agreement is, as its opening names them."),
    "term": Column("From when on and how long an agreement holds, as printed.", pattern=TEXT),
}

_RULES = (
    *origin_rules("policies", "policy_id"),
    Rule(
        "one_policy_per_document",
        "A document is one policy at most.",
        """
        SELECT max(policy_id) AS id, format('{} times {}', count(*), document_id) AS found
        FROM policies GROUP BY document_id HAVING count(*) > 1
        """,
    ),
    Rule(
        "days_as_printed",
        "A day is there just when the words are from which it was read.",
        """
        SELECT policy_id AS id, concat_ws(', ', issued_on, issued_on_printed, effective_on) AS found
        FROM policies
        WHERE (issued_on IS NULL) <> (issued_on_printed IS NULL)
            OR (issued_on IS NULL) <> (issued_on_source IS NULL)
            OR (effective_on IS NULL) <> (effective_on_printed IS NULL)
        """,
    ),
)

CONTRACT = TableContract(
    name="policies",
    record=Policy,
    description="A memo, briefing, agreement, instruction or directive, and what it states of itself.",
    key=("policy_id",),
    order=("document_id", "policy_id"),
    columns=_COLUMNS,
    references=(Reference("document_id", "documents", "document_id"),),
    rules=_RULES,
)
