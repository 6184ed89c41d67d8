"""Small counts left out of tables that are derived from others, so that nobody can work them out again.

A count of 1 to 9 is left out: that is primary suppression. A table with its totals would give it back by
subtraction, so that more cells are left out. A cell cannot be worked out if it lies on a closed walk of cells
that are left out, each step along a row or a column: one can be added and taken off along it without any
total changing. Walks are the cheapest that there are, by the counts on them (Cox 1995, JASA 90:1453-1462).
They pass through no zero, since a zero cannot be made less. Totals are cells like others; they are left out
last.

Why a cell is left out is said in one word for all: to tell primary from complementary would narrow both.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.sparse.csgraph import shortest_path

from extractors.statistics.review.arrays import Bools, Ints

SMALLEST, LARGEST_SMALL = 1, 9
"""Counts that are left out for themselves."""

SUPPRESSED = "suppressed_small_counts"
"""The reason that stands in place of a count, primary or complementary."""

_FREE = 1e-6
"""What a step over a cell costs that is left out already: little, but more than no step."""


@dataclass(frozen=True, slots=True)
class Protected:
    """A table with its totals, as it may be shown.

    Args:
        counts: rows and columns with totals as the last of each; NaN where a count is left out.
        left_out: the cells that are left out.
    """

    counts: npt.NDArray[np.float64]
    left_out: Bools

    @property
    def reasons(self) -> npt.NDArray[np.object_]:
        """The reason of each cell that is left out, None at others."""
        found = np.full(self.left_out.shape, None, dtype=np.object_)
        found[self.left_out] = SUPPRESSED
        return found


def protected(table: Ints) -> Protected:
    """Leave small counts out of a table of counts, and as many others as are needed to hide them.

    Args:
        table: counts by row and column, without totals; these are added.
    """
    whole = with_totals(table)
    left_out = (whole >= SMALLEST) & (whole <= LARGEST_SMALL)
    for row, column in np.argwhere(left_out):
        for step in _closed_walk(whole, left_out, int(row), int(column)):
            left_out[step] = True
    return Protected(np.where(left_out, np.nan, whole), left_out)


def with_totals(table: Ints) -> Ints:
    """Add totals as a last row and a last column."""
    rows = np.column_stack([table, table.sum(axis=1)])
    whole: Ints = np.vstack([rows, rows.sum(axis=0)])
    return whole


def _closed_walk(whole: Ints, left_out: Bools, row: int, column: int) -> list[tuple[int, int]]:
    """Give the cells of the cheapest way back from a row to a column that does not use their own cell.

    Rows and columns are the nodes of a graph, cells with a count its edges. There always is a way: over the
    totals.
    """
    cost = np.where(left_out, _FREE, whole.astype(float))
    cost[-1, :] += np.where(left_out[-1, :], 0, whole.sum())
    cost[:, -1] += np.where(left_out[:, -1], 0, whole.sum())
    cost[whole == 0] = 0  # no edge
    cost[row, column] = 0
    height, width = whole.shape
    graph = np.zeros((height + width, height + width))
    graph[:height, height:] = cost
    _, before = shortest_path(csr_array(graph), directed=False, indices=row, return_predecessors=True)
    walk, node = [], height + column
    while node != row:
        earlier = int(before[node])
        walk.append((min(node, earlier), max(node, earlier) - height))
        node = earlier
    return walk
