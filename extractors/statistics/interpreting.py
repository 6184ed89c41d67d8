"""What a label means on its axis: a term of the recipe, a place, a period, a category, or a sum of all."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from extractors.places.gazetteer import Gazetteer
from extractors.records import PlaceKind
from extractors.statistics.facts import UNKNOWN, Facts, of_term
from extractors.statistics.labels import is_total, key
from extractors.statistics.periods import NOTHING, Partial, day_of, period_of_label
from extractors.statistics.recipes import Dimension, Layout, Subject

STATES = frozenset({PlaceKind.STATE, PlaceKind.TERRITORY, PlaceKind.DISTRICT, PlaceKind.FICTIONAL})


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A label that stands where a place does and is none that is known, or could be several."""

    label: str
    state: str | None
    candidates: tuple[str, ...]


class Interpreter:
    """Reads labels by a layout; each label is looked up once for each axis and state.

    Args:
        layout: what labels mean.
        places: the places that are known.
        neighbours: names printed in the same table, which tell a county from a city of its name.

    Attributes:
        unplaced: labels that should be places.
    """

    def __init__(self, layout: Layout, places: Gazetteer, neighbours: Collection[str] = ()) -> None:
        self._layout = layout
        self._places = places
        self._neighbours = neighbours
        self._known: dict[tuple[str, tuple[Dimension, ...], str | None], Facts | None] = {}
        self.unplaced: dict[tuple[str, str | None], Unplaced] = {}

    def path(self, labels: Sequence[tuple[str, tuple[Dimension, ...]]], outer: Facts) -> Facts | str:
        """Read labels, outermost first, or give the first one that is not understood."""
        facts = outer
        for label, dimensions in labels:
            told = self._read(label, dimensions, facts.state)
            if told is None:
                return label
            facts = told.under(facts)
        return facts

    def _read(self, label: str, dimensions: tuple[Dimension, ...], state: str | None) -> Facts | None:
        asked = (label, dimensions, state)
        if asked not in self._known:
            self._known[asked] = self._meant(label, dimensions, state)
        return self._known[asked]

    def _meant(self, label: str, dimensions: tuple[Dimension, ...], state: str | None) -> Facts | None:
        if not label or any(each.subject is Subject.NOTHING for each in dimensions):
            return UNKNOWN
        term = self._term(label)
        if term is not None:
            return term
        for dimension in dimensions:
            if (facts := self._as(dimension, label, state)) is not None:
                return facts
        if is_total(label):
            return Facts(is_total=True)
        return self._otherwise(label, dimensions, state)

    def _term(self, label: str) -> Facts | None:
        term = self._layout.terms.get(key(label))
        return None if term is None else of_term(term)

    def _as(self, dimension: Dimension, label: str, state: str | None) -> Facts | None:
        """Read a label as one subject; ``None`` if it names none such."""
        if dimension.subject is Subject.PERIOD:
            return self._period(label, fiscal=dimension.fiscal)
        if dimension.subject is Subject.PERIOD_START:
            day = day_of(label)
            return UNKNOWN if day is None else Facts(period=Partial(start=day, printed=label))
        if dimension.subject is Subject.STATE:
            return self._state(label)
        return self._place(dimension, label, state) if dimension.kinds else None

    def _period(self, label: str, *, fiscal: bool) -> Facts | None:
        found = period_of_label(label, fiscal=fiscal)
        if found is None:
            return None
        period, rest = found
        if not key(rest):
            return Facts(period=period)
        term = self._term(rest) or (Facts(is_total=True) if is_total(rest) else None)
        return None if term is None else term.at(period)

    def _state(self, label: str) -> Facts | None:
        place = self._places.find(label, kinds=STATES).place
        if place is None:
            return None
        return Facts(place=place, place_printed=label, state=place.state)

    def _place(self, dimension: Dimension, label: str, state: str | None) -> Facts | None:
        match = self._places.find(label, kinds=dimension.kinds, state=state, neighbours=self._neighbours)
        if match.place is None:
            return None
        if dimension.subject is Subject.CATEGORY:
            return Facts(category=(label,), category_place=match.place.jurisdiction_id)
        state = match.place.state if match.place.kind in STATES else None
        return Facts(place=match.place, place_printed=label, place_role=dimension.role, state=state)

    def _otherwise(self, label: str, dimensions: tuple[Dimension, ...], state: str | None) -> Facts | None:
        """Read a label that is neither a term nor a place that is known."""
        if any(each.open for each in dimensions):
            return Facts(category=(label,))
        for dimension in dimensions:
            if dimension.subject in (Subject.PLACE, Subject.CATEGORY, Subject.STATE) and _places_only(
                dimensions
            ):
                self._note(dimension, label, state)
                if dimension.subject is Subject.CATEGORY:
                    return Facts(category=(label,))
                return Facts(place_printed=label, place_role=dimension.role)
        return None

    def _note(self, dimension: Dimension, label: str, state: str | None) -> None:
        kinds = dimension.kinds or STATES
        found = self._places.find(label, kinds=kinds, state=state, neighbours=self._neighbours).candidates
        names = tuple(f"{place.name} ({place.jurisdiction_id})" for place in found)
        self.unplaced[label, state] = Unplaced(label, state, names)


def _places_only(dimensions: tuple[Dimension, ...]) -> bool:
    """Tell whether labels of an axis must be places, beside periods."""
    return all(each.kinds or each.subject in (Subject.STATE, Subject.PERIOD) for each in dimensions)


def period_told(facts: Facts, titles: Partial) -> Partial:
    """Give the period of a figure; what its labels leave open is told by the titles."""
    own = facts.period
    if own == NOTHING:
        return titles
    if own.to_date or own.end or own.day:
        titles = replace(titles, start=None, month=None, quarter=None)
    elif own.fiscal_year or own.year:
        titles = Partial(as_of=titles.as_of)
    return replace(own.under(titles), printed=own.printed)
