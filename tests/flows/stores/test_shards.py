"""Shards that are extracted far away give the fragments that they give here, to the last byte."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flows.archives.collections import open_collection
from flows.assemble import plan
from flows.errors import StorageError, WorkersFail
from flows.extract import extract_shards, index_collection
from flows.sample import specimen_archive
from flows.settings import DataRoot, RunSettings
from flows.shards import ShardAddress
from flows.stores import shards as far
from flows.stores.vault import send_vault
from tests.flows.line import silent
from tests.integration.command import files


@pytest.fixture
def settings(store, tmp_path) -> RunSettings:
    root = DataRoot(tmp_path / "root", store)
    root.vault.mkdir(parents=True)
    (root.vault / "specimens.warc.gz").write_bytes(specimen_archive().read_bytes())
    send_vault(root)
    return RunSettings(root, workers=1)


@pytest.fixture
def shards(settings) -> list[ShardAddress]:
    collection = open_collection([settings.root.vault / "specimens.warc.gz"], settings.root)
    return plan(collection, index_collection(collection, settings, silent), settings)


def test_fragments_from_far_are_those_from_here(settings, shards, store, tmp_path) -> None:
    far.lend(shards, store)
    returned = far.extract_lent(shards, settings, store)
    brought = far.take_back(returned, settings.root, store)
    here = extract_shards(shards, replace(settings, root=DataRoot(tmp_path / "here")), silent)
    assert [files(each) for each in brought.fragments] == [files(each) for each in here.fragments]


def test_what_another_machine_has_extracted_is_not_extracted_again(settings, shards, store, bucket) -> None:
    far.lend(shards, store)
    far.extract_lent(shards, settings, store)
    bucket.asked.clear()
    far.lend(shards, store)
    again = far.extract_lent(shards, settings, store)
    assert again.fragments == tuple(f"fragments/{shard.key}" for shard in shards)
    assert not [method for method, _ in bucket.asked if method == "PUT"]


def test_a_worker_with_other_versions_is_refused(settings, shards, store, monkeypatch) -> None:
    far.lend(shards, store)
    monkeypatch.setattr("flows.shards.extraction_fingerprint", lambda: "another")
    with pytest.raises(WorkersFail, match="other versions"):
        far.extract_lent(shards, settings, store)


def test_a_store_that_refuses_a_fragment_has_none(settings, shards, store, bucket) -> None:
    far.lend(shards, store)
    bucket.refuses = lambda method, name: method == "PUT" and name.endswith(".tar")
    with pytest.raises(StorageError, match=r"\.tar cannot be written"):
        far.extract_lent(shards, settings, store)
    assert store.names("work/fragments") == {}
