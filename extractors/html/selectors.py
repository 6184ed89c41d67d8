"""Simple selectors, tried on thousands of elements a page."""

from __future__ import annotations

from typing import Any, Protocol


class Attributes(Protocol):
    """Attributes of an element by name, as lxml and BeautifulSoup both give them."""

    def get(self, name: str, /) -> Any:
        """Give a value, or ``None``."""


class Selectors:
    """A set of selectors of four forms: ``tag``, ``#id``, ``.class`` and ``[attribute=value]``.

    They are kept in sets, so that a test costs the same however many there are.
    """

    __slots__ = ("_attributes", "_classes", "_ids", "_tags")

    def __init__(self, *selectors: str) -> None:
        self._ids = frozenset(each[1:] for each in selectors if each[0] == "#")
        self._classes = frozenset(each[1:] for each in selectors if each[0] == ".")
        self._tags = frozenset(each for each in selectors if each[0] not in "#.[")
        bare = (each[1:-1].partition("=") for each in selectors if each[0] == "[")
        self._attributes = tuple((name, value) for name, _, value in bare)

    def __or__(self, other: Selectors) -> Selectors:
        union = Selectors()
        union._ids = self._ids | other._ids
        union._classes = self._classes | other._classes
        union._tags = self._tags | other._tags
        union._attributes = self._attributes + other._attributes
        return union

    def match(self, tag: str, attributes: Attributes) -> bool:
        """Tell whether any selector fits an element, given its tag and its attributes as texts."""
        if tag in self._tags:
            return True
        if not attributes:
            return False
        return (
            attributes.get("id") in self._ids
            or not self._classes.isdisjoint((attributes.get("class") or "").split())
            or any(attributes.get(name) == value for name, value in self._attributes)
        )
