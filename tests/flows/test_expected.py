"""What a series had in the last release is expected of it again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from flows.archives.addresses import url_key
from flows.archives.vault import read_held
from flows.collect import Scope as Wanted
from flows.errands import Asking, collect_captures, errands_for
from flows.expected import Shortfall, fewer_kept, fewer_listed
from flows.releases.manifest import Manifest, TableFacts
from flows.settings import DataRoot
from flows.sources.series import load_all
from tests.flows.archives.faulty import FaultyArchive, Held, serving

SERIES = load_all()[0]
ARCHIVE = "web.archive.invalid"


def written(folder: Path, **tables: dict[str, list[object]]) -> dict[str, Path]:
    folder.mkdir(parents=True, exist_ok=True)
    files = {name: folder / f"{name}.parquet" for name in tables}
    for name, columns in tables.items():
        pq.write_table(pa.table(columns), files[name])
    return files


def released(root: DataRoot, archive: str, listed: int) -> None:
    """Write as much of a release as is asked for."""
    folder = root.releases / "1.0.0"
    columns = {"series": [SERIES.name, "another"], "archive": [archive] * 2, "listed": [listed, 1_000]}
    written(folder, completeness=columns)
    facts = TableFacts("completeness.parquet", 2, 0, "", "", {}, compared=True)
    manifest = Manifest(
        version="1.0.0",
        predecessor=None,
        collection="vault",
        captured_until=None,
        specimen=False,
        content_digest="",
        parsers={},
        tables={"completeness": facts},
        described={},
        files={},
        checks={},
    )
    (folder / "manifest.json").write_text(manifest.as_json())


@pytest.mark.parametrize(("listed", "short"), [(0, True), (94, True), (95, False), (200, False)])
def test_an_index_that_lists_clearly_fewer_falls_short(tmp_path, listed: int, short: bool) -> None:
    root = DataRoot(tmp_path)
    released(root, ARCHIVE, 100)
    found = fewer_listed(root, SERIES.name, archive=ARCHIVE, listed=listed)
    assert found == (Shortfall(SERIES.name, f"captures listed by {ARCHIVE}", 100, listed) if short else None)
    assert fewer_listed(root, SERIES.name, archive="another.invalid", listed=listed) is None


def test_without_a_release_nothing_is_expected(tmp_path) -> None:
    assert fewer_listed(DataRoot(tmp_path), SERIES.name, archive=ARCHIVE, listed=0) is None


def test_a_series_of_which_less_is_kept_falls_short_though_the_tables_do_not(tmp_path) -> None:
    own, other = url_key(SERIES.addresses[0]), "gov,dhs)/other"

    def files(name: str, *, of_series: int) -> dict[str, Path]:
        keys = [own] * of_series + [other] * (100 - of_series)
        names = [f"{name}{number}" for number in range(100)]
        captures = {"capture_id": names, "url_key": keys, "payload_sha256": names}
        return written(
            tmp_path / name, captures=captures, documents={"document_id": names, "payload_sha256": names}
        )

    root = DataRoot(tmp_path)
    before, after = files("a", of_series=4), files("b", of_series=3)
    assert fewer_kept(root, before, after) == [
        Shortfall(SERIES.name, "captures held", 4, 3),
        Shortfall(SERIES.name, "documents", 4, 3),
    ]
    assert fewer_kept(root, after, before) == []


@pytest.mark.parametrize("wanted", [Wanted(), Wanted(limit=5), Wanted(dry=True)])
def test_a_run_that_is_listed_fewer_warns_and_notes_it_if_it_asked_for_all(
    tmp_path, wanted: Wanted, capsys: pytest.CaptureFixture[str]
) -> None:
    root = DataRoot(tmp_path)
    with serving(FaultyArchive([Held(SERIES.addresses[0], "20130801000000", b"<p>SPECIMEN</p>")])) as archive:
        errands = errands_for(SERIES, [f"wayback={archive.base}"])
        released(root, archive.base.removeprefix("http://"), 3)
        collect_captures(errands, root, asking=Asking(wanted, rate=60_000))
    said = "fewer_listed" in capsys.readouterr().err
    assert said is (wanted.limit is None)
    noted = any("series:" in address for address, _ in read_held(root).notes)
    assert noted is (wanted == Wanted())


def test_an_address_that_nobody_has_seen_is_warned_of(tmp_path, capsys: pytest.CaptureFixture[str]) -> None:
    doubtful = replace(SERIES, unverified=SERIES.addresses[:1])
    with serving(FaultyArchive([])) as archive:
        errands = errands_for(doubtful, [f"wayback={archive.base}"])
        collect_captures(errands, DataRoot(tmp_path), asking=Asking(rate=60_000))
    assert f"{SERIES.addresses[0]} is declared as unverified" in capsys.readouterr().err
