"""The contracts agree with one another and with the records."""

import re
from itertools import pairwise

import pytest

from expectations.contract import TableContract, field_types
from expectations.tables import CONTRACTS
from expectations.tables.patterns import ADDRESS, LANGUAGE, MEDIA_TYPE, identifier

every_contract = pytest.mark.parametrize("contract", CONTRACTS.values(), ids=CONTRACTS.keys())


def test_the_tables_and_their_order() -> None:
    assert list(CONTRACTS) == [
        "captures",
        "capture_locations",
        "publications",
        "documents",
        "document_addresses",
        "document_dates",
        "passages",
        "links",
        "tables",
        "cells",
        "table_notes",
        "ocr_words",
        "policies",
        "policy_words",
        "provisions",
        "contacts",
        "complaint_forms",
        "jurisdictions",
        "jurisdiction_names",
        "series_releases",
        "statistics",
        "disagreements",
        "statistic_changes",
        "activations",
        "statistical_reviews",
        "revisions",
        "changes",
        "issues",
        "template_coverage",
        "completeness",
    ]
    assert [name for name, contract in CONTRACTS.items() if not contract.compared] == ["capture_locations"]


@every_contract
def test_the_order_of_rows_is_fixed_by_the_key(contract: TableContract) -> None:
    assert set(contract.key) <= set(contract.order) <= set(contract.columns)


@every_contract
def test_key_columns_are_never_empty(contract: TableContract) -> None:
    types = field_types(contract.record)
    assert not any(types[name][1] for name in contract.key)


@every_contract
def test_references_lead_to_columns_that_exist(contract: TableContract) -> None:
    for reference in contract.references:
        assert reference.column in contract.columns
        assert reference.target in CONTRACTS[reference.table].columns


@every_contract
def test_rules_have_names_of_their_own_and_say_what_holds(contract: TableContract) -> None:
    names = sorted(rule.name for rule in contract.rules)
    assert all(first != second for first, second in pairwise(names))
    assert all(re.fullmatch("[a-z][a-z0-9_]*", name) for name in names)
    assert all(rule.description.endswith(".") for rule in contract.rules)


@every_contract
def test_columns_are_described_in_a_sentence(contract: TableContract) -> None:
    for column in contract.columns.values():
        assert re.match("[A-Z]", column.description)
        assert column.description.endswith(".")


@pytest.mark.parametrize(
    ("pattern", "good", "bad"),
    [
        (identifier("psg"), "psg-" + "0a" * 12, "psg-" + "0A" * 12),
        (identifier("psg"), "psg-" + "0" * 24, "doc-" + "0" * 24),
        (ADDRESS, "https://www.agency.example/a b", "www.agency.example/"),
        (ADDRESS, "dns:www.agency.example", "https:"),
        (MEDIA_TYPE, "application/x-ole-storage", "text/html; charset=utf-8"),
        (LANGUAGE, "zh-Hans-CN", "english"),
    ],
)
def test_patterns_tell_what_is_written_well(pattern: str, good: str, bad: str) -> None:
    assert re.fullmatch(pattern, good)
    assert not re.fullmatch(pattern, bad)
