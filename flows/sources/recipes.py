"""Recipes of publication series: which tables a series prints, and what their labels mean.

A recipe is a YAML file in ``flows/sources/recipes`` with these keys:

* ``documents``: phrases by which its documents are known from their title or opening;
* ``measures``: by name, each with ``counts``, ``unit`` and ``description``;
* ``terms``: what labels mean in all layouts: the name of a measure, a mapping of facts, or nothing where a
  label says nothing; ``ignored: true`` leaves out figures that are derived from others;
* ``layouts``: the tables, the most specific first, each with a ``name`` and as many of these keys as it
  needs: ``titles``, ``heads``, ``keys``, ``rows``, ``columns``, ``terms``, ``subjects``, ``place``,
  ``basis``, ``dated``, ``skipped``, see :class:`extractors.statistics.recipes.Layout`;
* ``definitions``, which may be left out: phrases, and the version of the definitions that each tells;
* ``indicators``, which may be left out: what the statistical review compares between places, each with a
  ``description``, a ``numerator`` and a ``denominator``, lists of measures or of ``{measure: …, level: …}``
  that are added up, and with ``quoted`` where tables of quoted figures print the two counts: their headers.

Labels and phrases are written as they are printed; alternatives in ``heads`` are parted by ``|``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

import yaml

from extractors.records import Basis, Counts, PlaceKind, PlaceRole
from extractors.statistics.labels import key
from extractors.statistics.recipes import (
    Count,
    Dimension,
    Indicator,
    Layout,
    Measure,
    Recipe,
    Subject,
    Term,
)
from flows.errors import InputError

_RECIPE = {"documents", "measures", "terms", "layouts"}
_OPTIONAL = {"definitions", "indicators"}
_LAYOUT = {
    "titles",
    "heads",
    "keys",
    "rows",
    "columns",
    "terms",
    "subjects",
    "place",
    "basis",
    "dated",
    "skipped",
}
_TERM = {"measure", "level", "category", "basis", "unit", "ignored"}

Choice = TypeVar("Choice", bound=StrEnum)


def load(file: Path | Traversable) -> Recipe:
    """Read one recipe.

    Raises:
        InputError: the file cannot be read or is not as it must be; the message names file and key.
    """
    try:
        values = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except OSError as error:
        raise InputError(f"{file} cannot be read: {error.strerror}.", "Check the name.") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise InputError(f"{file.name} is no YAML file: {error}.", "Correct it.") from error
    top = _Node(file.name, "the file", values).mapping(required=_RECIPE, allowed=_RECIPE | _OPTIONAL)
    terms = _terms(top["terms"])
    recipe = Recipe(
        series=file.name.removesuffix(".yaml"),
        documents=tuple(key(each) for each in top["documents"].texts()),
        measures={name: _measure(name, node) for name, node in top["measures"].entries()},
        layouts=tuple(_layout(node, terms) for node in top["layouts"].items()),
        definitions=tuple((key(name), node.text()) for name, node in _given(top, "definitions")),
        indicators=tuple(_indicator(name, node) for name, node in _given(top, "indicators")),
    )
    _check(file.name, recipe)
    return recipe


@dataclass(frozen=True, slots=True)
class _Node:
    """A value of a file, and where it stands in it."""

    file: str
    where: str
    value: Any

    def mapping(self, *, required: set[str], allowed: set[str]) -> dict[str, _Node]:
        found = dict(self.entries())
        for names, what in ((required - set(found), "lacks"), (set(found) - allowed, "has the unknown")):
            if names:
                raise self.wrong(
                    f"{what} {', '.join(sorted(names))}; it may have {', '.join(sorted(allowed))}"
                )
        return found

    def entries(self) -> list[tuple[str, _Node]]:
        if not isinstance(self.value, dict):
            raise self.wrong(f"must be a mapping, not {self.value!r}")
        return [
            (str(name), _Node(self.file, f"{self.where}.{name}", each)) for name, each in self.value.items()
        ]

    def items(self) -> list[_Node]:
        if not isinstance(self.value, list) or not self.value:
            raise self.wrong(f"must be a list, not {self.value!r}")
        return [_Node(self.file, f"{self.where}[{n}]", each) for n, each in enumerate(self.value)]

    def text(self) -> str:
        if not isinstance(self.value, str) or not self.value.strip():
            raise self.wrong(f"must be a text, not {self.value!r}")
        return " ".join(self.value.split())

    def flag(self) -> bool:
        if not isinstance(self.value, bool):
            raise self.wrong(f"must be true or false, not {self.value!r}")
        return self.value

    def texts(self) -> list[str]:
        return [each.text() for each in self.items()]

    def choice(self, choices: type[Choice]) -> Choice:
        try:
            return choices(self.value)
        except ValueError:
            raise self.wrong(f"must be one of {', '.join(choices)}, not {self.value!r}") from None

    def wrong(self, what: str) -> InputError:
        return InputError(f"{self.file}: {self.where} {what}.", "Correct it.")


def _given(top: Mapping[str, _Node], name: str) -> list[tuple[str, _Node]]:
    return top[name].entries() if name in top else []


def _measure(name: str, node: _Node) -> Measure:
    wanted = {"counts", "unit", "description"}
    told = node.mapping(required=wanted, allowed=wanted)
    return Measure(name, told["counts"].choice(Counts), told["unit"].text(), told["description"].text())


def _terms(node: _Node) -> dict[str, Term]:
    return {key(label): _term(each) for label, each in node.entries()}


def _term(node: _Node) -> Term:
    if node.value is None:
        return Term()
    if isinstance(node.value, str):
        return Term(measure=node.text())
    told = node.mapping(required=set(), allowed=_TERM)
    texts = {name: each.text() for name, each in told.items() if name not in {"basis", "ignored"}}
    basis = told["basis"].choice(Basis) if "basis" in told else None
    return Term(**texts, basis=basis, ignored="ignored" in told and told["ignored"].flag())


def _layout(node: _Node, terms: Mapping[str, Term]) -> Layout:
    told = node.mapping(required={"name"}, allowed={"name", *_LAYOUT})

    def each(name: str, read: Callable[[_Node], Any]) -> tuple[Any, ...]:
        return tuple(read(item) for item in told[name].items()) if name in told else ()

    own = _terms(told["terms"]) if "terms" in told else {}
    return Layout(
        name=told["name"].text(),
        titles=each("titles", lambda item: key(item.text())),
        heads=each("heads", lambda item: tuple(key(part) for part in item.text().split("|"))),
        keys={key(label): _dimension(item) for label, item in _given(told, "keys")},
        rows=each("rows", _dimension),
        columns=each("columns", _dimension),
        terms={**terms, **own},
        subjects=tuple((key(phrase), _term(item)) for phrase, item in _given(told, "subjects")),
        place=told["place"].text() if "place" in told else None,
        basis=told["basis"].choice(Basis) if "basis" in told else None,
        dated="dated" in told and told["dated"].flag(),
        skipped=told["skipped"].text() if "skipped" in told else None,
    )


def _dimension(node: _Node) -> Dimension:
    """Read what labels name: a subject alone, or with the kinds of places, the role, or the kind of years."""
    if isinstance(node.value, str):
        subject = node.choice(Subject)
        return Dimension(subject, open=subject is Subject.CATEGORY)
    told = node.mapping(required=set(), allowed={*Subject, "role", "years"})
    subjects = [Subject(name) for name in told if name not in {"role", "years"}]
    if len(subjects) != 1:
        raise node.wrong(f"must name one of {', '.join(Subject)}")
    kinds = told[subjects[0]]
    return Dimension(
        subject=subjects[0],
        kinds=frozenset(each.choice(PlaceKind) for each in kinds.items()) if kinds.value else frozenset(),
        role=told["role"].choice(PlaceRole) if "role" in told else PlaceRole.LOCATION,
        fiscal="years" not in told or told["years"].text() != "calendar",
    )


def _indicator(name: str, node: _Node) -> Indicator:
    wanted = {"description", "numerator", "denominator"}
    told = node.mapping(required=wanted, allowed=wanted | {"quoted"})
    return Indicator(
        name,
        told["description"].text(),
        numerator=tuple(_count(item) for item in told["numerator"].items()),
        denominator=tuple(_count(item) for item in told["denominator"].items()),
        quoted=_pair(told["quoted"]) if "quoted" in told else None,
    )


def _pair(node: _Node) -> tuple[str, str]:
    sides = {"numerator", "denominator"}
    told = node.mapping(required=sides, allowed=sides)
    return told["numerator"].text(), told["denominator"].text()


def _count(node: _Node) -> Count:
    if isinstance(node.value, str):
        return Count(node.text())
    told = node.mapping(required={"measure", "level"}, allowed={"measure", "level"})
    return Count(told["measure"].text(), told["level"].text())


def _check(file: str, recipe: Recipe) -> None:
    """Refuse measures that are named and that the recipe does not explain."""
    for where, named in _named(recipe):
        unknown = sorted(named - set(recipe.measures))
        if unknown:
            what = f"{file}: {where} names {', '.join(unknown)}, which is not under measures."
            raise InputError(what, "Explain the measure there.")


def _named(recipe: Recipe) -> Iterator[tuple[str, set[str]]]:
    """Give the measures that each layout and indicator names."""
    for layout in recipe.layouts:
        told = [*layout.terms.values(), *(term for _, term in layout.subjects)]
        yield f"layouts.{layout.name}", {term.measure for term in told if term.measure}
    for each in recipe.indicators:
        yield f"indicators.{each.name}", {count.measure for count in (*each.numerator, *each.denominator)}
