"""Suites for Great Expectations, compiled from the contracts.

Importing Great Expectations takes seconds, so it is imported when the first suite is asked for.
"""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

from expectations.contract import Column, TableContract, Weight, field_types
from expectations.queries import Tally

_THIRD_PARTIES = r"(great_expectations|marshmallow|pandas|numpy|tqdm)(\.|$)"


@dataclass(frozen=True, slots=True)
class ValueCheck:
    """A check of the values of one column, each by itself.

    Args:
        column: the column.
        check: ``not_null``, ``choices``, ``pattern`` or ``range``.
        description: what must hold.
        weight: what a failure does; what follows from the type of a column is always fatal.
        expectation: the class of Great Expectations that judges it.
        arguments: what that class is given beside the column.
    """

    column: str
    check: str
    description: str
    weight: Weight
    expectation: str
    arguments: Mapping[str, Any]


@cache
def great_expectations() -> Any:
    """Import Great Expectations, which is kept from reporting its use over the network."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    with third_parties_quiet():
        import great_expectations.expectations
    # Left to itself it tells whoever runs a flow about each of its temporary folders.
    logging.getLogger("great_expectations").propagate = False

    return great_expectations


@contextmanager
def third_parties_quiet() -> Iterator[None]:
    """Ignore warnings that arise in modules of others; ours stay as they are."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", module=_THIRD_PARTIES)
        yield


def value_checks(contract: TableContract) -> list[ValueCheck]:
    """Give the checks of single columns that follow from a contract, in the order of the columns."""
    return [check for name in contract.schema.names for check in _checks_of(contract, name)]


def values_suite(checks: Iterable[ValueCheck]) -> Any:
    """Give the suite that makes the checks of single columns; ``meta`` holds the name of each check."""
    return _suite(
        "values",
        [
            _expectation(each.expectation, each.check, each.weight, column=each.column, **each.arguments)
            for each in checks
        ],
    )


def columns_suite(contract: TableContract) -> Any:
    """Give the suite that judges the names and the order of a table's columns."""
    name = "ExpectTableColumnsToMatchOrderedList"
    return _suite("columns", [_expectation(name, "columns", Weight.FATAL, column_list=contract.schema.names)])


def tallies_suite(tallies: Iterable[Tally]) -> Any:
    """Give the suite that judges counts of broken rows: a frame of one row, a column a check, each 0."""
    name = "ExpectColumnValuesToBeInSet"
    return _suite(
        "tallies",
        [_expectation(name, each.check, each.weight, column=each.name, value_set=[0]) for each in tallies],
    )


def _checks_of(contract: TableContract, name: str) -> Iterator[ValueCheck]:
    column = contract.columns[name]
    _, nullable = field_types(contract.record)[name]
    if not nullable:
        yield ValueCheck(name, "not_null", "Never empty.", Weight.FATAL, "ExpectColumnValuesToNotBeNull", {})
    if choices := contract.choices(name):
        said = f"One of {', '.join(choices)}."
        values = {"value_set": choices}
        yield ValueCheck(name, "choices", said, Weight.FATAL, "ExpectColumnValuesToBeInSet", values)
    if column.pattern is not None:
        said = f"Written as {column.pattern}"
        regex = {"regex": rf"\A(?:{column.pattern})\Z"}
        yield ValueCheck(name, "pattern", said, column.weight, "ExpectColumnValuesToMatchRegex", regex)
    if column.minimum is not None or column.maximum is not None:
        limits = {"min_value": column.minimum, "max_value": column.maximum}
        said = f"{_limits(column)}."
        yield ValueCheck(name, "range", said, column.weight, "ExpectColumnValuesToBeBetween", limits)


def _limits(column: Column) -> str:
    least = f"at least {column.minimum:g}" if column.minimum is not None else ""
    most = f"at most {column.maximum:g}" if column.maximum is not None else ""
    return " and ".join(part for part in (least, most) if part).capitalize()


def _expectation(name: str, check: str, weight: Weight, **arguments: Any) -> Any:
    severity = "critical" if weight is Weight.FATAL else "warning"
    expectation = getattr(great_expectations().expectations, name)
    return expectation(meta={"check": check}, severity=severity, **arguments)


def _suite(name: str, expectations: list[Any]) -> Any:
    return great_expectations().ExpectationSuite(name=name, expectations=expectations)
