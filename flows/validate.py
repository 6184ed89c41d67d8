"""The validate stage: Great Expectations judges each table before anything is published."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from expectations.checkpoint import CheckResult, check_tables
from expectations.contract import Weight
from flows.assemble import Tables
from flows.duck import MEMORY
from flows.errors import ChecksFailed
from flows.evidence.failures import show_command
from flows.settings import DataRoot

Show = Callable[[Sequence[CheckResult]], Path | None]
"""What makes a report of failed checks, see :func:`flows.evidence.failures.show_failures`."""

SHOWN = 5
"""Failed checks that a message lists; all are in the report."""


def validate_tables(tables: Tables, root: DataRoot, *, show: Show | None = None) -> list[CheckResult]:
    """Check every table.

    Args:
        tables: what is checked.
        root: the data root.
        show: makes a report of failed checks with pictures of their rows, and gives where it is.

    Raises:
        ChecksFailed: rows break a fatal check; the message names them.
    """
    results = check_tables(tables.files, temp=root.staging / "duckdb", memory=MEMORY)
    report = show(results) if show else None
    failed = [result for result in results if not result.success and result.weight is Weight.FATAL]
    if failed:
        raise ChecksFailed(_said(failed, root, report), _remedy(root))
    return results


def _said(failed: Sequence[CheckResult], root: DataRoot, report: Path | None) -> str:
    lines = [f"{len(failed)} fatal check{'s' if len(failed) > 1 else ''} failed, nothing is published:"]
    for result in failed[:SHOWN]:
        lines.append(f"  {result.message}")
        lines += [f"    {show_command(row, root, staged=True)}" for row in result.rows[:1]]
    if len(failed) > SHOWN:
        lines.append(f"  and {len(failed) - SHOWN} more")
    if report is not None:
        lines.append(f"The rows are shown in {report}.")
    return "\n".join(lines) + "\n"


def _remedy(root: DataRoot) -> str:
    return (
        f"The tables are kept in {root.staging / 'tables'} until the next run. "
        "Correct the extractor or the expectation, then run the same command again."
    )
