"""The number of a release says how far it is from the last one."""

from dataclasses import replace
from pathlib import Path

import pytest

from flows.releases.manifest import Manifest, TableFacts, dataset_digest, read_manifest
from flows.releases.versions import Step, next_version, parse_version, released, step_between

FACTS = TableFacts(
    file="documents.parquet",
    rows=2,
    bytes=10,
    sha256="a",
    content_sha256="b",
    columns={"document_id": "string", "pages": "int64"},
    compared=True,
)
PLACES = replace(FACTS, file="capture_locations.parquet", compared=False)
TABLES = {"documents": FACTS, "capture_locations": PLACES}
DESCRIPTORS = {"DICTIONARY.md": "d"}

MANIFEST = Manifest(
    version="1.2.3",
    predecessor="1.2.2",
    collection="specimens",
    captured_until="2013-07-20",
    specimen=True,
    content_digest=dataset_digest(TABLES),
    parsers={"lxml": "6"},
    tables=TABLES,
    described=DESCRIPTORS,
    files={"CHANGES.md": "c"},
    checks={"passed": 3, "warnings": 0},
)


@pytest.mark.parametrize(
    ("tables", "descriptors", "step"),
    [
        (TABLES, DESCRIPTORS, Step.NONE),
        (TABLES, {"DICTIONARY.md": "other"}, Step.PATCH),
        (TABLES, {**DESCRIPTORS, "NEW.md": "n"}, Step.PATCH),
        ({**TABLES, "documents": replace(FACTS, content_sha256="other")}, DESCRIPTORS, Step.MINOR),
        ({**TABLES, "links": FACTS}, DESCRIPTORS, Step.MINOR),
        (
            {**TABLES, "documents": replace(FACTS, columns={**FACTS.columns, "era": "string"})},
            DESCRIPTORS,
            Step.MINOR,
        ),
        ({"capture_locations": PLACES}, DESCRIPTORS, Step.MAJOR),
        ({**TABLES, "documents": replace(FACTS, columns={"document_id": "string"})}, DESCRIPTORS, Step.MAJOR),
        (
            {**TABLES, "documents": replace(FACTS, columns={**FACTS.columns, "pages": "string"})},
            DESCRIPTORS,
            Step.MAJOR,
        ),
        ({**TABLES, "capture_locations": replace(PLACES, content_sha256="x")}, DESCRIPTORS, Step.NONE),
    ],
)
def test_step(tables: dict[str, TableFacts], descriptors: dict[str, str], step: Step) -> None:
    assert step_between(MANIFEST, tables, descriptors) is step


def test_first_release_has_no_step_before_it() -> None:
    assert step_between(None, TABLES, DESCRIPTORS) is Step.FIRST


@pytest.mark.parametrize(
    ("last", "step", "version"),
    [
        (None, Step.FIRST, "1.0.0"),
        ("1.2.3", Step.MAJOR, "2.0.0"),
        ("1.2.3", Step.MINOR, "1.3.0"),
        ("1.9.9", Step.PATCH, "1.9.10"),
    ],
)
def test_next_version(last: str | None, step: Step, version: str) -> None:
    assert next_version(last, step) == version


def test_manifest_comes_back_as_it_was_written(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text(MANIFEST.as_json())
    assert read_manifest(tmp_path) == MANIFEST
    assert list(read_manifest(tmp_path).tables["documents"].columns) == ["document_id", "pages"]


def test_citation_names_version_and_content() -> None:
    assert MANIFEST.citation == f"1.2.3+{MANIFEST.content_digest[:12]}"
    elsewhere = {**TABLES, "capture_locations": replace(PLACES, content_sha256="x")}
    assert dataset_digest(elsewhere) == MANIFEST.content_digest


def test_releases_are_listed_by_number_and_only_if_complete(tmp_path: Path) -> None:
    for name in ("1.10.0", "1.9.0", "2.0.0", "draft", "1.2"):
        (tmp_path / name).mkdir()
        if name != "2.0.0":
            (tmp_path / name / "manifest.json").write_text("{}")
    assert released(tmp_path) == ["1.9.0", "1.10.0"]
    assert released(tmp_path / "nowhere") == []
    assert parse_version("1.2") is None
