"""What the checks found: a record a check, without times, run ids or paths of a machine."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import pyarrow as pa

from expectations.contract import Weight

SAMPLE = 10
"""Rows that a result names at most; all are counted."""

_AND_FOUND = ": "
_ROW = re.compile(r"[a-z]{3}-[0-9a-f]{24}")


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What one check found in one table.

    Args:
        table: the table.
        check: the check, such as ``not_null``, ``key`` or the name of a rule.
        column: the column that is checked, if it is one column.
        description: what must hold.
        weight: what a failure does.
        success: whether it holds.
        rows_checked: how many rows the table has.
        rows_failed: how many findings there are: rows, or for a key the keys that stand more than once.
        sample: up to :data:`SAMPLE` findings, each the id of a row and what was found, sorted.
    """

    table: str
    check: str
    column: str | None
    description: str
    weight: Weight
    success: bool
    rows_checked: int
    rows_failed: int
    sample: tuple[str, ...]

    @property
    def message(self) -> str:
        """What a reader of a log needs: verdict, check, count, and which rows with what was found."""
        name = ".".join(part for part in (self.table, self.column, self.check) if part)
        if self.success:
            return f"passed: {name}: {self.description}"
        said = "; ".join(self.sample)
        more = f"; and {self.rows_failed - len(self.sample):,} more" if self._unnamed else ""
        counted = f"{self.rows_failed:,} found in {self.rows_checked:,} rows"
        return f"{self.weight}: {name}: {self.description} {counted}: {said}{more}"

    @property
    def rows(self) -> tuple[str, ...]:
        """The ids of the rows in the sample, each once; findings about columns and files name none."""
        named = dict.fromkeys(each.partition(_AND_FOUND)[0] for each in self.sample)
        return tuple(name for name in named if _ROW.fullmatch(name))

    @property
    def _unnamed(self) -> int:
        return self.rows_failed - len(self.sample)


def finding(row: str, found: object) -> str:
    """Write a finding in one line."""
    return " ".join(f"{row}{_AND_FOUND}{found}".split())[:300]


def in_order(results: Iterable[CheckResult]) -> list[CheckResult]:
    """Sort by table, check and column, so that equal results make equal reports."""
    return sorted(results, key=lambda result: (result.table, result.check, result.column or ""))


_SCHEMA = pa.schema(
    [
        pa.field("table", pa.string(), nullable=False),
        pa.field("check", pa.string(), nullable=False),
        pa.field("column", pa.string()),
        pa.field("description", pa.string(), nullable=False),
        pa.field("weight", pa.string(), nullable=False),
        pa.field("success", pa.bool_(), nullable=False),
        pa.field("rows_checked", pa.int64(), nullable=False),
        pa.field("rows_failed", pa.int64(), nullable=False),
        pa.field("sample", pa.list_(pa.string()), nullable=False),
    ]
)


def to_table(results: Sequence[CheckResult]) -> pa.Table:
    """Give results as an Arrow table, a row a check."""
    return pa.Table.from_pylist([asdict(result) for result in in_order(results)], schema=_SCHEMA)


def read_results(path: Path) -> list[CheckResult]:
    """Read what :func:`as_json` wrote."""
    records = json.loads(path.read_text(encoding="utf-8"))
    typed = ({"weight": Weight(each["weight"]), "sample": tuple(each["sample"])} for each in records)
    return [CheckResult(**{**each, **more}) for each, more in zip(records, typed, strict=True)]


def as_json(results: Sequence[CheckResult]) -> str:
    """Give results as a JSON list with a line break at its end."""
    return json.dumps([asdict(each) for each in in_order(results)], indent=2, ensure_ascii=False) + "\n"
