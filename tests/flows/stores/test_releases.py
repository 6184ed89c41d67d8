"""A release appears on a store whole or not at all, and every machine sees the same one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from flows.errors import DataRootBusy, DataRootMismatch, ReleaseNotFound, StorageError
from flows.releases.manifest import read_manifest
from flows.releases.versions import released
from flows.settings import DataRoot
from flows.stores.copies import bring_release, check_stored
from flows.stores.lock import LOCK, held
from flows.stores.releases import send_release, stored
from flows.stores.vault import bring_vault, send_vault
from flows.stores.work import at_work
from tests.integration.command import files

WARC = "import-pages-0123456789ab.warc.gz"


@pytest.fixture
def first(store, sample_releases, tmp_path) -> DataRoot:
    """A machine whose data root has been built before anybody thought of a store."""
    root = DataRoot(tmp_path / "first", store)
    root.releases.mkdir(parents=True)
    (root.releases / "1.0.0").symlink_to(sample_releases / "1.0.0")
    return root


@pytest.fixture
def second(store, tmp_path) -> DataRoot:
    return DataRoot(tmp_path / "second", store)


def latest(store) -> dict[str, str]:
    return json.loads(store.read("releases/latest.json"))


def test_a_store_gets_what_is_there_and_another_machine_gets_the_same(first, second, store) -> None:
    with at_work(first):
        assert store.read(LOCK)
    assert store.read(LOCK) is None
    assert stored(store) == ["1.0.0"]
    assert latest(store)["citation"] == read_manifest(first.releases / "1.0.0").citation
    with at_work(second):
        assert released(second.releases) == ["1.0.0"]
    assert files(second.releases / "1.0.0") == files(first.releases / "1.0.0")
    assert list(check_stored(store, "1.0.0")) == []


@pytest.mark.parametrize("refused", ["cells.parquet", "manifest.json", "DICTIONARY.md"])
def test_a_release_whose_files_are_refused_does_not_appear(first, second, store, bucket, refused) -> None:
    bucket.refuses = lambda method, name: method == "PUT" and name.endswith(f"1.0.0/{refused}")
    with pytest.raises(StorageError, match=refused), at_work(first):
        pass
    assert stored(store) == []
    assert store.read("releases/latest.json") is None
    with at_work(second):
        assert released(second.releases) == []
    bucket.refuses = lambda *_: False
    with at_work(first):
        assert stored(store) == ["1.0.0"]
    assert list(check_stored(store, "1.0.0")) == []


def test_what_a_run_left_that_was_ended_is_swept(first, store, tmp_path) -> None:
    (tmp_path / "rest").write_bytes(b"half")
    store.send(tmp_path / "rest", "releases/1.0.0/cells.parquet")
    store.send(tmp_path / "rest", "releases/1.0.0/gone.parquet")
    with at_work(first):
        assert "releases/1.0.0/gone.parquet" not in store.names("releases")
    assert list(check_stored(store, "1.0.0")) == []


def test_a_run_that_ended_before_it_named_the_latest_is_completed(first, second, store, bucket) -> None:
    bucket.refuses = lambda method, name: method == "PUT" and name.endswith("latest.json")
    with pytest.raises(StorageError), at_work(first):
        pass
    assert stored(store) == ["1.0.0"]
    bucket.refuses = lambda *_: False
    with at_work(second):
        assert released(second.releases) == ["1.0.0"]


def test_an_altered_file_is_neither_brought_nor_verified(first, second, store, tmp_path) -> None:
    with at_work(first):
        pass
    (tmp_path / "other").write_bytes(b"PAR1")
    store.send(tmp_path / "other", "releases/1.0.0/cells.parquet")
    assert [fault.kind for fault in check_stored(store, "1.0.0")] == ["file_altered"]
    with pytest.raises(StorageError, match=r"cells\.parquet is not what the manifest"):
        bring_release(second, store)
    assert released(second.releases) == []
    store.remove("releases/1.0.0/cells.parquet")
    assert [fault.kind for fault in check_stored(store, "1.0.0")] == ["file_missing"]


def test_a_manifest_that_names_a_file_elsewhere_is_refused(first, second, store) -> None:
    """A path of a manifest becomes a path of this machine."""
    with at_work(first):
        pass
    record = json.loads(store.read("releases/1.0.0/manifest.json"))
    record["files"]["../../../stolen"] = "0" * 64
    store.exchange(
        "releases/1.0.0/manifest.json",
        store.read("releases/1.0.0/manifest.json"),
        json.dumps(record).encode(),
    )
    with pytest.raises(StorageError, match="not what the manifest"):
        bring_release(second, store)


def test_a_version_that_is_not_there_is_named(first, second, store) -> None:
    with pytest.raises(ReleaseNotFound, match="There are: none"):
        bring_release(second, store)
    with at_work(first):
        pass
    with pytest.raises(ReleaseNotFound, match=r"no release 9\.9\.9\. There are: 1\.0\.0"):
        bring_release(second, store, "9.9.9")


def test_a_data_root_of_another_origin_is_refused(first, second, store, sample_releases) -> None:
    with at_work(first):
        pass
    second.releases.mkdir(parents=True)
    (second.releases / "2.0.0").symlink_to(sample_releases / "1.0.0")
    with pytest.raises(DataRootMismatch, match=r"holds release 2\.0\.0, which s3://"), at_work(second):
        pass


def test_two_machines_do_not_work_on_a_store_at_once(first, second, store) -> None:
    with at_work(first):
        with (
            pytest.raises(DataRootBusy, match=r"Another run is at work on s3://.*first, since"),
            at_work(second),
        ):
            pass
        assert store.read(LOCK)
    with at_work(second):
        pass


def test_the_lock_of_a_run_that_was_killed_is_taken_over_where_it_ran(first, second, store) -> None:
    hold = held(store, first.path)
    hold.__enter__()
    with pytest.raises(DataRootBusy, match="If it is dead"), at_work(second):
        pass
    with at_work(first):
        pass
    assert store.read(LOCK) is None
    del hold


def test_files_that_a_release_shares_with_the_one_before_are_not_sent_again(first, store, bucket) -> None:
    with at_work(first):
        pass
    manifest = read_manifest(first.releases / "1.0.0")
    from dataclasses import replace

    bucket.asked.clear()
    send_release(first.releases / "1.0.0", replace(manifest, version="1.0.1", predecessor="1.0.0"), store)
    assert stored(store) == ["1.0.0", "1.0.1"]
    assert not [name for method, name in bucket.asked if method == "GET" and name.endswith(".parquet")]
    assert list(check_stored(store, "1.0.1")) == []


def test_the_vault_is_kept_on_both_sides(first, second, store) -> None:
    put(first, WARC, b"sealed")
    assert send_vault(first) == [f"warcs/{WARC}"]
    assert send_vault(first) == []
    assert bring_vault(second) == [second.vault / WARC]
    assert (second.vault / WARC).read_bytes() == b"sealed"
    assert bring_vault(second) == []


def test_a_file_of_the_vault_that_was_sent_in_part_is_sent_again(first, store, tmp_path) -> None:
    put(first, WARC, b"sealed")
    (tmp_path / "torn").write_bytes(b"sea")
    store.send(tmp_path / "torn", f"warcs/{WARC}")
    assert send_vault(first) == [f"warcs/{WARC}"]
    assert store.read(f"warcs/{WARC}") == b"sealed"


def test_a_sealed_file_that_is_not_what_its_name_says_does_not_come_in(first, second) -> None:
    name = "wayback-20110617-20130720-0123456789abcdef.warc.gz"
    put(first, name, b"something else")
    send_vault(first)
    with pytest.raises(StorageError, match="does not hold the bytes that its name promises"):
        bring_vault(second)
    assert list(second.vault.iterdir()) == []


def put(root: DataRoot, name: str, content: bytes) -> Path:
    root.vault.mkdir(parents=True, exist_ok=True)
    (root.vault / name).write_bytes(content)
    return root.vault / name
