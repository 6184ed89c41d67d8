"""What labels tell of a figure, put together from the outermost to the innermost."""

from __future__ import annotations

from dataclasses import dataclass, replace

from extractors.records import Basis, Jurisdiction, PlaceRole
from extractors.statistics.periods import NOTHING, Partial
from extractors.statistics.recipes import Term


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a figure; whatever no label has told is ``None`` or empty.

    ``place_printed`` without a ``place`` is a place that the gazetteer does not know; a ``place``
    with an empty one is told by the layout and not by a label.
    """

    measure: str | None = None
    level: str | None = None
    category: tuple[str, ...] = ()
    category_place: str | None = None
    place: Jurisdiction | None = None
    place_printed: str | None = None
    place_role: PlaceRole = PlaceRole.LOCATION
    state: str | None = None
    period: Partial = NOTHING
    basis: Basis | None = None
    unit: str | None = None
    ignored: bool = False
    is_total: bool = False

    def under(self, outer: Facts) -> Facts:
        """Complete this with what stands further out: the inner label counts, and categories add up."""
        if self is UNKNOWN:
            return outer
        placed = self if self.place_printed is not None else outer
        return Facts(
            measure=self.measure or outer.measure,
            level=self.level or outer.level,
            category=(*outer.category, *self.category),
            category_place=self.category_place or outer.category_place,
            place=placed.place,
            place_printed=placed.place_printed,
            place_role=placed.place_role,
            state=self.state or outer.state,
            period=self.period.under(outer.period),
            basis=self.basis or outer.basis,
            unit=self.unit if self.measure else (self.unit or outer.unit),
            ignored=self.ignored or outer.ignored,
            is_total=self.is_total or outer.is_total,
        )

    def at(self, period: Partial) -> Facts:
        """Give the same with a period that the label names as well."""
        return replace(self, period=period)


UNKNOWN = Facts()


def of_term(term: Term) -> Facts:
    """Give what a term of a recipe tells."""
    return Facts(
        measure=term.measure,
        level=term.level,
        category=(term.category,) if term.category else (),
        basis=term.basis,
        unit=term.unit,
        ignored=term.ignored,
    )
