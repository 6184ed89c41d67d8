"""Two files of a table side by side: laws of a difference, whatever the values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.releases import changes
from flows.releases.changes import Comparison, TableChange

SCHEMA = pa.schema(
    [
        pa.field("k", pa.string(), nullable=False),
        pa.field("n", pa.int64(), nullable=False),
        pa.field("number", pa.float64()),
        pa.field("text", pa.string()),
        pa.field("texts", pa.list_(pa.string())),
        pa.field("day", pa.date32()),
    ]
)
KEY = ("k", "n")
TEXTS = st.none() | st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=3)
ROWS = st.dictionaries(
    st.tuples(st.text("abü'\"", max_size=2), st.integers(-2, 2)),
    st.fixed_dictionaries(
        {
            "number": st.none() | st.floats(allow_infinity=True).map(lambda number: number + 0.0),
            "text": TEXTS,
            "texts": st.none() | st.lists(TEXTS, max_size=2),
            "day": st.none() | st.dates(),
        }
    ),
    max_size=6,
)
LAWS = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)

Rows = Mapping[tuple[str, int], Mapping[str, Any]]


@pytest.fixture
def connection(monkeypatch: pytest.MonkeyPatch) -> Iterator[duckdb.DuckDBPyConnection]:
    monkeypatch.setattr(changes, "CONTRACTS", {"t": SimpleNamespace(key=KEY)})
    with duckdb.connect() as opened:
        yield opened


def written(path: Path, rows: Rows, schema: pa.Schema = SCHEMA) -> Path:
    table = pa.Table.from_pylist([{"k": k, "n": n, **row} for (k, n), row in rows.items()], schema=SCHEMA)
    pq.write_table(table.select(schema.names).cast(schema), path)
    return path


def read(path: Path) -> dict[tuple[str, int], str]:
    """Give rows by key; as text, since nothing else makes a number that is none equal to itself."""
    return {(row["k"], row["n"]): repr(row) for row in pq.read_table(path).to_pylist()}


def compared(connection: duckdb.DuckDBPyConnection, folder: Path, before: Rows, after: Rows) -> Comparison:
    files = written(folder / "b.parquet", before), written(folder / "a.parquet", after)
    return Comparison(connection, "t", *files)


@LAWS
@given(ROWS)
def test_nothing_differs_from_itself(connection, tmp_path, rows) -> None:
    change = compared(connection, tmp_path, rows, rows).change()
    assert change == TableChange("t", len(rows), len(rows))
    assert not change.any


@LAWS
@given(ROWS, ROWS)
def test_the_other_way_round_what_was_added_is_removed(connection, tmp_path, before, after) -> None:
    there = compared(connection, tmp_path, before, after).change()
    back = compared(connection, tmp_path, after, before).change()
    assert (there.added, there.removed, there.changed) == (back.removed, back.added, back.changed)
    assert there.columns == back.columns
    assert there.after - there.before == there.added - there.removed


@LAWS
@given(ROWS, ROWS)
def test_applying_a_difference_gives_the_later_rows(connection, tmp_path, before, after) -> None:
    compared(connection, tmp_path, before, after).write(tmp_path)
    rows = read(tmp_path / "b.parquet")
    for key in read(tmp_path / "t.before.parquet"):
        del rows[key]
    rows |= read(tmp_path / "t.after.parquet")
    for row in pq.read_table(tmp_path / "t.changed.parquet").to_pylist():
        assert row["differ"]
        assert rows[row["k"], row["n"]] == repr(row["before"])
        rows[row["k"], row["n"]] = repr(row["after"])
    assert rows == read(tmp_path / "a.parquet")


def test_each_column_is_counted_and_the_first_rows_are_given(connection, tmp_path) -> None:
    one = {"number": 1.0, "text": "a", "texts": ["x"], "day": None}
    before = {("a", 1): one, ("a", 2): one, ("b", 1): one}
    after = {
        ("a", 1): one | {"text": "b", "texts": ["x", None]},
        ("a", 2): one | {"text": None},
        ("c", 1): one,
    }
    comparison = compared(connection, tmp_path, before, after)
    change = comparison.change()
    assert (change.added, change.removed, change.changed) == (1, 1, 2)
    assert change.columns == {"text": 2, "texts": 1}
    first, second, third, fourth = comparison.rows(9)
    assert (first.key, first.columns) == ({"k": "a", "n": 1}, ["text", "texts"])
    assert second.columns == ["text"]
    assert (third.after, fourth.before) == (None, None)
    assert comparison.rows(1) == [first]


def test_columns_of_one_side_are_named_and_not_compared(connection, tmp_path) -> None:
    rows = {("a", 1): {"number": 1.0, "text": "1", "texts": [], "day": None}}
    retyped = SCHEMA.set(2, pa.field("number", pa.int64()))
    before = written(tmp_path / "b.parquet", rows, SCHEMA.remove(5))
    after = written(tmp_path / "a.parquet", rows, retyped)
    change = Comparison(connection, "t", before, after).change()
    assert (change.columns_removed, change.columns_added) == (("number",), ("number", "day"))
    assert (change.added, change.removed, change.changed) == (0, 0, 0)
    assert change.any


def test_rows_of_a_table_without_a_key_are_compared_whole(connection, tmp_path) -> None:
    nothing = {"number": None, "text": None, "texts": None, "day": None}
    files = [
        written(tmp_path / f"{name}.parquet", {("a", number): nothing, ("b", 0): nothing})
        for name, number in (("b", 1), ("a", 2))
    ]
    change = Comparison(connection, "not known", *files).change()
    assert (change.added, change.removed, change.changed) == (1, 1, 0)
