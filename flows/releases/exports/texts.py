"""A release as text files: CSV and JSON Lines, a file a table, rows and columns in their order.

Times are those of ISO 8601, in UTC; numbers have all their digits. In CSV a list is a JSON array, nothing is
an empty cell without quotes, and a text that a spreadsheet would run as a formula has an apostrophe before
it.
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa

from flows.duck import quoted
from flows.releases.descriptors.datapackage import Form
from flows.spreadsheets import IN_SQL

CSV = Form(
    "csv",
    "text/csv",
    missing=("",),
    mark="'",
    note="A text that a spreadsheet would run as a formula has an apostrophe before it.",
)
LINES = Form("jsonl", "application/x-ndjson")

_OPTIONS = {"csv": "FORMAT csv, HEADER, DELIMITER ',', QUOTE '\"', NULLSTR ''", "jsonl": "FORMAT json"}


def write_table(
    connection: duckdb.DuckDBPyConnection, parquet: Path, schema: pa.Schema, form: Form, path: Path
) -> None:
    """Write the rows of a Parquet file as text.

    Args:
        connection: where the copy runs, in bounded memory.
        parquet: the file of the table.
        schema: its columns.
        form: CSV or JSON Lines.
        path: the file to write.
    """
    columns = ", ".join(_written(field, form) for field in schema)
    query = f"SELECT {columns} FROM read_parquet({quoted(str(parquet))})"
    connection.execute("SET preserve_insertion_order = true")
    connection.execute(f"COPY ({query}) TO {quoted(str(path))} ({_OPTIONS[form.name]})")


def _written(field: pa.Field, form: Form) -> str:
    """Give the SQL of a column as it is written."""
    name = f'"{field.name}"'
    if pa.types.is_timestamp(field.type):
        return f"strftime({name}, '%Y-%m-%dT%H:%M:%S.%fZ').replace('.000000Z', 'Z') AS {name}"
    if form is CSV and pa.types.is_list(field.type):
        return f"to_json({name})::VARCHAR AS {name}"
    if form is CSV and pa.types.is_string(field.type):
        return f"{IN_SQL.format(name)} AS {name}"
    return name
