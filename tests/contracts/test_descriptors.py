"""A release is opened by the tools of others: validators of its descriptors, data frames, databases."""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import Any

import duckdb
import frictionless
import pandas
import polars
import pyarrow.parquet as pq
import pytest
import rdflib
from rdflib.namespace import SDO

from flows.releases.manifest import Manifest, read_manifest

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it imports packages by names that they are leaving behind
    import mlcroissant

pytestmark = [
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated"),  # rdflib warns of itself
    pytest.mark.filterwarnings("ignore:The inplace keyword"),  # mlcroissant's use of pandas
]


@pytest.fixture(scope="module")
def release(sample_releases: Path) -> Path:
    return sample_releases / "1.0.0"


@pytest.fixture(scope="module")
def manifest(release: Path) -> Manifest:
    return read_manifest(release)


def test_frictionless_validates_every_row_by_the_data_package(release: Path) -> None:
    """Rows are handed over, since its own reader of Parquet makes NaN of an integer that is not there."""
    described = json.loads((release / "datapackage.json").read_text())
    for resource in described["resources"]:
        resource["data"] = rows_of(release / resource["path"])
        for name in ("path", "format", "mediatype", "hash"):
            del resource[name]
    report = frictionless.Package.from_descriptor(described).validate()
    assert [error.message for task in report.tasks for error in task.errors] == []
    assert report.valid
    assert len(report.tasks) == len(described["resources"])


def rows_of(file: Path) -> list[list[Any]]:
    """Give the names of the columns, and the values of each row."""
    table = pq.read_table(file)
    return [table.column_names, *(list(row.values()) for row in table.to_pylist())]


def test_the_data_package_refuses_rows_that_break_it(release: Path) -> None:
    described = json.loads((release / "datapackage.json").read_text())
    (schema,) = [each["schema"] for each in described["resources"] if each["name"] == "issues"]
    del schema["foreignKeys"]
    names, row, *_ = rows_of(release / "issues.parquet")
    wrong = [*row]
    wrong[names.index("severity")] = "sheepish"
    resource = {"name": "issues", "data": [names, row, wrong, row], "schema": schema}
    report = frictionless.Resource.from_descriptor(resource).validate()
    assert sorted(report.flatten(["type"])) == [["constraint-error"], ["primary-key"], ["primary-key"]]


def test_croissant_is_valid_and_loads_every_table(release: Path, manifest: Manifest) -> None:
    dataset = mlcroissant.Dataset(release / "croissant.json")
    assert dataset.metadata.issues.errors == set()
    counted = {each.name: sum(1 for _ in dataset.records(each.name)) for each in dataset.metadata.record_sets}
    assert counted == {name: facts.rows for name, facts in manifest.tables.items()}
    first = next(iter(dataset.records("statistics")))
    assert first["statistics/statistic_id"].decode().startswith("stt-")


def test_json_ld_says_in_schema_org_what_the_manifest_says(release: Path, manifest: Manifest) -> None:
    graph = rdflib.Graph().parse(release / "dataset.jsonld", format="json-ld")
    dataset = graph.value(predicate=rdflib.RDF.type, object=SDO.Dataset)
    assert str(graph.value(dataset, SDO.version)) == manifest.version
    assert str(graph.value(dataset, SDO.identifier)) == manifest.citation
    files = {str(graph.value(each, SDO.contentUrl)) for each in graph.objects(dataset, SDO.distribution)}
    assert files == {facts.file for facts in manifest.tables.values()}
    assert all(term in SDO for term in set(graph.predicates()) - {rdflib.RDF.type})
    assert "SPECIMEN" in str(graph.value(dataset, SDO.name))


def test_pandas_polars_and_duckdb_read_the_same_rows(release: Path, manifest: Manifest) -> None:
    for facts in manifest.tables.values():
        file = release / facts.file
        ((counted,),) = duckdb.sql(f"SELECT count(*) FROM '{file}'").fetchall()
        assert {len(pandas.read_parquet(file)), polars.read_parquet(file).height, counted} == {facts.rows}


def test_columns_of_the_files_say_what_they_mean(release: Path, manifest: Manifest) -> None:
    for facts in manifest.tables.values():
        for column in pq.read_schema(release / facts.file):
            assert column.metadata[b"description"], (facts.file, column.name)
