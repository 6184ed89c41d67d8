"""The findings of a review, written down: CSV, JSON, and a few lines for people."""

from __future__ import annotations

import csv
import io
import json
import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from extractors.statistics.review.kinds import Flag, FunnelClass, Pool, Status
from extractors.statistics.review.model import Model
from extractors.statistics.review.periods import in_order
from extractors.statistics.review.ratios import Ratios
from extractors.statistics.review.review import METHOD_VERSION, Review, columns, review, review_periods
from flows.reviews.counts import Given
from flows.spreadsheets import inert

_ROWS = 10_000
"""Rows that are written at a time."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What was given, how it was reviewed, and what came out."""

    given: Given
    model: Model
    review: Review

    @property
    def periods(self) -> list[str | None]:
        """The periods in order of time; one that is None where there are none."""
        if self.given.periods is None:
            return [None]
        places = in_order(self.given.periods)
        return [*sorted(places, key=places.__getitem__)]

    def rows_of(self, period: str | None) -> Any:
        """Give the places of the rows of a period."""
        if period is None or self.given.periods is None:
            return np.arange(self.given.counts.size)
        return np.flatnonzero(np.array(self.given.periods, dtype=np.object_) == period)


def reviewed(given: Given, model: Model) -> Findings:
    """Review counts, each period by itself; every row with a denominator above 0 takes part."""
    if given.periods is None:
        return Findings(given, model, review(given.counts, model, pool=Pool.ALL))
    found = review_periods(given.counts, model, units=given.units, periods=given.periods, pool=Pool.ALL)
    return Findings(given, model, found)


def as_csv(findings: Findings) -> Iterator[str]:
    """Give a row a row of counts, in their order; numbers have all digits, and no text runs as a formula.

    Texts are parts of one file, so that a long one is never held as a whole.
    """
    table = _table(findings)
    yield _lines([list(table)])
    for part in _parts(table, findings.given.counts.size):
        yield _lines(zip(*map(_texts, part), strict=True))


def _lines(rows: Iterable[Iterable[str]]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def _parts(table: Mapping[str, Sequence[Any]], size: int) -> Iterator[list[list[Any]]]:
    """Cut columns into parts of so many rows, as values of Python."""
    for begin in range(0, size, _ROWS):
        parts = (values[begin : begin + _ROWS] for values in table.values())
        yield [part.tolist() if isinstance(part, np.ndarray) else list(part) for part in parts]


def as_json(findings: Findings) -> Iterator[str]:
    """Give one object: the method, and under ``rows`` an object a row, each on a line of its own."""
    table = _table(findings)
    yield f'{json.dumps(_method(findings.model))[:-1]}, "rows": ['
    between = "\n"
    for part in _parts(table, findings.given.counts.size):
        for row in zip(*part, strict=True):
            plain = {name: _plain(value) for name, value in zip(table, row, strict=True)}
            yield between + json.dumps(plain, ensure_ascii=False)
            between = ",\n"
    yield "\n]}\n"


def _method(model: Model) -> dict[str, str | None]:
    return {
        "method_version": METHOD_VERSION,
        "measure": "ratio" if isinstance(model, Ratios) else "proportion",
        "limits": "exact_poisson" if isinstance(model, Ratios) else "score",
        "transform": str(model.transform) if isinstance(model, Ratios) else "arcsine",
    }


def _table(findings: Findings) -> dict[str, Any]:
    given, found = findings.given, columns(findings.review)
    table: dict[str, Any] = {
        "unit": given.units,
        "numerator": given.counts.numerators,
        "denominator": given.counts.denominators,
    }
    if given.periods is None:
        del found["persistent"]
    else:
        table["period"] = given.periods
    return table | found


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        if value.is_integer():
            return int(value)
        return None if math.isnan(value) else value
    return value


def _texts(values: Sequence[Any]) -> Iterable[str]:
    """Write the cells of a column; a column is of one type but for None."""
    first = next((value for value in values if value is not None), None)
    return _WRITERS.get(type(first), _words)(values)


def _figures(values: Sequence[float]) -> Iterable[str]:
    """Write numbers with all their digits, whole ones without a point, and nothing where there is none."""
    return [text[:-2] if text.endswith(".0") else "" if text == "nan" else text for text in map(repr, values)]


def _names(values: Sequence[str]) -> Iterable[str]:
    return map(inert, values)


def _words(values: Sequence[str | None]) -> Iterable[str]:
    return [value or "" for value in values]


def _answers(values: Sequence[bool | None]) -> Iterable[str]:
    return ["" if value is None else str(value).lower() for value in values]


_WRITERS: dict[type, Callable[[Any], Iterable[str]]] = {float: _figures, bool: _answers, str: _names}


def as_text(findings: Findings) -> str:
    """Tell each period in three lines."""
    return "\n".join(line for period in findings.periods for line in _told(findings, period))


def _told(findings: Findings, period: str | None) -> Iterator[str]:
    rows, found = findings.rows_of(period), findings.review
    first = rows[0]
    yield (
        f"{f'{period}: ' if period else ''}{len(rows):,} rows; baseline {found.baseline[first]:.4g}, "
        f"phi {found.phi[first]:.3g}, tau2 {found.tau2[first]:.3g}"
    )
    classes, marks = Counter(found.funnel_class[rows]), Counter(found.flag[rows])
    yield f"  plain limits: {', '.join(f'{classes[kind]:,} {kind}' for kind in FunnelClass)}"
    sure = int(np.sum(np.equal(found.confirmed[rows], True)))
    told = [f"{marks[flag]:,} {flag}" for flag in Flag]
    told[0] += f" ({sure:,} confirmed)"
    unflagged = int(np.sum(found.status[rows] != Status.ELIGIBLE))
    yield f"  overdispersion taken in: {', '.join(told)}; {unflagged:,} not flagged"
