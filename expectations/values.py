"""The checks of single columns, added up over the batches of a table."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from expectations.batches import slim_batches
from expectations.contract import TableContract
from expectations.judge import Judge, Verdict
from expectations.results import SAMPLE, CheckResult, finding
from expectations.suites import ValueCheck, value_checks, values_suite


@dataclass(slots=True)
class _Findings:
    """What the batches of a table have come to for one check."""

    failed: int = 0
    sample: list[str] = field(default_factory=list)


def value_results(contract: TableContract, path: Path, judge: Judge) -> list[CheckResult]:
    """Make every check of single columns over a file whose columns and types are those of its contract."""
    checks = value_checks(contract)
    values = {check.column for check in checks if check.check != "not_null"} | set(contract.key)
    presence = {check.column for check in checks} - values
    suite = values_suite(checks)
    findings = {(check.column, check.check): _Findings() for check in checks}
    rows = 0
    for batch in slim_batches(path, values=values, presence=presence):
        frame = batch.to_pandas()
        rows += batch.num_rows
        for verdict in judge.verdicts(frame, suite):
            if not verdict.success:
                _add(findings, contract, verdict, batch, frame)
    return [_result(contract, check, rows, findings[check.column, check.check]) for check in checks]


def _add(
    findings: dict[tuple[str, str], _Findings],
    contract: TableContract,
    verdict: Verdict,
    batch: pa.Table,
    frame: pd.DataFrame,
) -> None:
    column = str(verdict.column)
    found = findings[column, verdict.check]
    found.failed += verdict.failed
    for row in _failing_rows(verdict, frame[column])[: SAMPLE - len(found.sample)]:
        value = batch.column(column)[int(row)].as_py()
        key = " ".join(str(batch.column(name)[int(row)]) for name in contract.key)
        found.sample.append(finding(key, "nothing" if value is None else value))


def _failing_rows(verdict: Verdict, values: pd.Series) -> np.ndarray:
    failing = values.isna() if verdict.check == "not_null" else values.isin(verdict.values)
    return np.flatnonzero(failing)


def _result(contract: TableContract, check: ValueCheck, rows: int, findings: _Findings) -> CheckResult:
    return CheckResult(
        table=contract.name,
        check=check.check,
        column=check.column,
        description=check.description,
        weight=check.weight,
        success=findings.failed == 0,
        rows_checked=rows,
        rows_failed=findings.failed,
        sample=tuple(sorted(findings.sample)),
    )
