"""What must hold of completeness."""

from __future__ import annotations

from expectations.contract import Column, Rule, TableContract
from extractors.records import Completeness

_CAPTURES = "captures"

_COLUMNS = {
    "url_key": Column("The address in the form by which archives sort (SURT)."),
    "archive": Column(
        "The archive that was asked; not_asked for what is linked to or declared and nobody was asked for.",
        pattern=r"\S.*",
    ),
    "series": Column("The publication series that the address belongs to, or not_declared.", pattern=r"\S+"),
    "address": Column("The address, in one of its forms."),
    "status": Column("How much of what is listed is held."),
    "listed": Column("How many captures the archive lists.", unit=_CAPTURES, minimum=0),
    "held": Column("How many of them are held.", unit=_CAPTURES, minimum=0),
    "identical": Column(
        "How many of those held have the payload of an earlier one.", unit=_CAPTURES, minimum=0
    ),
    "blocked": Column("How many of those not held the archive keeps closed.", unit=_CAPTURES, minimum=0),
    "unplayable": Column(
        "How many of those not held it did not give when it was asked.", unit=_CAPTURES, minimum=0
    ),
    "missing": Column("How many were not asked for yet.", unit=_CAPTURES, minimum=0),
    "linking_documents": Column("How many held documents link to it.", unit="documents", minimum=0),
    "first_listed_at": Column("The first capture that is listed."),
    "last_listed_at": Column("The last capture that is listed."),
    "specimen": Column("Whether it is the address of an example that this project wrote itself."),
}

_RULES = (
    Rule(
        "captures_add_up",
        "What is listed is held, blocked, unplayable or missing.",
        """
        SELECT concat_ws(' ', archive, url_key) AS id, listed AS found FROM completeness
        WHERE held + blocked + unplayable + missing <> listed
        """,
    ),
    Rule(
        "identical_is_held",
        "No more captures are identical than are held behind a first one.",
        """
        SELECT concat_ws(' ', archive, url_key) AS id, identical AS found FROM completeness
        WHERE identical > greatest(held - 1, 0)
        """,
    ),
    Rule(
        "status_of_counts",
        "The status is what the counts say.",
        """
        SELECT concat_ws(' ', archive, url_key) AS id, status AS found FROM completeness
        WHERE status <> CASE WHEN archive = 'not_asked' AND linking_documents > 0 THEN 'linked_only'
            WHEN archive = 'not_asked' THEN 'never_asked' WHEN held = listed THEN 'complete'
            WHEN held > 0 THEN 'gaps' ELSE 'not_held' END
        """,
    ),
    Rule(
        "listed_linked_or_declared",
        "An address is there because an archive lists it, a document links to it, or a series declares it.",
        """
        SELECT concat_ws(' ', archive, url_key) AS id, listed AS found FROM completeness
        WHERE (archive = 'not_asked') <> (listed = 0) OR (status = 'never_asked' AND series = 'not_declared')
        """,
    ),
)

CONTRACT = TableContract(
    name="completeness",
    record=Completeness,
    description="What an archive lists of an address and what is held; what is linked to or declared only.",
    caveats=("What an archive does not list was perhaps published all the same.",),
    key=("url_key", "archive", "series"),
    order=("url_key", "archive", "series"),
    columns=_COLUMNS,
    rules=_RULES,
)
