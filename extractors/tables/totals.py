"""Printed totals, and whether they add up.

A total is a row or column whose label says so, or a row that is the sum of those indented under it. Which
cells it sums is not printed: of a few plain choices the one is taken that adds up in most places. Only if one
does is the total judged at all, so "does not add up" is said of a place among others that do. Sums are exact,
in units of the last decimal printed in the table. A blank counts as nothing, and a total of 0 or blank proves
nothing and is not judged. A sign or a figure left out makes a sum that does not come out undecided.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

SAMPLE = 24
"""Rows by which it is decided what a total column sums."""

WIDEST = 16
"""Columns side by side that are tried as the parts of a total column."""

_MOST = 0.8
"""The share of rows that are sums of several, from which those over a single row are taken for sums too."""

Verdicts = dict[int, bool | None]


@dataclass(frozen=True, slots=True)
class Amounts:
    """The numbers of a table by column, then row, as whole numbers, 0 where there is none.

    ``gaps`` holds the rows of each column in which something else is printed: a sign, words, a percentage.
    """

    known: Sequence[Sequence[int]]
    gaps: Sequence[frozenset[int]]


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

    rows: Mapping[int, Verdicts]
    cols: Mapping[int, Verdicts]

    def adds_up(self, row: int, col: int) -> bool | None:
        """Tell whether the total at a place adds up; ``None`` where that cannot be told."""
        down = self.rows[row].get(col) if row in self.rows else None
        across = self.cols[col].get(row) if col in self.cols else None
        if down is None or across is None:
            return across if down is None else down
        return down and across

    def checks(self) -> tuple[str, ...]:
        """Say in words how many totals add up: by column those of rows, then those that are columns."""
        by_col: dict[int, list[bool]] = {}
        for verdicts in self.rows.values():
            for col, holds in verdicts.items():
                if holds is not None:
                    by_col.setdefault(col, []).append(holds)
        down = (_said("column sums", col, by_col[col]) for col in sorted(by_col))
        across = (_said("row sums", col, list(_decided(self.cols[col]))) for col in sorted(self.cols))
        return (*down, *across)

    def tally(self) -> tuple[int, int]:
        """Give how many places add up, and of how many that could be decided."""
        groups = [*self.rows.values(), *self.cols.values()]
        decided = [holds for verdicts in groups for holds in _decided(verdicts)]
        return sum(decided), len(decided)


NO_TOTALS = Totals({}, {})


def _decided(verdicts: Verdicts) -> Iterator[bool]:
    return (holds for holds in verdicts.values() if holds is not None)


def _said(what: str, col: int, decided: Sequence[bool]) -> str:
    return f"{what}, column {col}: {sum(decided)} of {len(decided)} add up"


def totals_of(amounts: Amounts, labelled: Labelled) -> Totals:
    """Find the totals of a table and add them up; the time taken grows with its places."""
    rows = _parent_rows(amounts, labelled)
    if labelled.total_rows:
        rows |= _total_rows(amounts, labelled)
    cols = {col: _total_col(amounts, labelled, col) for col in sorted(labelled.total_cols)}
    return Totals(rows, {col: verdicts for col, verdicts in cols.items() if verdicts})


@dataclass(slots=True)
class _Sum:
    """What comes of adding up some places: the sum, how many are not 0, and whether a figure is missing."""

    amount: int = 0
    n_parts: int = 0
    missing: bool = False

    def holds(self, total: int) -> bool | None:
        if self.amount == total:
            return True
        return None if self.missing or not self.n_parts else False

    def proves(self, total: int) -> bool:
        """Tell whether the sum is more than a repetition: two parts at least that are not 0."""
        return self.amount == total and self.n_parts > 1


class _Running:
    """The sums of chosen rows of each column up to each row, so that any stretch costs one subtraction."""

    def __init__(self, amounts: Amounts, cols: Iterable[int], chosen: frozenset[int]) -> None:
        self._sums: dict[int, list[int]] = {}
        self._parts: dict[int, list[int]] = {}
        self._gaps: dict[int, list[int]] = {}
        for col in cols:
            known = amounts.known[col]
            picked = [amount if row in chosen else 0 for row, amount in enumerate(known)]
            gaps = amounts.gaps[col] & chosen
            self._sums[col] = list(accumulate(picked, initial=0))
            self._parts[col] = list(accumulate(map(bool, picked), initial=0))
            self._gaps[col] = list(accumulate((row in gaps for row in range(len(known))), initial=0))

    def between(self, first: int, end: int, col: int) -> _Sum:
        return _Sum(
            self._sums[col][end] - self._sums[col][first],
            self._parts[col][end] - self._parts[col][first],
            self._gaps[col][end] > self._gaps[col][first],
        )


def _judged(sums: Iterable[Mapping[int, _Sum]], totals: Mapping[int, int]) -> Verdicts | None:
    """Judge a total by the choice of parts that adds up in most places; ``None`` if none does at all."""
    best: Verdicts | None = None
    most = 0
    for choice in sums:
        if not any(choice[place].proves(total) for place, total in totals.items()):
            continue
        verdicts = {place: choice[place].holds(total) for place, total in totals.items()}
        decided = list(verdicts.values())
        held, failed = decided.count(True), decided.count(False)
        if held > most and held >= failed:
            best, most = verdicts, held
    return best


def _printed(amounts: Amounts, cols: Iterable[int], row: int) -> dict[int, int]:
    return {col: amount for col in cols if (amount := amounts.known[col][row])}


def _total_rows(amounts: Amounts, labelled: Labelled) -> dict[int, Verdicts]:
    nested = labelled.total_rows | labelled.parents.keys()
    running = _Running(amounts, labelled.data_cols, frozenset(labelled.data_rows) - nested)
    subtotals = _Running(amounts, labelled.data_cols, labelled.total_rows)
    found: dict[int, Verdicts] = {}
    for row, starts, ends in _stretches(labelled, len(amounts.known[0])):
        places = [(running, start, row) for start in starts] + [(subtotals, 0, row)]
        places += [(running, row + 1, end) for end in ends]
        printed = _printed(amounts, labelled.data_cols, row)
        choices = ({col: sums.between(first, end, col) for col in printed} for sums, first, end in places)
        if verdicts := _judged(choices, printed):
            found[row] = verdicts
    return found


def _stretches(labelled: Labelled, n_rows: int) -> Iterator[tuple[int, list[int], list[int]]]:
    """Give each total row, where the rows above may begin that it sums, and where those below may end."""
    totals, groups = sorted(labelled.total_rows), sorted(labelled.group_rows)
    group = 0
    for before, row, after in zip([-1, *totals], totals, [*totals[1:], n_rows], strict=False):
        while group < len(groups) and groups[group] < row:
            group += 1
        starts = {0, before + 1, max(before + 1, groups[group - 1] if group else 0)}
        yield row, sorted(starts, reverse=True), sorted({after, n_rows})


def _parent_rows(amounts: Amounts, labelled: Labelled) -> dict[int, Verdicts]:
    """Judge the rows that others are indented under.

    A row over one other repeats it, which proves nothing by itself: it is taken for a total where rows over
    several are.
    """
    found: dict[int, Verdicts] = {}
    waiting: dict[int, Verdicts] = {}
    n_several = 0
    for parent, sums in _children_sums(amounts, labelled).items():
        printed = _printed(amounts, labelled.data_cols, parent)
        choice = {col: sums.get(col) or _Sum() for col in printed}
        n_several += any(part.n_parts > 1 for part in sums.values())
        if verdicts := _judged([choice], printed):
            found[parent] = verdicts
        elif printed and all(choice[col].amount == total for col, total in printed.items()):
            waiting[parent] = dict.fromkeys(printed, True)
    return found | waiting if found and len(found) >= _MOST * n_several else found


def _children_sums(amounts: Amounts, labelled: Labelled) -> dict[int, dict[int, _Sum]]:
    """Add up the rows under each parent, in the columns in which they have anything."""
    sums: dict[int, dict[int, _Sum]] = {parent: {} for parent in labelled.parents.values()}
    for col in labelled.data_cols:
        known, gaps = amounts.known[col], amounts.gaps[col]
        for row, parent in labelled.parents.items():
            amount = known[row]
            if amount or row in gaps:
                total = sums[parent].get(col)
                if total is None:
                    total = sums[parent][col] = _Sum()
                total.amount += amount
                total.n_parts += bool(amount)
                total.missing = total.missing or not amount
    return sums


def _total_col(amounts: Amounts, labelled: Labelled, total: int) -> Verdicts | None:
    """Judge a total column by the choice of columns that adds up in most rows of a sample."""
    printed = amounts.known[total]
    rows = [row for row in labelled.data_rows if printed[row]]
    sample = rows[:: max(1, len(rows) // SAMPLE)]
    best: tuple[int, ...] = ()
    most = 0
    for cols in _choices(labelled, total):
        sums = zip(_across(amounts, cols, sample), sample, strict=True)
        proofs = sum(amount.proves(printed[row]) for amount, row in sums)
        if proofs > most:
            best, most = cols, proofs
    if not best or 2 * most < sum(amount.n_parts > 1 for amount in _across(amounts, best, sample)):
        return None
    sums = zip(_across(amounts, best, rows), rows, strict=True)
    return {row: amount.holds(printed[row]) for amount, row in sums}


def _across(amounts: Amounts, cols: Sequence[int], rows: Iterable[int]) -> Iterator[_Sum]:
    """Add up some columns in each of some rows."""
    known = [amounts.known[col] for col in cols]
    gaps = [amounts.gaps[col] for col in cols if amounts.gaps[col]]
    for row in rows:
        parts = [column[row] for column in known]
        yield _Sum(sum(parts), len(parts) - parts.count(0), any(row in missing for missing in gaps))


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
