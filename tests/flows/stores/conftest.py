"""A bucket of its own for each test, on a real S3 server."""

from __future__ import annotations

from collections.abc import Iterator

import fsspec
import pytest

from flows.stores.store import Store
from tests.flows.stores.s3 import Bucket, serving_bucket


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[Bucket]:
    with serving_bucket() as found:
        for name, value in found.environment.items():
            monkeypatch.setenv(name, value)
        fsspec.filesystem("s3").clear_instance_cache()
        yield found
        fsspec.filesystem("s3").clear_instance_cache()


@pytest.fixture
def store(bucket: Bucket) -> Store:
    return Store(bucket.folder("dhs"))
