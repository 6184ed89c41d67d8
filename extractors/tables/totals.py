"""Printed totals, and whether they add up.

A total is a row or column whose label says so, or a row that is the sum of those indented under it. Which
cells it sums is not printed: of a few plain choices the one is taken that adds up in most places. Only if one
does is the total judged at all, so "does not add up" is said of a place among others that do. Sums are exact,
in units of the last decimal printed in the table. A blank counts as nothing; a sign or a figure left out
makes a sum that does not come out undecided.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

Amounts = Sequence[Sequence[int | None]]
"""By column, then row: whole numbers, 0 for a blank, ``None`` for what is printed and is no number."""

SAMPLE = 24
"""Rows by which it is decided what a total column sums."""

WIDEST = 16
"""Columns side by side that are tried as the parts of a total column."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """What is known of the rows and columns of a table before anything is added up.

    ``data_rows`` are in order and without headers, groups and notes. ``parents`` gives the row above that a
    row is indented under.
    """

    data_rows: Sequence[int]
    total_rows: frozenset[int]
    group_rows: frozenset[int]
    parents: Mapping[int, int]
    data_cols: Sequence[int]
    total_cols: frozenset[int]
    leaves: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Totals:
    """The totals of a table: by row, and by column, whether each of their places adds up."""

    rows: Mapping[int, Mapping[int, bool | None]]
    cols: Mapping[int, Mapping[int, bool | None]]

    def adds_up(self, row: int, col: int) -> bool | None:
        """Tell whether the total at a place adds up; ``None`` where that cannot be told."""
        found = [self.rows.get(row, {}).get(col), self.cols.get(col, {}).get(row)]
        if False in found:
            return False
        return True if True in found else None

    def checks(self) -> tuple[str, ...]:
        """Say in words how many totals add up, of rows by their column, then of columns."""
        by_col: dict[int, list[bool]] = {}
        for places in self.rows.values():
            for col, holds in places.items():
                if holds is not None:
                    by_col.setdefault(col, []).append(holds)
        down = [_said("column sums, column", col, by_col[col]) for col in sorted(by_col)]
        return (
            *down,
            *(_said("row sums, column", col, list(_decided(self.cols[col]))) for col in sorted(self.cols)),
        )

    def tally(self) -> tuple[int, int]:
        """Give how many places add up, and of how many that could be decided."""
        decided = [
            holds
            for group in (self.rows, self.cols)
            for places in group.values()
            for holds in _decided(places)
        ]
        return sum(decided), len(decided)


NO_TOTALS = Totals({}, {})


def _decided(places: Mapping[int, bool | None]) -> Iterator[bool]:
    return (holds for holds in places.values() if holds is not None)


def _said(what: str, col: int, decided: Sequence[bool]) -> str:
    return f"{what} {col}: {sum(decided)} of {len(decided)} add up"


def totals_of(amounts: Amounts, labelled: Labelled) -> Totals:
    """Find the totals of a table and add them up; the time taken grows with its places."""
    rows = dict(_parent_rows(amounts, labelled))
    if labelled.total_rows:
        rows |= _total_rows(amounts, labelled)
    cols = {
        col: found for col in sorted(labelled.total_cols) if (found := _total_col(amounts, labelled, col))
    }
    return Totals(rows, cols)


@dataclass(frozen=True, slots=True)
class _Sum:
    """What comes of adding up some places: the sum, how many are not 0, and whether a figure is missing."""

    amount: int
    n_parts: int
    missing: bool

    def holds(self, total: int) -> bool | None:
        if self.amount == total:
            return True
        return None if self.missing or not self.n_parts else False

    def proves(self, total: int) -> bool:
        """Tell whether the sum is more than a repetition: two parts at least that are not 0."""
        return self.amount == total != 0 and self.n_parts > 1


class _Running:
    """The sums of chosen rows of each column up to each row, so that any stretch costs one subtraction."""

    def __init__(self, amounts: Amounts, cols: Iterable[int], chosen: Sequence[bool]) -> None:
        self._sums: dict[int, list[int]] = {}
        self._parts: dict[int, list[int]] = {}
        self._gaps: dict[int, list[int]] = {}
        for col in cols:
            picked = [amount if use else 0 for amount, use in zip(amounts[col], chosen, strict=True)]
            self._sums[col] = list(accumulate((amount or 0 for amount in picked), initial=0))
            self._parts[col] = list(accumulate((bool(amount) for amount in picked), initial=0))
            self._gaps[col] = list(accumulate((amount is None for amount in picked), initial=0))

    def between(self, first: int, end: int, col: int) -> _Sum:
        return _Sum(
            self._sums[col][end] - self._sums[col][first],
            self._parts[col][end] - self._parts[col][first],
            self._gaps[col][end] > self._gaps[col][first],
        )


def _judged(sums: Iterable[Mapping[int, _Sum]], totals: Mapping[int, int]) -> dict[int, bool | None] | None:
    """Judge a total by the choice of parts that adds up in most places; ``None`` if none does at all."""
    best: dict[int, bool | None] | None = None
    most = 0
    for choice in sums:
        if not any(choice[place].proves(total) for place, total in totals.items()):
            continue
        verdicts = {place: choice[place].holds(total) for place, total in totals.items()}
        held = sum(holds is True for holds in verdicts.values())
        failed = sum(holds is False for holds in verdicts.values())
        if held > most and held >= failed:
            best, most = verdicts, held
    return best


def _total_rows(amounts: Amounts, labelled: Labelled) -> dict[int, dict[int, bool | None]]:
    n_rows = len(amounts[0])
    data = [False] * n_rows
    for row in labelled.data_rows:
        data[row] = row not in labelled.total_rows and row not in labelled.parents
    running = _Running(amounts, labelled.data_cols, data)
    subtotals = _Running(amounts, labelled.data_cols, [row in labelled.total_rows for row in range(n_rows)])
    totals = sorted(labelled.total_rows)
    groups = sorted(labelled.group_rows)
    found: dict[int, dict[int, bool | None]] = {}
    group, place = 0, 0
    for place, row in enumerate(totals):
        while group < len(groups) and groups[group] < row:
            group += 1
        before = totals[place - 1] + 1 if place else 0
        below = totals[place + 1] if place + 1 < len(totals) else n_rows
        starts = {before, max(before, groups[group - 1] if group else 0), 0}
        stretches = [(running, start, row) for start in sorted(starts, reverse=True)]
        stretches += [(subtotals, 0, row), (running, row + 1, below), (running, row + 1, n_rows)]
        printed = _printed(amounts, labelled.data_cols, row)
        choices = ({col: sums.between(first, end, col) for col in printed} for sums, first, end in stretches)
        if verdicts := _judged(choices, printed):
            found[row] = verdicts
    return found


def _printed(amounts: Amounts, cols: Iterable[int], row: int) -> dict[int, int]:
    return {col: amount for col in cols if (amount := amounts[col][row]) is not None}


def _parent_rows(amounts: Amounts, labelled: Labelled) -> Iterator[tuple[int, dict[int, bool | None]]]:
    children: dict[int, list[int]] = {}
    for row, parent in labelled.parents.items():
        children.setdefault(parent, []).append(row)
    for parent, rows in children.items():
        if len(rows) > 1:
            printed = _printed(amounts, labelled.data_cols, parent)
            choice = {col: _sum(amounts[col][row] for row in rows) for col in printed}
            if verdicts := _judged([choice], printed):
                yield parent, verdicts


def _sum(parts: Iterable[int | None]) -> _Sum:
    known = list(parts)
    return _Sum(
        sum(part for part in known if part is not None),
        sum(map(bool, known)),
        any(part is None for part in known),
    )


def _total_col(amounts: Amounts, labelled: Labelled, total: int) -> dict[int, bool | None] | None:
    """Judge a total column by the choice of columns that adds up in most rows of a sample."""
    rows = [row for row in labelled.data_rows if amounts[total][row]]
    sample = rows[:: max(1, len(rows) // SAMPLE)]
    best, most = None, 0
    for cols in _choices(labelled, total):
        proofs = sum(_across(amounts, cols, row).proves(amounts[total][row] or 0) for row in sample)
        if proofs > most:
            best, most = cols, proofs
    if best is None or 2 * most < len([row for row in sample if _across(amounts, best, row).n_parts > 1]):
        return None
    return {
        row: _across(amounts, best, row).holds(amount)
        for row in labelled.data_rows
        if (amount := amounts[total][row]) is not None
    }


def _across(amounts: Amounts, cols: Sequence[int], row: int) -> _Sum:
    return _sum(amounts[col][row] for col in cols)


def _choices(labelled: Labelled, total: int) -> Iterator[tuple[int, ...]]:
    cols = list(labelled.data_cols)
    place = cols.index(total)
    for count in range(2, min(place, WIDEST) + 1):
        yield tuple(cols[place - count : place])
    for count in range(2, min(len(cols) - place - 1, WIDEST) + 1):
        yield tuple(cols[place + 1 : place + 1 + count])
    leaf = labelled.leaves.get(total)
    yield tuple(col for col in cols if col != total and leaf and labelled.leaves.get(col) == leaf)
    yield tuple(col for col in cols if col < total and col in labelled.total_cols)
