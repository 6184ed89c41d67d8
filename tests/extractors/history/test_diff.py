"""What is told of two versions of a document, and what holds for any two."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.history.changes import Change, inverted, patched
from extractors.history.diff import diff
from extractors.history.wording import edited, written
from extractors.records import ChangeAction, ChangeNature, PassageKind

P = PassageKind.PARAGRAPH
H = PassageKind.HEADING


@dataclass(frozen=True)
class Passage:
    text: str
    kind: PassageKind = P
    heading_path: tuple[str, ...] = ()


def document(*texts: str | Passage) -> list[Passage]:
    return [text if isinstance(text, Passage) else Passage(text) for text in texts]


def shown(changes: Sequence[Change]) -> list[tuple[str, str, str]]:
    return [(str(each.action), str(each.nature), each.reason) for each in changes]


REVIEW = "The State of ZZ reviews the counts of each county four times a year and publishes what it finds."
FORMS = "Complaint forms are given in English and in seven other languages."
TRAINING = "Officers are trained before they are given access to the records."


def test_a_sentence_that_comes_and_one_that_goes() -> None:
    changes = diff(document(REVIEW, FORMS), document(REVIEW, TRAINING))
    assert shown(changes) == [
        ("removed", "substantive", "paragraph"),
        ("added", "substantive", "paragraph"),
    ]


def test_words_of_a_rewording_are_told() -> None:
    later = REVIEW.replace("four times a year", "every month")
    (change,) = diff(document(FORMS, REVIEW), document(FORMS, later))
    assert (change.action, change.nature, change.reason) == ("reworded", "substantive", "words")
    assert written(change.edits) == ("=10", "-four times a year", "+every month")


@pytest.mark.parametrize(
    ("before", "after", "nature", "reason"),
    [
        ("Civil Rights Complaints", "Civil rights complaints", "clerical", "case"),
        ("It is “new” \N{EN DASH} and open", 'It is "new" - and open', "clerical", "quote marks, dashes"),
        ("Training, guidance and forms", "Training, guidance, and forms", "clerical", "punctuation"),
        ("One  line\nor two", "One line or two", "clerical", "white space"),
        ("The ﬁrst oﬃce of ZZ", "The first office of ZZ", "clerical", "letter forms"),
        ("There were 1,432 of them in all", "There were 1.432 of them in all", "substantive", "figures"),
        ("In force from June 17, 2011 on", "In force from July 1, 2011 on", "substantive", "dates"),
        ("Last Published Date: July 18, 2013", "Last Published Date: May 2, 2014", "noise", "printed date"),
        ("Updated: 01/24/2025", "Updated: 02/25/2025", "noise", "printed date"),
        ("This page was last reviewed on May 2, 2014.", "Last reviewed: 2014-06-01", "noise", "printed date"),
        ("Last updated:07/16/2012", "Last updated:07/25/2012", "noise", "printed date"),
        ("1,234 views", "2,001 views", "noise", "counter"),
        ("Page 3 of 10", "Page 3 of 12", "noise", "counter"),
    ],
)
def test_what_a_rewording_is_worth(before: str, after: str, nature: str, reason: str) -> None:
    (change,) = diff(document(FORMS, before, REVIEW), document(FORMS, after, REVIEW))
    assert (change.action, change.nature, change.reason) == ("reworded", nature, reason)


@pytest.mark.parametrize(
    ("piece", "nature", "reason"),
    [
        (Passage("Back to top"), "noise", "label of the page"),
        (Passage("Home > About", PassageKind.NAVIGATION), "noise", "navigation"),
        (Passage("Privacy FOIA", PassageKind.BOILERPLATE), "noise", "boilerplate of the site"),
        (Passage("SPECIMEN report", PassageKind.PAGE_HEADER), "noise", "header of the page"),
        (Passage("- 4 -", PassageKind.PAGE_FOOTER), "noise", "footer of the page"),
        (Passage("An office opens", P, ("Programs", "Latest News")), "noise", "list of latest news"),
        (Passage("The site is down on Sunday", PassageKind.NOTICE), "noise", "notice of the site"),
        (Passage("Archived Content", PassageKind.NOTICE), "substantive", "archived notice {}"),
        (Passage("Release Date: May 2, 2014"), "substantive", "paragraph"),
        (Passage("Advisory Committee", PassageKind.LIST_ITEM), "substantive", "list item"),
    ],
)
@pytest.mark.parametrize("action", ["added", "removed"])
def test_what_comes_or_goes_is_worth(piece: Passage, nature: str, reason: str, action: str) -> None:
    title = Passage("Programs", H)
    versions = [document(title, REVIEW), document(title, piece, REVIEW)]
    (change,) = diff(*(versions if action == "added" else versions[::-1]))
    assert (change.action, change.nature, change.reason) == (action, nature, reason.format(action))


def test_brackets_in_a_table_say_something() -> None:
    before, after = (Passage(f"County\tChange\nLorem\t{value}", PassageKind.TABLE) for value in ("(5)", "5"))
    assert shown(diff([before], [after])) == [("reworded", "substantive", "signs in a table")]


def test_a_notice_that_is_reworded_into_that_of_an_archive() -> None:
    before = document(REVIEW, Passage("This page is under review", PassageKind.NOTICE), FORMS)
    after = document(REVIEW, Passage("This page is archived", PassageKind.NOTICE), FORMS)
    assert shown(diff(before, after)) == [("reworded", "substantive", "archived notice added")]
    assert shown(diff(after, before)) == [("reworded", "substantive", "archived notice removed")]


def test_figures_alone_make_no_rewording() -> None:
    changes = diff(document(REVIEW, "1"), document(REVIEW, "Form 3; Instructions 7."))
    assert [each.action for each in changes] == [ChangeAction.REMOVED, ChangeAction.ADDED]


def test_a_page_of_latest_news_is_no_feed_of_itself() -> None:
    title = Passage("Latest News", H)
    piece = Passage("An office opens", P, ("Latest News",))
    (change,) = diff(document(title), document(title, piece))
    assert change.nature == ChangeNature.SUBSTANTIVE


def test_a_passage_that_moves_into_another_section() -> None:
    first, second = Passage("Reforms", H), Passage("Contact", H)
    one, other = Passage(FORMS, P, ("Reforms",)), Passage(FORMS, P, ("Contact",))
    before = document(first, one, REVIEW, second, TRAINING)
    after = document(first, REVIEW, second, TRAINING, other)
    (change,) = diff(before, after)
    assert (change.action, change.before, change.after) == ("moved", 1, 4)
    assert (change.nature, change.reason) == ("substantive", "other section")


def test_a_paragraph_that_becomes_a_heading_is_no_other_text() -> None:
    (change,) = diff(document(REVIEW, "Training"), document(REVIEW, Passage("Training", H)))
    assert shown([change]) == [("reworded", "clerical", "kind: heading and paragraph")]
    assert change.edits == ()


def test_figures_of_a_long_list_go_together_row_by_row() -> None:
    before = document(*(f"County {'abcdefghij'[n % 10] * (n // 10 + 1)}: {n} persons" for n in range(300)))
    after = document(*(f"County {'abcdefghij'[n % 10] * (n // 10 + 1)}: {n + 7} persons" for n in range(300)))
    changes = diff(before, after)
    assert {(each.action, each.reason) for each in changes} == {("reworded", "figures")}
    assert all(each.before == each.after for each in changes)


def test_what_is_too_much_to_compare_is_said() -> None:
    before = document(*(f"a{n} common words all over" for n in range(400)))
    after = document(*(f"b{n} common words all over it" for n in range(400)))
    changes = diff(before, after)
    assert {each.action for each in changes} == {ChangeAction.ADDED, ChangeAction.REMOVED}
    assert {each.reason for each in changes} == {"not compared with others: too much differs around it"}


WORDS = st.sampled_from(
    [
        "alpha",
        "Alpha",
        "beta,",
        "beta",
        "gamma",
        "2011",
        "June 17, 2011",
        "\N{EN DASH}",
        "-",
        "archived content",
        "",
        "top",
    ]
)
TEXTS = st.lists(WORDS, min_size=1, max_size=6).map(" ".join).filter(str.strip)
PIECES = st.builds(
    Passage,
    TEXTS,
    st.sampled_from([P, P, P, H, PassageKind.NOTICE, PassageKind.TABLE]),
    st.sampled_from([(), ("Latest News",), ("alpha",)]),
)


@st.composite
def versions(draw: st.DrawFn) -> tuple[list[Passage], list[Passage]]:
    """Two versions that have much in common: the second is cut and mixed from the first, with some new."""
    before = draw(st.lists(PIECES, max_size=25))
    after = list(before)
    for _ in range(draw(st.integers(0, 8))):
        place = draw(st.integers(0, len(after)))
        match draw(st.integers(0, 3)):
            case 0:
                after.insert(place, draw(PIECES))
            case 1:
                del after[place : place + 1]
            case 2 if after:
                after.insert(place, after.pop(draw(st.integers(0, len(after) - 1))))
            case _:
                after[place : place + 1] = [draw(PIECES)]
    return before, after


ANY = st.one_of(versions(), st.tuples(st.lists(PIECES, max_size=15), st.lists(PIECES, max_size=15)))


@given(st.lists(PIECES, max_size=25))
def test_a_document_has_not_changed_from_itself(pieces: list[Passage]) -> None:
    assert diff(pieces, list(pieces)) == ()


@given(ANY)
def test_a_version_patched_with_its_changes_gives_the_next(pair: tuple[list[Passage], list[Passage]]) -> None:
    before, after = pair
    found = patched(before, diff(before, after))
    assert [(each.kind, each.text) for each in found] == [(each.kind, each.text) for each in after]


@given(ANY)
def test_the_diff_the_other_way_round_is_the_inverse(pair: tuple[list[Passage], list[Passage]]) -> None:
    before, after = pair
    assert diff(after, before) == inverted(diff(before, after))


@given(ANY)
def test_the_inverse_of_the_inverse_is_the_same(pair: tuple[list[Passage], list[Passage]]) -> None:
    changes = diff(*pair)
    assert inverted(inverted(changes)) == changes


@given(ANY)
def test_edits_give_the_words_of_the_next_version(pair: tuple[list[Passage], list[Passage]]) -> None:
    for each in diff(*pair):
        if each.action is ChangeAction.REWORDED:
            assert each.former is not None
            assert each.latter is not None
            assert edited(each.former.text, each.edits) == each.latter.text.split()
            assert each.former != each.latter


@given(ANY)
def test_what_stays_in_place_keeps_its_order(pair: tuple[list[Passage], list[Passage]]) -> None:
    reworded = [each for each in diff(*pair) if each.action is ChangeAction.REWORDED]
    assert [each.before for each in reworded] == sorted(each.before for each in reworded)
    assert [each.after for each in reworded] == sorted(each.after for each in reworded)
