"""The contract of each table, in the order in which the tables build on one another."""

from __future__ import annotations

from expectations.contract import TableContract
from expectations.tables import (
    capture_locations,
    captures,
    cells,
    changes,
    documents,
    issues,
    links,
    ocr_words,
    passages,
    revisions,
    table_notes,
    tables,
)

CONTRACTS: dict[str, TableContract] = {
    module.CONTRACT.name: module.CONTRACT
    for module in (
        captures,
        capture_locations,
        documents,
        passages,
        links,
        tables,
        cells,
        table_notes,
        ocr_words,
        revisions,
        changes,
        issues,
    )
}
"""Table name to contract."""
