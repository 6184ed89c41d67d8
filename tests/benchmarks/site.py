"""What the site of a release of ten thousand documents costs to write, weighs, and takes to open.

The documents are those of the sample, each many times over with ids of its own; pages of PDFs are not drawn.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from flows.duck import quoted
from flows.evidence.holdings import Holdings
from flows.releases.reader import Release
from flows.releases.site.command import Wanted, write_site
from tests.flows.line import release_of

DOCUMENTS = 10_000
_OWN = "'{0}-' || left(md5({1} || i::VARCHAR), 24)"
_IDS = {
    "documents": {"document_id": "doc"},
    "passages": {"document_id": "doc", "passage_id": "psg"},
    "tables": {"document_id": "doc", "table_id": "tbl", "passage_id": "psg"},
    "cells": {"document_id": "doc", "table_id": "tbl", "cell_id": "cel"},
    "links": {"document_id": "doc", "link_id": "lnk", "target_document_id": "doc"},
    "captures": {"capture_id": "cap"},
}
"""The tables that are repeated, and the kind of each of their ids."""


def multiplied(release: Release, folder: Path, documents: int) -> Release:
    """Give a release whose large tables hold so many documents."""
    times = -(-documents // release["documents"].count_rows())
    with duckdb.connect() as connection:
        for table, ids in _IDS.items():
            replaced = [f"{_OWN.format(kind, name)} AS {name}" for name, kind in ids.items()]
            if table in ("documents", "captures"):
                replaced.append("sha256(payload_sha256 || i::VARCHAR) AS payload_sha256")
            source = f"read_parquet({quoted(str(release.files[table]))}), range({times}) r(i)"
            query = f"SELECT * EXCLUDE (i) REPLACE ({', '.join(replaced)}) FROM {source}"
            path = folder / f"{table}.parquet"
            connection.execute(f"COPY ({query}) TO {quoted(str(path))} (FORMAT parquet)")
            release.files[table] = path
    return release


def opened(site: Path) -> Mapping[str, float]:
    """Give the seconds until pages are there in Chromium; none where there is none."""
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium")
    if program is None:
        return {}
    seconds = {}
    with sync_playwright() as driver:
        page = driver.chromium.launch(executable_path=program, args=["--no-sandbox"]).new_page()
        for name in ("index.html", "documents.html", "search.html?q=%2248%20hours%22"):
            began = time.monotonic()
            page.goto(f"{site.as_uri()}/{name}")
            if "?" in name:
                page.wait_for_function("document.getElementById('said').textContent.includes('document')")
            seconds[name] = time.monotonic() - began
    return seconds


def run(documents: int = DOCUMENTS) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        release = multiplied(release_of(folder / "root"), folder, documents)
        site, began = folder / "site", time.monotonic()
        write_site(Wanted(release, Holdings(()), site, pictures=False, data=False))
        seconds, files = time.monotonic() - began, [path for path in site.rglob("*") if path.is_file()]
        weight = sum(path.stat().st_size for path in files)
        first = sum((site / name).stat().st_size for name in ("index.html", "site.css"))
        print(f"\n{documents:,} documents: {seconds:.0f} s, {len(files):,} files, {weight / 1e6:.0f} MB")
        print(f"first view: {first:,} bytes")
        for page, took in opened(site).items():
            print(f"{took:6.2f} s  {page}")
