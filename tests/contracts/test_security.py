"""What SECURITY.md says is contained is shown by the tests that it names."""

from __future__ import annotations

import re
from pathlib import Path


def test_every_threat_names_tests_that_are_there(repository: Path) -> None:
    text = (repository / "SECURITY.md").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith(("| a", "| some"))]
    assert len(rows) > 10
    for row in rows:
        named = re.findall(r"`(tests/[\w/.]+\.py)::(test_\w+)`", row)
        assert named, row
        for path, test in named:
            assert f"def {test}(" in (repository / path).read_text(encoding="utf-8"), (path, test)
