"""The history of a publication, as the command tells it."""

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from flows.cli import cli
from flows.errors import IdentifierNotFound, ReleaseNotFound
from flows.publish import publish_release
from flows.releases.histories import find_histories
from flows.releases.lookup import find_row
from flows.releases.reader import open_release
from flows.settings import DataRoot, RunSettings
from flows.story import histories_text
from tests.flows.line import run_line
from tests.flows.test_revisions import AFTER, BEFORE, days
from tests.flows.warc_fixtures import HOST, LATER, NOON, page, write_warc


@pytest.fixture(scope="module")
def data_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("history")
    captures = [
        (f"{HOST}/a", NOON, BEFORE),
        (f"{HOST}/a", days(3), BEFORE),
        (f"{HOST}/a", LATER, AFTER),
        (f"{HOST}/b", LATER, page("SPECIMEN other")),
    ]
    line = run_line([write_warc(folder / "w.warc.gz", captures)], folder / "data")
    root = DataRoot(folder / "data")
    publish_release(line.tables, [], collection=line.collection, settings=RunSettings(root))
    return root.path


def told(data_root: Path, *arguments: str) -> str:
    answer = CliRunner().invoke(
        cli, ["history", *arguments, "--data-root", str(data_root)], catch_exceptions=False
    )
    assert answer.exit_code == 0
    return answer.output


def test_captures_and_changes_are_told_in_order(data_root: Path) -> None:
    lines = told(data_root, f"{HOST}/a").splitlines()
    assert [line[:10] for line in lines if line[:2] == "20"] == ["2013-07-20", "2013-07-23", "2014-01-05"]
    languages = "seven other languages"
    begun = next(place for place, line in enumerate(lines) if line.startswith("  changes:"))
    assert lines[begun : begun + 4] == [
        "  changes: 2 substantive, 1 clerical, 1 noise (hidden; --all shows it)",
        "  ~ … at the counts of each county [-four times a year.-] {+every month.+}  (words)",
        f"  ~ Forms are given in [-English-] {{+English,+}} and in {languages}.  (clerical: punctuation)",
        "  + Notes in Spanish are given too.",
    ]
    assert lines[-1].startswith("SPECIMEN")


def test_noise_is_shown_where_it_is_asked_for(data_root: Path) -> None:
    assert "Last Published Date: [-July 18, 2013-] {+January 4, 2014+}" in told(
        data_root, f"{HOST}/a", "--all"
    )


def test_any_id_of_it_finds_it(data_root: Path) -> None:
    record = json.loads(told(data_root, f"{HOST}/a/", "--json"))
    (publication,) = record["publications"]
    assert record["release"] == open_release(data_root).citation
    assert [each["action"] for each in publication["revisions"][0]["changes"]] == [
        *("reworded", "reworded", "added", "reworded")
    ]
    ids = [
        publication["publication_id"],
        publication["captures"][0]["document_id"],
        publication["captures"][2]["capture_id"],
        publication["revisions"][0]["revision_id"],
    ]
    for identifier in ids:
        assert json.loads(told(data_root, identifier, "--json", "--version", "1.0.0")) == record


def test_a_page_captured_once_has_a_history_without_changes(data_root: Path) -> None:
    text = told(data_root, f"{HOST}/b")
    assert "SPECIMEN other" in text
    assert "changes:" not in text


def test_words_are_in_colour_on_a_terminal_alone(data_root: Path) -> None:
    coloured = histories_text(find_histories(open_release(data_root), f"{HOST}/a"), noise=False)
    assert "\x1b[31m[-four times a year.-]" in coloured
    assert "\x1b" not in told(data_root, f"{HOST}/a")
    assert click.unstyle(coloured) == told(data_root, f"{HOST}/a").rstrip("\n")


@pytest.mark.parametrize("table", ["revisions", "changes"])
def test_a_revision_and_a_change_are_shown_with_the_captures_around_them(data_root: Path, table: str) -> None:
    release = open_release(data_root)
    row = release[table].to_table().to_pylist()[0]
    found = find_row(release, next(iter(row.values())))
    assert (found.table, found.row) == (table, row)
    assert [capture["captured_at"] for capture in found.captures] == [days(3), LATER]


def test_what_was_never_captured_is_said(data_root: Path) -> None:
    with pytest.raises(IdentifierNotFound, match="no dated capture of quality ok of 'doc-0'") as stopped:
        find_histories(open_release(data_root), "doc-0")
    assert stopped.value.exit_code == 4


def test_a_release_of_before_is_said(data_root: Path) -> None:
    release = open_release(data_root)
    del release.files["changes"]
    with pytest.raises(ReleaseNotFound, match="has no table changes"):
        find_histories(release, "doc-0")
