"""How far a table can be trusted to have been read as it is printed, as a number that can be explained."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

METHODS = {"html": 1.0, "rulings": 0.95}
"""What the way of finding a table is worth; any other than these reads columns out of the white between."""

OTHER_METHOD = 0.85


@dataclass(frozen=True, slots=True)
class Shape:
    """What speaks for a grid: shares from 0 to 1, and how many of its totals add up, of how many.

    ``labelled`` is the share of rows of the body that begin with a label; ``uniform`` the mean over the
    columns beside the labels of the share that figures, or words, have in a column.
    """

    labelled: float
    uniform: float
    has_header: bool
    held: int = 0
    tried: int = 0


def confidence(method: str, shape: Shape) -> float:
    """Give the confidence in a table, from 0 to 1 in hundredths.

    It is the worth of the method times the mean of ``labelled``, ``uniform``, 1 or 0 for a header, and, if
    any total could be tried, the share of totals that add up. It compares tables; it is no probability.
    """
    parts = [shape.labelled, shape.uniform, float(shape.has_header)]
    if shape.tried:
        parts.append(shape.held / shape.tried)
    return round(METHODS.get(method, OTHER_METHOD) * sum(parts) / len(parts), 2)


def uniformity(columns: Sequence[tuple[int, int]]) -> float:
    """Give the mean share of the larger of two counts, figures and words, over columns that have any."""
    shares = [max(pair) / sum(pair) for pair in columns if sum(pair)]
    return sum(shares) / len(shares) if shares else 0.0
