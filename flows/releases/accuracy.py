"""How well this version of the code reads, as measured by ``make bench``; a copy is part of each release."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

NAME = "accuracy.json"
ACCURACY = Path(__file__).with_name(NAME)
"""The figures that are checked in; ``python -m tests.benchmarks accuracy --write`` measures them anew."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure.

    Args:
        kind: what is read: tables, main text, provisions, numbers.
        measure: what the figure is.
        value: the figure, from 0 to 1.
        size: over how much it was measured.
        corpus: over what, and whether that was seen while the reading was built.
    """

    kind: str
    measure: str
    value: float
    size: str
    corpus: str


def accuracy_of(release: Path) -> tuple[str, list[Measured]]:
    """Read the figures of a release, and the day on which they were measured; none of older releases."""
    path = release / NAME
    if not path.is_file():
        return "", []
    record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return str(record["measured_on"]), [Measured(**each) for each in record["figures"]]
