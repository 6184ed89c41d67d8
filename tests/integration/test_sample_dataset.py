"""The first command that anybody types builds a dataset, and nothing of the machine is in it."""

from __future__ import annotations

import json
import re
import socket
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from flows.releases.accuracy import accuracy_of
from flows.releases.reader import open_release
from tests.integration.command import succeeded

TABLES = [
    "captures",
    "capture_locations",
    "publications",
    "documents",
    "document_addresses",
    "document_dates",
    "passages",
    "links",
    "tables",
    "cells",
    "table_notes",
    "ocr_words",
    "policies",
    "policy_words",
    "provisions",
    "contacts",
    "complaint_forms",
    "jurisdictions",
    "jurisdiction_names",
    "series_releases",
    "statistics",
    "disagreements",
    "statistic_changes",
    "activations",
    "statistical_reviews",
    "revisions",
    "changes",
    "issues",
    "template_coverage",
    "completeness",
]
SPECIMENS_WRITTEN = date(2026, 11, 23)
"""The day that stands in our own PDFs."""

STAGES = ["index", "extract", "assemble", "validate", "publish"]


def test_a_table_of_tables_and_rows_is_printed(sample) -> None:
    release = open_release(sample.root)
    printed = dict(re.findall(r"^(\w+) +([\d,]+)\b", sample.ended.out, re.MULTILINE))
    assert {name: int(rows.replace(",", "")) for name, rows in printed.items()} == {
        name: dataset.count_rows() for name, dataset in release.items()
    }
    assert list(printed) == TABLES
    assert {"documents", "passages", "cells"} <= {name for name in release if release[name].count_rows() > 1}


def test_path_and_citation_are_printed(sample) -> None:
    assert str(sample.release) in sample.ended.out.splitlines()
    assert open_release(sample.root).citation in sample.ended.out


def test_each_stage_has_a_line_and_nothing_else_is_said(sample) -> None:
    assert [line.split()[0] for line in sample.ended.err.splitlines()] == STAGES


def test_the_commands_to_try_work_as_they_are_printed(sample) -> None:
    _, _, below = sample.ended.out.partition("Try next:\n")
    commands = [line.strip() for line in below.splitlines()]
    assert len(commands) == 3
    listed, shown, read = [succeeded(sample.user.type(command)) for command in commands]
    assert "1.0.0" in listed.out
    assert "cel-" in shown.out
    assert "SPECIMEN" in shown.out
    assert "paragraph" in read.out
    assert [each.err for each in (listed, shown, read)] == ["", "", ""]


def test_a_release_is_tables_and_their_descriptions(sample) -> None:
    assert {path.name for path in sample.release.iterdir()} >= {
        *(f"{table}.parquet" for table in TABLES),
        *("manifest.json", "DICTIONARY.md", "CHANGES.md", "changes.json", "checks.json", "checks.parquet"),
    }
    manifest = json.loads((sample.release / "manifest.json").read_text())
    assert manifest["specimen"] is True
    checks = json.loads((sample.release / "checks.json").read_text())
    assert len(checks) == pq.read_metadata(sample.release / "checks.parquet").num_rows > 100


def test_the_review_of_the_made_up_state_has_a_plot_and_a_page_for_each_indicator(sample) -> None:
    files = open_release(sample.root).manifest.files
    shown = sorted(path.relative_to(sample.release).as_posix() for path in sample.release.glob("reviews/*"))
    assert shown == sorted(name for name in files if name.startswith("reviews/"))
    kinds = {tuple(name.partition(".")[0].split("-")[2:]) for name in shown}
    assert kinds == {(each, "specimen") for each in ("match_rate", "removal_per_match")} | {
        ("noncriminal_share", "quoted")
    }
    page = (sample.release / shown[0]).read_text()
    assert page.startswith("**SPECIMEN.")
    assert page.index("no finding of misconduct") < page.index(
        "| Lorem County | 348 | 2,739 | 12.7% | high | yes |"
    )
    reviews = open_release(sample.root)["statistical_reviews"].to_table().to_pylist()
    assert "ZZ-lorem-county" in {row["place_id"] for row in reviews if row["confirmed"]}


def test_the_latest_release_is_named(sample) -> None:
    latest = json.loads((sample.root / "releases" / "latest.json").read_text())
    assert latest == {"version": "1.0.0", "citation": open_release(sample.root).citation}


def test_a_run_leaves_a_log(sample) -> None:
    log = json.loads(min((sample.root / "work" / "runs").glob("*-rebuild.json")).read_text())
    assert [stage["name"] for stage in log["stages"]] == STAGES
    assert all(stage["seconds"] >= 0 and stage["count"] > 0 for stage in log["stages"])
    assert datetime.now(UTC) - datetime.fromisoformat(log["started"]) < timedelta(hours=2)
    assert log["release"] == open_release(sample.root).citation


def test_nothing_of_the_run_is_in_the_release(sample) -> None:
    today = datetime.now(UTC)
    days = [today - timedelta(days=ago) for ago in (0, 1)]
    marks = {
        "zqfolder",
        "zquser",
        "zq root",
        "zq sample",
        str(Path(__file__).parents[2]),
    }
    measured_on = date.fromisoformat(accuracy_of(sample.release)[0])
    days = [day for day in days if day.date() not in (SPECIMENS_WRITTEN, measured_on)]
    marks |= {day.strftime(form) for day in days for form in ("%Y-%m-%d", "%Y%m%d", "%a, %d %b %Y")}
    for path in files_of(sample.release):
        said = parquet_text(path) if path.suffix == ".parquet" else path.read_text("latin-1")
        assert [mark for mark in marks if mark in said] == [], path.name
        # A short name of a machine stands within names of places too.
        assert not re.search(rf"\b{re.escape(socket.gethostname())}\b", said), path.name


def files_of(release: Path) -> list[Path]:
    return [path for path in release.rglob("*") if path.is_file()]


def parquet_text(path: Path) -> str:
    """Write everything in a Parquet file as text: what its writer said of it, and all values."""
    table = pq.read_table(path)
    columns = [column.cast(pa.string()) if flat(column.type) else column for column in table.columns]
    values = "\n".join(str(value) for column in columns for value in column.to_pylist())
    return f"{pq.read_metadata(path).metadata} {table.schema.to_string()} {values}"


def flat(kind: pa.DataType) -> bool:
    return not pa.types.is_nested(kind)


def test_a_second_run_finds_nothing_new(sample, operator) -> None:
    before = {path: path.stat() for path in (sample.root / "releases").rglob("*")}
    ended = succeeded(operator.run("rebuild", "--data-root", sample.root))
    assert "unchanged, so there is no new release: 1.0.0+" in ended.out
    assert str(sample.release) in ended.out
    after = {path: path.stat() for path in (sample.root / "releases").rglob("*")}
    assert {path: (stat.st_ino, stat.st_mtime_ns) for path, stat in after.items()} == {
        path: (stat.st_ino, stat.st_mtime_ns) for path, stat in before.items()
    }


def test_files_of_a_release_cannot_be_written(sample) -> None:
    assert {path.stat().st_mode & 0o222 for path in files_of(sample.release)} == {0}


@pytest.mark.soak
def test_the_specimens_give_the_same_bytes_in_any_place(sample, tmp_path, operator) -> None:
    elsewhere = {"LC_ALL": "C", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7"}
    succeeded(operator.run("rebuild", "--data-root", tmp_path / "root", "--workers", "1", **elsewhere))
    release = tmp_path / "root" / "releases" / "1.0.0"
    assert {path.relative_to(release): path.read_bytes() for path in files_of(release)} == {
        path.relative_to(sample.release): path.read_bytes() for path in files_of(sample.release)
    }
