"""Finds the place that a printed name is, by kind, state and name, and never by likeness alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from difflib import get_close_matches

from extractors.places.names import name_key
from extractors.records import Jurisdiction, JurisdictionName, PlaceKind

MOST_CANDIDATES = 5
_LIKE = 0.8


@dataclass(frozen=True, slots=True)
class Match:
    """The place that a name is; or none, and the places that it could be, the likeliest first."""

    place: Jurisdiction | None
    candidates: tuple[Jurisdiction, ...] = ()


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern that names of one country hold; so do longer labels, so that it tells candidates only."""

    jurisdiction_id: str
    pattern: re.Pattern[str]


class Gazetteer:
    """Places by their names.

    Args:
        places: the places.
        names: their names; one that is not full may be shared by several places.
        patterns: what names of countries hold.
    """

    def __init__(
        self,
        places: Sequence[Jurisdiction],
        names: Iterable[JurisdictionName],
        patterns: Sequence[Pattern] = (),
    ) -> None:
        self.places = tuple(places)
        self.names = tuple(names)
        self._by_id: Mapping[str, Jurisdiction] = {place.jurisdiction_id: place for place in places}
        self._full: dict[str, list[Jurisdiction]] = {}
        self._short: dict[str, list[Jurisdiction]] = {}
        for name in self.names:
            index = self._full if name.is_full else self._short
            index.setdefault(name.key, []).append(self._by_id[name.jurisdiction_id])
        self._patterns = patterns
        self._found: dict[tuple[str, frozenset[PlaceKind], str | None, str | None, bool], Match] = {}
        self._like: dict[tuple[str, frozenset[PlaceKind], str | None], tuple[Jurisdiction, ...]] = {}

    def by_id(self, jurisdiction_id: str) -> Jurisdiction:
        """Give a place by its id.

        Raises:
            KeyError: there is none.
        """
        return self._by_id[jurisdiction_id]

    def lies_within(self, place: Jurisdiction, outer: str) -> bool:
        """Tell whether a place is another or lies in it."""
        inner: str | None = place.jurisdiction_id
        while inner is not None and inner != outer:
            inner = self._by_id[inner].within_id
        return inner == outer

    def find(
        self,
        printed: str,
        *,
        kinds: frozenset[PlaceKind],
        state: str | None = None,
        within: str | None = None,
        neighbours: AbstractSet[str] = frozenset(),
    ) -> Match:
        """Tell which place a name is.

        Args:
            printed: the name, without marks of notes.
            kinds: the kinds of places that it may be.
            state: the postal code of the state that it lies in, where that is known.
            within: the id of the place under whose label the name stands; it counts where several fit.
            neighbours: keys of other names of the same table. Where a county and a city share a name, the
                bare name is the county's if the city's is printed in full beside it; otherwise it could be
                either.
        """
        beside = f"{name_key(printed)}city" in neighbours
        asked = (printed, kinds, state, within, beside)
        if asked not in self._found:
            self._found[asked] = self._find(printed, kinds, state, within=within, beside=beside)
        return self._found[asked]

    def _find(
        self,
        printed: str,
        kinds: frozenset[PlaceKind],
        state: str | None,
        *,
        within: str | None,
        beside: bool,
    ) -> Match:
        key = name_key(printed)
        for index in (self._full, self._short):
            fit = _fitting(index.get(key, ()), kinds, state)
            if beside:
                fit = [place for place in fit if place.kind is not PlaceKind.INDEPENDENT_CITY]
            if len(fit) > 1:
                fit = _told_apart(fit, within)
            if len(fit) == 1:
                return Match(fit[0])
            if fit:
                return Match(None, tuple(fit[:MOST_CANDIDATES]))
        return Match(None, self._candidates(printed, kinds, state))

    def _candidates(
        self, printed: str, kinds: frozenset[PlaceKind], state: str | None
    ) -> tuple[Jurisdiction, ...]:
        """Give the places that a name is like; it is slow, and asked for again under each place above."""
        asked = (printed, kinds, state)
        if asked not in self._like:
            known = self._by_pattern(printed) if PlaceKind.COUNTRY in kinds else ()
            alike = dict.fromkeys((*known, *self._alike(name_key(printed), kinds, state)))
            self._like[asked] = tuple(alike)[:MOST_CANDIDATES]
        return self._like[asked]

    def _by_pattern(self, printed: str) -> tuple[Jurisdiction, ...]:
        """Give countries whose pattern the name holds, as ``Mexico Total`` holds that of Mexico."""
        return tuple(
            self._by_id[each.jurisdiction_id] for each in self._patterns if each.pattern.search(printed)
        )

    def _alike(self, key: str, kinds: frozenset[PlaceKind], state: str | None) -> tuple[Jurisdiction, ...]:
        within = {
            each: place
            for index in (self._short, self._full)
            for each, places in index.items()
            for place in _fitting(places, kinds, state)[:1]
        }
        close = get_close_matches(key, within, n=MOST_CANDIDATES, cutoff=_LIKE)
        return tuple(dict.fromkeys(within[each] for each in close))


def _fitting(
    places: Iterable[Jurisdiction], kinds: frozenset[PlaceKind], state: str | None
) -> list[Jurisdiction]:
    fit = (place for place in places if place.kind in kinds and state in (None, place.state))
    return list(dict.fromkeys(fit))


def _told_apart(fit: list[Jurisdiction], within: str | None) -> list[Jurisdiction]:
    """Leave the one that lies within a place, or else the one that all others lie within."""
    inner = [place for place in fit if within is not None and place.within_id == within]
    if inner:
        return inner
    outer = [
        place
        for place in fit
        if all(other is place or other.within_id == place.jurisdiction_id for other in fit)
    ]
    return outer or fit
