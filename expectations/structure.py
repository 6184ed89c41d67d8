"""Whether a table is there, and has the columns and the types of its contract."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from expectations.contract import TableContract, Weight
from expectations.judge import Judge
from expectations.queries import Tally
from expectations.results import SAMPLE, CheckResult, finding
from expectations.suites import columns_suite


def present(table: str, path: Path | None) -> Tally:
    """Tell whether a table has its file."""
    missing = path is None or not path.is_file()
    sample = (finding(table, "no file"),) if missing else ()
    return Tally(table, "present", None, "The table has its file.", Weight.FATAL, int(missing), sample)


def columns_result(contract: TableContract, path: Path, judge: Judge) -> CheckResult:
    """Judge the names and the order of the columns of a file."""
    schema = pq.read_schema(path)
    (verdict,) = judge.verdicts(schema.empty_table().to_pandas(), columns_suite(contract))
    odd = [] if verdict.success else _odd_columns(contract, schema.names)
    return CheckResult(
        table=contract.name,
        check="columns",
        column=None,
        description="The columns are those of the contract, in its order.",
        weight=Weight.FATAL,
        success=verdict.success,
        rows_checked=pq.read_metadata(path).num_rows,
        rows_failed=len(odd),
        sample=tuple(odd[:SAMPLE]),
    )


def _odd_columns(contract: TableContract, names: list[str]) -> list[str]:
    declared = contract.schema.names
    odd = [finding(name, "missing") for name in declared if name not in names]
    odd += [finding(name, "not declared") for name in names if name not in declared]
    return sorted(odd) or [finding(contract.name, f"columns in the order {', '.join(names)}")]


def types(contract: TableContract, path: Path) -> Tally:
    """Compare the types of the columns of a file, and whether they may be empty, with the contract's."""
    found = {column.name: _type(column) for column in pq.read_schema(path)}
    declared = {column.name: _type(column) for column in contract.schema}
    odd = sorted(
        finding(name, f"{found[name]} instead of {kind}")
        for name, kind in declared.items()
        if found.get(name, kind) != kind
    )
    said = "Each column has the type of the contract, and may be empty just where the contract says so."
    return Tally(contract.name, "types", None, said, Weight.FATAL, len(odd), tuple(odd[:SAMPLE]))


def _type(column: pa.Field) -> str:
    """Write a type; the name that a writer gave to the items of a list plays no part."""
    kind = f"list<{column.type.value_type}>" if pa.types.is_list(column.type) else str(column.type)
    return kind if column.nullable else f"{kind} not null"
