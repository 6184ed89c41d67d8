"""Equal rows are equal bytes, however they arrive."""

import hashlib
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from flows.releases import parquet
from flows.releases.parquet import content_digest, write_sorted

SCHEMA = pa.schema([("key", pa.int64()), ("words", pa.string()), ("box", pa.list_(pa.float64()))])


def rows(numbers: list[int]) -> pa.Table:
    columns = [
        numbers,
        [f"word {n} é\n" for n in numbers],
        [[n / 3, 0.1] if n % 5 else None for n in numbers],
    ]
    return pa.table([pa.array(c, f.type) for c, f in zip(columns, SCHEMA, strict=True)], schema=SCHEMA)


def written(table: pa.Table, path: Path) -> bytes:
    with duckdb.connect() as connection:
        connection.register("given", table)
        assert write_sorted(connection, "FROM given", SCHEMA, ["key"], path) == table.num_rows
    return path.read_bytes()


def test_order_and_chunks_of_the_input_leave_no_trace(tmp_path: Path) -> None:
    numbers = list(range(5_000))
    straight = written(rows(numbers), tmp_path / "a.parquet")
    chunks = [rows(numbers[start : start + 777]) for start in range(0, 5_000, 777)]
    shuffled = pa.concat_tables(reversed(chunks))
    assert written(shuffled, tmp_path / "b.parquet") == straight


def test_row_groups_end_where_the_rows_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "ROWS_A_GROUP", 2_048)
    written(rows(list(range(5_000))), tmp_path / "a.parquet")
    groups = pq.ParquetFile(tmp_path / "a.parquet").metadata
    sizes = [groups.row_group(i).num_rows for i in range(groups.num_row_groups)]
    assert sizes == [2_048, 2_048, 904]


def test_groups_of_large_rows_are_small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "BYTES_A_GROUP", 10_000)
    written(rows(list(range(3_000))), tmp_path / "a.parquet")
    groups = pq.ParquetFile(tmp_path / "a.parquet").metadata
    assert groups.num_row_groups == 3


def test_a_lookup_by_id_reads_the_group_that_has_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "ROWS_A_GROUP", 2_048)
    path, small = tmp_path / "a.parquet", tmp_path / "b.parquet"
    with duckdb.connect() as connection:
        for file, number in ((path, 9_000), (small, 900)):
            connection.register("given", rows(list(range(number))))
            write_sorted(connection, "FROM given", SCHEMA, ["key"], file, looked_up=["words"])
        probe = f"SELECT bloom_filter_excludes FROM parquet_bloom_probe('{path}', 'words', 'word 5000 é\n')"
        excluded = [each for (each,) in connection.execute(probe).fetchall()]
    assert excluded == [True, True, False, True, True]
    assert small.read_bytes() == written(rows(list(range(900))), tmp_path / "c.parquet")


def test_empty_table_keeps_its_columns(tmp_path: Path) -> None:
    written(rows([]), tmp_path / "a.parquet")
    assert pq.read_schema(tmp_path / "a.parquet").equals(SCHEMA)


def test_content_digest_sees_rows_and_not_the_file(tmp_path: Path) -> None:
    table = rows(list(range(100)))
    pq.write_table(table, tmp_path / "a.parquet", compression="zstd")
    pq.write_table(table, tmp_path / "b.parquet", compression="none", row_group_size=7)
    pq.write_table(rows([*range(99), 1_000]), tmp_path / "c.parquet")
    with duckdb.connect() as connection:
        digests = [content_digest(connection, tmp_path / f"{name}.parquet") for name in "abc"]
        (documented,) = connection.execute(
            f"SELECT sha256(string_agg(sha256(to_json(t)::VARCHAR), '')) FROM '{tmp_path}/a.parquet' t"
        ).fetchall()
    assert digests[0] == digests[1] != digests[2]
    assert documented == (digests[0],)
    assert digests[0] != hashlib.sha256(b"").hexdigest()
