"""What a run need not do again, and what it must not take for done."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from extractors.registry import Ocr
from flows import unchanged
from flows.archives.digests import Digests
from flows.fragments import CONTENT_TABLES, sweep_damaged
from flows.publish import Outcome, publish_release
from flows.releases.versions import Step
from flows.settings import DataRoot, RunSettings
from flows.unchanged import inputs_digest, recall, remember
from flows.validate import validate_tables
from tests.flows.line import Line, run_line
from tests.flows.warc_fixtures import HOST, NOON, page, write_warc


@pytest.fixture
def made(tmp_path: Path) -> Line:
    warc = write_warc(tmp_path / "w.warc.gz", [(f"{HOST}/a", NOON, page("SPECIMEN a", "words"))])
    return run_line([warc], tmp_path / "data")


@pytest.fixture
def settings(tmp_path: Path) -> RunSettings:
    return RunSettings(DataRoot(tmp_path / "data"))


@pytest.fixture
def outcome(made: Line, settings: RunSettings) -> Outcome:
    results = validate_tables(made.tables, settings.root)
    return publish_release(made.tables, results, collection=made.collection, settings=settings)


def test_the_same_inputs_are_the_release_that_is_there(made, settings, outcome) -> None:
    inputs = inputs_digest(made.collection, made.indexes, settings)
    assert recall(inputs, settings.root) is None
    remember(outcome, inputs, settings.root)
    found = recall(inputs, settings.root)
    assert found
    assert (found.path, found.manifest, found.step) == (outcome.path, outcome.manifest, Step.NONE)
    assert list(found.results) == sorted(outcome.results, key=lambda r: (r.table, r.check, r.column or ""))


def test_whatever_a_release_follows_from_makes_other_inputs(made, settings, monkeypatch) -> None:
    inputs = inputs_digest(made.collection, made.indexes, settings)
    others = [
        inputs_digest(replace(made.collection, name="other"), made.indexes, settings),
        inputs_digest(made.collection, [*made.indexes, Path("another")], settings),
        inputs_digest(made.collection, made.indexes, replace(settings, ocr=Ocr.OFF)),
    ]
    monkeypatch.setattr(unchanged, "_code", lambda: "other code")
    others.append(inputs_digest(made.collection, made.indexes, settings))
    assert len({inputs, *others}) == 5


def test_another_latest_release_is_not_taken_for_this_one(made, settings, outcome) -> None:
    inputs = inputs_digest(made.collection, made.indexes, settings)
    remember(outcome, inputs, settings.root)
    assert recall("other inputs", settings.root) is None
    shutil.rmtree(outcome.path)
    assert recall(inputs, settings.root) is None


def test_a_memory_that_is_damaged_is_none(made, settings, outcome) -> None:
    inputs = inputs_digest(made.collection, made.indexes, settings)
    remember(outcome, inputs, settings.root)
    (settings.root.work / "built.json").write_text("{")
    assert recall(inputs, settings.root) is None


def test_a_file_is_read_again_when_it_was_changed(settings, tmp_path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"one")
    first = Digests(settings.root)
    before = first.of(file)
    first.keep()
    file.write_bytes(b"two")
    os.utime(file, ns=(0, 1))
    assert Digests(settings.root).of(file) != before
    (settings.root.work / "digests.json").write_text("[1")
    assert Digests(settings.root).of(file) != before


@pytest.mark.parametrize("harm", ["cut", "emptied", "missing", "overwritten"])
def test_a_damaged_fragment_is_swept_and_the_others_stay(made, settings, harm) -> None:
    (fragment,) = made.extracted.fragments
    whole = fragment.with_name("whole")
    shutil.copytree(fragment, whole)
    file = fragment / "passages.parquet"
    content = file.read_bytes()
    file.chmod(0o644)
    if harm == "missing":
        file.unlink()
    else:
        file.write_bytes({"cut": content[:-9], "emptied": b"", "overwritten": bytes(len(content))}[harm])
    assert sweep_damaged(settings.root.fragments, CONTENT_TABLES) == [fragment]
    assert [path.name for path in settings.root.fragments.iterdir()] == ["whole"]
