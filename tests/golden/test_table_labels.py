"""The tables labelled by hand are sound: grids without overlap, texts that stand on their pages."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import pdfplumber
import pytest

LABELS = sorted((Path(__file__).parent / "tables").glob("*.json"))


def label(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))


def letters(text: str) -> str:
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text)).casefold()


@pytest.mark.parametrize("path", LABELS, ids=lambda path: path.stem)
def test_every_place_of_a_grid_belongs_to_one_cell(path: Path) -> None:
    for cells in label(path)["tables"]:
        places = [
            (row, column)
            for r0, c0, r1, c1, _ in cells
            for row in range(r0, r1 + 1)
            for column in range(c0, c1 + 1)
        ]
        rows, columns = (1 + max(place[axis] for place in places) for axis in (0, 1))
        assert len(places) == len(set(places)) == rows * columns


def test_pages_without_a_table_say_so_by_name() -> None:
    assert {path.stem for path in LABELS if not label(path)["tables"]} == {
        path.stem for path in LABELS if path.stem.startswith("none-")
    }


@pytest.mark.corpus
@pytest.mark.parametrize("path", LABELS, ids=lambda path: path.stem)
def test_the_letters_of_a_label_are_those_of_its_page(path: Path, corpus: Path) -> None:
    truth = label(path)
    with pdfplumber.open(corpus / truth["file"], pages=[truth["page"]]) as file:
        page = letters("".join(char["text"] for char in file.pages[0].chars))
    wanted = "".join(letters(cell[4]) for cells in truth["tables"] for cell in cells)
    assert all(page.count(letter) >= wanted.count(letter) for letter in set(wanted))
