"""The validate stage: Great Expectations judges each table before anything is published."""

from __future__ import annotations

from collections.abc import Sequence

from expectations.checkpoint import CheckResult, check_tables
from expectations.contract import Weight
from flows.assemble import Tables
from flows.duck import MEMORY
from flows.errors import ChecksFailed
from flows.settings import DataRoot

SHOWN = 5
"""Failed checks that a message lists; all are in the report."""


def validate_tables(tables: Tables, root: DataRoot) -> list[CheckResult]:
    """Check every table.

    Raises:
        ChecksFailed: rows break a fatal check; the message names them.
    """
    results = check_tables(tables.files, temp=root.staging / "duckdb", memory=MEMORY)
    failed = [result for result in results if not result.success and result.weight is Weight.FATAL]
    if failed:
        raise ChecksFailed(_said(failed), _remedy(root))
    return results


def _said(failed: Sequence[CheckResult]) -> str:
    lines = [f"{len(failed)} fatal check{'s' if len(failed) > 1 else ''} failed, nothing is published:"]
    lines += [f"  {result.message}" for result in failed[:SHOWN]]
    if len(failed) > SHOWN:
        lines.append(f"  and {len(failed) - SHOWN} more")
    return "\n".join(lines) + "\n"


def _remedy(root: DataRoot) -> str:
    return (
        f"The tables are kept in {root.staging / 'tables'} until the next run. "
        "Correct the extractor or the expectation, then run the same command again."
    )
