"""Reading one page starts quickly: it loads neither Prefect nor Arrow nor the PDF libraries."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from extractors.registry import HTML, PDF, sniff
from flows.archives.payloads import read_body
from flows.archives.records import records
from flows.sample import specimen_archive

NEVER = {
    *("prefect", "fastapi", "sqlalchemy"),
    *("pyarrow", "duckdb", "pandas", "great_expectations"),
    *("requests", "warcio", "reportlab"),
    *("scipy", "statsmodels", "matplotlib"),
}
"""What no reading of single files needs."""


def loaded(*arguments: str) -> set[str]:
    """Run Python, and give the packages that it imported; its forked children tell theirs too."""
    command = [sys.executable, "-X", "importtime", *arguments]
    run = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60)
    lines = [line for line in run.stderr.splitlines() if line.startswith("import time:")]
    assert len(lines) > 50
    return {line.rpartition("|")[2].strip().partition(".")[0] for line in lines}


@pytest.fixture(scope="module")
def specimens(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A file of each type, out of the specimens."""
    folder = tmp_path_factory.mktemp("specimens")
    found: dict[str | None, Path] = {}
    for record in records(specimen_archive()):
        if record.kind == "response" and record.answer().status == 200:
            body = read_body(record).payload
            kind = sniff(body)
            found[kind] = folder / f"{len(found)}.{(kind or 'none').rpartition('/')[2]}"
            found[kind].write_bytes(body)
    return {kind: found[kind] for kind in (HTML, PDF)}


def test_the_command_line_itself_loads_click_and_little_else() -> None:
    seen = loaded("-c", "import flows.cli")
    assert "click" in seen
    assert seen & (NEVER | {"bs4", "lxml", "pdfplumber", "pdfminer", "pypdfium2", "rich", "yaml"}) == set()


def test_reading_a_page_loads_no_more_than_a_parser_of_pages(specimens: dict[str, Path]) -> None:
    seen = loaded("-m", "flows.cli", "extract", str(specimens[HTML]))
    assert "lxml" in seen
    assert seen & (NEVER | {"pdfplumber", "pdfminer", "pypdfium2"}) == set()


def test_reading_a_pdf_loads_no_more_than_a_parser_of_pdfs(specimens: dict[str, Path]) -> None:
    seen = loaded("-m", "flows.cli", "extract", "--json", str(specimens[PDF]))
    assert "pdfplumber" in seen
    assert seen & NEVER == set()
