"""A release in other forms says the same, and nothing in it runs."""

from __future__ import annotations

import csv
import json
import sqlite3
from pathlib import Path
from typing import Any

import duckdb
import frictionless
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from flows.cli import cli
from flows.errors import InputError, StorageError
from flows.releases.exports.command import To, Wanted, export
from flows.releases.reader import Release
from flows.spreadsheets import IN_SQL, inert, restored
from tests.flows.releases.exports.conftest import FORMULA


def exported(release: Release, to: To, out: Path, *tables: str) -> Path:
    export(Wanted(release, to, out, tables))
    return out


def plain(value: Any) -> Any:
    """Give a value as JSON has it."""
    if hasattr(value, "isoformat"):
        return value.isoformat().replace("+00:00", "Z")
    return value


def rows(release: Release, table: str) -> list[dict[str, Any]]:
    found = release[table].to_table().to_pylist()
    return [{name: plain(value) for name, value in row.items()} for row in found]


def test_json_lines_hold_every_row_as_it_is(release, tmp_path) -> None:
    out = exported(release, To.JSONL, tmp_path / "lines")
    for table in release:
        lines = (out / f"{table}.jsonl").read_text(encoding="utf-8").splitlines()
        assert [json.loads(line) for line in lines] == rows(release, table), table


def test_csv_holds_every_row_and_tells_nothing_from_empty(release, tmp_path) -> None:
    out = exported(release, To.CSV, tmp_path / "csv")
    for table in release:
        with duckdb.connect() as connection:
            read = connection.sql(
                f"FROM read_csv('{out / table}.csv', all_varchar=true, header=true, allow_quoted_nulls=false)"
            ).fetchall()
        assert read == [tuple(map(as_cell, row.values())) for row in rows(release, table)], table


def as_cell(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    if isinstance(value, bool):
        return str(value).lower()
    return inert(value) if isinstance(value, str) else str(value)


def test_no_cell_of_a_csv_runs_as_a_formula(release, tmp_path) -> None:
    out = exported(release, To.CSV, tmp_path / "csv", "passages")
    with (out / "passages.csv").open(encoding="utf-8", newline="") as stream:
        texts = [row["text"] for row in csv.DictReader(stream)]
    assert f"'{FORMULA}" in texts
    assert FORMULA in map(restored, texts)


@given(st.lists(st.text(alphabet=st.sampled_from(" '=+-@\t\r\n\x0b\x1c\x85\xa0\u3000\uff1da")), min_size=1))
def test_queries_make_texts_inert_as_we_do(texts: list[str]) -> None:
    with duckdb.connect() as connection:
        query = f"SELECT {IN_SQL.format('x')} FROM (SELECT unnest(?) AS x)"
        assert [made for (made,) in connection.execute(query, [texts]).fetchall()] == [*map(inert, texts)]


@pytest.mark.parametrize("to", [To.CSV, To.JSONL])
def test_texts_come_with_a_valid_data_package(release, tmp_path, to) -> None:
    out = exported(release, to, tmp_path / "out")
    described = json.loads((out / "datapackage.json").read_text())
    assert {each["format"] for each in described["resources"]} == {str(to)}
    assert (out / "DICTIONARY.md").is_file()
    if to is To.JSONL:
        return  # frictionless reads no empty file of JSON Lines
    for resource in described["resources"]:
        del resource["schema"]["foreignKeys"]  # the small dataset is whole, but its checks are elsewhere
    report = frictionless.Package.from_descriptor(described, basepath=str(out)).validate()
    assert report.flatten(["title", "message"]) == []


@pytest.fixture
def database(release, tmp_path):
    connection = sqlite3.connect(exported(release, To.SQLITE, tmp_path / "release.sqlite"))
    yield connection
    connection.close()


def test_sqlite_holds_every_row(release, database) -> None:
    for table in release:
        names = [name for _, name, *_ in database.execute(f"PRAGMA table_info({table})")]
        found = [dict(zip(names, row, strict=True)) for row in database.execute(f"SELECT * FROM {table}")]
        assert found == [
            {name: in_sqlite(value) for name, value in row.items()} for row in rows(release, table)
        ]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def in_sqlite(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value


def test_words_are_found_by_their_stem_and_lead_to_the_archived_page(release, database) -> None:
    ((page, text),) = database.execute("""
        SELECT e.archived_page, e.text FROM passages_fts f JOIN passages p ON p.rowid = f.rowid
        JOIN evidence_of_passages e USING (passage_id) WHERE passages_fts MATCH 'hyperlinks'
    """).fetchall()
    assert text == FORMULA
    captures = release["captures"].to_table(columns=["archive_url", "original_url"]).to_pylist()
    assert page.partition("#")[0] in {each["archive_url"] or each["original_url"] for each in captures}


def test_only_the_tables_that_are_named_are_written(release, tmp_path) -> None:
    out = exported(release, To.JSONL, tmp_path / "out", "issues", "links")
    assert sorted(path.name for path in out.glob("*.jsonl")) == ["issues.jsonl", "links.jsonl"]
    with pytest.raises(InputError, match="has no table pages"):
        exported(release, To.JSONL, tmp_path / "other", "pages")


def test_what_is_there_is_not_written_over(release, tmp_path) -> None:
    (tmp_path / "there").write_text("mine")
    with pytest.raises(InputError, match="already there"):
        exported(release, To.SQLITE, tmp_path / "there")
    assert (tmp_path / "there").read_text() == "mine"


def test_an_export_is_whole_or_not_there(release, tmp_path, monkeypatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("flows.releases.exports.texts.write_table", full)
    with pytest.raises(StorageError, match="No space left"):
        exported(release, To.CSV, tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_the_command_says_what_it_wrote(data_root, tmp_path) -> None:
    out = tmp_path / "out"
    arguments = [
        "export",
        "--to",
        "csv",
        "--table",
        "issues",
        "--out",
        str(out),
        "--data-root",
        str(data_root),
    ]
    answer = CliRunner().invoke(cli, [*arguments, "--json"])
    assert answer.exit_code == 0
    told = json.loads(answer.stdout)
    assert (told["to"], told["out"]) == ("csv", str(out))
    assert list(told["rows"]) == ["issues"]
