"""Parquet files as frames that fit in memory, whatever the number and the length of their rows."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

ROWS_A_BATCH = 250_000
"""Rows that are judged at once: Great Expectations takes about 1 GB for a million."""

_ROWS_A_READ = 4_096


def slim_batches(path: Path, *, values: Collection[str], presence: Collection[str]) -> Iterator[pa.Table]:
    """Read a Parquet file in batches, without what nobody looks at; one of no rows gives one such batch.

    Args:
        path: the file.
        values: columns that are wanted as they are.
        presence: columns of which only matters whether there is a value: ``True`` or null stands for it,
            so that long texts and lists are never all in memory.
    """
    file = pq.ParquetFile(path, pre_buffer=False)
    wanted = [name for name in file.schema_arrow.names if name in values or name in presence]
    held: list[pa.RecordBatch] = []
    for read in file.iter_batches(batch_size=_ROWS_A_READ, columns=wanted):
        held.append(_slim(read, presence))
        if sum(batch.num_rows for batch in held) + _ROWS_A_READ > ROWS_A_BATCH:
            yield pa.Table.from_batches(held)
            held = []
    if held or not file.metadata.num_rows:
        empty = pa.RecordBatch.from_pylist([], schema=pa.schema(file.schema_arrow.field(n) for n in wanted))
        yield pa.Table.from_batches(held or [_slim(empty, presence)])


def _slim(batch: pa.RecordBatch, presence: Collection[str]) -> pa.RecordBatch:
    columns = {
        name: _presence(column) if name in presence else column
        for name, column in zip(batch.schema.names, batch.columns, strict=True)
    }
    return pa.RecordBatch.from_pydict(columns)


def _presence(column: pa.Array) -> pa.Array:
    return pc.if_else(pc.is_valid(column), pa.scalar(True), pa.scalar(None, pa.bool_()))
