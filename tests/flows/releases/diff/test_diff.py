"""``dhs-archive diff`` as its users see it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from bs4 import BeautifulSoup

from flows import cli
from flows.archives.collections import Collection
from flows.assemble import Tables
from flows.publish import publish_release
from flows.settings import DataRoot, RunSettings
from tests.expectations.dataset import valid, write
from tests.flows.releases.exports.conftest import PASSED

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two releases: in the second a passage is reworded and an issue is gone."""
    root = DataRoot(tmp_path_factory.mktemp("diff"))
    for number, wording in enumerate(("as it was", HOSTILE)):
        dataset = valid()
        dataset["statistical_reviews"] = []  # its indicator is made up, and no recipe could explain it
        dataset["passages"][0] = replace(dataset["passages"][0], text=wording)
        if number:
            dataset["issues"].pop()
        rows = {name: len(rows) for name, rows in dataset.items()}
        tables = Tables(write(dataset, root.staging / f"tables{number}"), rows)
        publish_release(tables, [PASSED], collection=Collection("small", ()), settings=RunSettings(root))
    return root.path


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str | Path) -> int:
    monkeypatch.setattr("sys.argv", ["dhs-archive", "diff", *map(str, arguments)])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    return int(ended.value.code or 0)


def test_equal_releases_end_with_0(root, monkeypatch, capsys) -> None:
    assert run(monkeypatch, "1.0.0", root / "releases" / "1.0.0", "--data-root", root) == 0
    assert capsys.readouterr().out.endswith(": equal\n")


def test_a_difference_ends_with_1_and_names_table_row_and_column(root, monkeypatch, capsys) -> None:
    assert run(monkeypatch, "1.0.0", "1.1.0", "--data-root", root) == 1
    told = capsys.readouterr().out
    assert "passages: " in told
    assert "columns: text 1" in told
    assert f"text: as it was → {HOSTILE}" in told
    assert "0 added, 1 removed, 0 changed" in told
    assert "\x1b" not in told


def test_trouble_of_any_kind_ends_with_2(root, tmp_path, monkeypatch, capsys) -> None:
    assert run(monkeypatch, "1.0.0", "7.0.0", "--data-root", root) == 2
    assert "There are: 1.0.0, 1.1.0." in capsys.readouterr().err
    assert run(monkeypatch, "1.0.0", tmp_path, "--data-root", root) == 2
    assert run(monkeypatch, "1.0.0", "1.1.0", "--data-root", root, "--table", "pages") == 2
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").touch()
    assert run(monkeypatch, "1.0.0", "1.1.0", "--data-root", root, "--out", tmp_path / "full") == 2


def test_json_tells_every_table(root, monkeypatch, capsys) -> None:
    assert run(monkeypatch, "1.0.0", "1.1.0", "--data-root", root, "--json") == 1
    told = json.loads(capsys.readouterr().out)
    assert told["equal"] is False
    (passages,) = [each for each in told["tables"] if each["table"] == "passages"]
    assert (passages["changed"], passages["columns"]) == (1, {"text": 1})
    (example,) = passages["examples"]
    assert example["differ"] == ["text"]
    assert example["after"]["text"] == HOSTILE


def test_all_rows_that_differ_are_written(root, tmp_path, monkeypatch) -> None:
    out = tmp_path / "out"
    assert run(monkeypatch, "1.0.0", "1.1.0", "--data-root", root, "--out", out, "--table", "issues") == 1
    assert {path.name for path in out.iterdir()} == {
        f"issues.{part}.parquet" for part in ("before", "after", "changed")
    }
    assert pq.read_metadata(out / "issues.before.parquet").num_rows == 1


def test_the_page_shows_texts_and_runs_nothing(root, tmp_path, monkeypatch) -> None:
    page = tmp_path / "page.html"
    run(monkeypatch, "1.0.0", "1.1.0", "--data-root", root, "--html", page)
    soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
    assert soup.find("script") is None
    assert any(HOSTILE in cell.get_text() for cell in soup.find_all("td"))
    assert all(table.caption for table in soup.find_all("table"))
    assert soup.find_all(["link", "img"]) == []


def test_the_changelog_of_a_release_is_written_from_the_same_comparison(root) -> None:
    told = (root / "releases" / "1.1.0" / "CHANGES.md").read_text()
    (line,) = [line for line in told.splitlines() if line.startswith("| passages |")]
    assert line.endswith("| 0 | 0 | 1 | text 1 |")
    records = json.loads((root / "releases" / "1.1.0" / "changes.json").read_text())
    assert {each["table"]: each["columns"] for each in records}["passages"] == {"text": 1}
