"""Any row leads back to its page, its captures and its citation; pictures show what was meant."""

from __future__ import annotations

import json
import shutil
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from flows import open_release
from flows.cli import cli
from flows.errors import InputError, PayloadNotHeld
from flows.evidence import evidence
from flows.evidence.citations import SPECIMEN
from flows.evidence.holdings import Holdings
from flows.publish import publish_release
from flows.releases.lookup import id_columns
from flows.releases.reader import Release
from flows.settings import DataRoot, RunSettings
from tests.flows.line import run_line
from tests.flows.warc_fixtures import HOST, NOON, page, write_warc

RED = (214, 0, 28)
TABLE = (
    "<table><tr><th>Year</th><th>Cases</th></tr><tr><td>2010</td><td>1,200</td></tr>"
    "<tr><td>2011</td><td>1,350</td></tr></table>"
)


@pytest.fixture(scope="module")
def sample(sample_releases: Path) -> Release:
    return open_release(sample_releases)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data root whose WARC file lies elsewhere."""
    folder = tmp_path_factory.mktemp("small")
    body = page("SPECIMEN", "first words").replace(b"first words", b"first words" + TABLE.encode())
    warc = write_warc(folder / "w.warc.gz", [(f"{HOST}/a", NOON, body)])
    line = run_line([warc], folder / "data")
    root = DataRoot(folder / "data")
    publish_release(line.tables, [], collection=line.collection, settings=RunSettings(root))
    return root.path


def first(release: Release, table: str, **wanted: object) -> str:
    rows = release[table].to_table().to_pylist()
    row = next(each for each in rows if all(each[name] == value for name, value in wanted.items()))
    return str(row[id_columns(release)[table]])


def show(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["show", *map(str, arguments)], catch_exceptions=False)


def test_a_statistic_leads_to_its_cell_page_box_payload_and_capture(sample: Release) -> None:
    found = evidence(sample, first(sample, "statistics", printed="14"))
    assert [step.table for step in found.ways[0]] == ["statistics", "cells"]
    (place,) = found.places
    assert (place.page, len(place.boxes), place.said) == (2, 1, "14")
    (capture,) = found.found.captures
    assert capture["payload_sha256"] == place.payload_sha256
    assert found.found.locations[0]["capture_id"] == capture["capture_id"]


def test_two_rows_that_are_compared_lead_to_two_places(sample: Release) -> None:
    found = evidence(sample, first(sample, "statistic_changes"))
    assert len(found.ways) == len(found.places) == len(found.found.captures) == len(found.sources) == 2
    assert [each.key for each in found.sources] == [found.identifier, f"{found.identifier}-2"]


def test_what_a_policy_says_of_itself_is_marked_on_one_page(sample: Release) -> None:
    (place,) = evidence(sample, first(sample, "policies")).places
    assert len(place.boxes) > 3


def test_rows_of_every_table_have_evidence(sample: Release) -> None:
    nowhere = {"jurisdictions", "jurisdiction_names", "template_coverage", "completeness"}
    for table, column in id_columns(sample).items():
        for identifier in sample[table].head(1, columns=[column])[column].to_pylist():
            found = evidence(sample, identifier)
            assert bool(found.places) == bool(found.sources) == (table not in nowhere), table


def test_a_picture_has_a_red_box_and_the_number_in_it(sample: Release, tmp_path: Path) -> None:
    identifier = first(sample, "cells", text="1,241")
    answer = show(identifier, "--data-root", sample.path, "--picture", tmp_path / "cell.png")
    assert str(tmp_path / "cell.png") in answer.output
    picture = Image.open(tmp_path / "cell.png").convert("RGB")
    assert _dark(picture.crop(_red_box(picture))) > 20


def _red_box(picture: Image.Image) -> tuple[int, int, int, int]:
    """Where the box is, below the band that says SPECIMEN."""
    band = 60
    red = [
        (x, y)
        for y in range(band, picture.height)
        for x in range(picture.width)
        if picture.getpixel((x, y)) == RED
    ]
    across, down = zip(*red, strict=True)
    return min(across), min(down), max(across), max(down)


def _dark(picture: Image.Image) -> int:
    return sum(picture.convert("L").histogram()[:90])


def test_a_specimen_is_called_one_everywhere(sample: Release, tmp_path: Path) -> None:
    identifier = first(sample, "cells", text="1,241")
    root = ("--data-root", sample.path)
    assert show(identifier, *root).output.startswith(SPECIMEN)
    for form in ("plain", "bibtex", "csl-json"):
        cited = show(identifier, *root, "--cite", form).output
        assert "[SPECIMEN]" in cited
        assert SPECIMEN in cited
        assert "Homeland Security" not in cited.replace(SPECIMEN, "")
    (picture,) = evidence(sample, identifier).pictures(sample, Holdings(()))
    assert Image.open(BytesIO(picture.content)).convert("RGB").getpixel((2, 2)) == RED


def test_json_holds_all_of_it(sample: Release) -> None:
    identifier = first(sample, "statistics", printed="14")
    told = json.loads(show(identifier, "--data-root", sample.path, "--json").output)
    assert told["release"] == sample.citation
    assert told["read_from"][0][0]["table"] == "cells"
    assert told["places"][0]["boxes"] == [told["read_from"][0][0]["row"]["bbox"]]
    assert told["citations"][0]["csl_json"]["id"] == identifier
    assert {"table", "row", "captures", "locations", "specimen"} <= set(told)


def test_a_row_of_no_document_cannot_be_drawn_or_cited(sample: Release, tmp_path: Path) -> None:
    identifier = first(sample, "jurisdictions")
    for option in (["--cite", "plain"], ["--picture", str(tmp_path / "p.png")]):
        with pytest.raises(InputError, match="stands in no document"):
            show(identifier, "--data-root", sample.path, *option)


def test_a_release_alone_tells_all_but_the_picture(small: Path, tmp_path: Path) -> None:
    shutil.copytree(small / "releases", tmp_path / "releases")
    release = open_release(tmp_path)
    identifier = first(release, "cells", text="1,350")
    assert "row 2, column 1" in show(identifier, "--data-root", tmp_path).output
    with pytest.raises(PayloadNotHeld, match=r"w\.warc\.gz.*--vault"):
        show(identifier, "--data-root", tmp_path, "--out", tmp_path / "out")


def test_a_cell_of_a_web_page_is_marked_in_its_table(small: Path, tmp_path: Path) -> None:
    identifier = first(open_release(small), "cells", text="1,350")
    vault = small.parent / "w.warc.gz"
    answer = show(identifier, "--data-root", small, "--vault", vault, "--picture", tmp_path / "cell.png")
    assert "cell.html" in answer.output
    written = (tmp_path / "cell.html").read_text()
    assert '<td class="found">1,350</td>' in written
    assert written.count('class="found"') == 1
    assert "default-src 'none'" in written
    assert f"{HOST}/a" in written


def test_tables_that_were_held_back_can_be_looked_at(small: Path, tmp_path: Path) -> None:
    staging = tmp_path / "work" / "staging" / "tables"
    staging.mkdir(parents=True)
    release = open_release(small)
    for name, path in release.files.items():
        shutil.copy(path, staging / f"{name}.parquet")
    identifier = first(release, "cells", text="1,350")
    assert "held back" in show(identifier, "--data-root", tmp_path, "--staged").output
