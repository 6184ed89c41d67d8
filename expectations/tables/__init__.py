"""The contract of each table, in the order in which the tables build on one another."""

from __future__ import annotations

from expectations.contract import TableContract
from expectations.tables import (
    activations,
    capture_locations,
    captures,
    cells,
    changes,
    complaint_forms,
    completeness,
    contacts,
    disagreements,
    document_addresses,
    document_dates,
    documents,
    issues,
    jurisdiction_names,
    jurisdictions,
    links,
    ocr_words,
    passages,
    policies,
    policy_words,
    provisions,
    publications,
    revisions,
    series_releases,
    statistic_changes,
    statistical_reviews,
    statistics,
    table_notes,
    tables,
    template_coverage,
)

CONTRACTS: dict[str, TableContract] = {
    module.CONTRACT.name: module.CONTRACT
    for module in (
        captures,
        capture_locations,
        publications,
        documents,
        document_addresses,
        document_dates,
        passages,
        links,
        tables,
        cells,
        table_notes,
        ocr_words,
        policies,
        policy_words,
        provisions,
        contacts,
        complaint_forms,
        jurisdictions,
        jurisdiction_names,
        series_releases,
        statistics,
        disagreements,
        statistic_changes,
        activations,
        statistical_reviews,
        revisions,
        changes,
        issues,
        template_coverage,
        completeness,
    )
}
"""Table name to contract."""
