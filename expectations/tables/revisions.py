"""What must hold of revisions."""

from __future__ import annotations

from expectations.contract import Column, Reference, Rule, TableContract
from expectations.tables.patterns import identifier
from extractors.records import Revision

_COLUMNS = {
    "revision_id": Column("The id of the revision.", pattern=identifier("rev")),
    "publication_id": Column("The publication that was revised.", pattern=identifier("pub")),
    "ordinal": Column("Its place in the history of the publication, counted from 0.", minimum=0),
    "before_document_id": Column("The version that was replaced.", pattern=identifier("doc")),
    "after_document_id": Column("The version that replaced it.", pattern=identifier("doc")),
    "before_capture_id": Column(
        "The last capture of the version that was replaced, before the other.", pattern=identifier("cap")
    ),
    "after_capture_id": Column("The first capture of the other.", pattern=identifier("cap")),
    "before_last_captured_at": Column("When the last capture of the former version was made."),
    "after_first_captured_at": Column(
        "When the first capture of the latter version was made; the change happened between the two."
    ),
    "n_substantive": Column("Changes that may alter what is said.", unit="passages", minimum=0),
    "n_clerical": Column("Changes of spelling, order or kind alone.", unit="passages", minimum=0),
    "n_noise": Column("Changes of what stands around, such as printed dates.", unit="passages", minimum=0),
    "specimen": Column("Whether one of the two is an example that this project wrote itself."),
}

_RULES = (
    Rule(
        "ordinals_without_gaps",
        "The revisions of a publication have the ordinals 0, 1, 2 and so on, each once.",
        """
        SELECT revision_id AS id, format('ordinal {} after {}', ordinal, before) AS found
        FROM (
            SELECT revision_id, ordinal,
                lag(ordinal, 1, -1) OVER (PARTITION BY publication_id ORDER BY ordinal, revision_id) AS before
            FROM revisions
        )
        WHERE ordinal <> before + 1
        """,
    ),
    Rule(
        "versions_differ",
        "The two versions are two documents.",
        "SELECT revision_id AS id, after_document_id AS found FROM revisions "
        "WHERE before_document_id = after_document_id",
    ),
    Rule(
        "versions_follow",
        "A revision begins with the version with which the one before it ended.",
        """
        SELECT later.revision_id AS id,
            format('{} after {}', later.before_document_id, r.after_document_id) AS found
        FROM revisions r JOIN revisions later
            ON later.publication_id = r.publication_id AND later.ordinal = r.ordinal + 1
        WHERE later.before_document_id <> r.after_document_id
        """,
    ),
    Rule(
        "captured_in_order",
        "The former version was last captured before the latter was first.",
        """
        SELECT revision_id AS id,
            format('{} and {}', before_last_captured_at, after_first_captured_at) AS found
        FROM revisions WHERE before_last_captured_at > after_first_captured_at
        """,
    ),
    *(
        Rule(
            f"{side}_capture_is_of_version",
            f"The capture {side} the change is of quality ok, of the payload and at the instant given.",
            f"""
            SELECT revision_id AS id, format('{{}} capture at {{}}', quality, captured_at) AS found
            FROM revisions
            JOIN captures ON capture_id = {side}_capture_id
            JOIN documents ON document_id = {side}_document_id
            WHERE captured_at IS DISTINCT FROM {instant}
                OR quality NOT IN ('ok', 'rewritten', 'undeclared_gzip')
                OR captures.payload_sha256 IS DISTINCT FROM documents.payload_sha256
            """,
        )
        for side, instant in (("before", "before_last_captured_at"), ("after", "after_first_captured_at"))
    ),
    *(
        Rule(
            f"{nature}_counted",
            f"n_{nature} is the number of changes of that nature.",
            f"""
            SELECT revision_id AS id, format('{{}}, but {{}}', n_{nature}, coalesce(n, 0)) AS found
            FROM revisions LEFT JOIN (
                SELECT revision_id, count(*) AS n FROM changes WHERE nature = '{nature}' GROUP BY revision_id
            ) USING (revision_id)
            WHERE n_{nature} <> coalesce(n, 0)
            """,
        )
        for nature in ("substantive", "clerical", "noise")
    ),
    Rule(
        "rest_is_the_same",
        "Without the passages in changes, both versions have the same kinds and texts in the same order.",
        """
        WITH touched AS (
            SELECT revision_id, before_passage_id AS passage_id FROM changes
            UNION ALL
            SELECT revision_id, after_passage_id AS passage_id FROM changes
        ),
        kept AS (
            SELECT r.revision_id, s.side,
                count(*) AS n,
                sha256(string_agg(p.kind || p.text_sha256, '' ORDER BY p.ordinal)) AS content
            FROM revisions r,
                LATERAL (
                    SELECT unnest(['before', 'after']) AS side,
                        unnest([r.before_document_id, r.after_document_id]) AS document_id
                ) s
            JOIN passages p ON p.document_id = s.document_id
            WHERE NOT EXISTS (
                FROM touched t WHERE t.revision_id = r.revision_id AND t.passage_id = p.passage_id
            )
            GROUP BY r.revision_id, s.side
        )
        SELECT revision_id AS id, format('{} and {} passages', b.n, a.n) AS found
        FROM (SELECT * FROM kept WHERE side = 'before') b
        FULL JOIN (SELECT * FROM kept WHERE side = 'after') a USING (revision_id)
        WHERE a.content IS DISTINCT FROM b.content
        """,
    ),
    Rule(
        "specimen_of_documents",
        "A revision is marked as an example just when one of its versions is.",
        """
        SELECT revision_id AS id, r.specimen AS found
        FROM revisions r
        JOIN documents b ON b.document_id = before_document_id
        JOIN documents a ON a.document_id = after_document_id
        WHERE r.specimen <> (a.specimen OR b.specimen)
        """,
    ),
)

CONTRACT = TableContract(
    name="revisions",
    record=Revision,
    description=(
        "Two versions of one publication that follow each other, with the captures between which it changed. "
        "Captures of other quality than ok, and those whose time is not known, are no versions. Two payloads "
        "may differ without any change in what is read of them."
    ),
    key=("revision_id",),
    order=("publication_id", "ordinal", "revision_id"),
    columns=_COLUMNS,
    references=(
        Reference("publication_id", "publications", "publication_id"),
        Reference("before_document_id", "documents", "document_id"),
        Reference("after_document_id", "documents", "document_id"),
        Reference("before_capture_id", "captures", "capture_id"),
        Reference("after_capture_id", "captures", "capture_id"),
    ),
    rules=_RULES,
)
