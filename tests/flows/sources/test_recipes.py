"""Recipes that come with the project, and what is said of one that is not as it must be."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.errors import InputError
from flows.sources.knowledge import knowledge
from flows.sources.recipes import load

WHOLE = """
documents: [Notices]
measures:
  notices: {counts: events, unit: notices, description: Notices sent.}
terms:
  Notices: notices
layouts:
  - name: by-county
    heads: [County, Notices]
    rows:
      - place: [county]
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "zz-notices.yaml"
    path.write_text(text)
    return path


def test_a_recipe_is_named_after_its_file(tmp_path: Path) -> None:
    recipe = load(written(tmp_path, WHOLE))
    assert recipe.series == "zz-notices"
    assert [layout.name for layout in recipe.layouts] == ["by-county"]


def test_every_place_and_measure_that_a_recipe_names_is_known() -> None:
    known = knowledge()
    for recipe in known.recipes:
        for layout in recipe.layouts:
            assert layout.place is None or known.places.by_id(layout.place)
            assert {term.measure for term in layout.terms.values()} - {None} <= recipe.measures.keys()


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("counts: events", "counts: sheep", "measures.notices.counts must be one of"),
        ("Notices: notices", "Notices: letters", "names letters, which is not under measures"),
        ("place: [county]", "place: [village]", "layouts[0].rows[0].place[0] must be one of"),
        ("place: [county]", "colour: [red]", "layouts[0].rows[0]"),
        ("documents: [Notices]", "", "lacks documents"),
        ("heads:", "head:", "has the unknown head"),
        ("- name: by-county", "- nothing", "no YAML file"),
    ],
)
def test_what_is_wrong_is_said_with_its_file_and_key(
    tmp_path: Path, before: str, after: str, said: str
) -> None:
    with pytest.raises(InputError) as refused:
        load(written(tmp_path, WHOLE.replace(before, after)))
    assert "zz-notices.yaml" in str(refused.value)
    assert said in str(refused.value)
