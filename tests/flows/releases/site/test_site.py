"""The site of a release as files: whole, closed in itself, and with nothing in it that runs."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner

from expectations.tables import CONTRACTS
from flows.cli import cli
from flows.errors import InputError
from flows.evidence.holdings import Holdings
from flows.releases.accuracy import accuracy_of
from flows.releases.reader import Release, open_release
from flows.releases.site.command import Wanted, write_site
from flows.releases.site.rendering import PAGES, from_markdown, said
from flows.releases.site.search import SHARDS, shard_of, words_of

HOSTILE = "</script><img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def release(sample_releases: Path) -> Release:
    return open_release(sample_releases)


@pytest.fixture(scope="module")
def read(site: Path) -> dict[str, BeautifulSoup]:
    return {
        path.relative_to(site).as_posix(): BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        for path in site.rglob("*.html")
    }


def test_every_page_of_the_menu_and_of_every_document_is_there(site, release, read) -> None:
    documents = release["documents"].to_table(columns=["document_id"])["document_id"].to_pylist()
    assert {f"documents/{each}.html" for each in documents} | {name for _, name in PAGES} == set(read)
    listed = {link["href"] for link in read["documents.html"].find("main").find_all("a")}
    assert {f"documents/{each}.html" for each in documents} == listed


def test_every_link_leads_somewhere_within_the_site(site, read) -> None:
    for name, page in read.items():
        for link in page.find_all(["a", "link"]):
            path, _, anchor = unquote(link["href"]).partition("#")
            target = (site / name).parent / path if path else site / name
            assert target.is_file(), (name, link["href"])
            if anchor:
                pages = read[target.resolve().relative_to(site.resolve()).as_posix()]
                assert pages.find(id=anchor), (name, link["href"])


def test_nothing_is_loaded_from_elsewhere(site, read) -> None:
    for name, page in read.items():
        for each in page.find_all(src=True):
            assert ((site / name).parent / each["src"]).is_file(), (name, each["src"])
        assert all(not script.string for script in page.find_all("script"))
    assert "url(" not in (site / "site.css").read_text()


def test_ids_stand_once_on_a_page(read) -> None:
    for name, page in read.items():
        ids = [each["id"] for each in page.find_all(id=True)]
        assert len(ids) == len(set(ids)), (name, [each for each in ids if ids.count(each) > 1][:3])


def test_every_specimen_says_so(release, read) -> None:
    for name, page in read.items():
        if name.startswith("documents/") or name == "index.html":
            assert "no record of any agency" in page.find(class_="specimen").get_text(), name


def test_texts_tables_and_boxes_are_those_of_the_dataset(release, read) -> None:
    for row in release["passages"].to_table().to_pylist():
        page = read[f"documents/{row['document_id']}.html"]
        shown = page.find(id=row["passage_id"])
        assert shown is not None, row["passage_id"]
        if row["kind"] != "table":
            assert " ".join(shown.get_text().split()) == " ".join(row["text"].split())
    cells = [row for row in release["cells"].to_table().to_pylist() if not row["repeated"]]
    for row in cells:
        shown = read[f"documents/{row['document_id']}.html"].find(id=row["cell_id"])
        assert (
            shown.get_text().replace(" ", "") == row["text"].replace(" ", "").replace("\n", "")
            or (row["note_marks"])
        )
        if row["bbox"] and row["text"]:
            box = read[f"documents/{row['document_id']}.html"].find(id=f"box-{row['cell_id']}")
            assert float(box["x"]) == row["bbox"][0]


def test_the_dictionary_tells_every_column_with_a_value_of_this_release(read) -> None:
    page = read["dictionary.html"]
    for name, contract in CONTRACTS.items():
        told = page.find(id=name).find_parent("section").get_text()
        assert all(column.description in " ".join(told.split()) for column in contract.columns.values()), name


def test_the_quality_page_tells_how_well_this_version_reads(release, read) -> None:
    measured_on, figures = accuracy_of(release.path)
    told = read["quality.html"].get_text()
    assert measured_on in told
    assert {each.kind for each in figures} == {"tables", "main text", "provisions", "numbers"}
    assert all(0 < each.value <= 1 and said(each.value) in told and each.corpus in told for each in figures)


def test_the_review_shows_its_plots_and_what_they_do_not_mean(read) -> None:
    page = read["review.html"]
    assert page.get_text().count("It is no finding of misconduct") == 2
    assert {image["src"].rpartition("-")[2] for image in page.find_all("img")} == {
        "specimen.png",
        "quoted.png",
    }
    assert all(image["alt"] for image in page.find_all("img"))


def test_the_files_of_the_release_stand_beside_the_pages_if_they_are_wanted(site, release, tmp_path) -> None:
    assert (site / "data" / "manifest.json").read_bytes() == (release.path / "manifest.json").read_bytes()
    write_site(Wanted(release, Holdings(()), tmp_path / "small", pictures=False, data=False))
    assert not (tmp_path / "small" / "data").exists()
    assert not (tmp_path / "small" / "pictures").exists()
    with pytest.raises(InputError, match="already there"):
        write_site(Wanted(release, Holdings(()), tmp_path / "small"))


def test_the_command_says_where_the_first_page_is(sample_releases, tmp_path) -> None:
    arguments = ["site", "--data-root", str(sample_releases.parent), "--no-pictures", "--no-data"]
    answer = CliRunner().invoke(cli, [*arguments, "--out", str(tmp_path / "site")])
    assert answer.exit_code == 0, answer.output
    assert Path(answer.stdout.strip()).is_file()


def test_markup_in_our_own_pages_is_text() -> None:
    assert "<img" not in from_markdown(f"# {HOSTILE}\n\n| a |\n|---|\n| {HOSTILE} |\n")
    assert "javascript:" not in from_markdown("[x](javascript:alert(1))").replace("(javascript:", "")
    assert from_markdown("# A", heading=1) == "<h2>A</h2>\n"


@pytest.mark.parametrize(
    ("value", "words"),
    [(None, ""), (True, "yes"), (1234567, "1,234,567"), (0.5, "0.5"), (["a", 1], "a, 1"), ("<b>", "<b>")],
)
def test_values_are_said_as_people_read_them(value, words) -> None:
    assert said(value) == words


def test_words_are_cut_without_accents_and_case() -> None:
    assert words_of("Formulario de Quéjas, 48-hour §287(g)_x") == [
        *("formulario", "de", "quejas", "48", "hour", "287", "g", "x")
    ]
    assert all(0 <= shard_of(word) < SHARDS for word in ("", "a", "ü", "detainer"))


def test_texts_cannot_leave_the_index(tmp_path) -> None:
    from flows.releases.site.search import Index

    index = Index(tmp_path / "search")
    index.add("documents/a.html", HOSTILE, "about", [("psg-1", "line\u2028separator " + HOSTILE)])
    index.close()
    script = (tmp_path / "search" / "texts" / "0.js").read_text(encoding="utf-8")
    assert "\u2028" not in script
    told = json.loads("[" + script.removeprefix("search.text(").removesuffix(");\n") + "]")
    assert told == [0, [["", HOSTILE], ["psg-1", "line\u2028separator " + HOSTILE]]]


def test_a_hostile_document_is_text_on_its_page(release, tmp_path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pq.read_table(release.files["documents"])
    titles = pa.array([HOSTILE] * table.num_rows, pa.string())
    place = table.schema.get_field_index("title")
    changed = tmp_path / "documents.parquet"
    pq.write_table(table.set_column(place, table.schema.field("title"), titles), changed)
    hostile = open_release(release.path)
    hostile.files["documents"] = changed
    write_site(Wanted(hostile, Holdings(()), tmp_path / "site", pictures=False, data=False))
    for path in (tmp_path / "site").rglob("*.html"):
        assert BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser").find(onerror=True) is None
