"""A sample release, made without Prefect, and queries on it as a reader of the documents makes them."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from flows.publish import publish_release
from flows.settings import DataRoot
from flows.validate import validate_tables
from tests.contracts.markdown import Document
from tests.flows.archives.conftest import wayback
from tests.flows.line import run_line

__all__ = ["wayback"]

PRINTED_WIDTH = 120
"""Columns that DuckDB prints where nobody tells it of a terminal."""

Released = Callable[[Path], Path]


@pytest.fixture(scope="session")
def readme(repository: Path) -> Document:
    return Document(repository / "README.md")


@pytest.fixture(scope="session")
def contributing(repository: Path) -> Document:
    return Document(repository / "CONTRIBUTING.md")


@pytest.fixture(scope="session")
def released() -> Released:
    """Build what a data root holds, as ``dhs-archive rebuild`` does; give its folder of releases."""

    def build(data_root: Path) -> Path:
        made, root = run_line([], data_root), DataRoot(data_root)
        results = validate_tables(made.tables, root)
        name = made.collection.name
        publish_release(made.tables, results, collection=name, root=root, accept_losses=False)
        return root.releases

    return build


@pytest.fixture(scope="session")
def sample_releases(released: Released, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return released(tmp_path_factory.mktemp("sample"))


@pytest.fixture
def printed() -> Callable[[str], str]:
    """Run a query, and give what ``print(duckdb.sql(query))`` prints."""

    def run(query: str) -> str:
        with duckdb.connect() as connection, contextlib.redirect_stdout(io.StringIO()) as out:
            connection.sql(query).show(max_width=PRINTED_WIDTH)
        return out.getvalue().strip()

    return run
