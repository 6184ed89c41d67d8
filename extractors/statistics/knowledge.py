"""What the reading of statistics must be told, since no page prints it: recipes, and places."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.places.gazetteer import Gazetteer
from extractors.statistics.recipes import Recipe


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Recipes of the series that are known, and the places that their labels may name."""

    recipes: tuple[Recipe, ...]
    places: Gazetteer
