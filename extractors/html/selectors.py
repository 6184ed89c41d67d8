"""Simple selectors, and the elements of a page by their marks: a page is searched once for all of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol, cast

from lxml import etree

_ATTRIBUTES = frozenset({"role", "aria-label", "type", "data-toggle", "data-bs-toggle"})
"""Attributes beside ``id`` and ``class`` by which selectors may tell an element."""


class Attributes(Protocol):
    """Attributes of an element by name, as lxml and BeautifulSoup both give them."""

    def items(self) -> Any:
        """Give names and values."""


class Selectors:
    """A set of selectors: ``tag``, ``#id``, ``.class``, ``.beginning-of-class*`` or ``[attribute=value]``.

    Args:
        selectors: in the order that suits a reader; it means nothing.

    Raises:
        ValueError: an attribute is none of those that :class:`Index` knows.
    """

    __slots__ = ("beginnings", "tags", "tokens")

    def __init__(self, *selectors: str) -> None:
        marks = frozenset(each for each in selectors if each[0] in "#.[")
        self.tags = frozenset(selectors) - marks
        self.beginnings = tuple(sorted(each[:-1] for each in marks if each[-1] == "*"))
        self.tokens = frozenset(each for each in marks if each[-1] != "*")
        unknown = {each for each in marks if each[0] == "[" and each[1:].partition("=")[0] not in _ATTRIBUTES}
        if unknown:
            raise ValueError(f"unknown attributes: {', '.join(sorted(unknown))}")

    def __or__(self, other: Selectors) -> Selectors:
        both = Selectors()
        both.tags = self.tags | other.tags
        both.tokens = self.tokens | other.tokens
        both.beginnings = tuple(sorted({*self.beginnings, *other.beginnings}))
        return both

    def match(self, tag: str, attributes: Attributes) -> bool:
        """Tell whether any selector fits an element, given its tag and its attributes as texts."""
        if tag in self.tags:
            return True
        tokens = _tokens(attributes.items()) if attributes else []
        if not self.tokens.isdisjoint(tokens):
            return True
        return bool(self.beginnings) and any(each.startswith(self.beginnings) for each in tokens)


def _tokens(attributes: Iterable[tuple[str, str]]) -> list[str]:
    """Give the selectors other than its tag that fit an element."""
    found: list[str] = []
    for name, value in attributes:
        if name == "class":
            found += ["." + each for each in value.split()]
        elif name == "id":
            found.append("#" + value)
        elif name in _ATTRIBUTES:
            found.append(f"[{name}={value}]")
    return found


class Index:
    """The elements below a body by their marks: made in one pass, and asked for many selectors.

    It holds what was there when it was made, also elements that have been taken out since.
    """

    def __init__(self, body: etree._Element) -> None:
        self.body = body
        self._elements: dict[str, list[etree._Element]] = {}
        self._size = 0
        for element in body.iterdescendants():
            self._size += 1
            for token in _tokens(cast("list[tuple[str, str]]", element.items())):
                self._elements.setdefault(token, []).append(element)

    def __len__(self) -> int:
        return self._size

    def find(self, selectors: Selectors) -> set[etree._Element]:
        """Give the elements that any of the selectors fits."""
        tokens = [token for token in selectors.tokens if token in self._elements]
        if selectors.beginnings:
            tokens += [token for token in self._elements if token.startswith(selectors.beginnings)]
        found = {element for token in tokens for element in self._elements[token]}
        if selectors.tags:
            found.update(self.body.iterdescendants(*selectors.tags))
        return found

    def find_in_order(self, selectors: Selectors) -> list[etree._Element]:
        """Give the elements that any of the selectors fits and that are still there, first to last."""
        found = self.find(selectors)
        return [each for each in self.body.iterdescendants() if each in found] if found else []
