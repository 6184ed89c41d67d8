"""A release appears whole or not at all, and nothing bad replaces a good one."""

import json
import os
import shutil
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from expectations.checkpoint import CheckResult
from expectations.contract import Weight
from flows.errors import ChecksFailed, DataRootMismatch, LossesTooLarge
from flows.publish import Outcome, publish_release, refuse_other_collection
from flows.releases import store
from flows.releases.reader import open_release
from flows.releases.versions import Step, released
from flows.settings import DataRoot, RunSettings
from tests.flows.line import Line, run_line
from tests.flows.warc_fixtures import HOST, NOON, page, write_warc

PASSED = CheckResult(
    table="documents",
    check="key",
    column=None,
    description="The key is unique.",
    weight=Weight.FATAL,
    success=True,
    rows_checked=1,
    rows_failed=0,
    sample=(),
)


def line(tmp_path: Path, *titles: str) -> Line:
    captures = [(f"{HOST}/{title}", NOON, page(f"SPECIMEN {title}", "words")) for title in titles]
    return run_line([write_warc(tmp_path / "w.warc.gz", captures)], tmp_path / "data")


def published(made: Line, root: DataRoot, *, accept_losses: bool = False) -> Outcome:
    settings = RunSettings(root, accept_losses=accept_losses)
    return publish_release(
        made.tables, [PASSED], collection=replace(made.collection, name="w"), settings=settings
    )


@pytest.fixture
def root(tmp_path: Path) -> DataRoot:
    return DataRoot(tmp_path / "data")


def test_first_release_then_none_then_minor(tmp_path: Path, root: DataRoot) -> None:
    first = published(line(tmp_path, "a", "b"), root)
    assert (first.step, first.manifest.version) == (Step.FIRST, "1.0.0")
    again = published(line(tmp_path, "a", "b"), root)
    assert (again.step, again.path) == (Step.NONE, first.path)
    more = published(line(tmp_path, "a", "b", "c"), root)
    assert (more.step, more.manifest.version, more.manifest.predecessor) == (Step.MINOR, "1.1.0", "1.0.0")
    changes = {change.table: change for change in more.changes}
    assert (changes["documents"].added, changes["documents"].removed) == (1, 0)
    assert not changes["links"].any


def test_unchanged_files_take_no_room_and_no_file_can_be_written(tmp_path: Path, root: DataRoot) -> None:
    first = published(line(tmp_path, "a"), root)
    second = published(line(tmp_path, "a", "b"), root)
    links = [release.path / "links.parquet" for release in (first, second)]
    assert links[0].stat().st_ino == links[1].stat().st_ino
    assert all(path.stat().st_mode & 0o222 == 0 for path in second.path.iterdir())


def test_same_captures_give_the_same_release_elsewhere(tmp_path: Path, root: DataRoot) -> None:
    here = published(line(tmp_path, "a", "b"), root)
    shutil.move(root.path, tmp_path / "elsewhere")
    there = published(line(tmp_path, "a", "b"), root)
    elsewhere = tmp_path / "elsewhere" / "releases" / "1.0.0"
    assert here.manifest == there.manifest
    for path in there.path.iterdir():
        assert path.read_bytes() == (elsewhere / path.name).read_bytes(), path.name


def test_great_losses_hold_a_release_back_until_somebody_accepts_them(tmp_path: Path, root: DataRoot) -> None:
    first = published(line(tmp_path, "a", "b", "c"), root)
    poorer = line(tmp_path, "a")
    with pytest.raises(LossesTooLarge, match="--accept-losses"):
        published(poorer, root)
    assert open_release(root.path).version == first.manifest.version
    assert published(poorer, root, accept_losses=True).manifest.version == "1.1.0"


def test_the_night_after_one_that_was_held_back_publishes_by_itself(tmp_path: Path, root: DataRoot) -> None:
    published(line(tmp_path, "a", "b", "c"), root)
    with pytest.raises(LossesTooLarge):
        published(line(tmp_path, "a"), root)
    assert released(root.releases) == ["1.0.0"]
    next_night = published(line(tmp_path, "a", "b", "c", "d"), root)
    assert (next_night.manifest.version, next_night.manifest.predecessor) == ("1.1.0", "1.0.0")


def test_content_that_vanishes_from_kept_documents_holds_a_release_back(
    tmp_path: Path, root: DataRoot
) -> None:
    made = line(tmp_path, "a", "b")
    published(made, root)
    path = made.tables.files["passages"]
    emptied = pq.read_table(path).slice(0, 2)
    pq.write_table(emptied, path)
    made.tables.rows["passages"] = 2
    with pytest.raises(LossesTooLarge, match="passages"):
        published(made, root)


def test_failure_while_writing_leaves_no_release(
    tmp_path: Path, root: DataRoot, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = published(line(tmp_path, "a"), root)
    made = line(tmp_path, "a", "b")
    pointer = (root.releases / "latest.json").read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(store, "sync", full)
        with pytest.raises(OSError, match="No space"):
            published(made, root)
    assert sorted(path.name for path in root.releases.iterdir()) == ["1.0.0", "latest.json"]
    assert (root.releases / "latest.json").read_bytes() == pointer
    assert open_release(root.path).citation == first.manifest.citation
    assert published(made, root).manifest.version == "1.1.0"


def test_pointer_that_a_crash_left_behind_is_mended(tmp_path: Path, root: DataRoot) -> None:
    made = line(tmp_path, "a")
    published(made, root)
    (root.releases / "latest.json").write_text('{"version": "0.9.0"}')
    published(line(tmp_path, "a"), root)
    assert json.loads((root.releases / "latest.json").read_text())["version"] == "1.0.0"


def test_file_system_without_hard_links(
    tmp_path: Path, root: DataRoot, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = published(line(tmp_path, "a"), root)

    def refused(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "link", refused)
    second = published(line(tmp_path, "a", "b"), root)
    assert (second.path / "links.parquet").read_bytes() == (first.path / "links.parquet").read_bytes()


def test_data_root_holds_one_dataset(tmp_path: Path, root: DataRoot) -> None:
    published(line(tmp_path, "a"), root)
    refuse_other_collection(root, "w")
    with pytest.raises(DataRootMismatch, match="--data-root"):
        refuse_other_collection(root, "other")


def test_failed_fatal_check_names_rows_and_stops(
    tmp_path: Path, root: DataRoot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows import validate

    made = line(tmp_path, "a")
    bad = CheckResult(
        table="passages",
        check="offsets",
        column="char_start",
        description="Offsets reproduce the text.",
        weight=Weight.FATAL,
        success=False,
        rows_checked=9,
        rows_failed=2,
        sample=("psg-1: 'a' is not 'b'", "psg-2: beyond the end"),
    )
    monkeypatch.setattr(validate, "check_tables", lambda *_, **__: [PASSED, bad])
    with pytest.raises(
        ChecksFailed, match=r"passages\.char_start\.offsets: Offsets.*2 found in 9 rows: psg-1.*psg-2"
    ):
        validate.validate_tables(made.tables, root)
    assert not root.releases.exists()
