"""What a label means on its axis: a term of the recipe, a place, a period, a category, or a sum of all."""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import lru_cache

from extractors.places.gazetteer import Gazetteer, Match
from extractors.records import PlaceKind
from extractors.statistics.cells import COLUMNS, ROWS, Labelled
from extractors.statistics.facts import UNKNOWN, Facts, of_term
from extractors.statistics.labels import is_change, is_total, key
from extractors.statistics.periods import NOTHING, Partial, Period, period_of_label, resolved
from extractors.statistics.recipes import Dimension, Layout, Subject

STATES = frozenset({PlaceKind.STATE, PlaceKind.TERRITORY, PlaceKind.DISTRICT, PlaceKind.FICTIONAL})

_PLACED = (Subject.PLACE, Subject.CATEGORY, Subject.STATE)


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A label that stands where a place does and is none that is known, or could be several."""

    label: str
    state: str | None
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Context:
    """What labels further out tell of where a place may lie: its state, and the place above it."""

    state: str | None
    within: str | None
    placed: bool


class Interpreter:
    """Reads labels by a layout; each label is looked up once for each axis and state.

    Args:
        layout: what labels mean.
        places: the places that are known.
        titles: titles of the table; a header that repeats one says nothing more.
        neighbours: keys of names printed in the same table, which tell a county from a city of its name.

    Attributes:
        unplaced: labels that should be places.
    """

    def __init__(
        self,
        layout: Layout,
        places: Gazetteer,
        *,
        titles: Collection[str] = (),
        neighbours: AbstractSet[str] = frozenset(),
    ) -> None:
        self._layout = layout
        self._places = places
        self._titles = frozenset(map(key, titles))
        self._neighbours = neighbours
        self._axes = {
            ROWS: layout.rows,
            COLUMNS: layout.columns,
            **{name: (dimension,) for name, dimension in layout.keys.items()},
        }
        self._known: dict[tuple[str, str, _Context], Facts | None] = {}
        self._paths: dict[Labelled, Facts | str] = {}
        self.unplaced: dict[tuple[str, str | None], Unplaced] = {}

    def path(self, labels: Labelled) -> Facts | str:
        """Read labels, outermost first, or give the first one that is not understood."""
        if labels not in self._paths:
            self._paths[labels] = self._told(labels)
        return self._paths[labels]

    def _told(self, labels: Labelled) -> Facts | str:
        facts = UNKNOWN
        for label, axis in labels:
            within = facts.place.jurisdiction_id if facts.place else None
            told = self._read(label, axis, _Context(facts.state, within, facts.place_printed is not None))
            if told is None:
                return label
            facts = told.under(facts)
            if facts.ignored:
                break
        return facts

    def _read(self, label: str, axis: str, context: _Context) -> Facts | None:
        asked = (label, axis, context)
        if asked not in self._known:
            self._known[asked] = self._meant(label, self._axes[axis], context)
        return self._known[asked]

    def _meant(self, label: str, dimensions: tuple[Dimension, ...], context: _Context) -> Facts | None:
        if (
            not label
            or key(label) in self._titles
            or any(each.subject is Subject.NOTHING for each in dimensions)
        ):
            return UNKNOWN
        term = self._term(label)
        if term is not None:
            return term
        if is_change(label):
            return Facts(ignored=True)
        for dimension in dimensions:
            if (facts := self._as(dimension, label, context)) is not None:
                return facts
        if is_total(label):
            return Facts(is_total=True)
        return self._otherwise(label, dimensions, context)

    def _term(self, label: str) -> Facts | None:
        term = self._layout.terms.get(key(label))
        return None if term is None else of_term(term)

    def _as(self, dimension: Dimension, label: str, context: _Context) -> Facts | None:
        """Read a label as one subject; ``None`` if it names none such."""
        if dimension.subject is Subject.PERIOD:
            return self._period(label, fiscal=dimension.fiscal)
        if dimension.subject is Subject.STATE:
            return self._state(label)
        return self._place(dimension, label, context) if dimension.kinds else None

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

    def _place(self, dimension: Dimension, label: str, context: _Context) -> Facts | None:
        match = self._find(label, dimension.kinds, context)
        if match.place is None:
            return None
        if context.placed and not (context.within and self._places.lies_within(match.place, context.within)):
            return None
        if dimension.subject is Subject.CATEGORY:
            return Facts(category=(label,), category_place=match.place.jurisdiction_id)
        state = match.place.state if match.place.kind in STATES else None
        return Facts(place=match.place, place_printed=label, place_role=dimension.role, state=state)

    def _otherwise(self, label: str, dimensions: tuple[Dimension, ...], context: _Context) -> Facts | None:
        """Read a label that is neither a term nor a place that is known."""
        if any(each.open for each in dimensions):
            if dimensions[0].subject is not Subject.PLACE or context.placed:
                return Facts(category=(label,))
        elif not _places_only(dimensions):
            return None
        return self._unplaced(label, dimensions, context)

    def _unplaced(self, label: str, dimensions: tuple[Dimension, ...], context: _Context) -> Facts | None:
        """Keep a label where a place should stand, and note that it is none that is known."""
        for dimension in dimensions:
            if dimension.subject in _PLACED:
                self._note(dimension, label, context)
                if dimension.subject is Subject.CATEGORY:
                    return Facts(category=(label,))
                return Facts(place_printed=label, place_role=dimension.role)
        return None

    def _note(self, dimension: Dimension, label: str, context: _Context) -> None:
        found = self._find(label, dimension.kinds or STATES, context).candidates
        names = tuple(f"{place.name} ({place.jurisdiction_id})" for place in found)
        self.unplaced[label, context.state] = Unplaced(label, context.state, names)

    def _find(self, label: str, kinds: frozenset[PlaceKind], context: _Context) -> Match:
        return self._places.find(
            label, kinds=kinds, state=context.state, within=context.within, neighbours=self._neighbours
        )


def _places_only(dimensions: tuple[Dimension, ...]) -> bool:
    """Tell whether labels of an axis must be places, beside periods."""
    return all(each.kinds or each.subject in (Subject.STATE, Subject.PERIOD) for each in dimensions)


@lru_cache(maxsize=4_096)
def period_told(own: Partial, titles: Partial) -> tuple[Partial, Period | None]:
    """Give what is told of the period of a figure, and the period; titles tell what its labels leave open."""
    partial = _completed(own, titles)
    return partial, resolved(partial)


def _completed(own: Partial, titles: Partial) -> Partial:
    if own == NOTHING:
        return titles
    if own.to_date or own.end or own.day:
        titles = replace(titles, start=None, month=None, quarter=None)
    elif own.fiscal_year or own.year:
        titles = Partial(as_of=titles.as_of)
    return replace(own.under(titles), printed=own.printed)
