"""Objects are written whole, only where they are expected, and what a backend says is told in our words."""

from __future__ import annotations

import pytest

from flows.errors import InputError, StorageError, StoreConflict
from flows.stores.store import Store, is_plain

KINDS = ("s3", "file", "memory")


@pytest.fixture(params=KINDS)
def any_store(request, tmp_path) -> Store:
    if request.param == "s3":
        return request.getfixturevalue("store")
    folder = tmp_path / "store"
    return Store(folder.as_uri() if request.param == "file" else f"memory:/{folder}")


def test_what_was_sent_is_what_is_there(any_store, tmp_path) -> None:
    (tmp_path / "local").write_bytes(b"0123456789")
    any_store.send(tmp_path / "local", "warcs/a.bin")
    any_store.copy("warcs/a.bin", "warcs/deep/b.bin")
    assert any_store.names("warcs") == {"warcs/a.bin": 10, "warcs/deep/b.bin": 10}
    assert any_store.names("warc") == {}
    assert any_store.read("warcs/deep/b.bin") == b"0123456789"
    assert any_store.part("warcs/a.bin", 2, 5) == b"234"
    assert any_store.fetch("warcs/a.bin", tmp_path / "new" / "c") == any_store.digest("warcs/a.bin")
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["c"]
    any_store.remove("warcs/a.bin")
    assert any_store.read("warcs/a.bin") is None


def test_an_object_is_created_once(any_store) -> None:
    any_store.create("lock.json", b"first")
    with pytest.raises(StoreConflict, match=r"lock\.json was written by somebody else"):
        any_store.create("lock.json", b"second")
    assert any_store.read("lock.json") == b"first"


def test_an_object_is_exchanged_for_what_was_seen_and_for_nothing_else(any_store) -> None:
    any_store.exchange("latest.json", None, b"1")
    any_store.exchange("latest.json", b"1", b"2")
    for expected in (None, b"1"):
        with pytest.raises(StoreConflict):
            any_store.exchange("latest.json", expected, b"3")
    assert any_store.read("latest.json") == b"2"


def test_s3_itself_refuses_an_exchange_that_comes_too_late(bucket, store) -> None:
    """Between our look and our write somebody else writes."""
    store.create("latest.json", b"1")

    def meanwhile(method: str, _: str) -> bool:
        if method == "PUT":
            bucket.refuses = lambda *_: False
            store.exchange("latest.json", b"1", b"theirs")
        return False

    bucket.refuses = meanwhile
    with pytest.raises(StoreConflict):
        store.exchange("latest.json", b"1", b"ours")
    assert store.read("latest.json") == b"theirs"


def test_a_store_that_refuses_says_what_to_do(bucket, store) -> None:
    bucket.refuses = lambda method, name: method == "PUT"
    with pytest.raises(StorageError, match=r"dhs/a cannot be written: Access Denied\. See whether"):
        store.create("a", b"")


def test_a_store_that_is_down_says_so(store, bucket, monkeypatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    with pytest.raises(StorageError, match="cannot be read"):
        Store(bucket.folder("elsewhere")).read("a")


@pytest.mark.parametrize("address", ["nope://somewhere", "gs://bucket/x"])
def test_an_address_that_nobody_can_open_is_refused(address) -> None:
    with pytest.raises(InputError, match="cannot be opened"):
        Store(address).read("a")


@pytest.mark.parametrize("name", ["../a", "a/../b", "/etc/x", "a//b", ".hidden", "a/.b", "", "a\\b", "a b"])
def test_a_name_that_leads_elsewhere_is_no_name_of_ours(name) -> None:
    assert not is_plain(name)
    assert is_plain("warcs/wayback-20110617-20130720-0123456789abcdef.warc.gz")
