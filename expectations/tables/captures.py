"""What must hold of captures."""

from __future__ import annotations

from expectations.contract import Column, Rule, TableContract, Weight
from expectations.tables.patterns import ADDRESS, MEDIA_TYPE, SHA256, identifier, on_specimen_host
from extractors.records import Capture

_COLUMNS = {
    "capture_id": Column("The id of the capture.", pattern=identifier("cap")),
    "original_url": Column(
        "The address that was captured, as the archive writes it.", pattern=ADDRESS, weight=Weight.WARNING
    ),
    "url_key": Column("The address in the form by which archives sort (SURT)."),
    "captured_at": Column("When the archive captured it; none where nobody knows."),
    "archive": Column("The archive that gave the capture: host, and collection if any.", pattern=r"\S.*"),
    "archive_url": Column(
        "The address at which the archive gives it again.", pattern=ADDRESS, weight=Weight.WARNING
    ),
    "http_status": Column("The status of the archived answer.", minimum=100, maximum=999),
    "content_type": Column("The media type that the server declared, with its parameters."),
    "last_modified": Column("The Last-Modified header as sent."),
    "media_type_sniffed": Column("The media type that the first bytes show.", pattern=MEDIA_TYPE),
    "payload_sha256": Column(
        "The SHA-256 of the body without transfer- and content-codings.", pattern=SHA256
    ),
    "payload_bytes": Column("The length of that body.", unit="bytes", minimum=0),
    "archive_digest": Column("The digest that the archive printed.", pattern=r"\S+", weight=Weight.WARNING),
    "archive_digest_matches": Column("Whether that digest is the digest of the body, where it can be told."),
    "redirect_url": Column("Where the answer sends its reader, resolved."),
    "quality": Column("What the capture holds, as far as its status, its length and its bytes tell."),
    "quality_evidence": Column("What shows that quality: a status, a length, or words of the page."),
    "is_revisit": Column("Whether the body is kept with another capture, in the archive or here."),
    "specimen": Column("Whether it captures an example that this project wrote itself."),
}

_RULES = (
    Rule(
        "captured_at_plausible",
        "A capture was made between 1991, the year of the first web page, and 2100.",
        """
        SELECT capture_id AS id, captured_at AS found FROM captures
        WHERE captured_at < TIMESTAMPTZ '1991-01-01 00:00:00+00'
            OR captured_at >= TIMESTAMPTZ '2100-01-01 00:00:00+00'
        """,
    ),
    Rule(
        "payload_complete",
        "A payload has both digest and length, or neither.",
        """
        SELECT capture_id AS id, format('{}, {} bytes', payload_sha256, payload_bytes) AS found FROM captures
        WHERE (payload_sha256 IS NULL) <> (payload_bytes IS NULL)
        """,
    ),
    Rule(
        "ok_has_payload",
        "A capture of quality ok has a payload of at least one byte.",
        """
        SELECT capture_id AS id, format('{} bytes', payload_bytes) AS found FROM captures
        WHERE quality = 'ok' AND (payload_sha256 IS NULL OR payload_bytes = 0)
        """,
    ),
    Rule(
        "ok_status",
        "A capture of quality ok that is no revisit has no status of a redirect or an error.",
        """
        SELECT capture_id AS id, http_status AS found FROM captures
        WHERE quality = 'ok' AND NOT is_revisit AND http_status >= 300
        """,
    ),
    Rule(
        "quality_has_evidence",
        "What is not ok says what shows it.",
        """
        SELECT capture_id AS id, quality AS found FROM captures
        WHERE quality <> 'ok' AND quality_evidence IS NULL
        """,
    ),
    Rule(
        "unresolved_is_revisit",
        "Only a revisit can be unresolved.",
        """
        SELECT capture_id AS id, quality AS found FROM captures
        WHERE quality = 'unresolved_revisit' AND NOT is_revisit
        """,
    ),
    Rule(
        "digest_to_compare",
        "A comparison of digests needs a digest of the archive.",
        """
        SELECT capture_id AS id, archive_digest_matches AS found FROM captures
        WHERE archive_digest_matches IS NOT NULL AND archive_digest IS NULL
        """,
    ),
    Rule(
        "digest_matches",
        "The digest that the archive printed is that of the body that it gave.",
        "SELECT capture_id AS id, archive_digest AS found FROM captures WHERE NOT archive_digest_matches",
        Weight.WARNING,
    ),
    Rule(
        "one_length_per_payload",
        "Captures of one payload agree on its length.",
        """
        SELECT max(capture_id) AS id,
            format('{} to {} bytes', min(payload_bytes), max(payload_bytes)) AS found
        FROM captures GROUP BY payload_sha256
        HAVING payload_sha256 IS NOT NULL AND min(payload_bytes) < max(payload_bytes)
        """,
    ),
    Rule(
        "read_or_explained",
        "A web page or PDF captured in quality ok has its document, or an issue that says why not.",
        """
        SELECT capture_id AS id, format('{} {}', media_type_sniffed, original_url) AS found FROM captures
        WHERE quality = 'ok' AND media_type_sniffed IN ('text/html', 'application/pdf')
            AND NOT EXISTS (FROM documents d WHERE d.payload_sha256 = captures.payload_sha256)
            AND NOT EXISTS (FROM issues i WHERE i.payload_sha256 = captures.payload_sha256)
        """,
    ),
    Rule(
        "located",
        "Of each capture it is known which record of which file holds it.",
        """
        SELECT capture_id AS id, original_url AS found FROM captures
        WHERE NOT EXISTS (FROM capture_locations l WHERE l.capture_id = captures.capture_id)
        """,
    ),
    Rule(
        "specimen_by_host",
        "A capture is marked as an example just when its host is one of our own examples.",
        f"""
        SELECT capture_id AS id, format('{{}} for {{}}', specimen, original_url) AS found FROM captures
        WHERE specimen <> {on_specimen_host("original_url")}
        """,
    ),
)

CONTRACT = TableContract(
    name="captures",
    record=Capture,
    description="One archived answer to one request: an address at an instant, and the payload that it gave.",
    caveats=("A count of captures tells how often an archive looked, not how often the agency published.",),
    key=("capture_id",),
    order=("url_key", "captured_at", "capture_id"),
    columns=_COLUMNS,
    rules=_RULES,
)
