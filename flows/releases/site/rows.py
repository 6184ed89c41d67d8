"""Rows of a release for its pages: small tables whole, large ones as streams in the order of documents."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import duckdb

Row = dict[str, Any]

_BATCH = 2_048


def rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[Row]:
    """Give all rows of a query by column."""
    found: list[Row] = connection.sql(query).to_arrow_table().to_pylist()
    return found


class ByDocument:
    """Rows that belong to documents, handed out as the documents come by in the order of their ids.

    Args:
        connection: where the query runs.
        query: gives a column ``document_id``.
        order: by what the rows of a document are sorted.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, query: str, order: str) -> None:
        cursor = connection.cursor()
        self._groups = groupby(_stream(cursor, query, order), key=lambda row: str(row["document_id"]))
        self._next: tuple[str, list[Row]] | None = None
        self._advance()

    def take(self, document: str) -> list[Row]:
        """Give the rows of a document; those of documents before it that nobody asked for are passed over."""
        while self._next and self._next[0] < document:
            self._advance()
        if self._next is None or self._next[0] != document:
            return []
        found = self._next[1]
        self._advance()
        return found

    def _advance(self) -> None:
        key, group = next(self._groups, (None, iter(())))
        self._next = (key, list(group)) if key is not None else None


def _stream(cursor: duckdb.DuckDBPyConnection, query: str, order: str) -> Iterator[Row]:
    reader = cursor.sql(f"SELECT * FROM ({query}) ORDER BY document_id, {order}").to_arrow_reader(_BATCH)
    for batch in reader:
        yield from batch.to_pylist()
