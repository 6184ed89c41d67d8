"""The documents, and queries on a sample release as a reader of the documents makes them."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from tests.contracts.markdown import Document
from tests.flows.archives.conftest import wayback

__all__ = ["wayback"]

PRINTED_WIDTH = 120
"""Columns that DuckDB prints where nobody tells it of a terminal."""


@pytest.fixture(scope="session")
def readme(repository: Path) -> Document:
    return Document(repository / "README.md")


@pytest.fixture(scope="session")
def contributing(repository: Path) -> Document:
    return Document(repository / "CONTRIBUTING.md")


@pytest.fixture
def printed() -> Callable[[str], str]:
    """Run a query, and give what ``print(duckdb.sql(query))`` prints."""

    def run(query: str) -> str:
        with duckdb.connect() as connection, contextlib.redirect_stdout(io.StringIO()) as out:
            connection.sql(query).show(max_width=PRINTED_WIDTH)
        return out.getvalue().strip()

    return run
