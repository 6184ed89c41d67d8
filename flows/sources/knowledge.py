"""All recipes and places that come with this project, read once a process."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from extractors.statistics.knowledge import Knowledge
from extractors.statistics.recipes import Recipe
from flows.sources.places import gazetteer
from flows.sources.recipes import load


@cache
def knowledge() -> Knowledge:
    """Read recipes and places.

    Raises:
        InputError: a recipe is not as it must be; the message names file and key.
    """
    return Knowledge(tuple(load(entry) for entry in _recipes()), gazetteer())


def knowledge_with(recipes: Sequence[Recipe]) -> Knowledge:
    """Give all knowledge with recipes that are being tried, which come before the others."""
    own = knowledge()
    return replace(own, recipes=(*recipes, *own.recipes))


def sources() -> bytes:
    """Give the bytes of all that they are read from and by, which what is read by them depends on."""
    return b"\0".join(each.name.encode() + b"\0" + each.read_bytes() for each in _read_from())


def _read_from() -> Iterator[Traversable]:
    own = files("flows.sources")
    for folder in (own, own / "recipes", own / "places", files("flows.sample") / "tables"):
        found = (each for each in folder.iterdir() if each.is_file() and not each.name.endswith(".pyc"))
        yield from sorted(found, key=lambda each: each.name)


def _recipes() -> list[Traversable]:
    found = (each for each in (files("flows.sources") / "recipes").iterdir() if each.name.endswith(".yaml"))
    return sorted(found, key=lambda each: each.name)
