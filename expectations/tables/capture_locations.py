"""What must hold of the places where captures lie."""

from __future__ import annotations

from expectations.contract import Column, Reference, Rule, TableContract, Weight
from expectations.tables.patterns import identifier
from extractors.records import CaptureLocation

_COLUMNS = {
    "capture_id": Column("The capture.", pattern=identifier("cap")),
    "warc_file": Column("The name of the WARC file, free of folders of any machine.", pattern=r"[^/\\].*"),
    "record_offset": Column("Where the record begins in the file.", unit="bytes", minimum=0),
    "record_length": Column("What the record takes in the file.", unit="bytes", minimum=1),
    "record_id": Column("The WARC-Record-ID of the record.", pattern=r"\S+", weight=Weight.WARNING),
    "specimen": Column("Whether it holds an example that this project wrote itself."),
}

_RULES = (
    Rule(
        "records_apart",
        "The records of a file do not overlap.",
        """
        SELECT concat_ws(' ', warc_file, record_offset) AS id,
            format('the record before it ends at {}', before) AS found
        FROM (
            SELECT warc_file, record_offset,
                lag(record_offset + record_length) OVER (PARTITION BY warc_file ORDER BY record_offset)
                    AS before
            FROM capture_locations
        )
        WHERE record_offset < before
        """,
    ),
    Rule(
        "specimen_of_capture",
        "A location is marked as an example just when its capture is.",
        """
        SELECT concat_ws(' ', l.warc_file, l.record_offset) AS id, l.specimen AS found
        FROM capture_locations l JOIN captures c USING (capture_id)
        WHERE l.specimen <> c.specimen
        """,
    ),
)

CONTRACT = TableContract(
    name="capture_locations",
    record=CaptureLocation,
    description=(
        "Where the bytes of a capture lie: a record of a WARC file. Left out when releases are compared."
    ),
    key=("warc_file", "record_offset"),
    order=("warc_file", "record_offset", "capture_id"),
    columns=_COLUMNS,
    references=(Reference("capture_id", "captures", "capture_id"),),
    rules=_RULES,
    compared=False,
)
