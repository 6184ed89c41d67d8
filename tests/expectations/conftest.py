"""Great Expectations is slow to import: what it says of the valid dataset is found out once."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from expectations.checkpoint import CheckResult, check_tables
from expectations.contract import TableContract
from expectations.queries import open_tables, tally_table
from expectations.tables import CONTRACTS
from tests.expectations.dataset import Change, Dataset, as_arrow, valid, write

MEMORY = "200MB"

Broken = Callable[..., dict[str, tuple[str, ...]]]
Judged = Callable[[dict[str, Path]], list[CheckResult]]


@pytest.fixture(scope="session")
def valid_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return write(valid(), tmp_path_factory.mktemp("valid"))


@pytest.fixture(scope="session")
def valid_results(
    valid_files: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> list[CheckResult]:
    return check_tables(valid_files, temp=tmp_path_factory.mktemp("spill"), memory=MEMORY)


def changed(dataset: Dataset) -> set[str]:
    """Give the tables that differ from those of the valid dataset."""
    before = valid()
    return {name for name, rows in dataset.items() if rows != before[name]}


def _reads(contract: TableContract, tables: set[str]) -> bool:
    """Tell whether a check of a table looks at any of the tables: the others find what they found before."""
    looked_at = {contract.name, *(reference.table for reference in contract.references)}
    words = re.findall(r"\w+", " ".join(rule.violations for rule in contract.rules))
    return not tables.isdisjoint(looked_at.union(words))


@pytest.fixture
def judged(tmp_path: Path) -> Judged:
    """Run the whole checkpoint over files."""
    return lambda files: check_tables(files, temp=tmp_path / "spill", memory=MEMORY)


@pytest.fixture
def broken(tmp_path: Path) -> Broken:
    """Change the valid dataset; give the samples of the queries that then count anything, by check."""

    def tallied(*changes: Change) -> dict[str, tuple[str, ...]]:
        dataset = valid()
        for change in changes:
            change(dataset)
        with open_tables({}, temp=tmp_path, memory=MEMORY) as connection:
            for name, rows in dataset.items():
                connection.register(name, as_arrow(name, rows))
            touched = [contract for contract in CONTRACTS.values() if _reads(contract, changed(dataset))]
            tallies = [t for contract in touched for t in tally_table(connection, contract, ())]
        return {".".join(filter(None, (t.table, t.column, t.check))): t.sample for t in tallies if t.failed}

    return tallied
