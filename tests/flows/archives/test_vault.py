from __future__ import annotations

import errno
import hashlib
import io
import os
import stat
import zlib
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from flows.archives.protocol import Fetched, InventoryPage, Memento
from flows.archives.records import records
from flows.archives.spool import Spool, slug
from flows.archives.vault import OPEN, held, read_held, recover, whole_length
from flows.errors import StorageError

ARCHIVE = "web.archive.org"
FETCHED_AT = datetime(2024, 1, 5, tzinfo=UTC)


def fetched(timestamp: str, url: str = "http://www.dhs.specimen.invalid/a", body: bytes = b"text") -> Fetched:
    replay = f"https://{ARCHIVE}/web/{timestamp}id_/{url}"
    memento = Memento(ARCHIVE, url, timestamp, "text/html", 200, "sha1:ABC", replay)
    return Fetched(
        memento=memento,
        status=200,
        reason="OK",
        headers=(("Content-Type", "text/html"),),
        body=body,
        fetched_at=FETCHED_AT,
        replay_url=replay,
        replay_headers=(("Memento-Datetime", "Fri, 17 Jun 2011 00:00:00 GMT"),),
    )


def page(answer: bytes = b"[]") -> InventoryPage:
    return InventoryPage("https://web.archive.org/cdx?url=a", answer, "application/json", FETCHED_AT, ())


def vault_files(root):
    return sorted(root.vault.iterdir()) if root.vault.is_dir() else []


def test_a_sealed_file_is_named_by_archive_times_and_digest_and_read_only(root) -> None:
    spool = Spool(root, ARCHIVE)
    spool.add(fetched("20120617000000"))
    spool.add(fetched("20110617000000"))
    spool.seal()
    [path] = vault_files(root)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:16]
    assert path.name == f"web-archive-org-20110617000000-20120617000000-{digest}.warc.gz"
    assert stat.S_IMODE(path.stat().st_mode) == 0o444
    assert spool.sealed == [path]
    assert list(root.spool.iterdir()) == []


def test_what_is_sealed_reads_back_with_where_it_came_from(root) -> None:
    spool = Spool(root, ARCHIVE)
    spool.note(page(b"the answer"))
    spool.add(fetched("20110617000000", body=b"<p>reform</p>"))
    spool.seal()
    [path] = vault_files(root)
    read = [(r.kind, r.header("WARC-Date"), r.body) for r in records(path)]
    assert read[0][0] == "warcinfo"
    assert read[1] == ("metadata", "2024-01-05T00:00:00Z", b"the answer")
    assert read[2] == ("response", "2011-06-17T00:00:00Z", b"<p>reform</p>")
    assert b"archive: web.archive.org\r\nreplay: https://web.archive.org/web/2011" in read[3][2]
    assert b"digest: sha1:ABC\r\n" in read[3][2]
    assert b"header: Memento-Datetime: Fri, 17 Jun 2011" in read[3][2]


def test_held_follows_from_the_vault_alone(root) -> None:
    url = "http://www.dhs.specimen.invalid/ñ?a=b c%20d"
    spool = Spool(root, ARCHIVE)
    spool.note(page(b"the answer"))
    spool.add(fetched("20110617000000", url.replace(" ", "")))
    spool.seal()
    expected = {(ARCHIVE, url.replace(" ", ""), "20110617000000")}
    assert held(root) == expected
    [memory] = (root.work / "held").iterdir()
    assert held(root) == expected
    memory.write_text("{damaged")
    assert held(root) == expected
    memory.unlink()
    assert read_held(root).notes == {(page().query_url, hashlib.sha256(b"the answer").hexdigest())}


def test_a_new_file_begins_when_one_is_full(root) -> None:
    spool = Spool(root, ARCHIVE, roll_at=1000)
    for day in range(10, 16):
        spool.add(fetched(f"201106{day}000000", body=os.urandom(600)))
    spool.seal()
    assert len(vault_files(root)) == 6
    assert len(held(root)) == 6


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("127.0.0.1:8099/dhs", "127-0-0-1-8099-dhs"),
        ("../../etc/passwd", "etc-passwd"),
        ("..", "archive"),
        ("Å" * 300, "archive"),
        ("a" * 300, "a" * 60),
    ],
)
def test_names_of_archives_become_harmless_file_names(name, expected) -> None:
    assert slug(name) == expected


def test_no_address_becomes_a_path(root, tmp_path) -> None:
    spool = Spool(root, "../../..//etc")
    spool.add(fetched("20110617000000", "http://x.invalid/../../../../etc/passwd%00"))
    spool.seal()
    inside = {path.relative_to(tmp_path).parts[0] for path in tmp_path.rglob("*")}
    assert inside == {"warcs", "work"}
    assert vault_files(root)[0].name.startswith("etc-2011")


@pytest.fixture
def torn(root):
    """The bytes of a spooled file, and where each capture with its provenance ends."""
    spool = Spool(root, ARCHIVE)
    path = root.spool / f"web-archive-org.{hashlib.sha256(ARCHIVE.encode()).hexdigest()[:8]}{OPEN}"
    ends = []
    for day in (10, 11, 12):
        spool.add(fetched(f"201106{day}000000", body=os.urandom(50)))
        ends.append(path.stat().st_size)
    data = path.read_bytes()
    spool.seal()
    opening = len(gzip_members(data)[0])
    return path, data, [0, opening, *ends]


def gzip_members(data: bytes) -> list[bytes]:
    members = []
    while data:
        inflater = zlib.decompressobj(wbits=31)
        inflater.decompress(data)
        members.append(data[: len(data) - len(inflater.unused_data)])
        data = inflater.unused_data
    return members


def test_any_torn_end_is_cut_after_the_last_whole_capture(torn) -> None:
    path, data, ends = torn
    for length in sorted({*range(0, len(data), 5), *ends, *(end - 1 for end in ends[1:])}):
        path.write_bytes(data[:length])
        assert whole_length(path) == max(end for end in ends if end <= length)


def test_a_damaged_end_is_cut_as_well(torn) -> None:
    path, data, ends = torn
    damaged = bytearray(data)
    damaged[ends[3] + 40] ^= 0xFF
    path.write_bytes(bytes(damaged))
    assert whole_length(path) == ends[3]


def test_what_a_crash_left_whole_is_sealed_by_the_next_run(root, torn) -> None:
    path, data, ends = torn
    for sealed in vault_files(root):
        sealed.unlink()
    path.write_bytes(data[: ends[3] + 30])
    path.chmod(0o444)
    [sealed] = recover(root)
    assert sealed.stat().st_size == ends[3]
    assert {timestamp for _, _, timestamp in held(root)} == {"20110610000000", "20110611000000"}
    assert list(root.spool.iterdir()) == []
    assert recover(root) == []


def test_a_spooled_file_without_a_whole_record_leaves_nothing(root, torn) -> None:
    path, data, ends = torn
    sealed_before = vault_files(root)
    path.write_bytes(data[: ends[1] + 20])
    assert recover(root) == []
    assert vault_files(root) == sealed_before
    assert list(root.spool.iterdir()) == []


class FullDisk(io.FileIO):
    """A file on a disk with room for a number of bytes."""

    def __init__(self, path, room: int) -> None:
        super().__init__(path, "x")
        self._room = room

    def write(self, data) -> int:
        data = bytes(data)
        if len(data) > self._room:
            super().write(data[: self._room])
            self._room = 0
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        self._room -= len(data)
        return super().write(data)


def test_a_full_disk_seals_nothing_half_and_loses_nothing_whole(root) -> None:
    spool = Spool(root, ARCHIVE, create=lambda path: io.BufferedWriter(FullDisk(path, 3000)))
    captures = [fetched(f"201106{day}000000", body=os.urandom(300)) for day in range(10, 20)]
    with pytest.raises(StorageError, match="No space left") as caught:
        list(map(spool.add, captures))
    assert "--data-root" in caught.value.remedy
    assert vault_files(root) == []
    [sealed] = recover(root)
    timestamps = sorted(timestamp for _, _, timestamp in held(root))
    assert timestamps == [f"201106{day}000000" for day in range(10, 10 + len(timestamps))]
    assert len(timestamps) >= 1
    assert all(record.kind in ("warcinfo", "response", "metadata") for record in records(sealed))


def test_headers_cannot_break_out_of_their_record(root) -> None:
    odd = (("X-Odd", "a\r\nWARC-Type: warcinfo\r\n\r\nb"), ("X-Latin", "Espa\xf1ol"))
    spool = Spool(root, ARCHIVE)
    spool.add(replace(fetched("20110617000000"), headers=odd, reason="Not\r\nFound", replay_headers=odd))
    spool.seal()
    [_, response, metadata] = [(record.kind, record.body) for record in records(vault_files(root)[0])]
    assert response == ("response", b"text")
    assert b"header: X-Odd: a WARC-Type: warcinfo b\r\n" in metadata[1]
