"""The complaint reports add up: what each row prints for a month is the sum of the rows nested under it.

The truth has totals only. Sums over the levels, column by column, and over the months of a row judge all the
other numbers, since a number that slips into another row or column breaks two of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tests.truth import printed
from tests.truth.complaints import TOTAL, Path, body
from tests.truth.grids import Row

LEAF = 4
"""Labels in the path of a row that has nothing under it: airport, year, category, subcategory."""


@dataclass(frozen=True, slots=True)
class Sum:
    """A printed number and what the numbers that it sums up make.

    Attributes:
        heading: the month, or ``across`` for the months of a row against its total.
    """

    page: int | None
    path: Path
    heading: str
    said: int
    summed: int

    @property
    def right(self) -> bool:
        return self.said == self.summed


def sums(report: str) -> Iterator[Sum]:
    """Give all sums of a report: down the levels, then along the rows."""
    found = body(report)
    yield from down(found)
    yield from along(found)


def down(found: Sequence[tuple[Path, Row]]) -> Iterator[Sum]:
    """Add up what is nested one level below each row, heading by heading."""
    parts: defaultdict[tuple[Path, str], int] = defaultdict(int)
    for path, row in found:
        for heading, number in numbers(row).items():
            parts[path[:-1], heading] += number
    for path, row in found:
        if len(path) < LEAF:
            for heading, number in numbers(row).items():
                yield Sum(row.page, path, heading, number, parts[path, heading])


def along(found: Iterable[tuple[Path, Row]]) -> Iterator[Sum]:
    """Add up the months of each row."""
    for path, row in found:
        said = numbers(row)
        months = sum(number for heading, number in said.items() if heading != TOTAL)
        yield Sum(row.page, path, "across", said.get(TOTAL, 0), months)


def numbers(row: Row) -> dict[str, int]:
    """Give the numbers of a row by heading, an empty cell as 0."""
    said: defaultdict[str, int] = defaultdict(int)
    for value in row.values:
        text = printed.value(value.text)
        said[value.heading] += int(text) if text.isdecimal() else 0
    return said
