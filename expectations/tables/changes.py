"""What must hold of changes."""

from __future__ import annotations

from expectations.contract import Column, Reference, Rule, TableContract
from expectations.tables.patterns import identifier
from extractors.records import PassageChange

_COLUMNS = {
    "change_id": Column("The id of the change.", pattern=identifier("chg")),
    "revision_id": Column("The revision that it is part of.", pattern=identifier("rev")),
    "ordinal": Column("Its place among the changes of the revision as one reads, from 0.", minimum=0),
    "action": Column("What became of the passage."),
    "nature": Column("Whether that may alter what is said, or is only spelling and order, or noise."),
    "reason": Column("Why it is taken for that.", pattern=r"\S.*"),
    "before_passage_id": Column("The passage as it was; none if it was added.", pattern=identifier("psg")),
    "after_passage_id": Column("The passage as it is; none if it was removed.", pattern=identifier("psg")),
    "edits": Column(
        "What was done to the words of a passage that was reworded, in order: =7 for seven words kept, "
        "-words that went, +words that came."
    ),
    "specimen": Column("Whether the revision has a version that this project wrote itself."),
}


def _side_rule(side: str) -> Rule:
    return Rule(
        f"{side}_passage_of_version",
        f"The passage {side} the change is one of the version {side} it, and in one change only.",
        f"""
        SELECT max(change_id) AS id, format('{{}} changes', count(*)) AS found
        FROM changes WHERE {side}_passage_id IS NOT NULL
        GROUP BY revision_id, {side}_passage_id HAVING count(*) > 1
        UNION ALL
        SELECT change_id AS id, document_id AS found
        FROM changes JOIN revisions USING (revision_id) JOIN passages ON passage_id = {side}_passage_id
        WHERE document_id <> {side}_document_id
        """,
    )


_RULES = (
    Rule(
        "ordinals_without_gaps",
        "The changes of a revision have the ordinals 0, 1, 2 and so on, each once.",
        """
        SELECT change_id AS id, format('ordinal {} after {}', ordinal, before) AS found
        FROM (
            SELECT change_id, ordinal,
                lag(ordinal, 1, -1) OVER (PARTITION BY revision_id ORDER BY ordinal, change_id) AS before
            FROM changes
        )
        WHERE ordinal <> before + 1
        """,
    ),
    Rule(
        "sides_of_action",
        "What was added has no passage before, what was removed none after, anything else has both.",
        """
        SELECT change_id AS id, action AS found FROM changes
        WHERE (before_passage_id IS NULL) <> (action = 'added')
            OR (after_passage_id IS NULL) <> (action = 'removed')
        """,
    ),
    _side_rule("before"),
    _side_rule("after"),
    Rule(
        "moved_unchanged",
        "What was moved has the same kind and text; what was reworded has another kind or text.",
        """
        SELECT change_id AS id, action AS found
        FROM changes
        JOIN passages b ON b.passage_id = before_passage_id
        JOIN passages a ON a.passage_id = after_passage_id
        WHERE (a.text_sha256 = b.text_sha256 AND a.kind = b.kind) <> (action = 'moved')
        """,
    ),
    Rule(
        "edits_of_rewording",
        "Only what was reworded has edits, and each is a count of words kept, or words with a sign.",
        """
        SELECT change_id AS id, edits AS found FROM changes
        WHERE (action <> 'reworded' AND len(edits) > 0)
            OR len(list_filter(edits, lambda edit: NOT regexp_full_match(edit, '=[1-9][0-9]*|[-+].+'))) > 0
        """,
    ),
    Rule(
        "specimen_of_revision",
        "A change is marked as an example just when its revision is.",
        """
        SELECT change_id AS id, c.specimen AS found
        FROM changes c JOIN revisions r USING (revision_id)
        WHERE c.specimen <> r.specimen
        """,
    ),
)

CONTRACT = TableContract(
    name="changes",
    record=PassageChange,
    description=(
        "A passage that differs between two versions that follow each other. Its texts are those of the "
        "passages that it names."
    ),
    caveats=(
        "A change of words between two captures happened at some time between them; which day is not known.",
    ),
    key=("change_id",),
    order=("revision_id", "ordinal", "change_id"),
    columns=_COLUMNS,
    references=(
        Reference("revision_id", "revisions", "revision_id"),
        Reference("before_passage_id", "passages", "passage_id"),
        Reference("after_passage_id", "passages", "passage_id"),
    ),
    rules=_RULES,
)
