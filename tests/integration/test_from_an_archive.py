"""The specimen archive, served by a real pywb, collected and built from the vault, is the same dataset."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from flows.releases.reader import Release, open_release
from flows.sample.addresses import DHS, ICE
from flows.sources.series import load_all
from tests.integration.command import Ended, User, sitting_in, succeeded

DECLARED = [address for series in load_all() for address in series.addresses]
STAGES = ["index", "extract", "assemble", "validate", "publish"]
CONTENT = ["documents", "passages", "links", "tables", "cells", "table_notes", "ocr_words"]


@dataclass(frozen=True)
class Collected:
    """A data root whose vault came from pywb, and how it came about."""

    operator: User
    root: Path
    archive: str
    collected: Ended
    built: Ended

    def collect(self) -> Ended:
        """Collect the specimens once more."""
        return collect(self.operator, self.root, self.archive)

    @property
    def release(self) -> Release:
        """The release that was built from the vault."""
        return open_release(self.root, "1.0.0")

    def night(self) -> Ended:
        """Ask the archive for the declared series, of which it has nothing, and build."""
        return succeeded(self.operator.run("nightly", "--archive", self.archive, "--data-root", self.root))


def collect(user: User, root: Path, archive: str) -> Ended:
    hosts = [argument for host in (DHS, ICE) for argument in ("--url", f"{host}/*")]
    return succeeded(user.run("collect", "--archive", archive, *hosts, "--data-root", root))


@pytest.fixture(scope="module")
def collected(pywb, standing_server, tmp_path_factory) -> Iterator[Collected]:
    archive = f"cdxj={pywb.specimens}"
    with sitting_in(tmp_path_factory.mktemp("collected") / "there", PREFECT_API_URL=standing_server) as user:
        root = user.folder / "root"
        first = collect(user, root, archive)
        built = succeeded(user.run("rebuild", "--data-root", root))
        yield Collected(user, root, archive, first, built)


def test_every_capture_is_fetched_into_a_sealed_file(collected, sample) -> None:
    captures = open_release(sample.root)["captures"].count_rows()
    first, *sealed = collected.collected.out.splitlines()
    assert first == f"{captures} listed, 0 held already, {captures} fetched"
    assert [line.split()[0] for line in sealed] == ["sealed"]
    [warc] = (collected.root / "warcs").iterdir()
    assert warc.stat().st_mode & 0o222 == 0
    assert list((collected.root / "work" / "spool").iterdir()) == []


def test_what_is_read_from_the_captures_is_the_same_to_the_byte(collected, sample) -> None:
    same = [table for table in CONTENT if table != "links"]
    assert {table: collected.release.files[table].read_bytes() for table in same} == {
        table: (sample.release / f"{table}.parquet").read_bytes() for table in same
    }
    assert links(collected.release.files["links"]) == links(sample.release / "links.parquet")
    assert collected.release.manifest.collection == "vault"


def links(path: Path) -> pa.Table:
    """Read links but for the captures that they name: the id of a capture says which archive gave it."""
    return pq.read_table(path).drop_columns(["target_capture_id"])


def test_captures_name_the_archive_and_their_address_there(collected, pywb, sample) -> None:
    site = urlsplit(pywb.specimens)
    rows = collected.release["captures"].to_table().to_pylist()
    assert {row["archive"] for row in rows} == {f"{site.netloc}{site.path}"}
    assert {row["archive_url"] for row in rows} == {
        f"{pywb.specimens}/{row['captured_at']:%Y%m%d%H%M%S}id_/{row['original_url']}" for row in rows
    }
    assert {row["archive_digest_matches"] for row in rows if not row["is_revisit"]} == {True}
    plain = open_release(sample.root)["captures"].to_table().to_pylist()
    assert {(row["original_url"], row["captured_at"], row["payload_sha256"]) for row in rows} == {
        (row["original_url"], row["captured_at"], row["payload_sha256"]) for row in plain
    }


def test_collecting_again_fetches_nothing(collected) -> None:
    before = sorted((collected.root / "warcs").iterdir())
    again = collected.collect()
    held = collected.release["captures"].count_rows()
    assert again.out == f"{held} listed, {held} held already, 0 fetched\n"
    assert sorted((collected.root / "warcs").iterdir()) == before


@pytest.fixture(scope="module")
def night(collected, undisturbed, odd) -> Ended:
    """Spend a night; most of it is waiting, in which builds go on that other modules look at."""
    return collected.night()


def test_a_night_in_which_an_archive_has_nothing_warns_and_builds_from_the_vault(collected, night) -> None:
    warned = [line for line in night.err.splitlines() if line.startswith("warning: nothing_listed ")]
    assert [line.split()[2].rstrip(":") for line in warned] == DECLARED
    log = json.loads(max((collected.root / "work" / "runs").glob("*-nightly.json")).read_text())
    assert len(log["warnings"]) == len(DECLARED)
    assert [stage["name"] for stage in log["stages"]][-5:] == STAGES


def test_what_an_archive_has_not_is_an_issue_and_changes_nothing_else(collected, night) -> None:
    assert "minor release: 1.1.0+" in night.out
    release = open_release(collected.root, "1.1.0")
    missing = {
        row["address"] for row in release["issues"].to_table().to_pylist() if row["code"] == "nothing_listed"
    }
    assert missing == set(DECLARED)
    for table in ("captures", *CONTENT):
        assert release.files[table].samefile(collected.release.files[table]), table


@pytest.mark.soak
def test_another_such_night_changes_nothing(collected, night) -> None:
    assert "unchanged, so there is no new release: 1.1.0+" in collected.night().out


@pytest.mark.soak
def test_a_night_with_an_empty_vault_says_that_there_is_nothing(pywb, operator) -> None:
    ended = operator.run("nightly", "--archive", f"cdxj={pywb.specimens}", "--data-root", "root")
    assert ended.status == 4
    assert "is empty" in ended.complaint
    assert "warning: nothing_listed" in ended.err
    assert not (operator.folder / "root" / "releases").exists()
