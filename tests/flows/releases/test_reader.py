"""Releases open with our reader, and without it."""

from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow.dataset as ds
import pytest

import flows
from flows.errors import IdentifierNotFound, ReleaseNotFound
from flows.publish import publish_release
from flows.releases.lookup import find_row
from flows.settings import DataRoot, RunSettings
from tests.flows.line import run_line
from tests.flows.warc_fixtures import HOST, LATER, NOON, page, write_warc


@pytest.fixture(scope="module")
def data_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reader")
    body = page("SPECIMEN", "first words", "second words")
    warc = write_warc(folder / "w.warc.gz", [(f"{HOST}/a", LATER, body), (f"{HOST}/a", NOON, body)])
    line = run_line([warc], folder / "data")
    root = DataRoot(folder / "data")
    publish_release(line.tables, [], collection=line.collection, settings=RunSettings(root))
    return root.path


def test_tables_are_arrow_datasets(data_root: Path) -> None:
    release = flows.open_release(data_root)
    assert isinstance(release["passages"], ds.Dataset)
    assert release["passages"].count_rows() == 3
    assert set(release) == set(release.manifest.tables)
    assert release.version == "1.0.0"


@pytest.mark.parametrize("inside", ["", "releases", "releases/1.0.0"])
def test_any_folder_of_it_opens(data_root: Path, inside: str) -> None:
    assert flows.open_release(data_root / inside).version == "1.0.0"


def test_what_is_not_there_is_said(data_root: Path, tmp_path: Path) -> None:
    with pytest.raises(ReleaseNotFound, match=r"9\.9\.9.*There are: 1\.0\.0"):
        flows.open_release(data_root, "9.9.9")
    with pytest.raises(ReleaseNotFound, match="rebuild"):
        flows.open_release(tmp_path)


def test_pandas_polars_and_duckdb_read_every_file(data_root: Path) -> None:
    release = flows.open_release(data_root)
    for table, path in release.files.items():
        rows = release.manifest.tables[table].rows
        columns = list(release.manifest.tables[table].columns)
        assert list(pd.read_parquet(path).columns) == columns
        assert pl.read_parquet(path).shape == (rows, len(columns))
        assert duckdb.sql(f"SELECT count(*) FROM '{path}'").fetchall() == [(rows,)]


def test_row_is_found_with_its_captures_earliest_first(data_root: Path) -> None:
    release = flows.open_release(data_root)
    (passage,) = release["passages"].filter(ds.field("text") == "second words").to_table().to_pylist()
    found = find_row(release, passage["passage_id"])
    assert found.table == "passages"
    assert found.row == passage
    assert [capture["captured_at"] for capture in found.captures] == [NOON, LATER]


def test_a_publication_is_found_with_the_captures_of_its_documents(data_root: Path) -> None:
    release = flows.open_release(data_root)
    (publication,) = release["publications"].to_table().to_pylist()
    found = find_row(release, publication["publication_id"])
    assert [capture["captured_at"] for capture in found.captures] == [NOON, LATER]
    assert [place["capture_id"] for place in found.locations] == [
        each["capture_id"] for each in found.captures
    ]


def test_a_row_that_no_capture_gave_is_found_without_any(data_root: Path) -> None:
    release = flows.open_release(data_root)
    (era,) = release["template_coverage"].to_table().to_pylist()
    assert find_row(release, era["era"]).captures == []


def test_unknown_id(data_root: Path) -> None:
    with pytest.raises(IdentifierNotFound, match="psg-0"):
        find_row(flows.open_release(data_root), "psg-0")
