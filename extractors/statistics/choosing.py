"""Which layout of which recipe a table has, told by the titles above it and by its own labels."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from extractors.statistics.labels import key
from extractors.statistics.recipes import Layout, Recipe


@dataclass(frozen=True, slots=True)
class Choice:
    """A layout, and what it wants of a table that the table does not print."""

    recipe: Recipe
    layout: Layout
    missing: tuple[str, ...] = ()


def choose(recipes: Sequence[Recipe], titles: Sequence[str], labels: Collection[str]) -> Choice | None:
    """Give the first layout that fits, else the one that lacks the fewest labels where its title stands.

    Args:
        recipes: the recipes, in order.
        titles: what stands above the table.
        labels: what heads its columns, and the labels of its rows.
    """
    printed = [f" {key(title)} " for title in titles]
    heads = {f" {key(label)} " for label in labels}
    nearly: list[Choice] = []
    for recipe in recipes:
        for layout in recipe.layouts:
            if layout.titles and not any(
                f" {phrase} " in title for title in printed for phrase in layout.titles
            ):
                continue
            missing = tuple(" or ".join(each) for each in layout.heads if not _stands(each, heads))
            if not missing:
                return Choice(recipe, layout)
            if layout.titles and layout.skipped is None and len(missing) < len(layout.heads):
                nearly.append(Choice(recipe, layout, missing))
    return min(nearly, key=lambda each: len(each.missing), default=None)


def of_document(recipes: Sequence[Recipe], titles: Sequence[str]) -> tuple[Recipe, ...]:
    """Give the recipes whose series a document may belong to, by its title or opening."""
    printed = [f" {key(title)} " for title in titles]
    return tuple(
        recipe
        for recipe in recipes
        if any(f" {phrase} " in title for title in printed for phrase in recipe.documents)
    )


def _stands(alternatives: Sequence[str], heads: Collection[str]) -> bool:
    return any(f" {phrase} " in head for phrase in alternatives for head in heads)
