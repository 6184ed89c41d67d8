"""What a sentence says must, may, should or must not be done, and by whom; and what it does not."""

from datetime import date

import pytest

from extractors.records import Instrument, Modality, PassageKind
from tests.extractors.policy.reading import read, reforms, said

MUST, MAY, SHOULD, MUST_NOT = Modality.MUST, Modality.MAY, Modality.SHOULD, Modality.MUST_NOT
OPENING = "This Memorandum of Agreement is an agreement between the Bureau of Samples and the City of Zed."


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The office shall keep a log.", ("The office", MUST, "keep", "a log")),
        ("Officers must not open the letters.", ("Officers", MUST_NOT, "open", "the letters")),
        ("No officer may open the letters.", ("officer", MUST_NOT, "open", "the letters")),
        ("The agency may hold nobody longer.", ("The agency", MUST_NOT, "hold", None)),
        ("Planners should update the plan.", ("Planners", SHOULD, "update", "the plan")),
        ("The applicant is required to sign the form.", ("The applicant", MUST, "sign", "the form")),
        ("Agents are prohibited from sharing lists.", ("Agents", MUST_NOT, "sharing", "lists")),
        ("Supervisors are authorized to waive the fee.", ("Supervisors", MAY, "waive", "the fee")),
        ("The county agrees to pay the costs.", ("The county", MUST, "pay", "the costs")),
        (
            "The sheriff is responsible for the costs.",
            ("The sheriff", MUST, "responsible for", "the costs"),
        ),
        (
            "Upon request by the bureau, the city will, where needed, lend a room.",
            ("the city", MUST, "lend", "a room"),
        ),
        (
            "The bureau, in consultation with the city, shall print a list.",
            ("The bureau", MUST, "print", "a list"),
        ),
        (
            "Alpha County, Beta County, and Gamma County shall name a chair.",
            ("Alpha County, Beta County, and Gamma County", MUST, "name", "a chair"),
        ),
        ("Records shall be kept by the clerk.", ("the clerk", MUST, "be kept", "Records")),
        ("The rule that visitors are to sign in stands.", ("visitors", MUST, "sign", None)),
        ("The form requires the jail to hand over a copy.", ("the jail", MUST, "hand over", "a copy")),
        ("Staff should not copy the key.", ("Staff", SHOULD, "not copy", "the key")),
        ("Notice shall be sent by certified mail.", (None, MUST, "be sent", "Notice")),
        (
            "Rooms shall be cleaned in houses chosen by the city.",
            (None, MUST, "be cleaned", "Rooms"),
        ),
        ("Cases shall be heard and decided by the court.", ("the court", MUST, "be heard", "Cases")),
        ("You may file the form.", ("You", MAY, "file", "the form")),
        ("Such requests must be kept by the clerk.", ("the clerk", MUST, "be kept", "Such requests")),
        ("Carriers also are required to check the list.", ("Carriers", MUST, "check", "the list")),
        ("Complaints are referred to CRCL.", (None, MUST, "referred to CRCL", "Complaints")),
        (
            "The U.S. Marshal shall guard the U.S. Courthouse.",
            ("The U.S. Marshal", MUST, "guard", "the U.S. Courthouse"),
        ),
    ],
)
def test_a_sentence_is_read(sentence, expected):
    (provision,) = read(sentence).provisions
    assert said(provision) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Damage may occur after a storm.",
        "Local governments may need help.",
        "The purpose of the program is to find errors.",
        "Should an incident occur, there is a plan.",
        "If the office should close, nothing changes.",
        "The weather will improve.",
        "Mr. Sample will be sentenced in May.",
        "Mr. Sample is expected to face a trial.",
        "In this paper, agency shall mean the bureau.",
        "Users can call the line.",
        "The team stands by, freeing the office to deal with storms should they occur.",
        "What police should know",
        "The bureau determined that a report should not be issued.",
        "Each party declares it is authorized to enter.",
        "Nothing in this paper shall limit the powers of the city.",
        "It must be noted that rain fell.",
        "\u201cWe will find them, and officers must act,\u201d he said.",
        "He said that \u201cofficers must act at once\u201d.",
    ],
)
def test_what_only_looks_like_a_provision_is_none(sentence):
    assert read(sentence).provisions == ()


def test_headings_and_tables_say_nothing_that_binds():
    text = "Officers must keep a log"
    assert read((PassageKind.HEADING, text), (PassageKind.TABLE, text)).provisions == ()


def test_verbs_with_objects_of_their_own_are_provisions_of_their_own():
    found = read("The bureau shall train the officers and provide the tools.").provisions
    assert [said(each) for each in found] == [
        ("The bureau", MUST, "train", "the officers"),
        ("The bureau", MUST, "provide", "the tools"),
    ]


def test_verbs_that_share_an_object_are_one_provision():
    (provision,) = read("The bureau shall supervise and direct the officers.").provisions
    assert said(provision) == ("The bureau", MUST, "supervise and direct", "the officers")


def test_a_second_subject_begins_a_second_clause():
    first, second = read("Outliers will be subject to a review and DHS and ICE will take steps.").provisions
    assert (first.actor, first.affected, first.object) == (None, "Outliers", "a review")
    assert said(second) == ("DHS and ICE", MUST, "take", "steps")


def test_limits_exceptions_and_days_are_tied_to_their_words():
    text = (
        "Effective June 17, 2011, the jail must release the person within 48 hours, excluding Sundays, "
        "unless a judge objects."
    )
    (provision,) = read(text).provisions
    assert (provision.limit_value, provision.limit_unit) == (48, "hours")
    assert text[provision.limit_start : provision.limit_end] == "48 hours"
    assert provision.limit_excluding == "Sundays"
    assert provision.exception == "unless a judge objects"
    assert provision.effective_on == date(2011, 6, 17)
    assert text[provision.effective_on_start : provision.effective_on_end] == "June 17, 2011"
    assert (provision.affected, provision.object) == ("the person", "the person")


@pytest.mark.parametrize(
    ("behind", "excluding"),
    [
        ("excluding Saturdays, Sundays, and holidays.", "Saturdays, Sundays, and holidays"),
        (
            "excluding Saturdays, Sundays, and Federal holidays, to save time.",
            "Saturdays, Sundays, and Federal holidays",
        ),
        ("excluding weekends, of the existence of the complaint.", "weekends"),
        ("excluding weekends and holidays unless the chief agrees.", "weekends and holidays"),
        ("excluding travel time, if any.", "travel time"),
    ],
)
def test_what_does_not_count_is_the_whole_list_and_no_more(behind, excluding):
    (provision,) = read(f"The jail must release the person within 48 hours, {behind}").provisions
    assert provision.limit_excluding == excluding


def test_every_text_is_what_stands_between_its_offsets():
    text = "1. The bureau shall give notice.\n2. Officers must provide arrestees with a copy."
    for provision in read(text).provisions:
        for column in ("actor", "action", "object", "affected"):
            start, end = getattr(provision, f"{column}_start"), getattr(provision, f"{column}_end")
            printed = None if start is None else text[start:end]
            assert getattr(provision, column) == printed


def test_will_with_a_passive_binds_in_an_agreement_only():
    sentence = "The rooms will be cleaned weekly."
    heading = (PassageKind.HEADING, "MEMORANDUM OF AGREEMENT")
    (provision,) = read(heading, OPENING, sentence).provisions
    assert (provision.instrument, provision.instrument_start) == (Instrument.AGREEMENT, None)
    assert said(provision) == (None, MUST, "be cleaned", "The rooms")
    assert read(sentence).provisions == ()


def test_a_sentence_that_sets_up_an_instrument_names_it():
    found = read(
        "Training: The bureau and CRCL have developed a new training program for county jails and police.",
        "Forms: The bureau has revised the intake form that it sends to local jurisdictions.",
    )
    assert reforms(found) == [
        (Instrument.TRAINING_PROGRAM, "The bureau and CRCL", "county jails and police"),
        (Instrument.FORM_REVISION, "The bureau", "local jurisdictions"),
    ]
    assert {each.modality for each in found.provisions} == {None}


def test_what_is_not_understood_is_counted():
    assert read("It must be returned.").document.modals_unread == 1
    assert read("Officers must return it.").document.modals_unread == 0


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("See 8 U.S.C. \u00a7 1357 for this. Officers must sign. Jailers must sign.", 2),
        ("a) Officers must sign. b) Officers must date it, as Inc. Sample did.", 2),
    ],
)
def test_abbreviations_and_numbering_end_no_sentence(text, n):
    assert len(read(text).provisions) == n


@pytest.mark.parametrize("unit", ["must ", "The city may, ", "Date: ", "U.S. a. ", "who must that "])
def test_text_without_end_costs_no_more_than_its_length(unit):
    assert read(unit * (200_000 // len(unit))).provisions == ()
