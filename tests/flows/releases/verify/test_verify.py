"""What a verification catches, one fault a test."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

from extractors.pdf.tesseract import Engine
from flows import publish
from flows.assemble import Tables
from flows.cli import cli
from flows.files import file_digest
from flows.releases.manifest import MANIFEST, dataset_digest, read_manifest
from flows.releases.parquet import content_digest
from flows.releases.reader import open_release
from flows.releases.verify import tools
from flows.releases.verify.command import Verdict, Wanted, as_text, verify
from flows.settings import DataRoot, RunSettings
from tests.flows.line import Line, run_line
from tests.flows.warc_fixtures import HOST, NOON, page, write_warc


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Line:
    folder = tmp_path_factory.mktemp("verify")
    captures = [(f"{HOST}/{name}", NOON, page(f"SPECIMEN {name}", f"Words of {name}.")) for name in "ab"]
    return run_line([write_warc(folder / "w.warc.gz", captures)], folder / "data")


@pytest.fixture(scope="session")
def published(built: Line, tmp_path_factory: pytest.TempPathFactory) -> DataRoot:
    root = DataRoot(tmp_path_factory.mktemp("published"))
    publish.publish_release(built.tables, [], collection=built.collection, settings=RunSettings(root))
    return root


@pytest.fixture
def root(published: DataRoot, tmp_path: Path) -> DataRoot:
    """A copy that may be changed."""
    shutil.copytree(published.releases, tmp_path / "root" / "releases")
    for path in (tmp_path / "root").rglob("*.*"):
        path.chmod(0o644)
    return DataRoot(tmp_path / "root")


@pytest.fixture
def warc(built: Line) -> Path:
    return built.collection.warcs[0].path


def verdict(root: DataRoot, *sources: Path, hashes_only: bool = False) -> Verdict:
    release = open_release(root.path)
    return verify(Wanted(release, root, sources, hashes_only=hashes_only, workers=1))


def kinds(found: Verdict) -> list[tuple[str, str]]:
    return [(fault.kind, fault.where) for fault in found.faults]


def test_an_untouched_release_is_verified(published, warc) -> None:
    found = verdict(published, warc)
    assert (found.faults, found.warnings, found.rebuilt) == ((), (), True)
    assert "built again from the archive it is the same" in as_text(found)
    assert {path.name for path in published.work.iterdir()} == {"runs", "staging"}


def test_a_flipped_bit_is_caught(root, warc) -> None:
    path = root.releases / "1.0.0" / "links.parquet"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    found = verdict(root, hashes_only=True)
    assert ("file_altered", "links.parquet") in kinds(found)
    assert "do not use" in as_text(found)


def test_a_missing_file_is_caught_and_all_faults_are_told(root) -> None:
    (root.releases / "1.0.0" / "cells.parquet").unlink()
    (root.releases / "1.0.0" / "DICTIONARY.md").unlink()
    (root.releases / "1.0.0" / "notes.txt").touch()
    assert kinds(verdict(root, hashes_only=True)) == [
        ("file_missing", "cells.parquet"),
        ("file_missing", "DICTIONARY.md"),
        ("file_not_named", "notes.txt"),
    ]


@pytest.mark.parametrize(
    ("key", "value", "kind"),
    [
        ("rows", 7, "table_altered"),
        ("sha256", "0" * 64, "file_altered"),
        ("content_sha256", "0" * 64, "manifest_altered"),
        ("columns", {"issue_id": "string"}, "manifest_altered"),
    ],
)
def test_an_altered_manifest_is_caught(root, key, value, kind) -> None:
    path = root.releases / "1.0.0" / MANIFEST
    record = json.loads(path.read_text())
    record["tables"]["issues"][key] = value
    path.write_text(json.dumps(record))
    assert kind in {each for each, _ in kinds(verdict(root, hashes_only=True))}


def test_a_citation_that_is_not_its_own_is_caught(root) -> None:
    path = root.releases / "1.0.0" / MANIFEST
    record = json.loads(path.read_text())
    path.write_text(json.dumps(record | {"citation": "1.0.0+000000000000"}))
    assert kinds(verdict(root, hashes_only=True)) == [("manifest_altered", MANIFEST)]


def altered(root: DataRoot, table: str, query: str) -> None:
    """Change a file, and all digests in the manifest with it."""
    folder = root.releases / "1.0.0"
    path = folder / f"{table}.parquet"
    with duckdb.connect() as connection:
        connection.execute(f"COPY ({query.format(path)}) TO '{path}.new' (FORMAT parquet)")
        Path(f"{path}.new").replace(path)
        content = content_digest(connection, path)
        rows = connection.sql(f"FROM '{path}'").shape[0]
    manifest = read_manifest(folder)
    facts = manifest.tables[table]
    facts = replace(facts, sha256=file_digest(path), bytes=path.stat().st_size)
    facts = replace(facts, content_sha256=content, rows=rows)
    tables = {**manifest.tables, table: facts}
    manifest = replace(manifest, tables=tables, content_digest=dataset_digest(tables))
    (folder / MANIFEST).write_text(manifest.as_json())


def test_a_changed_value_is_found_by_building_again_though_all_hashes_fit(root, warc) -> None:
    reworded = "replace(text, 'Words of a.', 'Other words.')"
    altered(root, "passages", f"SELECT * REPLACE ({reworded} AS text) FROM '{{}}'")
    assert verdict(root, hashes_only=True).faults == ()
    (fault,) = verdict(root, warc).faults
    assert fault.kind == "table_differs"
    assert fault.where.startswith("passages psg-")
    assert fault.where.endswith(" text")
    assert fault.what == "'Other words.', and built again 'Words of a.'"


def test_a_row_that_is_gone_is_found_by_building_again(root, warc) -> None:
    altered(root, "documents", "FROM '{}' LIMIT 1")
    faults = verdict(root, warc).faults
    assert [fault.where.partition(" ")[0] for fault in faults] == ["documents"]
    assert "built again there is this row too" in faults[0].what


def test_an_old_extractor_is_named_beside_what_it_read_otherwise(built, tmp_path, warc, monkeypatch) -> None:
    old = tmp_path / "passages.parquet"
    with duckdb.connect() as connection:
        connection.execute(
            f"COPY (SELECT * REPLACE (upper(text) AS text) FROM '{built.tables.files['passages']}')"
            f" TO '{old}' (FORMAT parquet)"
        )
    root = DataRoot(tmp_path / "root")
    tables = Tables({**built.tables.files, "passages": old}, built.tables.rows)
    with monkeypatch.context() as patched:
        patched.setattr(publish, "package_version", lambda _: "0.0.1")
        publish.publish_release(tables, [], collection=built.collection, settings=RunSettings(root))
    found = verdict(root, warc)
    assert {kind for kind, _ in kinds(found)} == {"table_differs"}
    assert any("made with pdfplumber 0.0.1; here is" in warning for warning in found.warnings)
    assert "install the locked ones" in as_text(found)


def test_what_came_later_is_left_out(root, warc, tmp_path) -> None:
    folder = tmp_path / "vault"
    folder.mkdir()
    shutil.copy(warc, folder)
    write_warc(folder / "later.warc.gz", [(f"{HOST}/c", NOON, page("SPECIMEN c", "Later words."))])
    found = verdict(root, folder)
    assert found.faults == ()
    assert "1 WARC files at hand are no part of this release" in found.warnings[0]


def test_an_archive_that_is_not_the_one_it_was_built_from_is_told(root, tmp_path) -> None:
    other = write_warc(tmp_path / "w.warc.gz", [(f"{HOST}/a", NOON, page("SPECIMEN a", "Forged words."))])
    assert kinds(verdict(root, other)) == [("archive_altered", "w.warc.gz")]
    missing = write_warc(tmp_path / "other.warc.gz", [(f"{HOST}/a", NOON, page("SPECIMEN a", "Words."))])
    found = verdict(root, missing)
    assert kinds(found) == [("archive_missing", "w.warc.gz")]
    assert "--from" in as_text(found)


@pytest.mark.parametrize(
    ("installed", "said"),
    [(None, "here is no tesseract."), (Engine("t", "9.9.9", (("eng", "x"),)), "here is tesseract 9.9.9.")],
)
def test_another_tesseract_or_none_is_named(published, monkeypatch, installed, said) -> None:
    release = open_release(published.path)
    monkeypatch.setattr(tools, "engine", lambda: installed)
    monkeypatch.setattr(tools, "_engines", lambda _: {"tesseract 5.3.0 (eng 1234)"})
    (warning,) = tools.other_tools(release)
    assert warning == f"Pages were recognised by tesseract 5.3.0; {said}"


def test_the_command_ends_with_1_if_anything_is_wrong(root, warc) -> None:
    arguments = ["verify", "--data-root", str(root.path), "--from", str(warc), "--workers", "1"]
    assert CliRunner().invoke(cli, arguments).exit_code == 0
    (root.releases / "1.0.0" / "cells.parquet").unlink()
    answer = CliRunner().invoke(cli, [*arguments, "--hashes-only", "--json"])
    assert answer.exit_code == 1
    told = json.loads(answer.stdout)
    assert told["verified"] is False
    assert [fault["where"] for fault in told["faults"]] == ["cells.parquet"]
