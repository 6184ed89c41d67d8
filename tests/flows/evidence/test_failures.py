"""Failed checks are reported with pictures of the rows that break them."""

from __future__ import annotations

import re
from pathlib import Path

from expectations.contract import Weight
from expectations.results import CheckResult
from flows import open_release
from flows.evidence.failures import show_failures
from flows.sample import specimen_archive
from flows.settings import DataRoot


def result(table: str, *rows: str, success: bool = False) -> CheckResult:
    return CheckResult(
        table=table,
        check="sound",
        column=None,
        description="Rows are sound.",
        weight=Weight.FATAL,
        success=success,
        rows_checked=100,
        rows_failed=len(rows),
        sample=tuple(f"{row}: <odd> & found" for row in rows),
    )


def test_rows_that_break_a_check_are_shown(sample_releases: Path, tmp_path: Path) -> None:
    release = open_release(sample_releases)
    cell = release["cells"].head(1)["cell_id"][0].as_py()
    contact = release["contacts"].head(1)["contact_id"][0].as_py()
    report = show_failures(
        [
            result("cells", cell, "cel-" + 24 * "0"),
            result("contacts", contact),
            result("tables", success=True),
        ],
        release.files,
        warcs=[specimen_archive()],
        root=DataRoot(tmp_path / "a root"),
        folder=tmp_path / "evidence",
    )
    assert report is not None
    written = report.read_text()
    assert f"dhs-archive show {cell} --staged --data-root" in written
    assert "&lt;odd&gt; &amp; found" in written
    assert "No picture: There is no row" in written
    named = set(re.findall(r'(?:href|src)="([^"]+)"', written))
    assert named == {f"{cell}.png", f"{contact}.html"}
    assert all((report.parent / name).stat().st_size for name in named)


def test_findings_about_columns_name_no_rows() -> None:
    assert result("cells", "bbox", "cel-" + 24 * "a").rows == ("cel-" + 24 * "a",)


def test_there_is_no_report_where_no_check_failed(tmp_path: Path) -> None:
    root = DataRoot(tmp_path)
    passed = result("cells", success=True)
    assert show_failures([passed], {}, warcs=[], root=root, folder=tmp_path / "evidence") is None
    assert not (tmp_path / "evidence").exists()
