"""A series is added as CONTRIBUTING says: its own example goes through all five steps."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from extractors.records import CaptureContext, Extraction, Severity
from extractors.registry import extract
from flows.archives.opening import parse_archive
from flows.cli import cli
from flows.collect import Scope, collect
from flows.reading import Reading, as_json, read_file
from flows.settings import DataRoot
from flows.sources.recipes import load as load_recipe
from flows.sources.series import Series, load
from tests.contracts.markdown import Document
from tests.flows.archives.conftest import FakeWayback, capture

PAGE = "http://www.dhs.gov.specimen.invalid/zz-notice-june"
SEEN = "20110801000000"


@pytest.fixture
def series(contributing: Document, tmp_path: Path) -> Series:
    """Step 1: the declaration."""
    file = tmp_path / "zz-notices.yaml"
    file.write_text(contributing.texts("yaml")[0])
    return load(file)


@pytest.fixture
def page(contributing: Document, tmp_path: Path) -> Path:
    """Step 3: the page in our own words."""
    file = tmp_path / "zz_notice.html"
    (text,) = contributing.texts("html")
    file.write_text(text)
    return file


@pytest.fixture
def recipe(contributing: Document, tmp_path: Path) -> Path:
    """Step 3: what its figures mean."""
    file = tmp_path / "recipes" / "zz-notices.yaml"
    file.parent.mkdir()
    file.write_text(contributing.texts("yaml")[1])
    return file


def read(page: Path) -> Extraction:
    return extract(page.read_bytes(), CaptureContext(PAGE))


def test_there_are_five_steps(contributing: Document) -> None:
    section = contributing.source.split("## Add a publication series in five steps")[1].split("\n## ")[0]
    assert re.findall(r"^\*\*(\d)\.", section, re.MULTILINE) == list("12345")


def test_the_declaration_is_read_and_checked(series: Series, contributing: Document) -> None:
    assert [parse_archive(archive)[0] for archive in series.archives] == ["wayback"]
    assert series.span.last is None
    assert all("specimen.invalid" in address for address in series.addresses)
    assert f"`{series.name}.yaml`" in contributing.prose


def test_the_page_shows_what_is_read(page: Path) -> None:
    answer = CliRunner().invoke(cli, ["extract", "--url", PAGE, str(page)], catch_exceptions=False)
    assert answer.exit_code == 0
    extraction = read(page)
    assert extraction.document.specimen
    assert [issue.severity for issue in extraction.issues] == [Severity.INFO]
    assert [link.note_pages for link in extraction.links] == [2]


def test_the_recipe_makes_statistics_of_its_figures(page: Path, recipe: Path) -> None:
    read = read_file(page, Reading(as_json, url=PAGE, recipes=(load_recipe(recipe),)))
    figures = [(s.place_id, f"{s.period_end}", s.printed, s.value) for s in read.statistics]
    assert figures == [
        ("ZZ-alphaford-county", "2011-05-31", "12", 12),
        ("ZZ-alphaford-county", "2011-06-30", "9", 9),
        ("ZZ-deltamere-county", "2011-05-31", "1,004", 1004),
        ("ZZ-deltamere-county", "2011-06-30", "D", None),
    ]
    assert [issue.code for issue in read.issues] == ["chrome_links_left_out"]


@pytest.fixture
def releases(
    series: Series, page: Path, wayback: FakeWayback, released: Callable[[Path], Path], tmp_path: Path
) -> Path:
    """Steps 4 and 5: collected into a data root, and built there."""
    wayback.lists((SEEN, PAGE))
    wayback.on(f"/web/{SEEN}id_/{PAGE}", capture(SEEN, page.read_bytes()))
    report = collect(wayback.archive(), series.addresses, DataRoot(tmp_path / "trial"), scope=Scope(limit=20))
    assert (report.fetched, report.findings) == (1, ())
    return released(tmp_path / "trial")


def test_what_is_collected_is_built_and_answers_as_printed(
    contributing: Document, releases: Path, printed: Callable[[str], str]
) -> None:
    assert len(contributing.answered) == 2
    for asked in contributing.answered:
        found = printed(asked.query.replace("output/trial/releases", str(releases)))
        assert found == asked.answer.strip(), f"\n{asked.query}\nprints\n{found}"
