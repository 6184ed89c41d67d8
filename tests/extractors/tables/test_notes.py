"""Notes are found with their marks, and a sentence that merely begins with a figure is none."""

from __future__ import annotations

import pytest

from extractors.records import CellKind, PassageKind
from extractors.tables.below import lines_below
from extractors.tables.notes import Line, notes_in
from tests.extractors.tables.small import below, grid, rows_of


def notes(*texts, used=(), signs=()):
    return [(note.mark, note.text) for note in notes_in(below(*texts), used=set(used), signs=set(signs))]


def test_a_note_has_its_mark_and_its_text():
    assert notes("* Includes Alder.", "1 Cases received.", used={"*", "1"}) == [
        ("*", "Includes Alder."),
        ("1", "Cases received."),
    ]


def test_a_figure_that_the_table_does_not_use_begins_a_sentence():
    assert notes("5 Members were appointed.", used={"1"}) == []


def test_notes_that_run_on_are_parted():
    text = "D Disclosure standards not met. - Represents zero."
    assert notes(text, signs={"D", "-"}) == [
        ("D", "Disclosure standards not met."),
        ("-", "Represents zero."),
    ]


def test_a_source_has_no_mark():
    assert notes("Source: Department of Examples.") == [(None, "Source: Department of Examples.")]


def test_a_note_defines_signs_in_passing():
    found = notes("Note: D = withheld; X = not applicable.", signs={"D", "X"})
    assert found[1:] == [("D", "withheld"), ("X", "not applicable")]


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("D Data withheld to limit disclosure.", CellKind.SUPPRESSED),
        ("D Not applicable.", CellKind.NOT_APPLICABLE),
        ("D Not available.", CellKind.NOT_AVAILABLE),
        ("D Represents zero.", CellKind.NUMBER),
        ("D Less than half the unit.", None),
    ],
)
def test_a_note_says_what_its_sign_means(text, means):
    (note,) = notes_in(below(text), used=set(), signs={"D"})
    assert note.means is means


def test_each_mark_is_explained_once_by_the_nearest_note():
    assert notes("* First.", "* Second.", used={"*"}) == [("*", "First.")]


def test_rows_at_the_end_of_a_table_may_be_notes():
    table = grid(
        ("County", "Filed*"), ("Alder", "7"), ("* Cases that were filed in the course of the year.", "")
    )
    (note,) = rows_of(table).notes
    assert (note.mark, note.text) == ("*", "Cases that were filed in the course of the year.")


class Behind:
    """A passage of which only these fields matter."""

    def __init__(self, text, kind=PassageKind.PARAGRAPH):
        self.text, self.kind, self.page, self.passage_id = text, kind, 1, text


def test_a_sign_that_is_a_passage_by_itself_goes_with_the_next():
    passages = [Behind("", PassageKind.TABLE), Behind("**"), Behind("excluding Birch")]
    lines = list(lines_below(passages, 0, last_page=1))
    assert notes_in(lines, used={"**"}, signs=set())[0].text == "excluding Birch"
    assert notes_in(lines, used=set(), signs=set()) == []


def test_the_second_line_of_a_footnote_does_not_end_the_notes():
    kind = PassageKind.FOOTNOTE
    passages = [Behind("1 Cases of", kind), Behind("the year", kind), Behind("2 Closed.", kind)]
    lines = list(lines_below([Behind("", PassageKind.TABLE), *passages], 0, last_page=1))
    assert [(line.text, line.near) for line in lines] == [("1 Cases of", True), ("2 Closed.", True)]


def test_a_note_far_away_needs_a_mark_of_the_table():
    far = [Line("* Includes Alder.", PassageKind.PARAGRAPH, near=False)]
    assert [note.mark for note in notes_in(far, used={"*"}, signs=set())] == ["*"]
    assert notes_in(far, used=set(), signs=set()) == []
