"""A release of the small dataset, with texts that would run in a spreadsheet."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from expectations.checkpoint import CheckResult
from expectations.contract import Weight
from flows.archives.collections import Collection
from flows.assemble import Tables
from flows.publish import publish_release
from flows.releases.reader import Release, open_release
from flows.settings import DataRoot, RunSettings
from tests.expectations.dataset import valid, write

PASSED = CheckResult("documents", "key", None, "The key is unique.", Weight.FATAL, True, 1, 0, ())
FORMULA = '=HYPERLINK("http://evil.invalid/")'


@pytest.fixture(scope="session")
def data_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    dataset = valid()
    dataset["passages"][0] = replace(dataset["passages"][0], text=FORMULA)
    dataset["statistical_reviews"] = []  # its indicator is made up, and no recipe could explain it
    root = DataRoot(tmp_path_factory.mktemp("exports"))
    files = write(dataset, root.staging / "tables")
    tables = Tables(files, {name: len(rows) for name, rows in dataset.items()})
    publish_release(tables, [PASSED], collection=Collection("small", ()), settings=RunSettings(root))
    return root.path


@pytest.fixture(scope="session")
def release(data_root: Path) -> Release:
    return open_release(data_root)
