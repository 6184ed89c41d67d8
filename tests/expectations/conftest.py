"""Great Expectations is slow to import: what it says of the valid dataset is found out once."""

from collections.abc import Callable
from pathlib import Path

import pytest

from expectations.checkpoint import CheckResult, check_tables
from expectations.queries import _checks, _tally, open_tables, tables_read
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
            # A check that reads no table that differs finds what it found before.
            same = set(CONTRACTS) - changed(dataset) if changes else set()
            made = [(contract, check) for contract in CONTRACTS.values() for check in _checks(contract)]
            tallies = [
                _tally(connection, contract, check)
                for contract, check in made
                if not tables_read(check.rule) <= same
            ]
        return {".".join(filter(None, (t.table, t.column, t.check))): t.sample for t in tallies if t.failed}

    return tallied
