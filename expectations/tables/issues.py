"""What must hold of issues."""

from __future__ import annotations

from expectations.contract import Column, Reference, Rule, TableContract, Weight
from expectations.tables.patterns import ADDRESS, SHA256, identifier, on_specimen_host
from extractors.records import Issue

_COLUMNS = {
    "issue_id": Column("The id of the issue.", pattern=identifier("iss")),
    "stage": Column("The stage of the line that found it."),
    "code": Column("What kind of issue it is, in snake case.", pattern="[a-z][a-z0-9_]*"),
    "severity": Column("How much of a document it costs: all of it, a part, or nothing."),
    "address": Column("What it is about: an address, a file, or a table.", pattern=r"\S.*"),
    "payload_sha256": Column("The SHA-256 of the payload in which it was found.", pattern=SHA256),
    "page": Column("The page on which it was found, counted from 1.", minimum=1),
    "ordinal": Column("What tells apart issues of one code in one place, counted from 0.", minimum=0),
    "evidence": Column("What was seen."),
    "remedy": Column("What a person can do about it."),
    "specimen": Column("Whether it is about an example that this project wrote itself."),
}

_RULES = (
    Rule(
        "has_evidence",
        "An issue says what was seen.",
        "SELECT issue_id AS id, code AS found FROM issues WHERE trim(evidence) = ''",
    ),
    Rule(
        "has_remedy",
        "An issue says what can be done.",
        "SELECT issue_id AS id, code AS found FROM issues WHERE trim(remedy) = ''",
    ),
    Rule(
        "no_extractor_lost",
        "No document is lost to a defect or the death of an extractor.",
        "SELECT issue_id AS id, format('{} of {}', code, address) AS found FROM issues "
        "WHERE code IN ('extractor_failed', 'worker_died')",
        Weight.WARNING,
    ),
    Rule(
        "specimen_by_host",
        "An issue about an address is marked as an example just when the host is one of our own examples.",
        f"""
        SELECT issue_id AS id, format('{{}} for {{}}', specimen, address) AS found FROM issues
        WHERE regexp_full_match(address, '{ADDRESS}') AND NOT starts_with(address, 'sha256:')
            AND specimen <> {on_specimen_host("address")}
        """,
    ),
)

CONTRACT = TableContract(
    name="issues",
    record=Issue,
    description=(
        "Something that could not be read, or not as promised: the finding, its evidence and the remedy."
    ),
    caveats=("A document without issues has none that was found; that is no proof of a full reading.",),
    key=("issue_id",),
    order=("address", "code", "page", "ordinal", "issue_id"),
    columns=_COLUMNS,
    references=(Reference("payload_sha256", "captures", "payload_sha256"),),
    rules=_RULES,
)
