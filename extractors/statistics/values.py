"""What a cell prints for a value: a number in whole units, or why there is none."""

from __future__ import annotations

import re

from extractors.records import Cell, CellKind, StatisticKind

_KINDS = {
    CellKind.SUPPRESSED: StatisticKind.SUPPRESSED,
    CellKind.REDACTED: StatisticKind.REDACTED,
    CellKind.NOT_APPLICABLE: StatisticKind.NOT_APPLICABLE,
    CellKind.NOT_AVAILABLE: StatisticKind.NOT_AVAILABLE,
    CellKind.SYMBOL: StatisticKind.SYMBOL,
    CellKind.TEXT: StatisticKind.WORDS,
}
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_QUALIFIER = re.compile(
    r"(?:more than|less than|fewer than|at least|at most|over|under|about|approximately|approx\.|nearly"
    r"|almost|some|up to|[<>~\u2248\u2264\u2265]=?)(?=\s|\d)",
    re.IGNORECASE,
)
_FIGURES = 12


def kind_of(cell: Cell) -> StatisticKind | None:
    """Tell what a cell prints; ``None`` where it is neither a value nor a sign in its place."""
    if cell.value is not None:
        return StatisticKind.NUMBER if cell.value else StatisticKind.ZERO
    return _KINDS.get(cell.kind)


def value_of(cell: Cell) -> float | None:
    """Give the number in whole units, to 12 figures; a percentage stays one."""
    if cell.value is None:
        return None
    return float(f"{cell.value * _scale(cell):.{_FIGURES}g}")


def qualifier_of(cell: Cell) -> str | None:
    """Give the words before a number that say how exact it is, as printed."""
    match = _QUALIFIER.match(cell.text.strip())
    return match[0] if match else None


def _scale(cell: Cell) -> float:
    if not cell.scale:
        return 1.0
    words = cell.scale.lower()
    return next((factor for word, factor in _SCALES.items() if word in words), 1.0)
