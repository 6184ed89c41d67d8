"""A collection is found where the user says, and plain files are sealed before they are read."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.archives.collections import SPECIMENS, VAULT, Collection, open_collection
from flows.archives.index import index_warc
from flows.errors import CollectionError
from flows.settings import DataRoot
from tests.flows.warc_fixtures import HOST, NOON, page, write_warc


@pytest.fixture
def root(tmp_path: Path) -> DataRoot:
    return DataRoot(tmp_path / "data")


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    folder = tmp_path / "Saved Pages"
    (folder / "sub").mkdir(parents=True)
    (folder / "a.html").write_bytes(page("SPECIMEN A"))
    (folder / "sub" / "b c.htm").write_bytes(page("SPECIMEN B"))
    (folder / "memo.PDF").write_bytes(b"%PDF-1.4 SPECIMEN")
    (folder / "notes.txt").write_text("not a publication")
    return folder


def captures(collection: Collection) -> dict[str, datetime | None]:
    (warc,) = collection.warcs
    return {each.original_url: each.captured_at for each in index_warc(warc.path, name=warc.name).captures}


def test_nothing_named_and_nothing_held_means_the_specimens(root: DataRoot) -> None:
    assert open_collection([], root).name == SPECIMENS


def test_what_was_fetched_is_the_default(root: DataRoot) -> None:
    root.vault.mkdir(parents=True)
    write_warc(root.vault / "web-archive.warc.gz", [(f"{HOST}/a", NOON, page("SPECIMEN"))])
    collection = open_collection([], root)
    assert collection.name == VAULT
    assert [warc.name for warc in collection.warcs] == ["web-archive.warc.gz"]


def test_folder_of_plain_files_without_a_list_claims_no_dates(saved: Path, root: DataRoot) -> None:
    collection = open_collection([saved], root)
    assert collection.name == "saved-pages"
    assert captures(collection) == {
        "file:///saved-pages/a.html": None,
        "file:///saved-pages/memo.PDF": None,
        "file:///saved-pages/sub/b%20c.htm": None,
    }


def test_list_gives_addresses_and_instants(saved: Path, root: DataRoot) -> None:
    (saved / "captures.csv").write_text(
        "file,url,timestamp\n"
        f"a.html,{HOST}/a,20130720120000\n"
        f"a.html,{HOST}/a,2014-01-05\n"
        f"memo.PDF,{HOST}/memo.pdf,\n"
    )
    (warc,) = open_collection([saved], root).warcs
    found = {(c.original_url, c.captured_at) for c in index_warc(warc.path, name="x").captures}
    assert found == {
        (f"{HOST}/a", NOON),
        (f"{HOST}/a", datetime(2014, 1, 5, tzinfo=UTC)),
        (f"{HOST}/memo.pdf", None),
        ("file:///saved-pages/sub/b%20c.htm", None),
    }


def test_sealed_import_is_kept_read_only_and_found_again(saved: Path, root: DataRoot) -> None:
    first = open_collection([saved], root)
    (warc,) = first.warcs
    assert warc.path.parent == root.vault
    assert warc.path.stat().st_mode & 0o222 == 0
    before = warc.path.read_bytes()
    assert open_collection([saved], root) == first
    assert open_collection([], root) == first
    assert warc.path.read_bytes() == before


def test_changed_folder_is_sealed_anew(saved: Path, root: DataRoot) -> None:
    first = open_collection([saved], root)
    (saved / "a.html").write_bytes(page("SPECIMEN changed"))
    second = open_collection([saved], root)
    assert first.name == second.name
    assert first.warcs != second.warcs


@pytest.mark.parametrize(
    ("listing", "said"),
    [
        ("file,url\na.html,http://x\n", "lacks a column"),
        ("file,url,timestamp\nmissing.html,http://x,20130720120000\n", "missing.html"),
        ("file,url,timestamp\na.html,http://x,last summer\n", "last summer"),
        ("file,url,timestamp\na.html,,20130720120000\n", "no address"),
        ("file,url,timestamp\na.html\n", "no address"),
        ('file,url,timestamp\na.html,"http://x\r\nWARC-Type: forged",\n', "no address"),
    ],
)
def test_bad_list_is_refused_with_the_place(saved: Path, root: DataRoot, listing: str, said: str) -> None:
    (saved / "captures.csv").write_text(listing)
    with pytest.raises(CollectionError, match=said):
        open_collection([saved], root)


def test_missing_and_unknown_things_are_refused(tmp_path: Path, root: DataRoot) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "x.docx").write_bytes(b"")
    for path, said in (("nowhere", "does not exist"), ("empty", "neither"), ("x.docx", "no WARC file")):
        with pytest.raises(CollectionError, match=said):
            open_collection([tmp_path / path], root)


def test_folder_of_warcs_and_one_file_may_be_named_together(tmp_path: Path, root: DataRoot) -> None:
    folder = tmp_path / "crawl"
    folder.mkdir()
    write_warc(folder / "1.warc.gz", [(f"{HOST}/a", NOON, page("SPECIMEN"))])
    other = write_warc(tmp_path / "2.warc.gz", [(f"{HOST}/b", NOON, page("SPECIMEN"))])
    collection = open_collection([folder, other], root)
    assert collection.name == "2.warc.gz+crawl"
    assert [warc.name for warc in collection.warcs] == ["1.warc.gz", "2.warc.gz"]


def test_pages_beside_warc_files_are_not_passed_over(tmp_path: Path, root: DataRoot) -> None:
    folder = tmp_path / "crawl"
    folder.mkdir()
    write_warc(folder / "1.warc.gz", [(f"{HOST}/a", NOON, page("SPECIMEN"))])
    (folder / "saved.html").write_bytes(page("SPECIMEN"))
    with pytest.raises(CollectionError, match=r"saved\.html"):
        open_collection([folder], root)
