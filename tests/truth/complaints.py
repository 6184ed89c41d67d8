"""The complaint reports of TSA: truth by airport, fiscal year, category and subcategory.

The printed grid has a row a level, nested by indentation: an airport, its fiscal years, their categories
and subcategories, over as many pages as it takes; months are its columns, and the truth is the last one,
"Total". The rows of the airports themselves, those of the months and the last line are not in the truth.
Labels too long for their column are cut where a number follows, and the truth has them as they are cut, so
that one place may hold several rows: they are told apart by their order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from tests.truth import printed
from tests.truth.files import extraction
from tests.truth.grids import Row, rows
from tests.truth.judging import Expected, Judgement, Source, judge
from tests.truth.known_errors import corrected

REPORTS = ("2019-02", "2023-05")
WITHOUT_AIRPORT = "z None z"
"""Printed over complaints that name no airport; the truth says N/A."""
TOTAL = "Total"
"""Printed over the last column and before the last line."""

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """What tells the levels apart, since records hold no indentation."""

    airports: frozenset[str]
    years: frozenset[str]
    categories: frozenset[str]


def truth_of(report: str) -> str:
    return f"tsa-complaints/report-{report}-fiscal-year.csv"


def document_of(report: str) -> str:
    return f"tsa-complaints/tsa-contact-center-traveler-complaints-report-{report}.pdf"


def lines(report: str) -> list[dict[str, str]]:
    """Read the truth of a report, its known errors put right, airports as they are printed."""
    read = corrected(truth_of(report))
    for line in read:
        line["airport"] = {"N/A": WITHOUT_AIRPORT}.get(line["airport"], line["airport"])
    return read


def path_of(line: dict[str, str]) -> Path:
    """Give the labels of a line of the truth, outermost first."""
    return tuple(line[name] for name in ("airport", "year", "category", "subcategory") if line[name])


def names_of(read: Iterable[dict[str, str]]) -> Names:
    """Collect the names of each level."""
    read = list(read)
    column = {name: frozenset(line[name] for line in read) for name in ("airport", "year", "category")}
    return Names(column["airport"], column["year"], column["category"] - {""})


def nested(found: Iterable[Row], names: Names) -> Iterator[tuple[Path, Row]]:
    """Give each row with the labels it is nested under, from the order of rows over all tables.

    A label that is both a category and a subcategory is the latter below the former, since no category
    stands twice in a year.
    """
    path: Path = ()
    for row in found:
        text = " ".join(row.label.split())
        if text in names.airports:
            path = (text,)
        elif text in names.years:
            path = (*path[:1], text)
        elif text in names.categories and path[2:3] != (text,):
            path = (*path[:2], text)
        else:
            path = (*path[:3], text)
        yield path, row


def expected(read: Iterable[dict[str, str]]) -> Iterator[Expected]:
    """Give the truth as values under the heading of the totals."""
    for line in read:
        yield Expected(None, path_of(line), printed.label(TOTAL), printed.value(line["count"]))


def judged(report: str) -> tuple[Judgement, ...]:
    """Judge a report; of rows with the same labels, the first is compared with the first."""
    at: defaultdict[Path, list[Row]] = defaultdict(list)
    for path, row in body(report):
        at[path].append(row)
    waiting = {path: iter(found) for path, found in at.items()}
    rest: Iterator[Row] = iter(())
    return tuple(
        judge(value, next(waiting.get(value.labels, rest), None), fold=printed.label)
        for value in expected(lines(report))
    )


def body(report: str) -> list[tuple[Path, Row]]:
    """Give the rows of a report under the labels they are nested under, without its last line."""
    found = nested(rows(extraction(document_of(report))), names_of(lines(report)))
    return [(path, row) for path, row in found if row.label != TOTAL]


def parted(report: str) -> list[Row]:
    """Give the rows that stand in another table than the row of their airport."""
    found, table = [], None
    for path, row in body(report):
        table = row.table if len(path) == 1 else table
        if row.table != table:
            found.append(row)
    return found


def sources() -> Iterator[Source]:
    """Give both reports; reading one takes about a minute."""
    for report in REPORTS:
        name, document = truth_of(report).split("/")[1], document_of(report).split("/")[1]
        yield Source(name, document, partial(judged, report), long=True)
