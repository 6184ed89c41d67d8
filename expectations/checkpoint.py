"""The checkpoint before a release: every table is judged by its contract, and the findings are plain records.

Columns are judged by Great Expectations over batches of rows. Keys, references and rules are counted by
queries, and Great Expectations judges the counts. Of its results a few fields are taken over: the rest are
run ids, times and paths.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from expectations.batches import slim_batches
from expectations.contract import TableContract, Weight
from expectations.queries import CheckNotMade, Tally, open_tables, tally_table
from expectations.results import SAMPLE, CheckResult, as_json, finding, in_order, to_table
from expectations.suites import (
    ValueCheck,
    columns_suite,
    great_expectations,
    tallies_suite,
    third_parties_quiet,
    value_checks,
    values_suite,
)
from expectations.tables import CONTRACTS

__all__ = ["CheckNotMade", "CheckResult", "as_json", "check_tables", "to_table"]


def check_tables(files: Mapping[str, Path], *, temp: Path, memory: str) -> list[CheckResult]:
    """Judge the tables of a dataset.

    A table that is missing or has other columns fails a fatal check; what could only be checked with its
    help is then left out of the results.

    Args:
        files: the Parquet file of each table, by the table's name.
        temp: a folder for what queries spill.
        memory: what queries may hold in memory, such as ``700MB``.

    Returns:
        a result a check, sorted; equal tables give equal results.

    Raises:
        CheckNotMade: a check failed to run, which says nothing about the data.
        ValueError: there is a table without a contract.
    """
    if unknown := sorted(set(files) - set(CONTRACTS)):
        raise ValueError(f"No contract is declared for {', '.join(unknown)}; see expectations/tables.")
    judge = _Judge()
    rows = {name: pq.read_metadata(path).num_rows for name, path in files.items() if path.is_file()}
    tallies = [_present(name, rows) for name in CONTRACTS]
    results: list[CheckResult] = []
    for name in rows:
        results.append(_columns_result(CONTRACTS[name], files[name], judge))
        tallies.append(_types(CONTRACTS[name], files[name]))
    odd = {each.table for each in (*results, *tallies) if _fails(each)}
    sound = {name: files[name] for name in rows if name not in odd}
    for name, path in sound.items():
        results += _value_results(CONTRACTS[name], path, judge)
    with open_tables(sound, temp=temp, memory=memory) as connection:
        for name in sound:
            tallies += tally_table(connection, CONTRACTS[name], frozenset(sound))
    return in_order([*results, *_tally_results(tallies, rows, judge)])


def _fails(each: CheckResult | Tally) -> bool:
    return each.failed > 0 if isinstance(each, Tally) else not each.success


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What Great Expectations says of one expectation."""

    column: str | None
    check: str
    success: bool
    failed: int
    values: list[Any]


class _Judge:
    """Great Expectations with a context in memory, one for all batches of a run."""

    def __init__(self) -> None:
        gx = great_expectations()
        with third_parties_quiet():
            context = gx.get_context(mode="ephemeral")
            context.variables.progress_bars = {"globally": False}
            asset = context.data_sources.add_pandas("tables").add_dataframe_asset("batches")
            self._batches = asset.add_batch_definition_whole_dataframe("batch")

    def verdicts(self, frame: pd.DataFrame, suite: Any) -> list[_Verdict]:
        """Judge a frame.

        Raises:
            CheckNotMade: an expectation raised an exception, which Great Expectations reports as a failure.
        """
        form = {"result_format": "BASIC", "partial_unexpected_count": SAMPLE}
        with third_parties_quiet():
            batch = self._batches.get_batch({"dataframe": frame})
            return [_verdict(result) for result in batch.validate(suite, result_format=form).results]


def _verdict(result: Any) -> _Verdict:
    config = result.expectation_config
    column = config.kwargs.get("column")
    if raised := "; ".join(_raised(result.exception_info)):
        raise CheckNotMade(f"Great Expectations could not judge {config.type} of {column}: {raised}")
    return _Verdict(
        column=column,
        check=config.meta["check"],
        success=bool(result.success),
        failed=int(result.result.get("unexpected_count", 0)),
        values=list(result.result.get("partial_unexpected_list", [])),
    )


def _raised(info: Mapping[str, Any]) -> Iterator[str]:
    """Give the messages of exceptions; they lie at the top or below the id of the metric that raised."""
    if info.get("raised_exception"):
        yield str(info.get("exception_message"))
    for nested in info.values():
        if isinstance(nested, Mapping):
            yield from _raised(nested)


def _present(table: str, rows: Mapping[str, int]) -> Tally:
    return Tally(
        table,
        "present",
        None,
        "The table has a file.",
        Weight.FATAL,
        failed=int(table not in rows),
        sample=() if table in rows else (f"{table}: no file",),
    )


def _columns_result(contract: TableContract, path: Path, judge: _Judge) -> CheckResult:
    schema = pq.read_schema(path)
    (verdict,) = judge.verdicts(schema.empty_table().to_pandas(), columns_suite(contract))
    expected, found = contract.schema.names, schema.names
    odd = [finding(name, "missing") for name in expected if name not in found]
    odd += [finding(name, "not declared") for name in found if name not in expected]
    if not verdict.success and not odd:
        odd = [finding(contract.name, f"columns in the order {', '.join(found)}")]
    return CheckResult(
        table=contract.name,
        check="columns",
        column=None,
        description="The columns are those of the contract, in its order.",
        weight=Weight.FATAL,
        success=verdict.success,
        rows_checked=pq.read_metadata(path).num_rows,
        rows_failed=len(odd),
        sample=tuple(sorted(odd)[:SAMPLE]),
    )


def _types(contract: TableContract, path: Path) -> Tally:
    found = {each.name: each for each in pq.read_schema(path)}
    odd = [
        finding(each.name, f"{_type(found[each.name])} instead of {_type(each)}")
        for each in contract.schema
        if each.name in found and _type(each) != _type(found[each.name])
    ]
    said = "Each column has the type of the contract, and may be empty just where the contract says so."
    sample = tuple(sorted(odd)[:SAMPLE])
    return Tally(contract.name, "types", None, said, Weight.FATAL, failed=len(odd), sample=sample)


def _type(column: pa.Field) -> str:
    kind = f"list<{column.type.value_type}>" if pa.types.is_list(column.type) else str(column.type)
    return kind if column.nullable else f"{kind} not null"


@dataclass(slots=True)
class _Findings:
    """What the batches of a table have added up to for one check."""

    failed: int = 0
    sample: list[str] = field(default_factory=list)


def _value_results(contract: TableContract, path: Path, judge: _Judge) -> list[CheckResult]:
    checks = value_checks(contract)
    looked_at = {check.column for check in checks if check.check != "not_null"} | set(contract.key)
    presence = {check.column for check in checks} - looked_at
    suite = values_suite(checks)
    found = {(check.column, check.check): _Findings() for check in checks}
    rows = 0
    for batch in slim_batches(path, values=looked_at, presence=presence):
        rows += batch.num_rows
        _judge_batch(contract, batch, found, judge.verdicts(batch.to_pandas(), suite))
    return [_value_result(contract, check, rows, found[check.column, check.check]) for check in checks]
