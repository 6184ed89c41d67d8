"""The extract stage: each payload once, cached by what it follows from, and deaths contained."""

from pathlib import Path

import pytest

import flows.extract as stage
from extractors.records import CaptureContext
from extractors.registry import Ocr, extract
from flows.archives.index import index_warc
from flows.errors import CollectionError, WorkersFail
from flows.shards import PayloadAddress
from tests.flows import deadly
from tests.flows.line import run_line
from tests.flows.warc_fixtures import HOST, LATER, NOON, page, write_warc


@pytest.fixture
def warc(tmp_path: Path) -> Path:
    same = page("SPECIMEN same", "captured twice")
    return write_warc(
        tmp_path / "w.warc.gz",
        [
            (f"{HOST}/late", LATER, same),
            (f"{HOST}/early", NOON, same),
            (f"{HOST}/other", NOON, page("SPECIMEN other", "words")),
        ],
    )


def test_payload_with_two_captures_is_read_once_as_the_earliest(warc: Path, tmp_path: Path) -> None:
    line = run_line([warc], tmp_path / "data")
    documents = line.rows("SELECT title, original_url, n_captures FROM documents ORDER BY title")
    assert documents == [
        ("SPECIMEN other", f"{HOST}/other", 1),
        ("SPECIMEN same", f"{HOST}/early", 2),
    ]


def test_second_run_extracts_nothing(warc: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = run_line([warc], tmp_path / "data")

    def forbidden(*_: object) -> None:
        raise AssertionError("a shard that has its fragment was extracted again")

    monkeypatch.setattr(stage, "run_jobs", lambda function, jobs, **_: forbidden() if jobs else iter(()))
    second = run_line([warc], tmp_path / "data")
    assert second.extracted == first.extracted


def test_order_of_captures_in_files_does_not_matter(warc: Path, tmp_path: Path) -> None:
    one = run_line([warc], tmp_path / "one")
    parts = tmp_path / "parts"
    parts.mkdir()
    same = page("SPECIMEN same", "captured twice")
    write_warc(parts / "1.warc.gz", [(f"{HOST}/other", NOON, page("SPECIMEN other", "words"))])
    write_warc(parts / "2.warc.gz", [(f"{HOST}/early", NOON, same)])
    write_warc(parts / "3.warc.gz", [(f"{HOST}/late", LATER, same)])
    many = run_line([parts], tmp_path / "many", workers=2)
    for table, path in one.tables.files.items():
        if table != "capture_locations":
            assert path.read_bytes() == many.tables.files[table].read_bytes(), table


def test_payload_that_kills_its_worker_is_left_out_and_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    warc = write_warc(
        tmp_path / "w.warc.gz",
        [
            (f"{HOST}/a", NOON, page("SPECIMEN fine")),
            (f"{HOST}/b", NOON, page("SPECIMEN deadly")),
            (f"{HOST}/c", NOON, page("SPECIMEN fine too")),
        ],
    )
    with monkeypatch.context() as patched:
        patched.setattr(stage, "extract_job", deadly.extract_job)
        line = run_line([warc], tmp_path / "data")
    assert [each.payload.url for each in line.extracted.quarantined] == [f"{HOST}/b"]
    assert line.rows("SELECT title FROM documents ORDER BY 1") == [("SPECIMEN fine",), ("SPECIMEN fine too",)]
    died = line.rows("SELECT address FROM issues WHERE code = 'worker_died'")
    assert died == [(f"{HOST}/b",)]

    again = run_line([warc], tmp_path / "data")
    assert not again.extracted.quarantined
    assert again.rows("SELECT count(*) FROM documents") == [(3,)]


def test_worker_that_dies_before_it_reads_anything_ends_the_run(
    warc: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stage, "extract_job", deadly.die_at_once)
    with pytest.raises(WorkersFail, match="before it read anything"):
        run_line([warc], tmp_path / "data")


def test_record_that_changed_since_it_was_indexed_is_refused(warc: Path) -> None:
    address = PayloadAddress("0" * 64, warc.name, first_response(warc), 0, f"{HOST}/late", None, None)
    with pytest.raises(CollectionError, match="changed while it was read"):
        stage.extract_payload(warc, address, Ocr.OFF)


def test_defect_of_an_extractor_costs_one_payload(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(payload: bytes, context: CaptureContext, *, ocr: Ocr) -> None:
        raise KeyError("no such style")

    monkeypatch.setattr("extractors.html.page.extract", broken)
    extraction = extract(page("SPECIMEN"), CaptureContext(f"{HOST}/a"))
    (issue,) = extraction.issues
    assert issue.code == "extractor_failed"
    assert "no such style" in issue.evidence
    assert extraction.document.media_type == "text/html"
    assert not extraction.passages


def first_response(warc: Path) -> int:
    return index_warc(warc, name="w").locations[0].record_offset
