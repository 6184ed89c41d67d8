"""The checkpoint before a release: each table is judged by its contract, and what is found are plain records.

Great Expectations judges the columns over batches of rows. Keys, references and rules, which need whole
tables, are counted by queries, and Great Expectations judges the counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq

from expectations.judge import Judge
from expectations.queries import CheckNotMade, Tally, open_tables, tally_table
from expectations.results import CheckResult, as_json, in_order, to_table
from expectations.structure import columns_result, present, types
from expectations.suites import tallies_suite
from expectations.tables import CONTRACTS
from expectations.values import value_results

__all__ = ["CheckNotMade", "CheckResult", "as_json", "check_tables", "to_table"]


def check_tables(files: Mapping[str, Path], *, temp: Path, memory: str) -> list[CheckResult]:
    """Judge the tables of a dataset.

    A table that is missing or has other columns fails a fatal check; what could be checked only with its
    help is then left out of the results.

    Args:
        files: the Parquet file of each table, by the table's name.
        temp: a folder for what queries spill.
        memory: what queries may hold in memory, such as ``700MB``.

    Returns:
        A result a check, sorted; equal tables give equal results.

    Raises:
        CheckNotMade: a check could not be carried out, which says nothing about the data.
        ValueError: a table has no contract.
    """
    if unknown := sorted(set(files) - set(CONTRACTS)):
        raise ValueError(f"No contract is declared for {', '.join(unknown)}; see expectations/tables.")
    judge = Judge()
    there = {name: path for name, path in files.items() if path.is_file()}
    results = [columns_result(CONTRACTS[name], path, judge) for name, path in there.items()]
    tallies = [present(name, files.get(name)) for name in CONTRACTS]
    tallies += [types(CONTRACTS[name], path) for name, path in there.items()]
    odd = {result.table for result in results if not result.success}
    odd |= {tally.table for tally in tallies if tally.failed}
    sound = {name: path for name, path in there.items() if name not in odd}
    for name, path in sound.items():
        results += value_results(CONTRACTS[name], path, judge)
    missing = set(CONTRACTS) - set(sound)
    with open_tables(sound, temp=temp, memory=memory) as connection:
        for name in sound:
            tallies += tally_table(connection, CONTRACTS[name], missing)
    rows = {name: pq.read_metadata(path).num_rows for name, path in there.items()}
    return in_order([*results, *_judged(tallies, rows, judge)])


def _judged(tallies: Sequence[Tally], rows: Mapping[str, int], judge: Judge) -> list[CheckResult]:
    """Let the counts of broken rows be judged, all at once: one row, a column a check."""
    frame = pd.DataFrame({tally.name: [tally.failed] for tally in tallies})
    held = {verdict.column: verdict.success for verdict in judge.verdicts(frame, tallies_suite(tallies))}
    return [
        CheckResult(
            table=tally.table,
            check=tally.check,
            column=tally.column,
            description=tally.description,
            weight=tally.weight,
            success=held[tally.name],
            rows_checked=rows.get(tally.table, 0),
            rows_failed=tally.failed,
            sample=tally.sample,
        )
        for tally in tallies
    ]
