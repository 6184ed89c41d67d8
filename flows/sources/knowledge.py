"""All recipes and places that come with this project, read once a process."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from extractors.statistics.knowledge import Knowledge
from flows.sources.places import gazetteer
from flows.sources.recipes import load

_FOLDERS = ("recipes", "places")


@cache
def knowledge() -> Knowledge:
    """Read recipes and places.

    Raises:
        InputError: a recipe is not as it must be; the message names file and key.
    """
    return Knowledge(tuple(load(entry) for entry in _files("recipes")), gazetteer())


def sources() -> bytes:
    """Give the bytes of all of them, which what is read by them depends on."""
    return b"\0".join(each.name.encode() + b"\0" + each.read_bytes() for each in _all())


def _all() -> Iterator[Traversable]:
    for folder in _FOLDERS:
        yield from _files(folder)


def _files(folder: str) -> list[Traversable]:
    found = (
        each for each in files("flows.sources").joinpath(folder).iterdir() if each.name.endswith(".yaml")
    )
    return sorted(found, key=lambda each: each.name)
