"""WARC files are read quickly, and nothing that is wrong with them is passed over in silence."""

from __future__ import annotations

import gzip
from pathlib import Path
from random import Random

import pytest

from flows.archives import record as records_in_memory
from flows.archives.record import PayloadTooLarge, Record
from flows.archives.records import TornWarc, read_record, records

URL = b"http://www.dhs.gov.specimen.invalid/a"
HTTP = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX-Said: y\r\n\r\n<html>SPECIMEN</html>"


def written(
    block: bytes = HTTP,
    *,
    kind: bytes = b"response",
    length: bytes | None = None,
    more: bytes = b"",
    line: bytes = b"\r\n",
    version: bytes = b"WARC/1.0",
) -> bytes:
    """Write a record by hand, as a crawler in error may."""
    size = str(len(block)).encode() if length is None else length
    head = [version, b"WARC-Type: " + kind, b"WARC-Target-URI: " + URL, b"WARC-Record-ID: <urn:x>"]
    head += [b"WARC-Date: 2013-07-20T12:00:00Z", b"Content-Type: application/http; msgtype=response"]
    head += [b"Content-Length: " + size] if size else []
    return line.join([*head, *([more] if more else [])]) + line * 2 + block + line * 2


def zipped(*given: bytes) -> bytes:
    return b"".join(gzip.compress(each, mtime=0) for each in given)


def read(path: Path, data: bytes) -> tuple[list[Record], str | None]:
    """Give the records of a file, and what is said of its end if that is torn."""
    path.write_bytes(data)
    found: list[Record] = []
    try:
        found.extend(records(path))
    except TornWarc as torn:
        return found, str(torn)
    return found, None


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "file.warc"


WHOLE = written()
OTHER = written(b"HTTP/1.0 404 Gone\r\n\r\ngone", kind=b"revisit")


@pytest.mark.parametrize(
    "parts",
    [
        [WHOLE] * 4,
        zipped(WHOLE, OTHER, WHOLE, WHOLE),
        [written(version=b"WARC/1.1"), written(version=b"WARC/1.0"), WHOLE],
        [WHOLE, written(line=b"\n"), WHOLE],
        zipped(WHOLE, b"", WHOLE, WHOLE),
        [WHOLE, written(more=b"X-Long: " + b"a" * 40_000), WHOLE],
        [WHOLE, WHOLE.replace(b"Content-Length", b"content-length"), WHOLE],
        [WHOLE, written(kind=b"of-our-own"), WHOLE],
        [WHOLE, written(b"", kind=b"metadata"), WHOLE],
    ],
    ids=[
        "plain",
        "zipped",
        "versions",
        "bare-lines",
        "empty-member",
        "long-header",
        "lower-case",
        "own-kind",
        "no-block",
    ],
)
def test_each_record_is_given_once_with_its_place(path: Path, parts: list[bytes] | bytes) -> None:
    pieces = parts if isinstance(parts, list) else [parts]
    for data in (b"".join(pieces), *([zipped(*pieces)] if isinstance(parts, list) else [])):
        found, torn = read(path, data)
        assert torn is None
        begins = b"WARC/" if data.startswith(b"WARC/") else b"\x1f\x8b"
        assert all(data[record.offset :].startswith(begins) for record in found)
        assert [a.offset + a.length for a in found[:-1]] == [b.offset for b in found[1:]]
        assert found[-1].offset + found[-1].length == len(data)
        for record in found:
            again = read_record(path, record.offset)
            assert (again.kind, again.body, again.url) == (record.kind, record.body, record.url)


@pytest.mark.parametrize("data", [WHOLE * 3, zipped(WHOLE, WHOLE, WHOLE)], ids=["plain", "zipped"])
def test_a_file_that_is_cut_anywhere_says_so_and_gives_what_is_whole(path: Path, data: bytes) -> None:
    step = len(data) // 3
    for cut in range(1, len(data)):
        found, torn = read(path, data[:cut])
        assert cut // step <= len(found) <= cut // step + 1
        assert all(record.body == b"<html>SPECIMEN</html>" for record in found)
        # A plain record is whole without the empty lines behind it.
        assert torn or cut % step == 0 or (not data.startswith(b"\x1f") and step - cut % step <= 4)


def flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 0x10]) + data[at + 1 :]


ONE = zipped(WHOLE)


@pytest.mark.parametrize(
    ("data", "given"),
    [
        (ONE + flipped(ONE, len(ONE) - 7) + ONE, 1),
        (ONE + flipped(ONE, len(ONE) // 2) + ONE, 1),
        (ONE + b"no record" + ONE, 1),
        (ONE + b"\0" * 512, 1),
        (WHOLE + b"no record\r\n" + WHOLE, 1),
        (ONE + zipped(written(length=b"900")) + ONE + ONE, 1),
        (ONE + zipped(written(length=b"")) + ONE, 1),
        (ONE + zipped(written(length=b"-4")) + ONE, 1),
        (WHOLE + written(length=b"many") + WHOLE, 1),
        (ONE + zipped(WHOLE + WHOLE) + ONE, 1),
        (ONE + zipped(WHOLE + WHOLE), 1),
        (b"<html>no WARC file</html>", 0),
    ],
    ids=[
        *("checksum", "content", "between", "zeros", "plain-between", "too-long", "no-length"),
        *("negative", "no-number", "two-in-a-member", "two-in-the-last", "no-warc"),
    ],
)
def test_damage_is_said_and_what_goes_before_it_is_given(path: Path, data: bytes, given: int) -> None:
    found, torn = read(path, data)
    assert torn is not None
    assert len(found) == given


def test_records_that_share_a_large_member_are_not_given_wrong_places(path: Path) -> None:
    noise = Random(1).randbytes
    large = [written(b"HTTP/1.1 200 OK\r\n\r\n" + noise(size)) for size in (90_000, 200_000, 100)]
    found, torn = read(path, ONE + zipped(b"".join(large)) + ONE + ONE)
    assert [record.offset for record in found] == [0]
    assert torn is not None


@pytest.mark.parametrize(
    ("block", "status", "headers", "body"),
    [
        (HTTP, 200, 2, b"<html>SPECIMEN</html>"),
        (b"HTTP/1.1 200 OK\nA: b\nC: d\n\nbody", 200, 2, b"body"),
        (b"HTTP/1.1 200 OK\r\nA: b\r\nC: d\n\nbody\r\n\r\nmore", 200, 2, b"body\r\n\r\nmore"),
        (b"HTTP/1.1 200 OK\r\nA: b\r\n c\r\n\r\nbody", 200, 1, b"body"),
        (b"HTTP/1.1 200 OK\r\nA: b", 200, 1, b""),
        (b"HTTP/2 999 Odd\r\n\r\nbody", None, 0, b"body"),
        (b"", None, 0, b""),
    ],
)
def test_headers_and_body_are_told_apart(
    path: Path, block: bytes, status: int | None, headers: int, body: bytes
) -> None:
    found, torn = read(path, written(block) * 3)
    assert torn is None
    for record in found:
        answer = record.answer()
        assert answer.status == status
        assert len(answer.http.headers if answer.http else ()) == headers
        assert answer.body == record.body == body


def test_an_address_is_given_out_of_brackets(path: Path) -> None:
    found, _ = read(path, WHOLE.replace(URL, b"<" + URL + b">") * 2)
    assert [record.url for record in found] == [URL.decode()] * 2


def test_headers_that_are_no_utf_8_are_read(path: Path) -> None:
    found, _ = read(path, WHOLE.replace(URL, URL + "/ñ".encode("latin-1")) * 2)
    assert [record.url for record in found] == [URL.decode() + "/ñ"] * 2


@pytest.mark.parametrize("many", [1, 3])
def test_a_block_that_is_too_large_is_not_read(
    path: Path, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flows.archives.records.PAYLOAD_LIMIT", 100)
    found, torn = read(path, zipped(*[written(HTTP + b"a" * 100), WHOLE] * many))
    assert torn is None
    assert [record.block is None for record in found] == [True, False] * many
    with pytest.raises(PayloadTooLarge):
        found[0].answer()
    assert records_in_memory.PAYLOAD_LIMIT > 100
