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
        self._attributes: dict[str, frozenset[str]] = {}
        for each in selectors:
            if each[0] == "[":
                name, _, value = each[1:-1].partition("=")
                self._attributes[name] = self._attributes.get(name, frozenset()) | {value}

    def __or__(self, other: Selectors) -> Selectors:
        union = Selectors()
        union._ids = self._ids | other._ids
        union._classes = self._classes | other._classes
        union._tags = self._tags | other._tags
        both = self._attributes, other._attributes
        union._attributes = {
            name: frozenset().union(*(each.get(name, ()) for each in both)) for name in {**both[0], **both[1]}
        }
        return union

    def match(self, tag: str, attributes: Attributes) -> bool:
        """Tell whether any selector fits an element, given its tag and its attributes as texts."""
        if tag in self._tags:
            return True
        if not attributes:
            return False
        classes = attributes.get("class")
        if classes and not self._classes.isdisjoint(classes.split()):
            return True
        if attributes.get("id") in self._ids:
            return True
        # A loop, since making a generator for every element costs more than all tests.
        for name, values in self._attributes.items():  # noqa: SIM110
            if attributes.get(name) in values:
                return True
        return False
