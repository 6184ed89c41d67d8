"""Parquet that is the same bytes for the same rows, and a digest of rows that outlives any file format."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from flows.duck import quoted

ROWS_A_GROUP = 32_768
"""Rows of a row group, at most; groups are smaller where rows are large, see :data:`BYTES_A_GROUP`."""

BYTES_A_GROUP = 32 * 1024**2
"""Bytes of a row group in memory beyond which it is closed early."""

_BATCH_ROWS = 1_024

_FILTER = {"ndv": ROWS_A_GROUP, "fpp": 0.01}
"""A filter has room for the rows of a group, and is wrong once in a hundred."""


def write_sorted(
    connection: duckdb.DuckDBPyConnection,
    query: str,
    schema: pa.Schema,
    order: Iterable[str],
    path: Path,
    *,
    looked_up: Iterable[str] = (),
) -> int:
    """Write the rows of a query in a fixed order and in fixed row groups; give their number.

    Args:
        connection: where the query runs; sorting spills to its folder when memory is short.
        query: gives the columns of the schema, by name.
        schema: what is written, with descriptions as metadata.
        order: columns that together tell all rows apart, or the bytes would not be fixed.
        path: the file to write.
        looked_up: columns of ids by which single rows are looked up. Ids are in no order, so that a file of
            several groups has Bloom filters that tell in which of them one may be.
    """
    columns = ", ".join(f'"{name}"' for name in schema.names)
    keys = ", ".join(f'"{name}" NULLS FIRST' for name in order)
    reader = connection.sql(f"SELECT {columns} FROM ({query}) ORDER BY {keys}").to_arrow_reader(_BATCH_ROWS)
    groups = _groups(reader, schema)
    first = list(islice(groups, 2))
    filters = dict.fromkeys(looked_up, _FILTER) if len(first) > 1 else None
    rows = 0
    with pq.ParquetWriter(
        path, schema, compression="zstd", store_schema=True, bloom_filter_options=filters
    ) as writer:
        for group in chain(first, groups):
            writer.write_table(group, row_group_size=group.num_rows)
            rows += group.num_rows
    return rows


def _groups(batches: Iterable[pa.RecordBatch], schema: pa.Schema) -> Iterator[pa.Table]:
    """Join batches into row groups whose ends depend on the rows alone."""
    held: list[pa.Table] = []
    for slice_ in _even_slices(batches, schema):
        held.append(slice_)
        if sum(t.num_rows for t in held) >= ROWS_A_GROUP or sum(t.nbytes for t in held) >= BYTES_A_GROUP:
            yield pa.concat_tables(held).combine_chunks()
            held = []
    if held:
        yield pa.concat_tables(held).combine_chunks()


def _even_slices(batches: Iterable[pa.RecordBatch], schema: pa.Schema) -> Iterator[pa.Table]:
    """Cut a stream of batches of any sizes into slices of the same number of rows, the last one shorter."""
    rest = schema.empty_table()
    for batch in batches:
        rest = pa.concat_tables([rest, pa.Table.from_batches([batch]).cast(schema)]).combine_chunks()
        while rest.num_rows >= _BATCH_ROWS:
            # A copy, since the size in memory of a slice counts the bytes around it too.
            yield rest.slice(0, _BATCH_ROWS).take(pa.array(range(_BATCH_ROWS)))
            rest = rest.slice(_BATCH_ROWS).combine_chunks()
    if rest.num_rows:
        yield rest


def content_digest(connection: duckdb.DuckDBPyConnection, path: Path) -> str:
    """Give the SHA-256 of the rows of a Parquet file, whatever its compression or row groups.

    It is taken over the SHA-256 of each row written as JSON, in hexadecimal digits, in the order of the
    file. In DuckDB: ``SELECT sha256(string_agg(sha256(to_json(t)::VARCHAR), '')) FROM 'file' t``.
    """
    query = f"SELECT sha256(to_json(t)::VARCHAR) AS h FROM read_parquet({quoted(str(path))}) t"
    digest = hashlib.sha256()
    for batch in connection.sql(query).to_arrow_reader(65_536):
        digest.update("".join(batch.column(0).to_pylist()).encode())
    return digest.hexdigest()
