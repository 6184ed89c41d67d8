"""The site of the sample release, and a browser if there is one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from flows.evidence.holdings import Holdings
from flows.releases.reader import open_release
from flows.releases.site.command import Wanted, write_site


@pytest.fixture(scope="session")
def site(sample_releases: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site."""
    out = tmp_path_factory.mktemp("site") / "site"
    write_site(Wanted(open_release(sample_releases), Holdings(()), out, workers=1))
    return out


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser, closed before other tests run: while it is open, no event loop can be started here."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.skip("there is no Chromium here: apt-get install chromium")
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield opened
        opened.close()
