"""What turns a duty into its opposite, and what only seems to: the sense of a provision is never inverted."""

import pytest

from extractors.records import Modality
from tests.extractors.policy.reading import read, said

MUST, MUST_NOT, SHOULD = Modality.MUST, Modality.MUST_NOT, Modality.SHOULD


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ICE shall provide no funds.", ("ICE", MUST_NOT, "provide", "funds")),
        ("The agency shall have no obligation.", ("The agency", MUST_NOT, "have", "obligation")),
        ("The agency may make no promises.", ("The agency", MUST_NOT, "make", "promises")),
        ("The agency should make no promises.", ("The agency", SHOULD, "make", "no promises")),
        ("No officer should ask questions.", ("No officer", SHOULD, "ask", "questions")),
        (
            "The agency shall give no fewer than three notices.",
            ("The agency", MUST, "give", "no fewer than three notices"),
        ),
    ],
)
def test_no_forbids_unless_it_compares_or_only_advises(text, expected):
    (provision,) = read(text).provisions
    assert said(provision) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The officer shall neither detain nor question the person.",
        "The sheriff must not only report the arrest.",
        "The bureau shall not later than 180 days after the arrest submit a report.",
        "The police should not, of course, arrest people.",
    ],
)
def test_a_negation_that_is_not_understood_is_counted(text):
    extraction = read(text)
    assert extraction.provisions == ()
    assert extraction.document.modals_unread == 1


@pytest.mark.parametrize(
    ("text", "action", "target"),
    [
        ("The agency shall comply with the rules.", "comply with", "the rules"),
        ("The officer must apply for a warrant.", "apply for", "a warrant"),
        ("The agency shall promptly supply the records.", "supply", "the records"),
    ],
)
def test_a_verb_that_ends_as_adverbs_do_is_what_is_done(text, action, target):
    (provision,) = read(text).provisions
    assert said(provision) == (text.split(" shall")[0].split(" must")[0], MUST, action, target)


def test_endless_adverbs_are_read_in_no_time():
    """Each of them is an adverb in two ways; a reader that goes back over them would never end."""
    assert read("ICE shall " + "only " * 500 + ".").document.modals_unread == 1
    assert len(read("ICE shall be " + "only " * 500 + ".").provisions) == 1


def test_who_approves_is_not_glued_to_who_denies():
    (provision,) = read("The request must be approved by the Director or denied by the Secretary.").provisions
    assert provision.actor == "the Director"


def test_what_is_forbidden_for_one_reason_is_not_forbidden_for_all():
    (provision,) = read("Officers must not arrest a person only because of a match, or a call.").provisions
    assert said(provision) == ("Officers", MUST_NOT, "arrest", "a person only because of a match, or a call")
    assert provision.affected == "a person"


def test_what_is_not_required_is_no_duty():
    assert read("It is not required that the sheriff shall hold anyone.").provisions == ()
