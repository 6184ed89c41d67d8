from __future__ import annotations

import pytest

from flows.archives.opening import open_archive
from flows.archives.protocol import archive_name, instant
from flows.errors import CollectionError


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("wayback=https://web.archive.org", "web.archive.org"),
        ("wayback=https://web.archive.org/", "web.archive.org"),
        ("wayback=https://WEB.archive.org:443", "web.archive.org"),
        ("cdxj=http://127.0.0.1:8099/dhs", "127.0.0.1:8099/dhs"),
        ("cdxj=http://127.0.0.1:8099/dhs/", "127.0.0.1:8099/dhs"),
    ],
)
def test_an_archive_is_named_by_host_and_collection(text: str, name: str) -> None:
    assert open_archive(text).name == name


@pytest.mark.parametrize("text", ["", "web.archive.org", "timegate=https://web.archive.org"])
def test_an_unknown_kind_of_archive_is_refused_with_those_known(text: str) -> None:
    with pytest.raises(CollectionError, match=r"wayback=ADDRESS, cdxj=ADDRESS"):
        open_archive(text)


@pytest.mark.parametrize(
    "base",
    ["", "web.archive.org", "file:///etc", "http://", "http://x:0", "http://x?q", "http://u@x", "http://x:y"],
)
def test_an_archive_needs_a_web_address(base: str) -> None:
    with pytest.raises(CollectionError, match="no address of an archive"):
        open_archive(f"cdxj={base}")


@pytest.mark.parametrize("digits", ["2011", "20110231000000", "2011061700000x", "\u0661" * 14])
def test_what_is_no_instant_is_no_timestamp(digits: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        instant(digits)


def test_ports_that_go_without_saying_are_left_out_of_names() -> None:
    assert archive_name("http://x.invalid:80/a/") == "x.invalid/a"
    assert archive_name("http://x.invalid:443") == "x.invalid:443"
