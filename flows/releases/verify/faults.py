"""What a verification finds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it should be.

    Args:
        kind: what kind of fault, in snake case.
        where: a file of the release or of the archive, or a table, with row and column if it is one value.
        what: what is wrong with it.
    """

    kind: str
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"
