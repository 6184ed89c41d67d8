"""Whole runs with their vault and releases on a real S3 server."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.sample import specimen_archive
from tests.flows.stores.s3 import Bucket, serving_bucket
from tests.integration.command import User, files, succeeded


@pytest.fixture
def bucket() -> Iterator[Bucket]:
    with serving_bucket() as found:
        yield found


@pytest.fixture
def clouded(operator, bucket) -> User:
    """An operator who has named a store once and for all."""
    variables = {**bucket.environment, "DHS_ARCHIVE_STORE": bucket.folder("dhs")}
    return User(operator.folder, {**operator.environment, **variables})


def collected(user: User, root: Path) -> None:
    archive = f"warc={specimen_archive()}"
    succeeded(user.run("collect", "--archive", archive, "--url", "*.invalid", "--data-root", root))


@pytest.mark.soak
def test_a_machine_goes_on_where_another_has_stopped(clouded, bucket, tmp_path) -> None:
    one, two, reader = tmp_path / "one", tmp_path / "two", tmp_path / "reader"
    collected(clouded, one)
    bucket.refuses = lambda method, name: method == "PUT" and name.endswith("manifest.json")
    refused = clouded.run("rebuild", "--data-root", one)
    assert refused.status == 7
    assert "manifest.json cannot be written" in refused.complaint
    assert not list((one / "releases").glob("*"))
    bucket.refuses = lambda *_: False
    succeeded(clouded.run("rebuild", "--data-root", two))
    told = succeeded(clouded.run("pull", "--data-root", reader))
    assert files(reader / "releases" / "1.0.0") == files(two / "releases" / "1.0.0")
    assert json.loads((reader / "releases" / "latest.json").read_text())["citation"] in told.out
    succeeded(clouded.run("verify", "--hashes-only", "--data-root", reader))
    succeeded(clouded.run("rebuild", "--data-root", one))
    assert [path.name for path in (one / "releases").iterdir() if path.is_dir()] == ["1.0.0"]
    assert files(one / "releases" / "1.0.0") == files(two / "releases" / "1.0.0")


@pytest.mark.soak
def test_a_cluster_that_shares_no_disk_gives_the_same_release(clouded, operator, tmp_path) -> None:
    """The workers reach the store alone; what they write of their own is in no data root."""
    near, far = tmp_path / "near", tmp_path / "far"
    collected(clouded, far)
    shutil.copytree(far / "warcs", near / "warcs")
    succeeded(clouded.run("rebuild", "--engine", "dask", "--workers", "2", "--data-root", far))
    succeeded(operator.run("rebuild", "--data-root", near))
    assert files(far / "releases" / "1.0.0") == files(near / "releases" / "1.0.0")


def test_a_store_that_nobody_can_open_is_refused_at_once(user) -> None:
    ended = user.run("rebuild", "--store", "nope://bucket")
    assert ended.status == 4
    assert "nope://bucket cannot be opened" in ended.complaint
